/** The lab in words: how operations, messages, effects and faults are told. */
import {
  field,
  fits,
  formatMeasure,
  type CallRecord,
  type Carrier,
  type Match,
  type MessagePhrase,
  type Operation,
  type Struck,
  type Telling,
  type ToldMessage,
} from '#grader/index.ts';
import { effects } from './effect-words.ts';
import { argOf, centsOf, forgedCents } from './effects.ts';
import { amount, nameOf, said, shortName } from './names.ts';

function ask(operation: Operation): string {
  const web = operation.driver.node;
  switch (operation.fn) {
    case 'placeOrder': {
      const title = argOf(operation, 'title');
      return `${argOf(operation, 'customer')} orders “${title}” at ${web}: ${nameOf(operation)}`;
    }
    case 'tapVote':
      return `A viewer votes for “${argOf(operation, 'choice')}” at ${web}: ${nameOf(operation)}`;
    case 'sendVote': {
      const choice = argOf(operation, 'choice');
      return `The aggregator hands ${argOf(operation, 'id')} to ${web}, a vote for “${choice}”`;
    }
    case 'sendChat':
      return `A member writes “${argOf(operation, 'text')}” at ${web}`;
    default:
      return `${web} is to send the notice “${argOf(operation, 'text')}”`;
  }
}

function answer({ operation, answer: told, startedMs, endedMs }: CallRecord): string {
  const what = told === undefined ? 'nothing' : said(told);
  switch (operation.fn) {
    case 'placeOrder':
      if (field(told, 'unknown') === true && endedMs !== null) {
        const afterS = formatMeasure((endedMs - startedMs) / 1_000, 's');
        return `${operation.driver.node} asks no more and tells the customer unknown, after ${afterS}`;
      }
      return `${operation.driver.node} tells the customer ${what}`;
    case 'tapVote':
      return `${operation.driver.node} tells the viewer ${what}`;
    case 'sendVote':
      return `${operation.driver.node} tells the aggregator ${what}`;
    case 'sendChat':
      return `${operation.driver.node} tells the author ${what}`;
    default:
      return `${operation.driver.node} is done with the notice`;
  }
}

/** `with key 3fa`: enough to see whether two requests carry the same one. */
function keyed(body: unknown): string {
  const key = field(body, 'key');
  return typeof key === 'string' && key !== '' ? `with key …${key.slice(-3)}` : 'without a key';
}

/** A request that was held back arrives when nobody thinks of it any more. */
function late({ sentMs, arrivedMs }: ToldMessage): string {
  const tookMs = (arrivedMs ?? sentMs) - sentMs;
  return tookMs < 1_000 ? '' : `, ${formatMeasure(tookMs / 1_000, 's')} late`;
}

function subject({ operation, tag }: ToldMessage): string {
  return operation === undefined ? tag : shortName(operation);
}

const call = (fn: string): Match => ({ from: 'web-*', to: 'shop-*', body: { fn } });
const forged = (fn: string): Match => ({ from: 'forger', to: 'shop-*', body: { fn } });
const reply = (tag: string): Match => ({
  from: 'shop-*',
  to: 'web-*',
  tag,
  carrier: 'reply' satisfies Carrier,
});

/** A request of a web node and its answer, which differ between functions only in what they are about. */
function exchange(
  fn: string,
  tag: string,
  verb: (message: ToldMessage) => string,
): MessagePhrase[] {
  return [
    {
      name: `${fn} request`,
      match: call(fn),
      weight: 7,
      noun: (message) => `the request of ${message.from} to ${message.to}`,
      say: (message) =>
        `${message.from} asks ${message.to} to ${verb(message)} ${keyed(message.body)}${late(message)}`,
    },
    {
      name: `${fn} forgery`,
      match: forged(fn),
      weight: 8,
      noun: (message) => `the forged request to ${message.to}`,
      say: (message) =>
        `A forger sends ${message.to} the key of ${subject(message)} with another payload`,
    },
    {
      name: `${fn} answer`,
      match: reply(tag),
      // The customer's answer says the same; this one is here to be lost.
      weight: 3,
      noun: (message) => `the answer of ${message.from} to ${message.to}`,
      say: (message) => `${message.from} answers ${message.to}: ${said(message.body)}`,
    },
  ];
}

