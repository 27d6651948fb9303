/**
 * A lab of three processes for the tests of the grader: customers at `web` order through `shop-1` and `shop-2` from
 * a till that charges.
 */
import {
  countAtMost,
  defineLab,
  drop,
  family,
  field,
  invariant,
  pause,
  scattered,
  share,
  world,
  type Draw,
  type Fault,
  type LabGrader,
  type LabOptions,
  type Scenario,
  type World,
} from './index.ts';
import { handMade, type HandMade, type Tools } from './hand-made.ts';
import type { LabProgram } from './program.ts';
import { RunRecord } from './record.ts';
import type { Telling } from './tell.ts';

interface Order {
  readonly id: string;
  readonly cents: number;
}

/** Starts a process for every operation and reports its answer. */
const web: HandMade = {
  origin: 'world',
  processes: ({ nines, observe, own, from }) => ({
    *web() {
      for (;;) nines.spawn(own('carryOut'), yield nines.receive());
    },
    *carryOut({ id, args }: { readonly id: string; readonly args: Order }) {
      const answer = yield from('client.ts', 'placeOrder')(args);
      observe({ kind: 'answered', operation: id, answer });
    },
  }),
};

/** Charges a key once; an order without a key is charged whenever it comes. Told to be slow, it is. */
const till: HandMade = {
  origin: 'world',
  processes: ({ nines, observe }) => ({
    *till() {
      const seen = new Set<unknown>();
      for (;;) {
        const message = (yield nines.receive()) as {
          readonly from: unknown;
          readonly request: Order & { readonly key?: string };
        };
        if (message.request === undefined) continue;
        const { id, cents, key } = message.request;
        if (key === undefined || !seen.has(key)) observe({ kind: 'charged', order: id, cents });
        seen.add(key);
        nines.reply(message.from, 'charged');
      }
    },
  }),
};

/** What a learner may do right or wrong. */
export interface Habits {
  /** The intent's name travels with every attempt. */
  readonly keyed: boolean;
  readonly attempts: number;
  /** Says `ok` although nobody has answered. */
  readonly hopeful?: boolean;
  /** Where in the file the code stands; it must not matter to a fingerprint. */
  readonly firstLine?: number;
  /** Breaks a rule in the named way when the third order comes. */
  readonly breaks?: 'throws' | 'loops' | 'misuses';
}

/** Tries one shop after the other until one answers. */
function client({ keyed, attempts, hopeful = false, firstLine = 1, breaks }: Habits): HandMade {
  return {
    origin: 'learner',
    processes: (tools) => ({
      *placeOrder(order: Order) {
        const { nines, at } = tools;
        at(firstLine + 1);
        if (order.id === 'order-3') breakRule(breaks, tools);
        for (let attempt = 0; attempt < attempts; attempt++) {
          at(firstLine + 3);
          const to = { name: 'shop', node: `shop-${(attempt % 2) + 1}` };
          const request = keyed ? { ...order, key: order.id } : order;
          const result = yield nines.call(to, request, 100);
          if (field(result, 'kind') === 'ok') return 'ok';
        }
        at(firstLine + 8);
        return hopeful ? 'ok' : 'unknown';
      },
    }),
  };
}

function breakRule(breaks: Habits['breaks'], { nines, step }: Tools): void {
  if (breaks === 'throws') throw new TypeError('no such field');
  if (breaks === 'misuses') nines.send('web', () => 'a closure');
  if (breaks !== 'loops') return;
  for (;;) step();
}

/** Asks the till in a process of its own, so that no order waits for another. */
function server({ firstLine = 1 }: Habits): HandMade {
  return {
    origin: 'learner',
    processes: ({ nines, at, own }) => ({
      *shop(arg: { readonly till: unknown }) {
        for (;;) nines.spawn(own('serve'), [yield nines.receive(), arg.till]);
      },
      *serve([message, pid]: readonly [
        { readonly from: unknown; readonly request: unknown },
        never,
      ]) {
        at(firstLine + 6);
        yield nines.call(pid, message.request, 1000);
        at(firstLine + 7);
        nines.reply(message.from, 'ok');
      },
    }),
  };
}

/** The learner's program with these habits, in the world of the lab. */
export function programOf(habits: Habits): LabProgram {
  return handMade({
    'client.ts': client(habits),
    'server.ts': server(habits),
    'till.ts': till,
    'web.ts': web,
  });
}

export const rightHabits: Habits = { keyed: true, attempts: 6 };
export const keyless: Habits = { keyed: false, attempts: 6 };
export const hopeful: Habits = { keyed: true, attempts: 1, hopeful: true };

