import type { Stopped } from '#grader/verdict.ts';
import { type HostileProgram, server, starting } from './program.ts';

/** Which limit is met first depends on the browser and the machine. */
const outOfBounds: readonly Stopped['code'][] = ['KIT-MEMORY', 'KIT-TIME', 'KIT-HANG', 'KIT-FLOOD'];

/** Programs that never end, or do too much. */
export const greedy: readonly HostileProgram[] = [
  { name: 'infinite loop', source: server('while (true) {}'), ends: ['KIT-HANG'] },
  {
    name: 'infinite loop that catches and finishes',
    source: server('for (;;) { try { while (true) {} } catch {} finally { while (true) {} } }'),
    ends: ['KIT-HANG'],
  },
  {
    name: 'infinite loop at the top level',
    source: server('', 'while (true) {}'),
    ends: ['KIT-HANG'],
  },
  {
    name: 'infinite loop in a predicate',
    source: server(
      'send(self(), 1); await receive((m: unknown): m is number => { for (;;) {} }, 1);',
    ),
    ends: ['KIT-HANG'],
  },
  {
    name: 'infinite generator that is spread',
    source: server('kept.push(...forever());', 'function* forever() { for (;;) yield 1; }'),
    ends: outOfBounds,
  },
  {
    name: 'endless await',
    source: server('for (;;) await sleep(0);'),
    ends: ['KIT-HANG', 'KIT-FLOOD'],
  },
  {
    name: 'endless conversation with itself',
    source: server('for (;;) { send(self(), 1); await receive(); }'),
    ends: ['KIT-HANG', 'KIT-FLOOD'],
  },
  {
    name: 'regular expression that backtracks',
    source: server("/^(a+)+$/.test('a'.repeat(50) + '!');"),
    ends: ['KIT-TIME'],
    says: /regular expression/,
  },
  {
    name: 'one operation on a huge array',
    source: server('Array.prototype.includes.call({ length: 2 ** 53 - 1 }, 1);'),
    ends: ['KIT-TIME'],
  },
  {
    // The node has room for a million processes: where the browser can hold them all, spawn refuses the next one.
    name: 'process bomb',
    source: server('for (;;) spawn(main);'),
    ends: [...outOfBounds, 'KIT-CRASH'],
    says: /memory|long|steps|processes/,
  },
  {
    name: 'message bomb',
    source: server("for (;;) send(self(), 'x'.repeat(100_000));"),
    ends: outOfBounds,
  },
  {
    name: 'message that doubles in every field',
    source: server(
      'let tree: unknown = 1; for (let i = 0; i < 60; i++) tree = [tree, tree]; send(self(), tree);',
    ),
    ends: ['KIT-MISUSE'],
  },
  {
    name: 'print bomb',
    source: server(
      'let tree: unknown = 1; for (let i = 0; i < 60; i++) tree = Array(100).fill(tree); console.log(tree);',
    ),
    ends: ['passed', 'KIT-TIME'],
  },
  {
    name: 'output flood',
    source: server("for (let i = 0; ; i++) console.log('flood', i);"),
    ends: ['KIT-HANG'],
  },
  {
    name: 'output of long lines',
    source: server("for (let i = 0; i < 100_000; i++) console.log('x'.repeat(1_000_000));"),
    ends: ['passed', 'KIT-TIME', 'KIT-MEMORY'],
  },
  {
    name: 'memory bomb of arrays',
    source: server('for (;;) kept.push(new Array(1_000).fill(1));'),
    ends: outOfBounds,
  },
  {
    name: 'memory bomb of buffers',
    source: server('for (;;) kept.push(new Uint8Array(50_000_000).fill(1));'),
    ends: outOfBounds,
  },
  {
    name: 'memory bomb that waits in between',
    source: server(
      'for (;;) { for (let i = 0; i < 100; i++) kept.push(new Array(10_000).fill(i)); await sleep(1); }',
    ),
    ends: outOfBounds,
  },
  {
    name: 'text that doubles',
    source: starting("let text = 'x'; for (;;) { text += text; kept.push(text); }"),
    ends: [...outOfBounds, 'KIT-CRASH'],
  },
  {
    name: 'number that grows',
    source: starting('let n = 3n; for (;;) n = n * n;'),
    ends: [...outOfBounds, 'KIT-CRASH'],
  },
];

/** Recursion without end: one verdict, whatever the engine's stack. */
export const deep: readonly HostileProgram[] = [
  {
    name: 'recursion',
    source: server('down(0);', 'function down(n: number): number { return down(n + 1) + 1; }'),
    ends: ['KIT-DEEP'],
  },
  {
    name: 'recursion that is caught',
    source: server(
      'try { down(0); } catch { kept.push(1); }',
      'function down(n: number): number { return down(n + 1) + 1; }',
    ),
    ends: ['KIT-DEEP'],
  },
  {
    name: 'recursion through a getter',
    source: server('kept.push(o.x);', 'const o = { get x(): number { return o.x + 1; } };'),
    ends: ['KIT-DEEP'],
  },
  {
    name: 'recursion through toString',
    source: server('kept.push(`${o}`);', 'const o = { toString(): string { return `${o}!`; } };'),
    ends: ['KIT-DEEP'],
  },
  {
    name: 'recursion of async functions',
    source: server(
      'await down(0);',
      'async function down(n: number): Promise<number> { return (await down(n + 1)) + 1; }',
    ),
    ends: ['KIT-DEEP', 'KIT-HANG', 'KIT-MEMORY'],
  },
  {
    name: 'recursion through a sort',
    source: server(
      'down(0);',
      'function down(n: number): number { [1, 2].sort(() => down(n + 1)); return n; }',
    ),
    ends: ['KIT-DEEP'],
  },
];
