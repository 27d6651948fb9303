/** The lab in words: how operations, messages, effects and faults are told. */
import {
  field,
  formatMeasure,
  type CallRecord,
  type MessagePhrase,
  type Operation,
  type Struck,
  type Telling,
} from '#grader/index.ts';
import { answerText, nameOf, nodeOf, setOf, textOf } from './news.ts';
import { shops } from './shops.ts';

function ask(operation: Operation): string {
  const node = nodeOf(operation);
  switch (operation.fn) {
    case 'add':
      return `A customer puts the ${textOf(operation, 'item')} into ${cartOf(operation)} at ${node}`;
    case 'remove':
      return `A customer takes the ${textOf(operation, 'item')} out of ${cartOf(operation)} at ${node}`;
    case 'look':
      return `Somebody looks at ${cartOf(operation)} on ${node}`;
    case 'login':
      return `A customer logs in at ${node}: ${textOf(operation, 'name').replace('-', ' ')}`;
    case 'touch':
      return `The customer of ${textOf(operation, 'name').replace('-', ' ')} goes on at ${node}`;
    case 'announce':
      return `${textOf(operation, 'name').replace('-', ' ')} says at ${node}: I am online`;
    case 'order':
      return `A customer orders a ${textOf(operation, 'item')} at ${node} (${nameOf(operation)})`;
    case 'whoLeads':
      return `Somebody asks ${node} who leads`;
    case 'audit':
      return 'An auditor reads the three logs';
    default:
      return 'Somebody asks who leads';
  }
}

function cartOf(operation: Operation): string {
  return textOf(operation, 'cartId').replace('-', ' ');
}

function answer({ operation, answer: told, startedMs, endedMs }: CallRecord): string {
  if (told === 'timeout' && endedMs !== null) {
    return `The customer has had no answer after ${formatMeasure((endedMs - startedMs) / 1_000, 's')}`;
  }
  const what = answerText(told, 'nothing');
  switch (operation.fn) {
    case 'touch':
      return told === 'ok' ? 'The session is known' : `The customer is told: ${what}`;
    case 'look':
      return `${cartOf(operation)} on ${nodeOf(operation)} shows ${Array.isArray(told) ? setOf(told.map(String)) : 'nothing'}`;
    case 'whoLeads':
      return `${nodeOf(operation)} says: ${typeof told === 'string' ? `${told} leads` : 'nobody leads'}`;
    default:
      return `The customer is told ${what}`;
  }
}

const messages: readonly MessagePhrase[] = [
  {
    name: 'request',
    match: { from: 'web', to: shops },
    weight: 3,
    noun: ({ to }) => `the request of a customer to ${to}`,
    say: ({ to, operation }) =>
      `The request for ${operation ? nameOf(operation) : 'a cart'} is at ${to}`,
  },
  {
    name: 'copy',
    match: { from: shops, to: shops },
    weight: 4,
    noun: ({ from, to }) => `a message of ${from} to ${to}`,
    say: ({ from, to }) => `${to} hears from ${from}`,
  },
];

const effects: Telling['effects'] = [
  {
    name: 'led',
    like: { kind: 'led' },
    weight: 8,
    say: ({ value }) => {
      const leader = field(value, 'leader');
      return typeof leader === 'string' ? `${leader} leads` : 'Nobody leads';
    },
  },
];

function fault({ fault: planned, phase, nodes }: Struck): string | undefined {
  switch (planned.kind) {
    case 'partition':
      return phase === 'begins'
        ? 'A is cut off from B and C'
        : 'The cut is healed: A reaches B and C again';
    case 'crash':
      return phase === 'begins'
        ? `${nodes[0] ?? ''} crashes, and its memory is gone`
        : `${nodes[0] ?? ''} is back, with an empty memory`;
    case 'hang':
      return phase === 'begins'
        ? `${nodes[0] ?? ''} stands still`
        : `${nodes[0] ?? ''} goes on where it stood still`;
    default:
      return undefined;
  }
}

export const words: Telling = {
  name: nameOf,
  ask,
  answer,
  messages,
  effects,
  fault,
  timeout: ({ node }) => (node === 'web' ? 'The customer waits no longer' : null),
  role: (node) => (node === 'web' ? 'web' : 'shop'),
};
