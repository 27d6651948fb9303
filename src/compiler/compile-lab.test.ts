import { runInThisContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { compileLab } from './compile.ts';
import type { CompileResult, SourceText } from './compile.ts';
import { sourceCharactersMax } from './limits.ts';
import { runLowered, TestHooks } from './outcome.ts';

function learner(file: string, source: string): SourceText {
  return { file, source, origin: 'learner' };
}

function world(file: string, source: string): SourceText {
  return { file, source, origin: 'world' };
}

function compiled(...files: SourceText[]): Extract<CompileResult, { ok: true }> {
  const result = compileLab(files);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result;
}

function codes(...files: SourceText[]): string[] {
  const result = compileLab(files);
  return result.ok ? [] : result.problems.map(({ place, code }) => `${place.file} ${code}`);
}

/** Steps that `main` takes, besides its own beginning. */
function steps(body: string, before = ''): number {
  const hooks = new TestHooks();
  const atFirst = hooks.n;
  runLowered({ 'a.ts': `${before}\nexport async function main() {\n${body}\n}` }, hooks);
  return atFirst - hooks.n - 1;
}

/** What `$.at` was when each operation of the stand-in was asked for, as `line:column`. */
function placesPassed(source: string): string[] {
  const { modules } = compiled(learner('a.ts', source));
  const [module] = modules;
  const hooks = new TestHooks();
  const passed: string[] = [];
  const note = (): void => {
    const [line, column] = module?.sites[hooks.at] ?? [0, 0];
    passed.push(`${line}:${column}`);
  };
  const before = Object.getOwnPropertyDescriptor(hooks, 'task');
  expect(before).toBeDefined();
  const nines = { call: note, sleep: note, send: note, self: note, random: note };
  const exports: Record<string, unknown> = {};
  const factory: unknown = runInThisContext(module?.text ?? '');
  if (typeof factory !== 'function') throw new Error('no factory');
  factory(exports, () => nines, hooks);
  const { main } = exports;
  if (typeof main !== 'function') throw new Error('no main');
  main();
  return passed;
}

function warned(source: string): string[] {
  return compiled(learner('a.ts', source)).warnings.map(
    ({ message }) => /`(.+?)`/.exec(message)?.[1] ?? '',
  );
}

describe('files', () => {
  test('modules come sorted by name, each with its origin', () => {
    const { modules } = compiled(world('b.ts', ''), learner('c.ts', ''), learner('a.ts', ''));
    expect(modules.map(({ file, origin }) => [file, origin])).toEqual([
      ['a.ts', 'learner'],
      ['b.ts', 'world'],
      ['c.ts', 'learner'],
    ]);
  });

  test("of two files with one name the learner's counts, wherever it stands", () => {
    const own = learner('a.ts', 'export const mine = 1;');
    const given = world('a.ts', 'export const theirs = 1;');
    for (const files of [
      [own, given],
      [given, own],
    ]) {
      expect(compiled(...files).modules[0]?.text).toContain('mine');
    }
  });

  test('what watches the run is nothing a learner may import, but for its types', () => {
    const watcher = world(
      'bank-node.ts',
      "import { observe } from 'nines/world';\nexport interface Sum { n: number }\nexport async function bank(n: number) { observe(n); }",
    );
    const given = world('bank.ts', 'export const name = "bank";');
    const uses = (text: string): string[] => codes(watcher, given, learner('a.ts', text));
    expect(uses("import { bank } from './bank-node.ts'; export { bank };")).toEqual([
      'a.ts import-watcher',
    ]);
    expect(uses("export { bank } from './bank-node.ts';")).toEqual(['a.ts import-watcher']);
    expect(uses("export * from './bank-node.ts';")).toEqual(['a.ts import-watcher']);
    expect(uses("import './bank-node.ts';")).toEqual(['a.ts import-watcher']);
    expect(
      uses(
        "import type { Sum } from './bank-node.ts';\nimport { name } from './bank.ts';\nexport const s: Sum = { n: name.length };",
      ),
    ).toEqual([]);
  });

  test("world files may watch, learners' files may not", () => {
    const watch = "import { observe } from 'nines/world';\nobserve(1);";
    expect(codes(world('a.ts', watch))).toEqual([]);
    expect(codes(learner('a.ts', watch))).toEqual(['a.ts import-world']);
  });

  test('a file that an earlier lab hands on is imported by its whole name, and imports its neighbours', () => {
    const { modules } = compiled(
      learner('a.ts', "import { ring } from 'labs/s2-ring/ring.ts';\nconsole.log(ring);"),
      world(
        'labs/s2-ring/ring.ts',
        "import { hash } from './hash.ts';\nexport const ring = hash(1);",
      ),
      world('labs/s2-ring/hash.ts', 'export function hash(x: number) { return x; }'),
      learner('hash.ts', 'export const other = 1;'),
    );
    expect(modules.map(({ text }) => /require\("([^"]+)"\)/.exec(text)?.[1])).toEqual([
      'labs/s2-ring/ring.ts',
      undefined,
      undefined,
      'labs/s2-ring/hash.ts',
    ]);
  });

  test('too much source is refused before any of it is read', () => {
    const long = `const a = '${'x'.repeat(sourceCharactersMax)}';`;
    const result = compileLab([learner('a.ts', 'const b = 1;'), learner('long.ts', long)]);
    expect(result).toMatchObject({
      ok: false,
      problems: [
        {
          place: { file: 'long.ts' },
          code: 'too-large',
          message: 'The files are too large: 257 KB of at most 256 KB.',
        },
      ],
    });
  });

  test('too deep a nesting is refused in words', () => {
    const deep = `export const a = ${'('.repeat(50_000)}1${')'.repeat(50_000)};`;
    expect(codes(learner('a.ts', deep))).toEqual(['a.ts too-deep']);
    const long = `export const a = ${'1+'.repeat(50_000)}1;`;
    expect(codes(learner('a.ts', long))).toEqual(['a.ts too-deep']);
  });

  test('the same files give the same texts', () => {
    const files = [learner('a.ts', 'export async function f() { await 1; }')];
    expect(compileLab(files)).toEqual(compileLab(files));
  });
});