const messages: readonly MessagePhrase[] = [
  ...exchange('placeOrder', 'order-*', (message) => `place ${subject(message)}`),
  ...exchange('sendVote', 'vote-*', (message) => `count ${subject(message)}`),
  ...exchange('sendChat', 'chat-*', (message) => `deliver ${subject(message)}`),
  ...exchange('notify', 'notice-*', (message) => `send ${subject(message)}`),
  {
    name: 'charge request',
    match: { from: 'shop-*', to: 'payhub', body: { op: 'charge' } },
    weight: 4,
    noun: ({ body }) => `the charge of ${amount(body)}`,
    say: ({ from, body }) => `${from} asks PayHub to charge ${amount(body)}`,
  },
  {
    name: 'charge answer',
    match: { from: 'payhub', to: 'shop-*', body: { kind: 'charged' } },
    weight: 3,
    noun: ({ to }) => `the answer of PayHub to ${to}`,
    say: ({ to, body }) => `PayHub tells ${to} that ${amount(body)} are charged`,
  },
  {
    name: 'ledger look',
    match: { from: 'ledger', to: 'shop-*', tag: 'order-*', body: { op: 'get', isFound: false } },
    weight: 8,
    noun: ({ to }) => `the answer of the ledger to ${to}`,
    say: (message) => `The ledger tells ${message.to} that it has no record of ${subject(message)}`,
  },
  {
    name: 'ledger claim',
    match: { from: 'ledger', to: 'shop-*', tag: 'order-*', body: { op: 'putIfAbsent' } },
    weight: 4,
    noun: ({ to }) => `the answer of the ledger to ${to}`,
    say: (message) =>
      field(message.body, 'isFound') === true
        ? `The ledger tells ${message.to} that it has a record of ${subject(message)}: ${stateOf(message.body)}`
        : `The ledger stores the record of ${subject(message)} for ${message.to}`,
  },
  {
    name: 'ledger scan',
    match: { from: 'ledger', to: 'shop-*', body: { op: 'scan' } },
    weight: 7,
    noun: ({ to }) => `the answer of the ledger to ${to}`,
    // A reconciler looks all the time; what it finds of other orders explains nothing.
    say: (message) =>
      message.operation === undefined
        ? null
        : `The ledger tells ${message.to} that ${subject(message)} is open: ${stateIn(message)}`,
  },
  {
    name: 'inbox delivery',
    match: { from: 'shop-*', to: 'readers', tag: 'chat-*' },
    weight: 3,
    noun: ({ from }) => `the text that ${from} sends on`,
    say: (message) => `${message.from} hands ${subject(message)} to the inbox`,
  },
];

function stateOf(body: unknown): string {
  return nameOfState(field(body, 'value'));
}

/** The state of the order, among all that a scan found. */
function stateIn({ body, operation }: ToldMessage): string {
  const found = field(body, 'value');
  const records = Array.isArray(found) ? found.map((entry) => field(entry, 'record')) : [];
  return nameOfState(
    records.find((record) => operation !== undefined && isAbout(record, operation)),
  );
}

function nameOfState(record: unknown): string {
  const state = field(record, 'state');
  return typeof state === 'string' ? state : 'it is known';
}

/** A charge, a parcel, a request or a record that is about the order: each has its price somewhere. */
function isAbout(what: unknown, operation: Operation): boolean {
  const cents = centsOf(operation);
  if (cents === 0) return false;
  const value = field(what, 'value');
  if (Array.isArray(value)) {
    return value.some((entry) => isAbout(field(entry, 'record'), operation));
  }
  const prices = [what, field(what, 'payload'), field(what, 'order'), field(value, 'order')];
  return prices.some((one) => {
    const price = field(one, 'cents');
    return price === cents || price === cents + forgedCents;
  });
}

/** Where the usual words would show the machinery, or leave out what matters. */
function fault({ fault: planned, message, nodes, phase }: Struck): string | undefined {
  if (planned.kind === 'signal' && fits(planned.message, { kind: 'busyFor' })) {
    return `PayHub has a busy moment: it will refuse the first charge of ${amount(planned.message)}`;
  }
  if (planned.kind === 'duplicate' && message !== null) {
    return `The network delivers the request of ${message.from} to ${message.to}, and to another shop as well`;
  }
  if (planned.label === 'F4b' && phase === 'begins') {
    return `${nodes.join(' and ')} crashes, and the answer of PayHub finds nobody`;
  }
  if (planned.label === 'F4c' && phase === 'begins') {
    return `${nodes.join(' and ')} crashes, and what it has asked of the warehouse is lost with it`;
  }
  if (planned.label === 'F4d' && phase === 'begins') {
    return `${nodes.join(' and ')} crashes while the warehouse packs`;
  }
  return undefined;
}

export const words: Telling = {
  name: nameOf,
  concerns: isAbout,
  ask,
  answer,
  messages,
  effects,
  fault,
  timeout: ({ node }) => `${node} hears nothing and waits no longer`,
};
