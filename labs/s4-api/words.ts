/** The lab in words: how operations, messages, effects and faults are told. */
import {
  field,
  fits,
  formatMeasure,
  type CallRecord,
  type Data,
  type MessagePhrase,
  type Observation,
  type Operation,
  type Struck,
  type Telling,
} from '#grader/index.ts';
import { counted, euros, itemsOf, textOf } from './news.ts';

function nameOf({ id }: Operation): string {
  return id.replace('-', ' ');
}

function ask(operation: Operation): string {
  const { fn, driver } = operation;
  const web = driver.node;
  switch (fn) {
    case 'checkout':
      return `A customer checks out ${counted(itemsOf(operation).length, 'item')} as a gift at ${web}, to be sent to ${textOf(operation, 'address')}`;
    case 'move':
      return `The customer moves, and edits the account: ${textOf(operation, 'address')}`;
    case 'parcel':
      return `The parcel desk packs the order of ${textOf(operation, 'orderKey').replace('-', ' ')}`;
    case 'look':
      return `An inspector compares the view on ${textOf(operation, 'discover')} with its owner`;
    default:
      return `Somebody sends ${textOf(operation, 'shop')} ${printed(field(operation.args, 'asked'))}`;
  }
}

function answer({ operation, answer: told }: CallRecord): string {
  const what = told === undefined ? 'nothing' : typeof told === 'string' ? told : printed(told);
  switch (operation.fn) {
    case 'checkout':
      return `The customer is told ${what}`;
    case 'look':
      if (told === 'no answer') return 'No answer came from the view';
      return `The view answers: ${typeof told === 'string' ? `${told} rows` : what}`;
    default:
      return `The answer is ${what}`;
  }
}

const longest = 90;

function printed(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length <= longest ? text : `${text.slice(0, longest)}…`;
}

interface Exchange {
  readonly op: string;
  readonly owner: string;
  readonly weight: number;
  readonly what: (body: unknown) => string;
}

/** A question of shop; its answer is told only where it gets lost. */
function question({ op, owner, weight, what }: Exchange): MessagePhrase {
  return {
    name: op,
    match: { from: 'shop-*', to: owner, body: { op } },
    weight,
    noun: ({ body }) => `the question for ${what(body)}`,
    say: ({ from, to, body }) => `${from} asks ${to} for ${what(body)}`,
  };
}

function ids(body: unknown): string {
  const list = field(body, 'ids');
  return counted(Array.isArray(list) ? list.length : 0, 'item');
}

const messages: readonly MessagePhrase[] = [
  ...[
    { op: 'title', owner: 'discover-*', weight: 6, what: one('the title') },
    { op: 'titles', owner: 'discover-*', weight: 5, what: many('the titles') },
    { op: 'records', owner: 'discover-*', weight: 7, what: many('the whole records') },
    { op: 'price', owner: 'data', weight: 6, what: one('the price') },
    { op: 'stock', owner: 'data', weight: 6, what: one('the stock') },
    { op: 'priceAndStock', owner: 'data', weight: 5, what: many('prices and stock') },
    { op: 'take', owner: 'data', weight: 7, what: conditions },
    { op: 'charge', owner: 'pay', weight: 6, what: amount },
  ].map(question),
  {
    name: 'rows',
    match: { to: 'discover-*', body: { op: 'rows' } },
    weight: 5,
    noun: () => 'the question of the inspector',
    say: ({ to, body }) => `The inspector asks the view on ${to} for ${ids(body)}`,
  },
  {
    name: 'quote request',
    match: { from: 'web-*', to: 'shop-*', body: { fn: 'quote' } },
    weight: 4,
    noun: ({ from }) => `the request of ${from} for a quote`,
    say: ({ from, to }) => `${from} asks ${to} for a quote`,
  },
  {
    name: 'confirm request',
    match: { from: 'web-*', to: 'shop-*', body: { fn: 'confirm' } },
    weight: 6,
    noun: ({ from }) => `the confirmation of ${from}`,
    say: ({ from, to, body }) =>
      `${from} sends ${to} the confirmation${field(field(body, 'body'), 'giftWrap') === true ? ', with giftWrap: true' : ''}`,
  },
  {
    name: 'quote answer',
    match: { from: 'shop-*', to: 'web-*', body: { value: { lines: { $any: true } } } },
    weight: 6,
    noun: ({ from }) => `the quote of ${from}`,
    say: ({ from, to, body }) => `${from} answers ${to} with lines that have ${lineOf(body)}`,
  },
];

function one(what: string): Exchange['what'] {
  return (body) => `${what} of item ${String(field(body, 'id'))}`;
}
function many(what: string): Exchange['what'] {
  return (body) => `${what} of ${ids(body)}`;
}

function conditions(body: unknown): string {
  const given = field(body, 'conditions');
  const words = [
    field(given, 'priceVersion') === undefined ? '' : 'if the prices are still the same',
    field(given, 'inStock') === true ? 'if all are in stock' : '',
  ].filter((word) => word !== '');
  return `the order, ${words.length === 0 ? 'whatever prices and stock are' : words.join(' and ')}`;
}

function amount(body: unknown): string {
  return `a charge of ${euros(Number(field(body, 'cents')))}`;
}