/** Replies and requests are lost, and a shop stands still now and then. */
function faults(): Fault[] {
  return [
    drop({
      label: 'lost reply',
      match: { from: 'shop-*', to: 'web', carrier: 'reply' },
      probability: 0.15,
    }),
    drop({
      label: 'lost request',
      match: { from: 'web', to: 'shop-*', carrier: 'call' },
      probability: 0.15,
    }),
    pause({ label: 'slow shop', node: 'shop-2', everyMs: 1000, forMs: 300 }),
  ];
}

export function scenario(draw: Draw): Scenario {
  const arg = { till: { $pidOf: 'till' } };
  return {
    nodes: [{ name: 'web' }, ...family('shop', 2), { name: 'till' }],
    boot: [
      { node: 'till', file: 'till.ts', body: 'till', as: 'till' },
      { node: 'shop-1', file: 'server.ts', body: 'shop', as: 'shop', arg },
      { node: 'shop-2', file: 'server.ts', body: 'shop', as: 'shop', arg },
      { node: 'web', file: 'web.ts', body: 'web', as: 'web' },
    ],
    workload: scattered({ count: 40, fromMs: 0, untilMs: 8000 }, draw.of('orders'), (index) => ({
      id: `order-${index + 1}`,
      fn: 'placeOrder',
      args: { id: `order-${index + 1}`, cents: 1000 + index },
      driver: { node: 'web', name: 'web' },
    })),
    faults: faults(),
    untilMs: 12_000,
  };
}

const words: Telling = {
  name: (operation) => operation.id,
  ask: (operation) => `A customer places ${operation.id}`,
  answer: (call) => `The customer is told ${JSON.stringify(call.answer)}`,
  messages: [
    {
      name: 'order request',
      match: { from: 'web', to: 'shop-*' },
      weight: 5,
      noun: ({ to }) => `the request to ${to}`,
      say: ({ to, tag }) => `web asks ${to} to place ${tag}`,
    },
    {
      name: 'order answer',
      match: { from: 'shop-*', to: 'web' },
      weight: 4,
      noun: ({ from }) => `the answer of ${from}`,
      say: ({ from }) => `${from} answers`,
    },
  ],
  effects: [
    { name: 'charge', like: { kind: 'charged' }, weight: 10, say: () => 'The till charges' },
  ],
};

/** At most one charge each, and who is told ok is charged. */
export const miniWorld: World = world({
  id: 'lossy',
  scenario,
  wire: { requests: { from: 'web', to: 'shop-*' } },
  probes: { processes: { of: 'processes', node: 'web', everyMs: 1000 } },
  checks: [
    countAtMost({
      code: 'M-1',
      what: 'charges',
      max: 1,
      keys: (record) => record.operations.map((call) => call.operation.id),
      of: (record) =>
        record
          .seen<{ order: string }>('charged')
          .map(({ order, atMs, tag }) => ({ key: order, atMs, tag })),
    }),
    share({
      code: 'M-2',
      what: 'of those told ok are charged',
      atLeast: 1,
      of: (record) => {
        const charged = new Set(
          record.seen<{ order: string }>('charged').map(({ order }) => order),
        );
        return record.operations
          .filter((call) => call.answer === 'ok')
          .map(({ operation, endedMs }) => ({
            ok: charged.has(operation.id),
            atMs: endedMs ?? 0,
            operation: operation.id,
            tags: [operation.id],
            cause: 'never charged',
          }));
      },
    }),
  ],
});

/** The lab, or one that differs in something. */
export function miniLab(other: Partial<LabOptions> = {}): LabGrader {
  return defineLab({
    id: 'mini',
    seeds: { run: [1, 2, 3], grade: [101, 102, 103, 104, 105] },
    needs: { 'client.ts': ['placeOrder'], 'server.ts': ['shop'] },
    invariants: [
      invariant({
        code: 'M-1',
        sentence: 'An order is charged at most once',
        bound: '≤ 1',
        title: 'Charged twice',
        hint: 2,
      }),
      invariant({
        code: 'M-2',
        sentence: 'Who is told ok is charged',
        bound: '100 %',
        title: 'Told ok, never charged',
        hint: 1,
      }),
    ],
    sheet: [miniWorld],
    tell: words,
    ...other,
  });
}

/** A record of a run in which nothing happened, for judges that look elsewhere. */
export function emptyRecord(other: Partial<Scenario> = {}): RunRecord {
  return new RunRecord({
    seed: 1,
    world: 'empty',
    scenario: { nodes: [], boot: [], workload: [], faults: [], untilMs: 0, ...other },
    operations: [],
    observations: [],
    crashes: [],
    struck: [],
    wires: new Map(),
    readings: new Map(),
    events: 0,
    traceHash: '',
  });
}

/** Drives a generator to its end. */
export function finish<T>(steps: Generator<unknown, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
