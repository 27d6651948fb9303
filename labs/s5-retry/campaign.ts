/** The campaign: one seed's forty seconds of customers and faults, a healed minute, and the books at the end. */
import {
  crash,
  drop,
  duplicate,
  family,
  hold,
  onMessage,
  pause,
  pidOf,
  scattered,
  signal,
  wiretap,
  type Boot,
  type Draw,
  type Fault,
  type Match,
  type Operation,
  type Scenario,
} from '#grader/index.ts';
import { orderArgs } from './effects.ts';

/** Operations of each kind. */
const count = 200;
/** Customers come until then, and the network is at fault until then. */
const healMs = 40_000;
/** Effects are judged then: what was told by 42 s has had half a minute to come true. */
export const settledMs = 72_000;
/** An order that was told `unknown` is settled by then, a minute after the last answer. */
export const untilMs = 102_000;

const toShop: Match = { from: 'web-*', to: 'shop-*', carrier: 'call' };
const toWeb: Match = { from: 'shop-*', to: 'web-*', carrier: 'reply' };

/** The run of one seed. */
export function campaign(draw: Draw): Scenario {
  const orders = scattered(arrivals, draw.of('orders'), orderMaker(draw.of('prices')));
  const votes = scattered(arrivals, draw.of('votes'), makeVote);
  const chats = scattered(arrivals, draw.of('chats'), makeChat);
  const notices = scattered(arrivals, draw.of('notices'), makeNotice);
  return {
    nodes: [
      ...family('web', 3),
      ...family('shop', 4),
      ...['ledger', 'payhub', 'warehouse', 'readers', 'phones', 'forger'].map((name) => ({ name })),
    ],
    boot,
    workload: [...orders, ...votes, ...chats, ...notices].sort(
      (left, right) => left.atMs - right.atMs,
    ),
    faults: faultPlan(orders, votes, draw.of('faults')),
    untilMs,
  };
}

const arrivals = { count, fromMs: 0, untilMs: healMs };

/** Services first, then the shops that need them, then the customers. */
const boot: readonly Boot[] = [
  { node: 'ledger', file: 'ledger-node.ts', body: 'ledger', as: 'ledger' },
  { node: 'payhub', file: 'payhub-node.ts', body: 'payhub', as: 'payhub' },
  { node: 'warehouse', file: 'warehouse-node.ts', body: 'warehouse', as: 'warehouse' },
  { node: 'phones', file: 'phones-node.ts', body: 'phones', as: 'phones' },
  { node: 'readers', file: 'readers-node.ts', body: 'screen', as: 'screen' },
  { node: 'readers', file: 'readers-node.ts', body: 'readers', as: 'readers' },
  { node: 'forger', file: 'forger-node.ts', body: 'forger', as: 'forger' },
  ...[1, 2, 3, 4].flatMap((number) => shopProcesses(`shop-${number}`)),
  ...[1, 2, 3].map((number): Boot => ({
    node: `web-${number}`,
    file: 'web-node.ts',
    body: 'web',
    as: 'web',
  })),
];

function shopProcesses(node: string): Boot[] {
  const outside = {
    ledger: pidOf('ledger'),
    payhub: pidOf('payhub'),
    warehouse: pidOf('warehouse'),
  };
  const server = 'server.ts';
  return [
    { node, file: server, body: 'orderServer', as: 'orderServer', arg: outside },
    { node, file: server, body: 'voteServer', as: 'voteServer', arg: { ledger: pidOf('ledger') } },
    {
      node,
      file: server,
      body: 'chatServer',
      as: 'chatServer',
      arg: { readers: pidOf('readers') },
    },
    { node, file: 'reconcile.ts', body: 'reconciler', as: 'reconciler', arg: outside },
    { node, file: 'shop-node.ts', body: 'desk', as: 'shop', arg: { phones: pidOf('phones') } },
  ];
}

const people = ['Ines', 'Amir', 'Wanja', 'Sofia', 'Kofi', 'Mei', 'Pavel', 'Ruth', 'Tomas', 'Leila'];
const books = ['Dracula', 'Middlemarch', 'Emma', 'Moby-Dick', 'The Time Machine', 'Jane Eyre'];
const finalists = ['The Lighthouse', 'A Winter Road', 'Salt'];

const driver = (draw: Draw): Operation['driver'] => ({
  node: `web-${draw.integer(1, 3)}`,
  name: 'web',
});

type Maker = (index: number, draw: Draw) => Omit<Operation, 'atMs'>;

/** Two hundred prices between 10 € and 90 €, no two alike. */
function orderMaker(prices: Draw): Maker {
  const offset = prices.integer(0, 7_999);
  return (index, draw) => ({
    id: `order-${index + 1}`,
    fn: 'placeOrder',
    args: {
      customer: draw.pick(people),
      title: draw.pick(books),
      // 37 and 8,000 share no divisor, so the first 8,000 steps all differ.
      cents: 1_000 + ((offset + index * 37) % 8_000),
    },
    driver: driver(draw),
  });
}

