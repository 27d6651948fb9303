/** What shop promises to other nodes, and how a node writes and reads what crosses. */
import type { Contract, Err, Field, Fields, Flat } from './types.ts';

const number = { type: 'number', since: 1 } as const;
const text = { type: 'text', since: 1 } as const;

/** Version 1, as it runs today. */
export const contract: readonly Contract[] = [
  {
    fn: 'quote',
    since: 1,
    request: { items: { type: 'list', since: 1 }, deadline: number },
    answer: { item: number, title: text, price: number },
    idempotent: true,
    deadlineMs: 1_000,
    errors: ['bad_request', 'unavailable'],
  },
  {
    fn: 'confirm',
    since: 1,
    request: { cart: text, priceVersion: text, orderKey: text, deadline: number },
    answer: {},
    idempotent: true,
    deadlineMs: 2_000,
    errors: ['price_changed', 'out_of_stock', 'bad_request', 'unavailable'],
  },
];

/** What a node sends of `value`: the fields that its version knows. */
export function write(fields: Fields, value: Flat): Flat {
  return Object.fromEntries(Object.keys(fields).map((name) => [name, value[name]]));
}

/** What a node makes of what came in. */
export function read(fields: Fields, raw: unknown): Flat | Err {
  const found = raw as Flat;
  for (const name of Object.keys(found)) {
    if (fields[name] === undefined) throw new Error(`unknown field ${name}`);
  }
  for (const [name, { type }] of Object.entries(fields)) {
    if (!isOf(type, found[name])) throw new Error(`no ${type} in ${name}`);
  }
  return found;
}

function isOf(type: Field['type'], value: unknown): boolean {
  switch (type) {
    case 'number':
      return typeof value === 'number';
    case 'text':
      return typeof value === 'string';
    case 'flag':
      return typeof value === 'boolean';
    case 'list':
      return Array.isArray(value);
  }
}
