/** Sorts what a world has put on record into the lists of a history. */
import { endOf, type AnyFault } from './inflict.ts';
import type { History, Op } from './world/types.ts';

/** A line of the audit book: a change of a function that is to be audited. */
interface Audited {
  readonly at: number;
  readonly fn: string;
  readonly op: string;
  /** Key of the change. */
  readonly key: string;
}

/** A history with what only the house reads. */
export type FullHistory = History & { readonly audits: readonly Audited[] };

interface Recorded {
  readonly ops: readonly Op[];
  readonly faults: readonly AnyFault[];
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
  audited: 'audits',
} as const;

export function historyOf({ ops, faults, changes, endMs, seen }: Recorded): FullHistory {
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
    audits: [],
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
  return { ...(found as unknown as FullHistory), ops, nodes: changes, healedMs, endMs };
}
