/** Makes a Papertrain of two data centres out of a table of decisions. */
import { copies } from './designs.ts';
import type { Retry, Setup, Sharing } from './world/setup.ts';
import type { Decision } from './world/types.ts';

const dc1 = ['shop-1', 'shop-2', 'shop-3'];
const dc2 = ['shop-4', 'shop-5'];
/** One front end in each data centre. */
export const houseFronts = ['web-1', 'web-2'];

const zones: { readonly [node: string]: string } = Object.fromEntries([
  ...['web-1', ...dc1].map((node) => [node, 'dc1']),
  ...['web-2', ...dc2].map((node) => [node, 'dc2']),
]);

/** The nodes of each data centre, front end included: the two sides of a split. */
export const dataCentres: readonly [readonly string[], readonly string[]] = [
  ['web-1', ...dc1],
  ['web-2', ...dc2],
];

/** What Papertrain decided when it had one data centre. */
export const decidedBefore: readonly Decision[] = [
  {
    fn: 'order.place',
    retry: 'exactly-once',
    dataSet: 'orders',
    share: 'majority',
    copies: { dc1: 3, dc2: 0 },
    audit: false,
  },
  {
    fn: 'cart.change',
    retry: 'at-least-once',
    dataSet: 'carts',
    share: 'everything',
    copies: { dc1: 3, dc2: 0 },
    audit: false,
  },
  {
    fn: 'chat.send',
    retry: 'at-least-once',
    dataSet: 'chats',
    share: 'something',
    copies: { dc1: 2, dc2: 0 },
    audit: false,
  },
  {
    fn: 'presence.set',
    retry: 'at-most-once',
    dataSet: 'presence',
    share: 'nothing',
    copies: { dc1: 1, dc2: 0 },
    audit: false,
  },
  {
    fn: 'vote.send',
    retry: 'exactly-once',
    dataSet: 'votes',
    share: 'majority',
    copies: { dc1: 3, dc2: 0 },
    audit: false,
  },
];

const dataSetOf: { readonly [F in Decision['fn']]: Decision['dataSet'] } = {
  'order.place': 'orders',
  'cart.change': 'carts',
  'chat.send': 'chats',
  'presence.set': 'presence',
  'vote.send': 'votes',
};

export type Interpreted =
  | { readonly kind: 'setup'; readonly setup: Setup }
  /** The table cannot be run; each problem is a sentence. */
  | { readonly kind: 'problems'; readonly problems: readonly string[] };

/** Reads a table: whatever a learner's file may hold. */
export function setupOf(table: unknown): Interpreted {
  const problems = problemsOf(table);
  if (problems.length > 0) return { kind: 'problems', problems };
  const rows = new Map((table as readonly Decision[]).map((row) => [row.fn, row]));
  const row = (fn: Decision['fn']): Decision => {
    const found = rows.get(fn);
    if (found === undefined) throw new Error(`the table was checked and has no row ${fn}`);
    return found;
  };
  const [orders, carts, chats] = [row('order.place'), row('cart.change'), row('chat.send')];
  const [presence, votes] = [row('presence.set'), row('vote.send')];
  const setup: Setup = {
    retry: {
      'order.place': retryOf(orders),
      'cart.add': retryOf(carts),
      'cart.remove': retryOf(carts),
      'chat.send': retryOf(chats),
      'vote.send': retryOf(votes),
      'presence.set': retryOf(presence),
    },
    orders: {
      ...sharingOf(orders),
      // While it is there, one shop decides, so that two rarely want the same copy.
      ...(orders.share === 'majority' && { taker: 'first' }),
      led: false,
      settled: 'disk',
      confirmed: orders.share === 'majority',
    },
    carts: { ...sharingOf(carts), merge: 'observed', everyMs: 0 },
    chats: { ...sharingOf(chats), once: true },
    votes: sharingOf(votes),
    presence: {
      ...sharingOf(presence),
      sent: presence.retry === 'at-most-once' ? 'cast' : 'call',
    },
    audited: [orders, carts, chats, presence, votes].flatMap(({ fn, audit }) =>
      !audit ? [] : fn === 'cart.change' ? ['cart.add', 'cart.remove'] : [fn],
    ),
    copies,
    shops: [...dc1, ...dc2],
    zones,
  };
  return { kind: 'setup', setup };
}

function retryOf({ retry }: Decision): Retry {
  switch (retry) {
    case 'at-most-once':
      return { attempts: 1, key: 'arrival' };
    case 'at-least-once':
      return { attempts: 4, key: 'arrival' };
    case 'exactly-once':
      return { attempts: 4, key: 'operation' };
  }
}

function sharingOf({ share, copies }: Decision): Sharing {
  const members = [...dc1.slice(0, copies.dc1), ...dc2.slice(0, copies.dc2)];
  switch (share) {
    case 'nothing':
      return { members, taker: 'home', agree: 'own' };
    case 'something':
      return { members, taker: 'first', agree: 'own' };
    case 'everything':
      return { members, taker: 'near', agree: 'own' };
    case 'majority':
      return { members, taker: 'near', agree: 'majority' };
  }
}

function problemsOf(table: unknown): string[] {
  if (!Array.isArray(table)) return ['decisions is no list of rows'];
  const rows = table as readonly unknown[];
  const named = rows.map((row) => (row as Partial<Decision> | null)?.fn);
  const missing = Object.keys(dataSetOf).filter(
    (fn) => named.filter((name) => name === fn).length !== 1,
  );
  return [
    ...missing.map((fn) => `there is not exactly one row for ${fn}`),
    ...rows.flatMap((row, index) => rowProblems(row, `row ${index + 1}`)),
  ];
}

function rowProblems(given: unknown, where: string): string[] {
  if (typeof given !== 'object' || given === null) return [`${where} is no row`];
  const { fn, retry, dataSet, share, copies: held, audit } = given as Partial<Decision>;
  if (fn === undefined || !Object.hasOwn(dataSetOf, fn)) {
    return [`${where} is for the function ${String(fn)}, which Papertrain does not have`];
  }
  const problems: string[] = [];
  const say = (isWrong: boolean, text: string): void => {
    if (isWrong) problems.push(`${fn}: ${text}`);
  };
  const inDc1 = held?.dc1 ?? -1;
  const inDc2 = held?.dc2 ?? -1;
  say(dataSet !== dataSetOf[fn], `its data set is ${dataSetOf[fn]}`);
  say(!retries.includes(retry), `retry is one of ${retries.join(', ')}`);
  say(!shares.includes(share), `share is one of ${shares.join(', ')}`);
  say(!isCount(inDc1, dc1.length), `dc1 has three shops: copies.dc1 is 0 to 3`);
  say(!isCount(inDc2, dc2.length), `dc2 has two shops: copies.dc2 is 0 to 2`);
  say(inDc1 + inDc2 < 1, 'somebody must hold a copy');
  say(share === 'nothing' && inDc1 + inDc2 > 1, 'who shares nothing has a single copy');
  say(typeof audit !== 'boolean', 'audit is true or false');
  return problems;
}

const retries: readonly unknown[] = ['at-most-once', 'at-least-once', 'exactly-once'];
const shares: readonly unknown[] = ['nothing', 'something', 'everything', 'majority'];

function isCount(value: number, max: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= max;
}
