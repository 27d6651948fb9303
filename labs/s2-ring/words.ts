/** The lab in words: how operations, messages, effects and faults are told. */
import {
  field,
  formatMeasure,
  type CallRecord,
  type MessagePhrase,
  type Observation,
  type Operation,
  type Struck,
  type Telling,
} from '#grader/index.ts';

function argOf(operation: Operation, name: string): string {
  const value = field(operation.args, name);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function nameOf(operation: Operation): string {
  const key = argOf(operation, 'key');
  switch (operation.fn) {
    case 'get':
      return `the get of ${key}`;
    case 'put':
      return `the put of ${key}`;
    default:
      return `the ${operation.fn} of ${argOf(operation, 'node')}`;
  }
}

function ask(operation: Operation): string {
  const key = argOf(operation, 'key');
  const at = operation.driver.node;
  switch (operation.fn) {
    case 'get':
      return `A client asks ${at} for ${key}`;
    case 'put':
      return `A client asks ${at} to put n = ${argOf(operation, 'n')} into ${key}`;
    case 'join':
      return `${argOf(operation, 'node')} joins, through ${at}`;
    default:
      return `${argOf(operation, 'node')} leaves`;
  }
}

function answer({ operation, answer: told, startedMs, endedMs }: CallRecord): string {
  if (endedMs === null) return `The client hears nothing of ${nameOf(operation)}`;
  const after = formatMeasure(endedMs - startedMs, 'ms');
  const n = field(field(told, 'ok'), 'n');
  if (typeof n !== 'number') return `After ${after} the client is told ${String(told)}`;
  return operation.fn === 'put' ? `It is told ok: n = ${n} is kept` : `It is told n = ${n}`;
}

const isCall = { carrier: 'call', from: 'shop-*', to: 'shop-*' } as const;

const messages: readonly MessagePhrase[] = [
  {
    name: 'announcement',
    match: { from: 'ops', body: { kind: 'members' } },
    weight: 3,
    noun: ({ body, to }) => `the announcement of epoch ${String(field(body, 'epoch'))} to ${to}`,
    say: ({ body, to }) => `${to} hears of epoch ${String(field(body, 'epoch'))}`,
  },
  {
    name: 'fold',
    match: { carrier: 'call', body: { fn: 'fold' } },
    weight: 1,
    noun: ({ from }) => `the request of ${from} to fold a vnode`,
    say: ({ to }) => `${to} copies a vnode as it is now`,
  },
  {
    name: 'fill',
    match: { carrier: 'call', body: { fn: 'fill' } },
    weight: 1,
    noun: ({ to }) => `the copy for ${to}`,
    say: ({ to }) => `A vnode arrives at ${to}`,
  },
  {
    name: 'hand-off',
    match: { ...isCall, tag: ['join-*', 'leave-*'] },
    weight: 2,
    noun: ({ from, to }) => `the request of ${from} to ${to}`,
    say: ({ from, to }) => `${from} asks ${to} for a vnode`,
  },
  {
    name: 'request',
    match: isCall,
    weight: 4,
    noun: ({ from, to }) => `the request of ${from} to ${to}`,
    say: ({ from, to }) => `${from} asks ${to}`,
  },
];

const effects: Telling['effects'] = [
  {
    name: 'ring shown',
    like: { kind: 'ring' },
    weight: 7,
    say: ({ node, value }) => `${node} claims the ring of epoch ${numberIn(value, 'epoch')}`,
  },
  {
    name: 'transfer begins',
    like: { kind: 'transferBegins' },
    weight: 8,
    say: ({ value }) =>
      `A copy of vnode ${numberIn(value, 'vnode')} sets out from ${textIn(value, 'from')} to ${textIn(value, 'to')}`,
  },
  {
    name: 'transfer ends',
    like: { kind: 'transferEnds', result: 'ok' },
    weight: 8,
    say: ({ value }) =>
      `The copy of vnode ${numberIn(value, 'vnode')} has arrived at ${textIn(value, 'to')}`,
  },
  {
    name: 'transfer fails',
    like: { kind: 'transferEnds' },
    weight: 5,
    say: ({ value }) => `The transfer of vnode ${numberIn(value, 'vnode')} fails`,
  },
  {
    name: 'stored',
    like: { kind: 'stored' },
    weight: 4,
    say: ({ node, value }) =>
      `${node} stores n = ${String(field(field(value, 'value'), 'n'))} in vnode ${numberIn(value, 'vnode')}`,
  },
  {
    name: 'found out',
    like: { kind: 'foundOut' },
    weight: 8,
    say: ({ node, value }) =>
      `${node} is told that its connection to ${textIn(value, 'node')} is lost`,
  },
  {
    name: 'switched off',
    like: { kind: 'switchedOff' },
    weight: 5,
    say: ({ node }) => `${node} is switched off`,
  },
];

function numberIn(value: Observation['value'], name: string): number {
  const number = field(value, name);
  return typeof number === 'number' ? number : Number.NaN;
}
function textIn(value: Observation['value'], name: string): string {
  const text = field(value, name);
  return typeof text === 'string' ? text : '';
}

function fault({ fault: planned, phase }: Struck): string | undefined {
  if (planned.kind === 'crash' && typeof planned.node === 'string') {
    return phase === 'begins'
      ? `${planned.node} crashes in the middle of its transfers`
      : `${planned.node} is back, with empty shelves`;
  }
  if (planned.kind === 'hang' && typeof planned.node === 'string' && phase === 'begins') {
    const howLong =
      planned.forMs >= 60_000 ? 'for good' : `for ${Math.round(planned.forMs / 1000)} s`;
    return `${planned.node} stands still ${howLong}, and no reset tells the others`;
  }
  return undefined;
}

export const words: Telling = {
  name: nameOf,
  ask,
  answer,
  messages,
  effects,
  fault,
  timeout: ({ node }) => `${node} gives up waiting`,
  role: (node) => (node === 'ops' ? 'ops' : 'shop'),
};
