/** The night: 22 machines in two zones, thirty minutes, and everything that goes wrong in them. */
import {
  crash,
  drop,
  hang,
  onMessage,
  partition,
  pause,
  signal,
  slow,
  type Boot,
  type Fault,
  type NodeSpec,
  type Scenario,
} from '#grader/index.ts';
import { allNodes, familyOf, outside, zoneOf } from './world/town.ts';

const minuteMs = 60_000;
const at = (minutes: number, seconds = 0): number => minutes * minuteMs + seconds * 1_000;

export const untilMs = at(30);
/** From then on nobody asks for anything new; ten seconds for what is under way, then the books are compared. */
const closedMs = at(29);
const auditMs = at(29, 10);
/** The final. */
export const final = { fromMs: at(13), untilMs: at(14), ratePerS: 1_000 };

const nodes: readonly NodeSpec[] = [
  ...allNodes.map((name) => ({
    name,
    zone: `zone-${zoneOf(name)}`,
    cores: familyOf(name) === 'vote' ? 1 : 4,
  })),
  // They belong to nobody's zone: they reach both.
  ...outside.map((name) => ({ name })),
];

const zone = (number: 1 | 2): string[] => allNodes.filter((one) => zoneOf(one) === number);

const boot: readonly Boot[] = [
  { node: 'payhub', file: 'outside-nodes.ts', body: 'payhub', as: 'payhub' },
  { node: 'warehouse', file: 'outside-nodes.ts', body: 'warehouse', as: 'warehouse' },
  { node: 'clients', file: 'outside-nodes.ts', body: 'bell', as: 'bell' },
  { node: 'clients', file: 'phones.ts', body: 'meter', as: 'meter' },
  ...allNodes.map((node): Boot => ({ node, file: 'node.ts', body: 'boot', as: 'boot' })),
  { node: 'clients', file: 'balancer.ts', body: 'balancer', as: 'balancer' },
  {
    node: 'clients',
    file: 'clients.ts',
    body: 'customers',
    as: 'customers',
    arg: { rates: { browse: 10, cart: 5, order: 2 }, tiredMs: at(26), untilMs: closedMs, auditMs },
  },
  {
    node: 'clients',
    file: 'chatters.ts',
    body: 'chatters',
    as: 'chatters',
    arg: { ratePerS: 10, everyMs: 1_000, untilMs: closedMs },
  },
  {
    node: 'clients',
    file: 'phones.ts',
    body: 'carrier',
    as: 'carrier',
    arg: { ratePerS: 20, everyMs: 1_000, untilMs: closedMs, final },
  },
  { node: 'clients', file: 'auditor.ts', body: 'attendant', as: 'attendant' },
  { node: 'clients', file: 'auditor.ts', body: 'auditor', as: 'auditor', arg: { atMs: auditMs } },
];

/** The campaign of the night, in the order of time. */
export function faultsOf(): Fault[] {
  return [...untilTheFinal(), ...finalAndAfter(), ...secondHalf()];
}

function untilTheFinal(): Fault[] {
  return [
    signal({
      label: 'F1',
      process: { node: 'shop-2', name: 'shop' },
      at: at(2),
      message: { kind: 'fuse' },
    }),
    crash({
      label: 'F1',
      node: { end: 'sender' },
      at: onMessage('sent', { to: 'clients', body: { kind: 'blown' } }),
      backAfterMs: 30_000,
    }),
    pause({
      label: 'F2',
      node: 'shop-5',
      everyMs: 3_000,
      forMs: 800,
      fromMs: at(4),
      untilMs: at(5),
    }),
    drop({
      label: 'F3',
      match: { from: 'shop-*', to: 'web-*', carrier: 'reply' },
      probability: 0.05,
      fromMs: at(5),
      untilMs: at(6),
    }),
    partition({ label: 'F4', sides: [zone(1), zone(2)], at: at(7), forMs: 90_000 }),
    slow({
      label: 'F5',
      dependency: { node: 'payhub', name: 'payhub' },
      factor: 4,
      fromMs: at(10),
      untilMs: at(11),
    }),
  ];
}

/** Who is struck is known when it happens: whoever counts most votes, whoever leads the log. */
function finalAndAfter(): Fault[] {
  return [
    crash({
      label: 'F7',
      node: { end: 'receiver' },
      at: onMessage('arrived', { body: { kind: 'strike', what: 'votes' } }, { lost: true }),
      backAfterMs: 30_000,
      silent: true,
    }),
    hang({
      label: 'F8',
      node: { end: 'receiver' },
      at: onMessage('arrived', { body: { kind: 'strike', what: 'orders' } }, { lost: true }),
      forMs: 12_000,
    }),
  ];
}

function secondHalf(): Fault[] {
  return [
    // From the back to the front: who is asked understands a new field before anybody sends it.
    ...allNodes.toReversed().map((node, index) =>
      signal({
        label: 'upgrade',
        process: { node, name: 'release' },
        at: at(17) + index * 7_000,
        message: { kind: 'upgrade', version: 2 },
      }),
    ),
    ...zone(2).map((node) => crash({ label: 'F9', node, at: at(20), backAfterMs: 2 * minuteMs })),
    ...Array.from({ length: 8 }, (_, index) =>
      signal({
        label: 'F10',
        process: { node: 'pay-1', name: 'invoices' },
        at: at(23) + index * 5_000,
        message: { kind: 'pdf', isPathological: true },
      }),
    ),
    signal({
      label: 'F11',
      process: { node: 'data-1', name: 'exporter' },
      at: at(24),
      message: { kind: 'disk', percent: 86, perMinute: 2 },
    }),
    signal({
      label: 'F12',
      process: { node: 'pay-1', name: 'exporter' },
      at: at(25),
      message: { kind: 'mute', forMs: minuteMs },
    }),
  ];
}

export function night(faults: readonly Fault[] = faultsOf()): Scenario {
  return {
    nodes,
    network: { wan: { meanMs: 5, spreadMs: 0.5 } },
    boot,
    workload: [],
    faults,
    untilMs,
  };
}