const makeVote: Maker = (index, draw) => ({
  id: `vote-${index + 1}`,
  fn: 'sendVote',
  args: { id: `sms-${index + 1}`, phone: phone(draw), choice: draw.pick(finalists) },
  driver: driver(draw),
});

const makeChat: Maker = (index, draw) => ({
  id: `chat-${index + 1}`,
  fn: 'sendChat',
  args: {
    author: draw.pick(people),
    reader: draw.pick(people),
    text: `Have you read page ${index + 1}?`,
  },
  driver: driver(draw),
});

const makeNotice: Maker = (index, draw) => ({
  id: `notice-${index + 1}`,
  fn: 'notify',
  args: { phone: phone(draw), text: `Your parcel ${index + 1} is on its way` },
  driver: driver(draw),
});

/** From the range that is set aside for stories. */
function phone(draw: Draw): string {
  return `07700 900${draw.integer(100, 999)}`;
}

/**
 * Plainest fault first: a failure that a lost reply explains is told by a lost reply. Everything that strikes one
 * order strikes an order of its own, so that two accidents never hide each other.
 */
function faultPlan(orders: readonly Operation[], votes: readonly Operation[], draw: Draw): Fault[] {
  const early = orders.filter(({ atMs }) => atMs >= 8_000 && atMs < 16_000);
  const late = orders.filter(({ atMs }) => atMs >= 20_000 && atMs < 30_000);
  const unsent = draw.of('unsent').pick(early);
  const unheard = draw.of('unheard').pick(late);
  const others = draw
    .of('victims')
    .shuffle(
      orders.filter((order) => order !== unsent && order !== unheard && order.atMs < 34_000),
    );
  const doubled = others.slice(0, 10);
  const stuck = others.slice(10, 16);
  const forged = [...others.slice(16, 21), ...draw.of('votes').some(votes, 5)];
  const busy = others.slice(21, 41);
  return [
    drop({ label: 'F1', match: toWeb, probability: 0.05, untilMs: healMs }),
    drop({
      label: 'F2',
      match: { ...toShop, carrier: 'call' },
      probability: 0.05,
      untilMs: healMs,
    }),
    drop({
      label: 'F2',
      match: { ...toShop, carrier: 'cast' },
      probability: 0.05,
      untilMs: healMs,
    }),
    ...busy.map((order) => busyFor(order)),
    ...doubled.map((order) =>
      duplicate({
        label: 'F8',
        match: { ...toShop, tag: order.id },
        times: 1,
        withinMs: 1,
        to: ['shop-1', 'shop-2', 'shop-3', 'shop-4'],
      }),
    ),
    crash({ label: 'F4a', node: { end: 'sender' }, at: whenCharging(unsent), backAfterMs: 2_000 }),
    crash({
      label: 'F4b',
      node: { end: 'receiver' },
      at: whenCharged(unheard),
      backAfterMs: 2_000,
    }),
    pause({
      label: 'F3',
      node: 'shop-2',
      everyMs: 3_000,
      forMs: 800,
      fromMs: draw.of('pause').integer(0, 2_200),
      untilMs: healMs,
    }),
    ...stuck.map((order) =>
      hold({
        label: 'F6',
        match: { ...toShop, tag: order.id },
        times: 1,
        until: { ...toWeb, tag: order.id },
        thenMs: 4_000,
        atMostMs: 8_000,
      }),
    ),
    ...forged.map((operation) =>
      wiretap({
        label: 'F7',
        match: { ...toShop, tag: operation.id },
        times: 1,
        listener: { node: 'forger', name: 'forger' },
        afterMs: 4_000,
      }),
    ),
  ];
}

/** F11: PayHub refuses the first charge of this order's price. */
function busyFor(order: Operation): Fault {
  return signal({
    label: 'F11',
    process: { node: 'payhub', name: 'payhub' },
    at: 0,
    message: { kind: 'busyFor', cents: orderArgs(order).cents },
  });
}

/** F4a: the shop has just sent the charge, and the message dies with it. */
function whenCharging(order: Operation): ReturnType<typeof onMessage> {
  const { cents } = orderArgs(order);
  const match = { from: 'shop-*', to: 'payhub', body: { op: 'charge', cents } };
  return onMessage('sent', match, { lost: true });
}

/** F4b: PayHub has charged, and its reply finds nobody. */
function whenCharged(order: Operation): ReturnType<typeof onMessage> {
  const { cents } = orderArgs(order);
  return onMessage('sent', { from: 'payhub', to: 'shop-*', body: { kind: 'charged', cents } });
}
