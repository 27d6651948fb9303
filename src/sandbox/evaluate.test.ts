import { beforeAll, describe, expect, test } from 'vitest';
import { crawlText } from './crawl-text.ts';
import { EvaluationError, evaluate } from './evaluate.ts';
import { lockDown } from './lockdown.ts';
import type { ModuleText } from './protocol.ts';

beforeAll(lockDown);

const objects = { Math: { sqrt: () => 42 }, console: { log: () => undefined } };

function moduleOf(text: string, origin: ModuleText['origin'] = 'learner'): ModuleText {
  return { file: `${origin}.ts`, origin, sites: [], text };
}

/** The value of an expression inside a learner's Compartment. */
function valueOf(expression: string): unknown {
  const text = `(function () { "use strict"; return ${expression}; })`;
  const [module] = evaluate<() => unknown>([moduleOf(text)], objects);
  return module?.factory();
}

/** What an expression does: gives a value or throws. */
function outcomeOf(expression: string): string {
  try {
    return `gives ${String(valueOf(expression))}`;
  } catch (error) {
    return `throws ${error instanceof Error ? error.name : 'something'}`;
  }
}

/** The best time of three runs of a loop that gives a million. */
function bestMs(run: (() => number) | undefined): number {
  const times = [1, 2, 3].map(() => {
    const startedMs = performance.now();
    expect(run?.()).toBe(1e6);
    return performance.now() - startedMs;
  });
  return Math.min(...times);
}

describe('names of a Compartment', () => {
  const absent = [
    'Function eval Promise Proxy Date Intl Temporal Compartment lockdown harden',
    'WebAssembly SharedArrayBuffer Atomics WeakRef FinalizationRegistry AsyncIterator',
    'Float64Array TextDecoder escape process require Buffer setTimeout queueMicrotask',
    'structuredClone fetch postMessage self window navigator performance crypto',
  ].flatMap((line) => line.split(' '));
  test.each(absent)('%s: is absent', (name) => expect(valueOf(`typeof ${name}`)).toBe('undefined'));

  test('Math and console: are ours', () => {
    expect(valueOf('Math.sqrt(16)')).toBe(42);
    expect(valueOf('typeof Math.random')).toBe('undefined');
    expect(valueOf('Object.keys(console).join()')).toBe('log');
  });
});

describe('constructors', () => {
  test.each([
    ['of a function', '(function () {}).constructor("return 1")()'],
    ['of an arrow function', '(() => 0).constructor("return 1")()'],
    ['of a method', '({ m() {} }).m.constructor("return 1")()'],
    ['of a class', '(class {}).constructor("return 1")()'],
    ['of a built-in function', '[].map.constructor("return 1")()'],
    ['of a bound function', '(() => 0).bind().constructor("return 1")()'],
    ['of a generator function', '(function* () {}).constructor("yield 1")().next()'],
    ['of an async function', '(async () => 0).constructor("return 1")()'],
    ['of an async generator', '(async function* () {}).constructor("yield 1")()'],
    ['by reflection', 'Reflect.construct((() => 0).constructor, ["return 1"])()'],
    ['of the prototype of functions', 'Object.getPrototypeOf(() => 0).constructor("return 1")()'],
    [
      'by a thrown error',
      '(() => { try { null.x } catch (e) { return e } })().constructor.constructor("return 1")()',
    ],
  ])('%s: evaluate no text', (_, expression) =>
    expect(outcomeOf(expression)).toBe('throws TypeError'),
  );
});

describe('intrinsics', () => {
  test.each([
    ['a prototype', 'Array.prototype.push = () => 0'],
    ['the prototype of all', 'Object.prototype.polluted = true'],
    ['by __proto__', '({}).__proto__.polluted = true'],
    ['by defineProperty', 'Object.defineProperty(Object.prototype, "then", { value: 1 })'],
    ['by setPrototypeOf', 'Object.setPrototypeOf(Array.prototype, {})'],
    ['JSON', 'JSON.stringify = () => "{}"'],
    ['Math', 'Math.sqrt = () => 0'],
    ['console', 'console.log = () => 0'],
    ['the global object', 'globalThis.Array = 1'],
    ['a new global', 'globalThis.leak = 1'],
    ['an undeclared name', '(leak = 1)'],
    ['the iterator of arrays', 'Object.getPrototypeOf([].values()).next = () => 0'],
    [
      'the prototype of generators',
      'Object.getPrototypeOf(function* () {}).prototype.next = () => 0',
    ],
  ])('%s: cannot be changed', (_, expression) =>
    expect(outcomeOf(expression)).toMatch(/throws (TypeError|ReferenceError)/),
  );

  test('everything a program can get hold of: is frozen', () => {
    const found = valueOf(`${crawlText}({})`) as { open: string[]; seen: number };
    expect(found.open).toEqual([]);
    expect(found.seen).toBeGreaterThan(500);
  });

  test('own properties of the names of built-in ones: can be set as everywhere', () => {
    expect(
      valueOf(
        '(() => { const e = new Error("a"); e.message = "b"; e.name = "N"; return `${e}`; })()',
      ),
    ).toBe('N: b');
    expect(valueOf('(() => { const o = {}; o.toString = () => "mine"; return `${o}`; })()')).toBe(
      'mine',
    );
    expect(
      valueOf(
        '(() => { class A { constructor() { this.constructor = 1; } } return new A().constructor; })()',
      ),
    ).toBe(1);
  });

  test('stacks: are hidden, since they differ between engines', () => {
    expect(valueOf('new Error("x").stack ?? ""')).toBe('');
  });
});

describe('promises', () => {
  test('no built-in function gives one', () => {
    expect(valueOf('typeof Array.fromAsync')).toBe('undefined');
  });
});

describe('compartments', () => {
  test('the learner and the world: have global objects of their own, both frozen', () => {
    const text = '(function () { "use strict"; return globalThis; })';
    const modules = evaluate<() => object>([moduleOf(text), moduleOf(text, 'world')], objects);
    const [learner, world] = modules.map(({ factory }) => factory());
    expect(learner).not.toBe(world);
    expect([learner, world].every((global) => Object.isFrozen(global))).toBe(true);
  });
  test('two programs: share no global object', () => {
    expect(valueOf('globalThis')).not.toBe(valueOf('globalThis'));
  });
  test.each([
    ['broken text', '(function () {'],
    ['no function', '1'],
    ['a dynamic import', '(function () { import("x") })'],
    ['an import in disguise', '(function () { import/**/("x") })'],
    ['an HTML comment', '(function () { <!-- \n })'],
  ])('%s: is refused with the name of the file', (_, text) => {
    expect(() => evaluate([moduleOf(text)], objects)).toThrow(EvaluationError);
    expect(() => evaluate([moduleOf(text)], objects)).toThrow(/^learner\.ts cannot be evaluated/);
  });
});

describe('speed', () => {
  test('names of the frozen global: are constants for the engine', () => {
    const loop =
      'let s = 0; for (let i = 0; i < 1e6; i++) s += Number.isInteger(i) ? 1 : 0; return s;';
    const bare = new Function(loop) as () => number;
    const [module] = evaluate<() => number>(
      [moduleOf(`(function () { "use strict"; ${loop} })`)],
      objects,
    );
    // Without the freeze this is 30 to 60 times slower; the bound is wide because machines are shared.
    expect(bestMs(module?.factory)).toBeLessThan(bestMs(bare) * 10 + 5);
  });
});
