/** The words of the lab: faults and violations in a line, and how a run of a design is told. */
import { isFields, field, type Telling } from '#grader/index.ts';
import type { AnyFault } from './inflict.ts';
import type { Violation } from './world/types.ts';

/** A violation in a clause. */
export function sayOf({ code, text }: Violation): string {
  return `“${code}”: ${text}`;
}

/** A fault in a clause: `shop-2 hangs at 3.1 s for 11 s`. */
export function sayFault(fault: AnyFault): string {
  const when = `at ${seconds(fault.at)}${fault.for === undefined ? ' for good' : ` for ${seconds(fault.for)}`}`;
  switch (fault.kind) {
    case 'crash':
      return `${fault.node} crashes ${when}`;
    case 'hang':
      return `${fault.node} hangs ${when}`;
    case 'pause':
      return `${fault.node} stutters ${when}`;
    case 'partition':
      return `${fault.groups.map((group) => group.join('+')).join(' | ')} ${when}`;
    case 'cut':
      return `${fault.from} ↛ ${fault.to} ${when}`;
    case 'drop':
      return `${plural(fault.way)} lost ${when}`;
    case 'delay':
      return `${plural(fault.way)} ${seconds(fault.ms)} late ${when}`;
    case 'duplicate':
      return `${plural(fault.way)} twice ${when}`;
    case 'skew':
      return `${fault.node}'s clock off by ${seconds(fault.ms)} ${when}`;
  }
}

function plural(way: 'request' | 'reply'): string {
  return way === 'request' ? 'requests' : 'replies';
}

function seconds(ms: number): string {
  return `${Math.round(ms / 100) / 10} s`;
}

const answers: Readonly<Record<string, string>> = {
  ok: 'The customer is told ok',
  sold_out: 'The customer is told that it is sold out',
  unavailable: 'The customer is refused: unavailable',
  unknown: 'The customer is told: unknown, we shall see to it',
};

const text = (value: unknown, name: string): string => {
  const found = field(value, name) ?? '';
  return typeof found === 'string' ? found : JSON.stringify(found);
};

export const telling: Telling = {
  name: ({ id, args }) => {
    const what = text(args, 'title') || text(args, 'item') || text(args, 'choice');
    return what === '' ? id.replace('-', ' ') : `${id.replace('-', ' ')} (${what})`;
  },
  ask: ({ id, fn, args }) => {
    switch (fn) {
      case 'order.place':
        return `${text(args, 'customer')} orders “${text(args, 'title')}” (${id})`;
      case 'cart.add':
        return `${text(args, 'cart')} puts the ${text(args, 'item')} into the cart (${id})`;
      case 'cart.remove':
        return `${text(args, 'cart')} takes the ${text(args, 'item')} out of the cart (${id})`;
      case 'vote.send':
        return `A viewer votes for “${text(args, 'choice')}” (${id})`;
      default:
        return `${text(args, 'from')} writes to ${text(args, 'to')} (${id})`;
    }
  },
  answer: ({ answer }) => {
    const result = text(answer, 'result');
    return answers[result] ?? 'The customer hears nothing';
  },
  messages: [
    {
      name: 'request',
      match: { from: 'web*', to: 'shop-*', carrier: 'call' },
      weight: 5,
      noun: ({ to, tag }) => `the request of ${tag} to ${to}`,
      say: ({ from, to, tag }) => `${from} asks ${to} for ${tag}`,
    },
    {
      name: 'reply',
      match: { from: 'shop-*', to: 'web*', carrier: 'reply' },
      weight: 5,
      noun: ({ from, tag }) => `the reply of ${from} to ${tag}`,
      say: ({ from, tag }) => `${from} answers ${tag}`,
    },
    {
      name: 'between shops',
      match: { from: 'shop-*', to: 'shop-*' },
      weight: 3,
      noun: ({ from, to }) => `what ${from} tells ${to}`,
      say: ({ from, to }) => `${from} tells ${to}`,
    },
  ],
  effects: [
    {
      name: 'charge',
      like: { kind: 'charge' },
      weight: 10,
      say: ({ value }) => `PayHub charges ${euros(value)} for ${text(value, 'op')}`,
    },
    {
      name: 'shipment',
      like: { kind: 'shipment' },
      weight: 10,
      say: ({ value }) => `The warehouse ships “${text(value, 'title')}” for ${text(value, 'op')}`,
    },
    {
      name: 'shown',
      like: { kind: 'shown' },
      weight: 9,
      say: ({ value }) => `${text(value, 'reader')}'s phone shows ${text(value, 'op')}`,
    },
    {
      name: 'bill',
      like: { kind: 'bill' },
      weight: 9,
      say: ({ value }) => `The carrier bills ${text(value, 'op')}`,
    },
    {
      name: 'stock',
      like: { kind: 'stock' },
      weight: 6,
      say: ({ node, value }) =>
        `${node} has ${text(value, 'left')} of “${text(value, 'title')}” left`,
    },
    {
      name: 'cart',
      like: { kind: 'cart' },
      weight: 8,
      say: ({ node, value }) => `${node} has in ${text(value, 'cart')}'s cart: ${items(value)}`,
    },
    {
      name: 'tally',
      like: { kind: 'tally' },
      weight: 7,
      say: ({ node, value }) =>
        `${node} counts ${text(value, 'votes')} for “${text(value, 'choice')}”`,
    },
  ],
  concerns: (what, { id }) => isFields(what) && what['op'] === id,
};

function euros(value: unknown): string {
  return `${(Number(field(value, 'cents')) / 100).toFixed(2)} €`;
}

function items(value: unknown): string {
  const list = field(value, 'items');
  return Array.isArray(list) && list.length > 0 ? list.join(', ') : 'nothing';
}
