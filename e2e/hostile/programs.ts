/**
 * Hostile programs for the smallest lab: a server that answers each number with the next one. Each says how the
 * course must answer it. All go through the compiler, as everything does that a learner sends.
 */
import type { Stopped } from '#grader/verdict.ts';

export interface HostileProgram {
  readonly name: string;
  readonly source: string;
  /**
   * What must come of it: the code of a stop, several where the browser decides which limit is met first, `rejected`
   * by the compiler with that problem, `passed` where the attack has no effect on an honest answer.
   */
  readonly ends: readonly (Stopped['code'] | 'passed' | 'failed' | `rejected: ${string}`)[];
  /** What the message must say. */
  readonly says?: RegExp;
}

/** A server that does something hostile before each answer. */
function server(hostile: string, top = ''): string {
  return `import { any, call, receive, reply, send, self, sleep, spawn, type Call } from 'nines';
${top}
export async function main(): Promise<void> {
  const kept: unknown[] = [self(), call, sleep, spawn, send, any];
  for (;;) {
    const { from, request } = await receive<Call<number>>();
    ${hostile}
    if (kept.length > 0) reply(from, request + 1);
  }
}`;
}

/** A server that does something hostile before anybody asks it anything. */
function starting(hostile: string, top = ''): string {
  return server('', top).replace('for (;;) {', `${hostile}\n  for (;;) {`);
}

/** A server that answers wrongly if any of the attempts works. */
function attempts(...expressions: string[]): string {
  const list = expressions.map((expression) => `() => (${expression})`).join(',\n  ');
  return server(
    'let worked = 0; for (const attempt of attempts) { try { attempt(); worked++; console.error(String(attempt)); } catch {} } if (worked > 0) { reply(from, -1); continue; }',
    `const attempts: (() => unknown)[] = [\n  ${list},\n];`,
  );
}

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
    // The node dies of it, and with it whoever should answer.
    name: 'process bomb',
    source: server('for (;;) spawn(main);'),
    ends: [...outOfBounds, 'failed'],
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

/** Values that run code of their own where ours handles them. */
export const crafted: readonly HostileProgram[] = [
  {
    name: 'getter in a message',
    source: server('send(self(), { get x() { send(self(), 1); return 1; } });'),
    ends: ['KIT-MISUSE'],
  },
  {
    name: 'getter in an answer',
    source: server('reply(from, { get x() { return 1; } });'),
    ends: ['KIT-MISUSE'],
  },
  {
    name: 'toJSON in an answer',
    source: server('reply(from, { toJSON() { return 1; } });'),
    ends: ['KIT-MISUSE'],
  },
  {
    name: 'instance of a class with a valueOf',
    source: server('reply(from, new Liar());', 'class Liar { valueOf() { return 1; } }'),
    ends: ['KIT-MISUSE'],
  },
  {
    name: 'map with an iterator of its own',
    source: server(
      'const map = new Map([[1, 1]]); const steal = { get: () => { kept.length = 0; } }; ' +
        "for (const name of [Symbol.iterator, 'forEach', 'entries', 'size', 'get', 'keys']) Object.defineProperty(map, name, steal); " +
        'send(self(), map); console.log(map); await receive((m: unknown): m is object => m instanceof Map);',
    ),
    ends: ['passed', 'KIT-MISUSE'],
  },
  {
    name: 'predicate that sends',
    source: server(
      'send(self(), 1); await receive((m: unknown): m is number => { send(self(), 2); return true; });',
    ),
    ends: ['KIT-MISUSE'],
  },
  {
    name: 'predicate that throws',
    source: starting(
      "send(self(), 1); await receive((m: unknown): m is number => { throw new Error('not this one'); });",
    ),
    ends: ['KIT-CRASH'],
    says: /not this one/,
  },
  {
    name: 'thrown object with getters',
    source: starting(
      'throw { get name() { for (;;) {} }, get message() { for (;;) {} }, get stack() { for (;;) {} }, toString() { for (;;) {} }, toJSON() { for (;;) {} } };',
    ),
    ends: ['KIT-CRASH'],
  },
  {
    name: 'thrown error with a message that is computed',
    source: starting(
      "throw Object.defineProperty(new Error('a'), 'message', { get() { for (;;) {} } });",
    ),
    ends: ['KIT-CRASH'],
  },
  {
    name: 'thrown error with a message that never ends',
    source: starting(
      "throw Object.assign(new Error('a'), { message: { toString() { for (;;) {} } } });",
    ),
    ends: ['KIT-CRASH', 'KIT-HANG'],
  },
  {
    name: 'thrown error with a message that sends',
    source: starting(
      "throw Object.assign(new Error('a'), { message: { toString() { send(self(), 1); return 'b'; } } });",
    ),
    ends: ['KIT-CRASH', 'KIT-MISUSE'],
  },
  {
    name: 'thrown error with a name that throws',
    source: starting(
      "throw Object.assign(new Error('a'), { name: { toString() { throw new Error('b'); } }, message: { toString() { throw new Error('c'); } } });",
    ),
    ends: ['KIT-CRASH'],
  },
  {
    name: 'exit with a reason that is no data',
    source: starting('exit({ get x() { for (;;) {} }, y: () => 1 });').replace(
      'any, call',
      'any, exit, call',
    ),
    ends: ['KIT-HANG', 'KIT-MISUSE'],
  },
  {
    name: 'printed object with getters',
    source: server(
      'console.log({ get x() { for (;;) {} }, toString() { for (;;) {} } }, new Error("e"));',
    ),
    ends: ['passed'],
  },
  {
    name: 'forged operation that is awaited',
    source: server("await ({ kind: 'operation' } as unknown as Promise<void>);"),
    ends: ['KIT-MISUSE', 'passed'],
  },
  {
    name: 'forged pid and reference',
    source: server(
      "reply({ pid: { kind: 'pid', node: 'b', id: 1 }, ref: { kind: 'ref', id: 1 } } as never, 1);",
    ),
    ends: ['KIT-MISUSE', 'KIT-CRASH'],
  },
  {
    name: 'operation that is not awaited',
    source: server('kept.push(sleep(1));'),
    ends: ['rejected: not-awaited'],
  },
];

