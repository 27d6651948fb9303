/**
 * A program for the tests of every engine: it walks everything that code in a Compartment can get hold of and names
 * what could be changed. Whatever is not frozen is a way to reach other code that uses it.
 */

/** A function expression that takes further roots by name and gives the paths to objects that are not frozen. */
export const crawlText = `(function (roots) {
  "use strict";
  const attempt = (make) => { try { return make(); } catch (error) { return error; } };
  function* generator() { yield 1; }
  async function asyncFunction() {}
  async function* asyncGenerator() {}
  const start = {
    global: globalThis,
    // Objects that no name leads to, only syntax, and the errors that the engine makes.
    arrow: () => 0, method: { m() {} }.m, klass: class { static #p = 1; }, bound: (() => 0).bind(null),
    generator, generated: generator(), asyncFunction, asyncGenerator, asyncGenerated: asyncGenerator(),
    getter: Object.getOwnPropertyDescriptor({ get x() { return 1; } }, "x").get,
    arrayIterator: [][Symbol.iterator](), mapIterator: new Map().entries(), setIterator: new Set().values(),
    stringIterator: ""[Symbol.iterator](), matches: "a".matchAll(/a/g), match: /(?<n>a)/d.exec("a"),
    helper: attempt(() => [1].values().map((x) => x)), wrapped: attempt(() => Iterator.from({ next() {} })),
    zipped: attempt(() => Iterator.zip([[1]])), concatenated: attempt(() => Iterator.concat([1])),
    template: ((parts) => parts)\`a\`, arguments: (function () { return arguments; })(1),
    regexp: /a/, symbol: Object(Symbol()), bigint: Object(1n), number: Object(1), text: Object(""), yes: Object(true),
    buffer: new ArrayBuffer(8), view: new DataView(new ArrayBuffer(8)), bytes: new Uint8Array(1),
    resizable: attempt(() => new ArrayBuffer(8, { maxByteLength: 16 })),
    weak: new WeakMap(), weakSet: new WeakSet(),
    typeError: attempt(() => null.x), referenceError: attempt(() => nowhere),
    rangeError: attempt(() => new Array(-1)), longText: attempt(() => "x".repeat(2 ** 30)),
    uriError: attempt(() => decodeURI("%")), syntaxError: attempt(() => JSON.parse("{")),
    badRegexp: attempt(() => new RegExp("(")), deep: attempt(function f() { f(); f(); }),
    cycle: attempt(() => { const o = {}; o.o = o; return JSON.stringify(o); }),
    constant: attempt(() => { "use strict"; Object.freeze([]).push(1); }),
    grouped: attempt(() => Object.groupBy([1], () => "a")), grouped2: attempt(() => Map.groupBy([1], () => "a")),
    raw: attempt(() => JSON.rawJSON("1")), aggregate: attempt(() => new AggregateError([])),
    ...roots,
  };
  const isObject = (value) => (typeof value === "object" && value !== null) || typeof value === "function";
  // What is made afresh for each program is its own to change; what it leads to is not.
  const own = new Set(Object.values(start).filter((value) => isObject(value) && value !== globalThis));
  for (const object of [...own]) if (Object.hasOwn(object, "prototype") && typeof object === "function") own.add(object.prototype);
  const seen = new Set();
  const open = [];
  const queue = Object.entries(start);
  while (queue.length > 0) {
    const [path, value] = queue.pop();
    if (!isObject(value) || seen.has(value)) continue;
    seen.add(value);
    const isMade = own.has(value) || /^(match|grouped|aggregate\\.errors|roots\\.)/.test(path);
    // A frozen map still changes: its entries are no properties.
    const isStore = [Map, Set, WeakMap, WeakSet, ArrayBuffer].some((kind) => value instanceof kind && value !== kind.prototype);
    if ((!Object.isFrozen(value) || isStore) && !isMade) open.push(path);
    queue.push([path + ".[[Prototype]]", Object.getPrototypeOf(value)]);
    for (const key of Reflect.ownKeys(value)) {
      const descriptor = Object.getOwnPropertyDescriptor(value, key);
      const next = path + "." + String(key);
      if ("value" in descriptor) queue.push([next, descriptor.value]);
      else queue.push([next + " (get)", descriptor.get], [next + " (set)", descriptor.set]);
    }
  }
  return { open, seen: seen.size };
})`;
