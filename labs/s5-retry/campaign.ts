/** The campaign: one seed's forty seconds of customers and faults, a healed minute, and the books at the end. */
import {
  family,
  pidOf,
  scattered,
  type Boot,
  type Draw,
  type Operation,
  type OperationMaker,
  type Scenario,
} from '#grader/index.ts';
import { faultPlan } from './faults.ts';

/** Operations of each kind. */
const count = 200;
/** Customers come until then, and the network is at fault until then. */
const healMs = 40_000;
/** Effects are judged then: what was told by 42 s has had half a minute to come true. */
export const settledMs = 72_000;
/** An order that was told `unknown` is settled by then, a minute after the last answer. */
export const untilMs = 102_000;

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
    faults: faultPlan({ orders, votes, healMs }, draw.of('faults')),
    untilMs,
  };
}

const arrivals = { count, fromMs: 0, untilMs: healMs };

const people = ['Ines', 'Amir', 'Wanja', 'Sofia', 'Kofi', 'Mei', 'Pavel', 'Ruth', 'Tomas', 'Leila'];

/** Services first, then the shops that need them, then the customers. */
const boot: readonly Boot[] = [
  { node: 'ledger', file: 'ledger-node.ts', body: 'ledger', as: 'ledger' },
  { node: 'payhub', file: 'payhub-node.ts', body: 'payhub', as: 'payhub' },
  { node: 'warehouse', file: 'warehouse-node.ts', body: 'warehouse', as: 'warehouse' },
  { node: 'phones', file: 'phones-node.ts', body: 'phones', as: 'phones' },
  { node: 'readers', file: 'readers-node.ts', body: 'screen', as: 'screen' },
  {
    node: 'readers',
    file: 'readers-node.ts',
    body: 'readers',
    as: 'readers',
    arg: { names: people },
  },
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

const books = ['Dracula', 'Middlemarch', 'Emma', 'Moby-Dick', 'The Time Machine', 'Jane Eyre'];
const finalists = ['The Lighthouse', 'A Winter Road', 'Salt'];

const driver = (draw: Draw): Operation['driver'] => ({
  node: `web-${draw.integer(1, 3)}`,
  name: 'web',
});

/** Two hundred prices between 10 € and 90 €, no two alike. */
function orderMaker(prices: Draw): OperationMaker {
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

const makeVote: OperationMaker = (index, draw) => ({
  id: `vote-${index + 1}`,
  fn: 'sendVote',
  args: { id: `sms-${index + 1}`, phone: phone(draw), choice: draw.pick(finalists) },
  driver: driver(draw),
});

const makeChat: OperationMaker = (index, draw) => ({
  id: `chat-${index + 1}`,
  fn: 'sendChat',
  args: {
    author: draw.pick(people),
    reader: draw.pick(people),
    text: `Have you read page ${index + 1}?`,
  },
  driver: driver(draw),
});

const makeNotice: OperationMaker = (index, draw) => ({
  id: `notice-${index + 1}`,
  fn: 'notify',
  args: { phone: phone(draw), text: `Your parcel ${index + 1} is on its way` },
  driver: driver(draw),
});

/** From the range that is set aside for stories. */
function phone(draw: Draw): string {
  return `07700 900${draw.integer(100, 999)}`;
}
