import { beforeAll, describe, expect, test } from 'vitest';
import * as nines from '#runtime/index.ts';
import { ModuleHooks, sitesPerFile } from '#runtime/program.ts';
import { crawlText } from './crawl-text.ts';
import { EvaluationError, evaluate } from './evaluate.ts';
import { lockDown } from './lockdown.ts';
import type { ModuleText } from './protocol.ts';

beforeAll(lockDown);

const objects = { Math: { sqrt: () => 42 }, console: { log: () => undefined } };

function moduleOf(text: string, origin: ModuleText['origin'] = 'learner'): ModuleText {
  return { file: `${origin}.ts`, origin, sites: [], text };
}

/** Evaluates modules and gives what the first one exports; `require` finds the others. */
function exportsOf(modules: readonly ModuleText[]): Record<string, unknown> {
  const { files } = evaluate(modules, objects);
  const loaded = new Map<string, Record<string, unknown>>();
  const load = (file: string): Record<string, unknown> => {
    const known = loaded.get(file);
    if (known) return known;
    const exports: Record<string, unknown> = {};
    loaded.set(file, exports);
    const found = files.find((candidate) => candidate.file === file);
    found?.factory(exports, (specifier) => load(specifier.replace('./', '')), new ModuleHooks());
    return exports;
  };
  return load(modules[0]?.file ?? '');
}

/** The value of an expression inside a learner's Compartment. */
function valueOf(expression: string): unknown {
  const text = `(function (exports) { "use strict"; exports.value = ${expression}; })`;
  return exportsOf([moduleOf(text)])['value'];
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
function bestMs(run: () => number): number {
  const times = [1, 2, 3].map(() => {
    const startedMs = performance.now();
    expect(run()).toBe(1e6);
    return performance.now() - startedMs;
  });
  return Math.min(...times);
}

test('declared: the line of a function, as the compiler left it', () => {
  const text =
    '(function (exports) { "use strict";\n\nfunction reader() {}\nfunction read(a) {}\n})';
  const { declared } = evaluate([moduleOf(text)], objects);
  expect(declared?.('learner.ts', 'read')).toEqual({ file: 'learner.ts', line: 4, column: 1 });
  expect(declared?.('learner.ts', 'write')).toBeNull();
  expect(declared?.('other.ts', 'read')).toBeNull();
});

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
    const [module] = evaluate(
      [
        moduleOf(
          `(function (exports, require) { exports.found = ${crawlText}({ nines: require('nines') }); })`,
        ),
      ],
      objects,
    ).files;
    const exports: { found?: { open: string[]; seen: number } } = {};
    module?.factory(exports, () => ({ ...nines }), new ModuleHooks());
    const found = exports.found ?? { open: ['nothing was found'], seen: 0 };
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
    const text = '(function (exports) { "use strict"; exports.value = globalThis; })';
    const [learner, world] = [[moduleOf(text)], [moduleOf(text, 'world')]].map(
      (modules) => exportsOf(modules)['value'],
    );
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

describe('files', () => {
  test('what the world exports: cannot be replaced by a learner', () => {
    const world = moduleOf('(function (exports) { exports.ship = () => 1; })', 'world');
    const learner = (body: string) =>
      moduleOf(
        `(function (exports, require) { "use strict"; const w = require("./world.ts"); ${body} })`,
      );
    expect(() => exportsOf([learner('w.ship = () => 2;'), world])).toThrow(TypeError);
    expect(exportsOf([learner('exports.n = w.ship();'), world])).toEqual({ n: 1 });
  });
  test.each([['nines/world'], ['./world.ts']])('%s: is kept from learners', (specifier) => {
    const world = moduleOf('(function (exports, require) { require("nines/world"); })', 'world');
    const text = `(function (exports, require) { require("${specifier}"); })`;
    expect(() => exportsOf([moduleOf(text), world])).toThrow(/cannot be imported/);
  });
  test('the place of a site: is found by the file and the number', () => {
    const text = '(function () {})';
    const program = evaluate(
      [
        { file: 'a.ts', origin: 'learner', text, sites: [[1, 2]] },
        {
          file: 'b.ts',
          origin: 'world',
          text,
          sites: [
            [3, 4],
            [5, 6],
          ],
        },
      ],
      objects,
    );
    expect(program.place(sitesPerFile + 1)).toEqual({ file: 'b.ts', line: 5, column: 6 });
    expect(program.place(7)).toBeNull();
    expect(program.place(sitesPerFile * 9)).toBeNull();
  });
});

describe('speed', () => {
  test('names of the frozen global: are constants for the engine', () => {
    const loop =
      'let s = 0; for (let i = 0; i < 1e6; i++) s += Number.isInteger(i) ? 1 : 0; return s;';
    const bare = new Function(loop) as () => number;
    const inside = valueOf(`() => { ${loop} }`) as () => number;
    // Without the freeze this is 30 to 60 times slower; the bound is wide because machines are shared.
    expect(bestMs(inside)).toBeLessThan(bestMs(bare) * 10 + 5);
  });
});
