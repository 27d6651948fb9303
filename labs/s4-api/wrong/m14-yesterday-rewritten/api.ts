/** What shop promises to other nodes, and how a node writes and reads what crosses. */
import type { Contract, Err, Field, Fields, Flat } from './types.ts';

const number = { type: 'number', since: 1 } as const;
const text = { type: 'text', since: 1 } as const;

/** A wish, which has a default, and a better name for a price. The old name stays until no version 1 is left. */
export const contract: readonly Contract[] = [
  {
    fn: 'quote',
    since: 1,
    request: { items: { type: 'list', since: 1 }, deadline: number },
    answer: {
      item: number,
      title: text,
      price: number,
      unitPrice: { type: 'number', since: 2, was: 'price' },
    },
    idempotent: true,
    deadlineMs: 1_000,
    errors: ['bad_request', 'unavailable'],
  },
  {
    fn: 'confirm',
    since: 1,
    request: {
      cart: text,
      priceVersion: text,
      orderKey: text,
      deadline: number,
      giftWrap: { type: 'flag', since: 1, default: false },
    },
    answer: {},
    idempotent: true,
    deadlineMs: 2_000,
    errors: ['price_changed', 'out_of_stock', 'bad_request', 'unavailable'],
  },
];

/** What a node sends of `value`: the fields that its version knows. */
export function write(fields: Fields, value: Flat): Flat {
  return Object.fromEntries(
    Object.keys(fields)
      .filter((name) => value[name] !== undefined)
      .map((name) => [name, value[name]]),
  );
}

/** What a node makes of what came in: the fields that its version knows, and nothing else. Never throws. */
export function read(fields: Fields, raw: unknown): Flat | Err {
  if (typeof raw !== 'object' || raw === null) return { error: 'bad_request' };
  const found: { [name: string]: unknown } = {};
  for (const [name, field] of Object.entries(fields)) {
    const value = fieldOf(raw, name) ?? fieldOf(raw, field.was) ?? field.default;
    if (!isOf(field.type, value)) return { error: 'bad_request' };
    found[name] = value;
  }
  return found;
}

function fieldOf(raw: object, name: string | undefined): unknown {
  if (name === undefined || !Object.hasOwn(raw, name)) return undefined;
  return (raw as Flat)[name];
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