describe('text', () => {
  test('is one expression whose first line is the first of the source', () => {
    const [module] = compiled(learner('a.ts', 'const a = 1;\nconsole.log(a);')).modules;
    expect(module?.text.split('\n')).toEqual([
      '(function (exports, require, $) { "use strict"; const a = 1;',
      'console.log(a);',
      '})',
    ]);
  });

  test('is what the head of lower.ts shows', () => {
    const source =
      "import { sleep } from 'nines';\nasync function f(a: number) { await sleep(a); }\nexport { f };";
    const [module] = compiled(learner('a.ts', source)).modules;
    expect(module?.text.split('\n')[1]).toBe(
      'function f($0){return $.task(f$g($0));} function* f$g(a) {--$.n<0&&($.at=2,$.trip()); ;(yield ($.at=1, sleep(a))); }',
    );
  });

  test('makes the generator where the function is made, not when it is called', () => {
    const source = 'export const make = () => [async () => 1, async function () { return 2; }];';
    const [module] = compiled(learner('a.ts', source)).modules;
    expect(module?.text).toContain('(($g)=>()=>$.task($g()))(function*');
    expect(module?.text).toContain('(($g)=>function (){return $.task($g());})(');
  });

  test('tells the runtime of every top-level async function, and of no other', () => {
    const hooks = new TestHooks();
    runLowered(
      {
        'a.ts':
          'export async function main() { async function inner() {} await inner(); }\n' +
          'async function hidden() {}\nexport const arrow = async () => {}, text = "x";\n' +
          'const expression = async function named() {};\nfunction plain() {}\nconst plainArrow = () => 1;\n' +
          'export default async function () {}\n',
      },
      hooks,
    );
    expect(hooks.defined.toSorted()).toEqual(['arrow', 'default', 'expression', 'hidden', 'main']);
  });
});