/** Attempts to get at what is ours. None may have an effect. */
export const escapes: readonly HostileProgram[] = [
  {
    name: 'constructors of functions',
    source: attempts(
      "Reflect.get(() => 0, 'constructor')('return 1')()",
      "Reflect.get(function* () {}, 'constructor')('yield 1')()",
      "Reflect.get(async () => 0, 'constructor')('return 1')()",
      "Reflect.get(class {}, 'constructor')('return 1')()",
      "Reflect.get([].map, 'constructor')('return 1')()",
      "Reflect.get(send, 'constructor')('return 1')()",
      "Reflect.get(console.log, 'constructor')('return 1')()",
      "Reflect.get(Math.sin, 'constructor')('return 1')()",
      "Reflect.construct(Reflect.get(() => 0, 'constructor'), ['return 1'])()",
    ),
    ends: ['passed'],
  },
  {
    name: 'patches of prototypes',
    source: attempts(
      '(Array.prototype.push = () => 0)',
      "(Reflect.get({}, '__proto__').polluted = 1)",
      "Object.defineProperty(Object.prototype, 'then', { value: 1 })",
      'Object.setPrototypeOf(Array.prototype, {})',
      '(Object.getPrototypeOf([].values()).next = () => 0)',
      '(Object.getPrototypeOf(Object.getPrototypeOf((function* () {})())).next = () => 0)',
      "Object.assign(JSON, { stringify: () => '{}' })",
      'Object.assign(console, { log: () => 0 })',
      'Object.assign(Math, { floor: () => 0 })',
      'Object.assign(send, { x: 1 })',
      'Object.assign(Object.getPrototypeOf(self()), { x: 1 })',
      'Object.assign(self(), { id: 7 })',
    ),
    ends: ['passed'],
  },
  {
    name: 'names of the platform',
    source: server("fetch('http://127.0.0.1/');"),
    ends: ['rejected: network'],
  },
  { name: 'Function', source: server("Function('return 1')();"), ends: ['rejected: eval'] },
  {
    name: 'the global object',
    source: server('kept.push(globalThis);'),
    ends: ['rejected: global-object'],
  },
  {
    name: 'the page',
    source: server("parent.document.title = 'PWNED';"),
    ends: ['rejected: global-object'],
  },
  {
    name: 'dynamic import',
    source: server("await import('http://127.0.0.1/x.js');"),
    ends: ['rejected: dynamic-import'],
  },
  {
    name: 'observations of the world',
    source: server('', "import { observe } from 'nines/world'; observe({ kind: 'answered' });"),
    ends: ['rejected: import-world'],
  },
  {
    name: 'functions of the world that observe',
    source: server('spawn(driver);', "import { driver } from './driver.ts';"),
    ends: ['KIT-CRASH', 'rejected: import-world'],
  },
  {
    name: 'the compiler’s own names',
    source: server('$.n = 1e12; $m0.send = null; exports.main = null;'),
    ends: ['rejected: unknown-name'],
  },
  {
    name: 'work that goes on after the verdict',
    source: server(
      'spawn(forever);',
      'async function forever(): Promise<void> { for (;;) await sleep(100); }',
    ),
    ends: ['passed'],
  },
];
