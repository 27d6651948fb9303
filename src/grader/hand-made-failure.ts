/** A failure of the mini lab put together by hand, for the tests of its story and its diagram. */
import type { Chronicle, ChronicleMessage } from './chronicle.ts';
import type { Found, Invariant } from './invariant.ts';
import { emptyRecord, miniLab } from './mini-lab.ts';
import { RunRecord, type Struck } from './record.ts';
import type { Failing } from './scene.ts';
import { tellStory } from './story.ts';
import type { Operation } from './workload.ts';

const driver = { node: 'web', name: 'web' };
const order: Operation = { id: 'order-1', atMs: 10, fn: 'placeOrder', args: null, driver };
const other: Operation = { ...order, id: 'order-2', atMs: 12 };

/** A line of the learner's. */
export const line = (number: number) => ({ file: 'client.ts', line: number, column: 1 });

/** A message of the first order's; `change` says what is different about it. */
export function message(
  ordinal: number,
  sentMs: number,
  change: Partial<ChronicleMessage> = {},
): ChronicleMessage {
  return {
    tag: 'order-1',
    from: 'web',
    to: 'shop-1',
    ordinal,
    carrier: 'call',
    body: null,
    fromProcess: 1,
    toProcess: 2,
    sentMs,
    arrivedMs: sentMs + 1,
    fate: 'arrived',
    isLate: false,
    place: line(ordinal + 1),
    ...change,
  };
}

/** The till charges an order. */
export function charged(atMs: number, tag = 'order-1'): Chronicle['observations'][number] {
  return {
    atMs,
    node: 'till',
    process: 'till',
    tag,
    value: { kind: 'charged', order: tag },
    processId: 3,
    place: null,
  };
}

/** The three processes of the mini lab. */
export const processes: Chronicle['processes'] = [
  {
    id: 1,
    node: 'web',
    label: 'carryOut',
    isNamed: true,
    parent: null,
    startMs: 10,
    endMs: null,
    place: null,
  },
  {
    id: 2,
    node: 'shop-1',
    label: 'shop',
    isNamed: true,
    parent: null,
    startMs: 0,
    endMs: null,
    place: null,
  },
  {
    id: 3,
    node: 'till',
    label: 'till',
    isNamed: true,
    parent: null,
    startMs: 0,
    endMs: null,
    place: null,
  },
];

/** The first order is charged twice. */
export const breach: Found = {
  atMs: 100,
  expected: 'at most 1',
  observed: '2',
  operation: 'order 1',
  tags: ['order-1'],
  cause: 'twice',
};

/** The promise that it breaks. */
export const [row] = miniLab().invariants as readonly [Invariant];

/** A failure of which this is on record; `change` says what is different about the rest. */
export function failing(chronicle: Partial<Chronicle>, change: Partial<Failing> = {}): Failing {
  const whole: Chronicle = {
    processes,
    messages: [],
    timeouts: [],
    observations: [],
    struck: [],
    holds: [],
    whereabouts: () => null,
    ...chronicle,
  };
  const record = new RunRecord({
    seed: 1,
    world: 'w',
    scenario: emptyRecord().scenario,
    operations: [order, other],
    observations: whole.observations,
    crashes: [],
    struck: whole.struck,
    wires: new Map(),
    readings: new Map(),
    events: 0,
    traceHash: '',
  });
  return { row, breach, record, chronicle: whole, telling: miniLab().tell, ...change };
}

/** What the story's events say. */
export function texts(given: Failing): string[] {
  return tellStory(given).story.events.map(({ text }) => text);
}

/** That a fault began to act. */
export function struckBy(
  fault: Struck['fault'],
  atMs: number,
  message: Struck['message'] = null,
): Struck {
  return { fault, atMs, nodes: ['shop-1'], message, phase: 'begins', byMs: null };
}
