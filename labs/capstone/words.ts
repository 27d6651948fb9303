/** The night in words: how its messages, effects and faults are told. */
import {
  field,
  type EffectPhrase,
  type MessagePhrase,
  type Struck,
  type Telling,
  type ToldMessage,
} from '#grader/index.ts';
import { faultTable } from './fault-table.ts';

/** `order-311` -> `order 311`. */
function nounOf(tag: string): string {
  const [fn = '', key = ''] = tag.split('-');
  const nouns: { readonly [fn: string]: string } = { browse: 'page', chat: 'message' };
  return `${nouns[fn] ?? fn} ${key}`;
}

interface Leg {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly weight: number;
  readonly verb: string;
}

/** The ways that a request takes through Papertrain. */
const legs: readonly Leg[] = [
  { name: 'request', from: 'clients', to: '*', weight: 7, verb: 'is asked for' },
  { name: 'page request', from: 'web-*', to: 'shop-*', weight: 7, verb: 'asks' },
  { name: 'bottom request', from: 'shop-*', to: 'data-*', weight: 8, verb: 'asks' },
  { name: 'payment request', from: 'shop-*', to: 'pay-*', weight: 6, verb: 'asks' },
  { name: 'charge request', from: 'pay-*', to: 'payhub', weight: 6, verb: 'asks' },
  { name: 'parcel request', from: 'shop-*', to: 'warehouse', weight: 6, verb: 'asks' },
  { name: 'vote', from: 'sms-*', to: 'vote-*', weight: 7, verb: 'hands on' },
  { name: 'copy of ballots', from: 'vote-*', to: 'vote-*', weight: 5, verb: 'copies' },
  { name: 'copy of a row', from: 'data-*', to: 'data-*', weight: 5, verb: 'copies' },
  { name: 'copy of a cart', from: 'shop-*', to: 'shop-*', weight: 5, verb: 'copies' },
];

const messages: readonly MessagePhrase[] = legs.flatMap(({ name, from, to, weight, verb }) => [
  {
    name,
    match: { from, to },
    weight,
    noun: (message: ToldMessage) => `the message of ${message.from} to ${message.to}`,
    say: (message: ToldMessage) => sayLeg(message, verb),
  },
  {
    name: `answer to a ${name}`,
    match: { from: to, to: from },
    weight: weight - 3,
    noun: (message: ToldMessage) => `the answer of ${message.from} to ${message.to}`,
    say: ({ from: sender, to: receiver, tag }: ToldMessage) =>
      tag === '' ? null : `${sender} answers ${receiver} about ${nounOf(tag)}`,
  },
]);

/** Nothing for what belongs to no request, such as heart-beats. */
function sayLeg({ from, to, tag }: ToldMessage, verb: string): string | null {
  if (tag === '') return null;
  const what = nounOf(tag);
  if (verb === 'is asked for') return `${to} is asked for ${what}`;
  if (verb === 'hands on') return `${from} hands ${what} to ${to}`;
  if (verb === 'copies') return `${from} sends ${to} a copy of ${what}`;
  return `${from} asks ${to} about ${what}`;
}

const text = (value: unknown, name: string): string => {
  const found = field(value, name);
  return typeof found === 'number' || typeof found === 'string' ? String(found) : '';
};

const effects: readonly EffectPhrase[] = [
  {
    name: 'charge',
    like: { kind: 'charged' },
    weight: 10,
    say: ({ value }) => `PayHub takes the money for order ${text(value, 'order')}`,
  },
  {
    name: 'parcel',
    like: { kind: 'shipped' },
    weight: 10,
    say: ({ value }) => `A parcel leaves for order ${text(value, 'order')}`,
  },
  {
    name: 'sale',
    like: { kind: 'sold' },
    weight: 8,
    say: ({ value }) =>
      `${text(value, 'item')} is promised to order ${text(value, 'order')}; ${text(value, 'left')} left`,
  },
  {
    name: 'deposed write',
    like: { kind: 'deposedWrite' },
    weight: 10,
    say: ({ value }) =>
      `${text(value, 'node')} takes a write of ${text(value, 'leader')}, whose term ${text(value, 'term')} is over`,
  },
  {
    name: 'vote counted again',
    like: { kind: 'talliedTwice' },
    weight: 10,
    say: ({ value }) => `${text(value, 'node')} counts vote ${text(value, 'vote')} a second time`,
  },
  {
    name: 'one call more',
    like: { kind: 'multiplied' },
    weight: 8,
    say: ({ value }) =>
      `${text(value, 'bottom')} is asked for ${text(value, 'fn')} ${text(value, 'key')} for the ${text(value, 'bottomCalls')}th time`,
  },
  {
    name: 'take-over',
    like: { kind: 'takenOver' },
    weight: 9,
    say: ({ value }) =>
      `${text(value, 'by')} serves the first new ${text(value, 'what')} of ${text(value, 'lost')}`,
  },
  {
    name: 'ban',
    like: { kind: 'banned' },
    weight: 9,
    say: ({ value }) => `PayHub bans Papertrain: ${text(value, 'concurrent')} at once`,
  },
  {
    name: 'alarm',
    like: { kind: 'alarm' },
    weight: 6,
    say: ({ value }) =>
      `${field(value, 'state') === 'raised' ? 'Raised' : 'Cleared'}: ${text(value, 'alarm')} ${text(value, 'entity')}${field(value, 'paged') === true ? ', which pages' : ''}`,
  },
  {
    name: 'upgraded',
    like: { kind: 'upgraded' },
    weight: 5,
    say: ({ value }) => `${text(value, 'node')} runs version ${text(value, 'version')} from now on`,
  },
  {
    name: 'fleet',
    like: { kind: 'fleet' },
    weight: 6,
    say: ({ value }) => {
      const nodes = field(value, 'nodes');
      return `The scaler pays for ${Array.isArray(nodes) ? nodes.length : 'some'} nodes`;
    },
  },
  {
    name: 'audit of a cart',
    like: { kind: 'cartAudit' },
    weight: 8,
    say: ({ value }) => {
      const shown = field(value, 'shown');
      return `The audit finds ${Array.isArray(shown) ? shown.length : 'no'} items in cart ${text(value, 'cart')}`;
    },
  },
];

/** The fault by its name in the campaign. */
function fault({ fault: { label }, phase, nodes }: Struck): string | null | undefined {
  const row = faultTable.find(({ id }) => id === label);
  if (row === undefined) return undefined;
  const where = nodes.length === 0 || nodes.length > 4 ? '' : ` (${nodes.join(', ')})`;
  const [first = '', ...rest] = row.title;
  const title = `${first.toUpperCase()}${rest.join('')}`;
  return phase === 'begins' ? `${title} begins${where}` : `${title} is over${where}`;
}

export const telling: Telling = {
  name: ({ id }) => nounOf(id),
  ask: ({ id }) => `Somebody asks for ${nounOf(id)}`,
  answer: ({ operation }) => `${nounOf(operation.id)} is answered`,
  messages,
  effects,
  fault,
};
