/** The lab in words: customers, the processes of their attempts, the regulator, PayHub. */
import {
  field,
  formatNumber,
  type CallRecord,
  type Observation,
  type Operation,
  type Struck,
  type Telling,
  type ToldMessage,
} from '#grader/index.ts';
import { nameOf, span } from './names.ts';

const wishes: ReadonlyMap<string, string> = new Map([
  ['settle', 'wants to finish a payment that is under way'],
  ['order', 'wants to pay for an order'],
  ['browse', 'wants to know whether a card would do'],
  ['crash', 'wants to pay with a card that makes the driver crash'],
  ['first', 'wants to finish a payment that is under way'],
  ['again', 'wants to finish a payment that is under way'],
]);

function ask(operation: Operation): string {
  const [kind = ''] = operation.id.split('-');
  return `A customer ${wishes.get(kind) ?? 'comes'}: ${nameOf(operation)}`;
}

function answer({ operation, answer: told, startedMs, endedMs }: CallRecord): string {
  const name = nameOf(operation);
  const tookMs = (endedMs ?? startedMs) - startedMs;
  switch (field(told, 'status')) {
    case 200:
      return `The customer of ${name} is told that it is paid, ${span(tookMs)} after coming`;
    case 429:
      return `The customer of ${name} is told to come later, and leaves, ${span(tookMs)} after coming`;
    case 503:
      return `The customer of ${name} is told that something is broken, ${span(tookMs)} after coming`;
    case 0:
      return `The customer of ${name} has heard nothing for two seconds, and leaves for good`;
    default:
      return `The customer of ${name} hears nothing`;
  }
}

/** What somebody asks the regulator for, or hears from it. */
function subject({ operation, tag }: ToldMessage): string {
  return operation === undefined ? tag : nameOf(operation);
}

function charging({ value }: Observation, operation: Operation | undefined): string {
  const name = operation === undefined ? 'a payment' : nameOf(operation);
  const leftMs = Number(field(value, 'leftMs'));
  return leftMs < 0
    ? `PayHub begins to charge for ${name}, which its client gave up ${span(-leftMs)} ago`
    : `PayHub begins to charge for ${name}, whose client waits for another ${span(leftMs)}`;
}

function second({ value }: Observation): string {
  const of = (name: string): string => formatNumber(Number(field(value, name)));
  return `In the last second ${of('sent')} attempts were made; ${of('good')} were paid in time, ${of('late')} for clients that had left, ${of('refused')} refused`;
}

export const words: Telling = {
  name: nameOf,
  ask,
  answer,
  messages: [
    {
      name: 'ask',
      match: { from: 'pay', to: 'pay', body: { kind: 'ask' } },
      weight: 5.5,
      noun: (message) => `the question of ${subject(message)}`,
      say: (message) => `The process of ${subject(message)} asks the regulator for a slot`,
    },
    {
      name: 'granted',
      match: { from: 'pay', to: 'pay', body: { kind: 'granted' } },
      weight: 5,
      // It goes to whoever is next, and belongs to the conversation of whoever has given the slot back.
      noun: () => 'a slot',
      say: ({ body }) => `The regulator hands out slot ${String(field(body, 'slot'))}`,
    },
    {
      name: 'done',
      match: { from: 'pay', to: 'pay', body: { kind: 'done' } },
      weight: 4,
      noun: (message) => `the slot of ${subject(message)}`,
      say: ({ body }) => `A process gives slot ${String(field(body, 'slot'))} back`,
    },
    {
      name: 'answer',
      match: { from: 'pay', to: 'clients' },
      weight: 3,
      noun: (message) => `the answer to ${subject(message)}`,
      say: (message) => `The answer to ${subject(message)} reaches the client`,
    },
  ],
  effects: [
    { name: 'charging', like: { kind: 'charging' }, weight: 7.5, say: charging },
    {
      name: 'banned',
      like: { kind: 'banned' },
      weight: 10,
      say: ({ value }) =>
        `PayHub has ${formatNumber(Number(field(value, 'count')))} charges at a time, and bans the shop for 5 s: all of them fail`,
    },
    {
      name: 'closed',
      like: { kind: 'closed' },
      weight: 8,
      say: (_, operation) =>
        `The driver of the connection crashes: the process of ${operation === undefined ? 'a payment' : nameOf(operation)} dies with its slot in its hands, and PayHub has a place more`,
    },
    {
      name: 'late',
      like: { kind: 'late' },
      weight: 7,
      say: (_, operation) =>
        `${operation === undefined ? 'A payment' : nameOf(operation)} is charged, and nobody is there any more to be told`,
    },
    { name: 'second', like: { kind: 'second' }, weight: 6, say: second },
  ],
  timeout: ({ operation }) =>
    operation === undefined
      ? null
      : `The process of ${nameOf(operation)} gives up waiting for the regulator`,
  fault: slower,
};

function slower({ fault, phase }: Struck): string | null | undefined {
  if (fault.kind !== 'slow') return undefined;
  return phase === 'begins'
    ? 'PayHub takes four times as long from now on, and tells nobody'
    : 'PayHub is as fast as before';
}
