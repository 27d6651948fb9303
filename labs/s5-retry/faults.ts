/** The faults of the campaign, from the plainest to the strangest. */
import {
  crash,
  drop,
  duplicate,
  hold,
  isInside,
  onMessage,
  oneOf,
  pause,
  signal,
  wiretap,
  type Draw,
  type Fault,
  type Match,
  type MessageTrigger,
  type Operation,
  type TimeWindow,
} from '#grader/index.ts';
import { centsOf } from './effects.ts';

/** What the faults may strike, and how long. */
interface Target {
  readonly orders: readonly Operation[];
  readonly votes: readonly Operation[];
  readonly healMs: number;
}

const toShop: Match = { from: 'web-*', to: 'shop-*' };
const toWeb: Match = { from: 'shop-*', to: 'web-*' };

/**
 * Plainest fault first: a failure that a lost reply explains is told by a lost reply. Everything that strikes one
 * order strikes an order of its own, so that two accidents never hide each other.
 */
export function faultPlan({ orders, votes, healMs }: Target, draw: Draw): Fault[] {
  const unsent = inRow(orders, { fromMs: 8_000, untilMs: 14_000 }, draw.of('unsent'));
  // Before the next one: who never looks after anything is told by the plainer of the two.
  const unheard = inRow(orders, { fromMs: 14_000, untilMs: 20_000 }, draw.of('unheard'));
  const unshipped = inRow(orders, { fromMs: 20_000, untilMs: 28_000 }, draw.of('unshipped'));
  const unrecorded = inRow(orders, { fromMs: 28_000, untilMs: 34_000 }, draw.of('unrecorded'));
  const crashed = new Set([...unsent, ...unheard, ...unshipped, ...unrecorded]);
  const others = draw
    .of('victims')
    .shuffle(orders.filter((order) => !crashed.has(order) && order.atMs < 34_000));
  // Orders before votes, so that a forger who is believed is first believed with an order.
  const forged = others.filter(({ atMs }) => atMs < 12_000).slice(0, 5);
  const forgedVotes = draw.of('votes').some(
    votes.filter(({ atMs }) => atMs >= 20_000),
    5,
  );
  const rest = others.filter((order) => !forged.includes(order));
  const doubled = rest.slice(0, 10);
  const stuck = rest.slice(10, 16);
  const busy = rest.slice(16, 36);
  return [
    ...losses(healMs),
    ...busy.map((order) => busyFor(order)),
    ...doubled.map((order) => doubleRequest(order)),
    crash({
      label: 'F4b',
      node: { end: 'receiver' },
      at: whenCharged(unheard),
      backAfterMs: 2_000,
    }),
    crash({ label: 'F4a', node: { end: 'sender' }, at: whenCharging(unsent), backAfterMs: 2_000 }),
    crash({
      label: 'F4c',
      node: { end: 'sender' },
      at: whenShipping(unshipped, { lost: true }),
      backAfterMs: 2_000,
    }),
    // The parcel leaves after a millisecond, and the receipt arrives ten later.
    crash({
      label: 'F4d',
      node: { end: 'sender' },
      at: whenShipping(unrecorded, { plusMs: 6 }),
      backAfterMs: 2_000,
    }),
    standStills(healMs, draw.of('pause').integer(0, 2_200)),
    ...stuck.map((order) => holdBack(order)),
    ...[...forged, ...forgedVotes].map((operation) => tap(operation)),
  ];
}

/** F11: PayHub refuses the first charge of this order's price. */
function busyFor(order: Operation): Fault {
  return signal({
    label: 'F11',
    process: { node: 'payhub', name: 'payhub' },
    at: order.atMs,
    message: { kind: 'busyFor', cents: centsOf(order) },
  });
}

/**
 * Six orders in a row. The first of them that reaches the right shop is the victim: shop-2 is left out, because a
 * node that has just stood still has many orders in its hands, and a crash should strike one.
 */
function inRow(orders: readonly Operation[], window: TimeWindow, draw: Draw): Operation[] {
  const inside = orders.filter(({ atMs }) => isInside(atMs, window));
  const first = draw.integer(0, Math.max(0, inside.length - 6));
  return inside.slice(first, first + 6);
}
const victims = ['shop-1', 'shop-3', 'shop-4'];

/** F4a: the shop has just sent the charge, and the message dies with it. */
function whenCharging(orders: readonly Operation[]): MessageTrigger {
  const body = { op: 'charge', cents: oneOf(...orders.map(centsOf)) };
  return onMessage('sent', { from: victims, to: 'payhub', body }, { lost: true });
}

/** F4b: PayHub has charged, and its reply finds nobody. */
function whenCharged(orders: readonly Operation[]): MessageTrigger {
  const body = { kind: 'charged', cents: oneOf(...orders.map(centsOf)) };
  return onMessage('sent', { from: 'payhub', to: victims, body });
}

/** F4c and F4d: the shop has just sent the order to ship, which dies with it, or is carried out for nobody. */
function whenShipping(
  orders: readonly Operation[],
  options: { readonly lost: true } | { readonly plusMs: number },
): MessageTrigger {
  const body = { op: 'ship', order: { cents: oneOf(...orders.map(centsOf)) } };
  return onMessage('sent', { from: victims, to: 'warehouse', body }, options);
}

/** F1 and F2: one message in twenty, each way. */
function losses(untilMs: number): Fault[] {
  const probability = 0.05;
  return [
    drop({ label: 'F1', match: toWeb, probability, untilMs }),
    drop({ label: 'F2', match: toShop, probability, untilMs }),
  ];
}

/** F3: a shop that is slow without being dead. */
function standStills(untilMs: number, fromMs: number): Fault {
  return pause({ label: 'F3', node: 'shop-2', everyMs: 3_000, forMs: 800, fromMs, untilMs });
}

/** F6: the original of a retry, which arrives when all is long over. */
function holdBack(order: Operation): Fault {
  return hold({
    label: 'F6',
    match: { ...toShop, tag: order.id },
    times: 1,
    until: { ...toWeb, tag: order.id },
    thenMs: 4_000,
  });
}

/** F7: the forger reads the request, and uses its key when it has long been served. */
function tap(operation: Operation): Fault {
  return wiretap({
    label: 'F7',
    match: { ...toShop, tag: operation.id },
    times: 1,
    listener: { node: 'forger', name: 'forger' },
    afterMs: 4_000,
  });
}

/** F8: two shops work on one request at the same time. */
function doubleRequest(order: Operation): Fault {
  return duplicate({
    label: 'F8',
    match: { ...toShop, tag: order.id },
    times: 1,
    withinMs: 1,
    to: ['shop-1', 'shop-2', 'shop-3', 'shop-4'],
  });
}
