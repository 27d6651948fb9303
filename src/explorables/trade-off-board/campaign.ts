/** What happens to a ledger: the same operations and the same faults, whatever it says. */
import { uniform } from '#explorables/random.ts';
import type { Request } from './book.ts';
import { functions, type Fn } from './ledger.ts';

/** The instants of one run, in ms of virtual time. */
export const campaign = {
  /** Every run has another seed. */
  seeds: [1, 2, 3, 4, 5, 6],
  /** Share of the messages between front ends and shops that are lost, each way. */
  loss: 0.05,
  /** Front end 1 and shop 1 on one side, all others on the other. Shorter than any detection by tick. */
  cutFromMs: 3_000,
  cutUntilMs: 8_000,
  /** Shop 2 dies, for good. */
  crashMs: 12_000,
  operationsEndMs: 16_000,
  endMs: 20_000,
  /** An answer that comes later counts as none. */
  deadlineMs: 1_000,
  betweenCentresMs: 5,
  withinCentreMs: 1,
} as const;

/** Who is on which side of the cut. */
export const sides = [
  ['web-1', 'shop-1'],
  ['web-2', 'shop-2', 'shop-3'],
] as const;

/** One request of one customer. */
export interface Operation {
  readonly atMs: number;
  /** The front end that the customer has reached. */
  readonly web: 'web-1' | 'web-2';
  readonly request: Request;
}

const everyMs = 200;
const subjects = 6;
/** How many of ten operations are reads. */
const reads: Readonly<Record<Fn, number>> = {
  order: 2,
  cart: 4,
  session: 5,
  chat: 3,
  presence: 4,
  vote: 1,
};

/** All operations of a run. */
export function operations(seed: number): readonly Operation[] {
  return functions.flatMap((fn, stream) => operationsOf(fn, uniform(seed, stream + 1)));
}

function operationsOf(fn: Fn, chance: () => number): readonly Operation[] {
  const all: Operation[] = [];
  const count = campaign.operationsEndMs / everyMs;
  for (let number = 1; number <= count; number++) {
    const atMs = Math.round((number - 1 + chance()) * everyMs);
    const subject = `${fn.slice(0, 1)}${Math.floor(chance() * subjects)}`;
    const web = chance() < 0.5 ? 'web-1' : 'web-2';
    const isRead = chance() * 10 < reads[fn];
    const id = `${fn}-${number}`;
    const request = { fn, id, subject, item: id, version: isRead ? 0 : number };
    all.push({ atMs, web, request: { ...request, kind: isRead ? 'read' : 'add' } });
    // Half of what is put into a cart is taken out again, by the same customer, a second later.
    if (fn === 'cart' && !isRead && chance() < 0.5) {
      const out: Request = { ...request, id: `${id}-out`, kind: 'remove' };
      all.push({ atMs: atMs + 1_000, web, request: out });
    }
  }
  return all;
}