describe('steps', () => {
  test.each([
    ['for', 'for (let i = 0; i < 5; i++) ;', 5],
    ['while', 'let i = 0; while (i < 5) i++;', 5],
    ['do', 'let i = 0; do { i++; } while (i < 5);', 5],
    ['for of', 'for (const x of [1, 2, 3]) console.log(x);', 3],
    ['for in', 'for (const x in { a: 1, b: 2 }) console.log(x);', 2],
    ['for await', 'for await (const x of [1, 2, 3]) { console.log(x); }', 3],
    ['nested loops', 'for (let i = 0; i < 3; i++) for (let j = 0; j < 4; j++) ;', 15],
    ['function', 'function f() {} f(); f();', 2],
    ['arrow with an expression', 'const f = () => 1; f(); f();', 2],
    ['arrow with an object', 'const f = () => ({ a: 1 }); f();', 1],
    ['async function', 'async function f() {} await f();', 1],
    ['async arrow', 'const f = async (x: number) => x; await f(1);', 1],
    ['accessor', 'const o = { get a() { return 1; }, set a(v) {} }; o.a = o.a;', 2],
    ['class', 'class C { static { console.log(1); } constructor() {} m() {} } new C().m();', 3],
    ['generator', 'function* g() { yield 1; yield 2; } for (const x of g()) console.log(x);', 3],
    ['callback', '[1, 2, 3].map((x) => x);', 3],
  ])('%s', (_, body, expected) => {
    expect(steps(body)).toBe(expected);
  });
});

describe('sites', () => {
  test('a call of the platform notes its place after its arguments have been evaluated', () => {
    expect(
      placesPassed(
        "import { send, self, random } from 'nines';\nexport function main() {\n  send(self(), random());\n  send('a',\n    [self()]);\n}",
      ),
    ).toEqual(['3:8', '3:16', '3:3', '5:6', '4:3']);
  });

  test('columns are those of the source, types included', () => {
    const source =
      "import { call } from 'nines';\nexport async function main(a: Map<string, number>): Promise<void> { const b: number = 1; await call<string>('x', b as unknown); throw new Error(`${a}`); }";
    const [module] = compiled(learner('a.ts', source)).modules;
    const line = source.split('\n')[1] ?? '';
    expect(module?.sites).toEqual([
      [1, 1],
      [2, line.indexOf('await') + 1],
      [2, line.indexOf('throw') + 1],
      [2, line.indexOf('async function') + 1],
    ]);
  });

  test('numbers of the second file begin after those of the first', () => {
    const { modules } = compiled(
      learner('a.ts', 'export async function f() { await 1; }'),
      learner('b.ts', 'export async function f() { await 1; }'),
    );
    expect(modules.map(({ text }) => /\.at=(\d+)/.exec(text)?.[1])).toEqual(['2', '65538']);
  });

  test('steps that run out name the loop or the function', () => {
    const lines = ['export async function main() {', '  let n = 0;', '  for (;;)', '    n++;', '}'];
    const [module] = compiled(learner('a.ts', lines.join('\n'))).modules;
    const hooks = new TestHooks(100);
    runLowered({ 'a.ts': lines.join('\n') }, hooks);
    expect(module?.sites[hooks.at]).toEqual([3, 3]);
  });
});

describe('warnings', () => {
  test('variables and containers that look like state', () => {
    expect(
      warned(
        'let a = 1; var b; export let c;\nconst d = new Map(), e = new Set(), f = [], g = {};\nconst h = [1]; h.push(2);\nconst i = { n: 1 }; i.n++;\nconst j = new Map([[1, 2]]); export const k = { x: 1 }; delete k["x"]; j.set(1, 3);',
      ),
    ).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k']);
  });

  test('tables of constants, and what is inside functions, are none', () => {
    expect(
      warned(
        "export const policy = { attempts: 3 }, names = ['a'], table = new Map([[1, 2]]), text = 'x';\nexport function f() { let a = []; a.push(policy, names, table, text); return a; }",
      ),
    ).toEqual([]);
  });

  test("world files are not the learner's to mend", () => {
    expect(compiled(world('a.ts', 'export let a = 1;')).warnings).toEqual([]);
  });
});
