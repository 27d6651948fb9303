import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { buildLearnerLib, buildPlatform } from '../../scripts/learner-lib.ts';
import { globalNames, nines } from '#compiler/generated/platform.ts';
import { learnerCompilerOptions } from './learner-options.ts';
import { typecheckLab } from './typecheck.ts';
import type { SourceText } from './source-file.ts';

const learnerLib = buildLearnerLib();
const world = readFileSync(new URL('nines-world.d.ts', import.meta.url), 'utf8');

function check(...files: SourceText[]): string[] {
  return typecheckLab(files, { learnerLib, world }).map(
    ({ place, message }) => `${place.file}:${place.line} ${message.split('\n')[0]}`,
  );
}

/** Imports stand before a program of one line, so that it is line 2. */
function checkLine(line: string): string[] {
  const imports =
    "import { call, disk, receive, send, sendRequest, receiveResponse, sleep, spawn, any, timeout, type Pid } from 'nines';";
  return check({ file: 'a.ts', source: `${imports}\n${line}`, origin: 'learner' });
}

function generated(file: string): string {
  return readFileSync(new URL(`generated/${file}`, import.meta.url), 'utf8');
}

describe('generated files', () => {
  test('are those that `node scripts/learner-lib.ts` writes', () => {
    const stale = 'stale: run `node scripts/learner-lib.ts`';
    expect(generated('learner-lib.d.ts') === learnerLib, stale).toBe(true);
    expect(generated('platform.ts') === buildPlatform(), stale).toBe(true);
  });

  test('stay small enough for an editor', () => {
    expect(learnerLib.length).toBeLessThan(150_000);
  });

  test('keep the comments of nines, and no others', () => {
    expect(learnerLib).toContain('OTP: erlang:spawn/4');
    const [standard = ''] = learnerLib
      .slice(learnerLib.indexOf('declare'))
      .split('declare const awaited');
    expect(/\/\*|\/\//.exec(standard)).toBe(null);
  });

  test('know what must be awaited', () => {
    expect(nines.values).toMatchObject({
      receive: 'operation',
      call: 'operation',
      send: 'function',
      timeout: 'value',
      disk: { put: 'operation' },
    });
  });

  test('list what exists without an import', () => {
    expect(globalNames).toEqual(
      expect.arrayContaining(['Map', 'Math', 'Reflect', 'console', 'undefined']),
    );
    for (const missing of [
      'Date',
      'Promise',
      'Function',
      'eval',
      'Intl',
      'Proxy',
      'Atomics',
      'WeakRef',
    ]) {
      expect(globalNames).not.toContain(missing);
    }
  });
});

describe('checked green', () => {
  test.each([
    [
      'await gives what the promise promised',
      'export async function f(p: Pid): Promise<number> { const m = await receive<number>(); const r = await call<string>(p, m); return r.kind === "ok" ? r.value.length : m; }',
    ],
    [
      'a pattern narrows, and a timeout is told apart',
      'export async function f() { const m = await receive({ kind: "put", key: any }, 100); if (m === timeout) return null; const kind: "put" = m.kind; return kind; }',
    ],
    [
      'async functions without a declared type',
      'const g = async (x: number) => x + 1; export async function f() { const y = await g(1); return y.toFixed() + (await disk.get<string>("k") ?? ""); }',
    ],
    [
      'spawn with its argument',
      'async function loop(arg: { n: number }) { await sleep(arg.n); } export const f = () => spawn(loop, { n: 1 }, { link: true });',
    ],
    [
      'for await over an ordinary list',
      'export async function f(xs: number[]) { for await (const x of xs) console.log(x.toFixed()); }',
    ],
    [
      'the language',
      'export const x = [...new Map([[1, "a"]]).values()].at(-1)?.padStart(3) ?? `${2 ** 3}`; export const y = Object.groupBy([1], String); export class A { #k = 1n; get k() { return this.#k; } } export const e = new Error("x", { cause: 1 }), z = [1].toSorted(), s = new Set([1]).size, r = /a/u.exec("a"), q = Math.max(1, Math.log(2));',
    ],
    [
      'a generic function may await what is generic',
      'async function one<T>(): Promise<T> { return await receive<T>(); } export async function two<T>(): Promise<T[]> { const x = await one<T>(); return [x]; } export const n: Awaited<Promise<Promise<number>>> = 1; export const u: unknown = null as Awaited<Promise<unknown>>;',
    ],
    [
      'several requests on their way',
      'export async function f(ps: Pid[]) { const ids = ps.map((p) => sendRequest(p, "x")); for (const id of ids) send("log", await receiveResponse(id)); }',
    ],
  ])('%s', (_, line) => {
    expect(checkLine(line)).toEqual([]);
  });

  test('a lab lies over its world, and world files may watch', () => {
    expect(
      check(
        {
          file: 'a.ts',
          source: "import { b } from './b.ts';\nexport const a: number = b;",
          origin: 'learner',
        },
        { file: 'b.ts', source: 'export const b = 1;', origin: 'learner' },
        { file: 'b.ts', source: "export const b = 'theirs';", origin: 'world' },
        {
          file: 'c.ts',
          source: "import { observe } from 'nines/world';\nobserve(1);",
          origin: 'world',
        },
        {
          file: 'd.ts',
          source: "import { r } from 'labs/s2-ring/ring.ts';\nexport const d: number = r;",
          origin: 'learner',
        },
        { file: 'labs/s2-ring/ring.ts', source: 'export const r = 1;', origin: 'world' },
      ),
    ).toEqual([]);
  });
});

describe('checked red', () => {
  test.each([
    [
      'a promise that is not awaited',
      'export async function f() { const x: number = receive<number>(); return x; }',
      "Type 'Promise<number>' is not assignable to type 'number'.",
    ],
    [
      'a promise as a condition',
      'export async function f() { if (receive()) return 1; return 2; }',
      "This condition will always return true since this 'Promise<unknown>' is always defined.",
    ],
    [
      'then',
      'export async function f() { return receive().then(String); }',
      "Property 'then' does not exist on type 'Promise<unknown>'.",
    ],
    [
      'Promise.all',
      'export async function f() { await Promise.all([]); }',
      "Property 'all' does not exist on type 'NoPromise'.",
    ],
    [
      'new Promise',
      'export const p = new Promise(() => {});',
      'This expression is not constructable.',
    ],
    ['Date', 'export const t = Date.now();', "Cannot find name 'Date'."],
    [
      'Math.random',
      'export const r = Math.random();',
      "Property 'random' does not exist on type 'Math'.",
    ],
    [
      'timers',
      'setTimeout(() => {}, 1);',
      "Cannot find name 'setTimeout'. Did you mean 'timeout'?",
    ],
    ['eval', 'eval("1");', "Cannot find name 'eval'."],
    ['Intl', 'export const i = new Intl.Collator();', "Cannot find name 'Intl'."],
    ['fetch', 'fetch("/");', "Cannot find name 'fetch'."],
    [
      'Function',
      'new Function("1");',
      "'Function' only refers to a type, but is being used as a value here.",
    ],
    ['an enum', 'enum A { b }', "This syntax is not allowed when 'erasableSyntaxOnly' is enabled."],
    [
      'a type imported as a value',
      "import { Ref } from 'nines'; export const f = (r: Ref) => r;",
      "'Ref' is a type and must be imported using a type-only import when 'verbatimModuleSyntax' is enabled.",
    ],
    [
      'a misspelt name',
      "import { sned } from 'nines'; sned(1);",
      `Module '"nines"' has no exported member 'sned'.`,
    ],
    [
      'a misspelt field of a message',
      'export async function f() { const m = await receive({ kind: "a" }); return m.kind === "b"; }',
      'This comparison appears to be unintentional because the types \'"a"\' and \'"b"\' have no overlap.',
    ],
  ])('%s', (_, line, message) => {
    expect(checkLine(line)).toContain(`a.ts:2 ${message}`);
  });
});

test('the options mean to Monaco what they mean to the compiler', () => {
  expect(learnerCompilerOptions).toMatchObject({
    target: ts.ScriptTarget.ES2024,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
  });
});
