/** Sorts what a world has put on record into the lists of a history. */
import { endOf } from './inflict.ts';
import type { Fault, History, Op } from './world/types.ts';

interface Recorded {
  readonly ops: readonly Op[];
  readonly faults: readonly Fault[];
  readonly changes: History['nodes'];
  readonly endMs: number;
  readonly seen: readonly { readonly atMs: number; readonly value: unknown }[];
}

const lists = {
  answered: 'answers',
  charge: 'payhub',
  shipment: 'warehouse',
  bill: 'bills',
  stock: 'stock',
  cart: 'carts',
  tally: 'tallies',
  shown: 'inboxes',
  presence: 'presence',
} as const;

export function historyOf({ ops, faults, changes, endMs, seen }: Recorded): History {
  const found: { [list in (typeof lists)[keyof typeof lists]]: unknown[] } = {
    answers: [],
    payhub: [],
    warehouse: [],
    bills: [],
    stock: [],
    carts: [],
    tallies: [],
    inboxes: [],
    presence: [],
  };
  for (const { atMs, value } of seen) {
    const { kind, ...rest } = value as { readonly kind: keyof typeof lists };
    if (kind === 'answered') {
      const { operation: op, answer } = rest as {
        readonly operation?: string;
        readonly answer?: object;
      };
      found.answers.push({ at: atMs, op, ...answer });
    } else {
      found[lists[kind]]?.push({ at: atMs, ...rest });
    }
  }
  const ends = faults.map((fault) => endOf(fault));
  const healedMs = Math.max(0, ...ends.map((end) => (end >= endMs ? Infinity : end)));
  // What the world's files record has the shape that types.ts declares.
  return { ...(found as unknown as History), ops, nodes: changes, healedMs, endMs };
}
