import { type HostileProgram, server, starting } from './program.ts';

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
