/** What stays on the global object of a locked realm: the language, and what SES and our own code still use. */
const keptNames: ReadonlySet<PropertyKey> = new Set(
  [
    'undefined NaN Infinity globalThis self console Function eval Promise Proxy Date',
    'isFinite isNaN parseFloat parseInt decodeURI decodeURIComponent encodeURI encodeURIComponent',
    'Object Boolean Number BigInt String Symbol RegExp Math JSON Reflect',
    'Array Map Set WeakMap WeakSet WeakRef FinalizationRegistry Iterator',
    'ArrayBuffer DataView Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array',
    'Int32Array Uint32Array BigInt64Array BigUint64Array Float32Array Float64Array',
    'Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError',
    'Compartment harden lockdown',
  ].flatMap((line) => line.split(' ')),
);

/**
 * Takes from the global object everything that reaches beyond this realm: network, messages, storage, nested
 * workers. Compartments never had any of it; this is for the day when somebody breaks out of one.
 */
export function dropPowers(): void {
  let holder: object | null = globalThis;
  while (holder !== null && holder !== Object.prototype) {
    for (const name of Reflect.ownKeys(holder)) {
      if (keptNames.has(name) || name === 'constructor') continue;
      if (Reflect.deleteProperty(holder, name)) continue;
      // What cannot be deleted may still be writable.
      Reflect.set(holder, name, undefined);
    }
    holder = Reflect.getPrototypeOf(holder);
  }
}