/** The names of the fields of a line that hold a price. */
function lineOf(body: unknown): string {
  const lines = field(field(body, 'value'), 'lines');
  const [line] = Array.isArray(lines) ? lines : [];
  const names = ['price', 'unitPrice'].filter((name) => field(line, name) !== undefined);
  return names.length === 0 ? 'no price' : names.join(' and ');
}

type Value = Observation['value'];
const cents = (value: Value, name: string): string => euros(Number(field(value, name)));
const textIn = (value: Value, name: string): string => String(field(value, name));

const effects: Telling['effects'] = [
  {
    name: 'quoted',
    like: { kind: 'quoted' },
    weight: 6,
    say: ({ value }) =>
      `The page gets the quote: ${cents(value, 'total')} in all, after ${tookOf(value)}`,
  },
  {
    name: 'quote failed',
    like: { kind: 'quoteFailed' },
    weight: 6,
    say: ({ value }) => `The page shows an error: ${textIn(value, 'error')}`,
  },
  {
    name: 'oversold',
    like: { kind: 'oversold' },
    weight: 10,
    say: ({ value }) => `data hands out item ${textIn(value, 'item')}, of which there is none`,
  },
  {
    name: 'taken',
    like: { kind: 'taken' },
    weight: 8,
    say: ({ value }) => `data records the order: ${cents(value, 'total')}, ${detailsOf(value)}`,
  },
  {
    name: 'charged',
    like: { kind: 'charged' },
    weight: 10,
    say: ({ value }) => `pay charges ${cents(value, 'cents')}`,
  },
  {
    name: 'server died',
    like: { kind: 'serverDied' },
    weight: 10,
    say: ({ value }) => `The process that was to answer dies: ${textIn(value, 'reason')}`,
  },
  {
    name: 'shipped',
    like: { kind: 'shipped' },
    weight: 10,
    say: ({ value }) => `The parcel leaves for ${textIn(value, 'address')}`,
  },
];

function tookOf(value: Value): string {
  return formatMeasure(Number(field(value, 'tookMs')), 'ms');
}

function detailsOf(value: Value): string {
  const details = field(value, 'details');
  const address = field(details, 'address');
  if (typeof address === 'string') return `to be sent to ${address}`;
  const account = field(details, 'account');
  return account === undefined ? 'with no address' : 'to be sent wherever the account says';
}

function fault({ fault: planned, phase }: Struck): string | undefined {
  switch (planned.kind) {
    case 'signal':
      return phase === 'begins' ? signalled(planned.process.node, planned.message) : undefined;
    case 'crash':
      if (typeof planned.node !== 'string') return undefined;
      return phase === 'begins'
        ? `${planned.node} crashes, and its memory is gone`
        : `${planned.node} is back, with an empty memory`;
    case 'cut':
      return `No message gets from ${planned.from} to ${planned.to} any more`;
    default:
      return undefined;
  }
}

function signalled(node: string, message: Data): string | undefined {
  if (fits(message, { kind: 'swap' })) {
    const version = Number(field(message, 'version'));
    return version === 2
      ? `${node} is upgraded to version 2`
      : `${node} is rolled back to version 1`;
  }
  const item = String(field(message, 'item'));
  if (fits(message, { kind: 'reprice' })) {
    return `data changes the price of item ${item} to ${euros(Number(field(message, 'price')))}`;
  }
  return `Item ${item} is sold out`;
}

export const words: Telling = {
  name: nameOf,
  ask,
  answer,
  messages,
  effects,
  fault,
  timeout: ({ node }) => `${node} hears nothing and waits no longer`,
};

/** The same, with less said of what a world is not about. */
function without(...names: readonly string[]): Telling {
  const quiet = <Phrase extends { readonly name: string; readonly weight: number }>(
    phrase: Phrase,
  ): Phrase => (names.includes(phrase.name) ? { ...phrase, weight: quietWeight } : phrase);
  return { ...words, messages: messages.map(quiet), effects: effects.map(quiet) };
}
/** Below what a story tells where there is anything else. */
const quietWeight = 3;

/** A1: how long the page took is told; what it showed, and what is done with the money, is not. */
const traffic = without('taken', 'charged');
export const trafficWords: Telling = {
  ...traffic,
  effects: traffic.effects.map((effect) =>
    effect.name === 'quoted'
      ? { ...effect, say: ({ value }) => `The page is there after ${tookOf(value)}` }
      : effect,
  ),
};
/** A5: what a page makes of a quote is told. What a shop asks its owners is the same in both versions. */
const versions = without('titles', 'priceAndStock', 'take', 'charge', 'taken', 'charged');
export const versionWords: Telling = {
  ...versions,
  effects: versions.effects.map((effect) =>
    effect.name === 'quoted' ? { ...effect, say: ({ value }) => shownOf(value) } : effect,
  ),
};

function shownOf(value: Value): string {
  const shown = field(value, 'shown');
  const after = `after ${tookOf(value)}`;
  if (shown === null) return `The page shows an error, ${after}`;
  const what = shown === field(value, 'total') ? 'the quote' : 'prices';
  return `The page shows ${what}, ${cents(value, 'shown')} in all, ${after}`;
}

/** A2 and A3: what the customer was quoted is told, and not how the shop came to know. */
export const moneyWords = without(
  'titles',
  'priceAndStock',
  'quote answer',
  'confirm request',
  'charge',
);
/** A7: the order says where it goes; that it was paid does not matter. */
export const parcelWords = without('charge', 'charged');
