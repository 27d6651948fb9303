/**
 * Plays a part of the schedule on the real runtime, and lets the grader's delta debugging look for the smallest part
 * that still fails.
 *
 *     play([6, 7, 10]);          // [{ customer: 'amir', charges: 1, parcels: 2, page: 'delivered' }]
 *     minimise('the same');      // { kept: [6, 7, 10], tries: [ … ] }
 */
import { ddmin } from '#grader/ddmin.ts';
import { player } from '#grader/play.ts';
import { prepare } from '#grader/prepare.ts';
import type { Observation } from '#grader/record.ts';
import type { RunDescription } from '#grader/walk.ts';
import type { Boot } from '#grader/scenario.ts';
import { programOf } from '#explorables/walk.ts';
import { customer, payhub, shop, warehouse, type Observed } from './processes.ts';
import {
  customerIds,
  customers,
  schedule,
  stillFails,
  wholeSchedule,
  type Books,
  type Customer,
  type Kept,
  type Target,
} from './schedule.ts';

const file = 'shrinker';
const seed = 1;
/** By then the last retry has been answered, and nothing is under way any more. */
const endMs = 10_000;

/** The processes as a program, for the time machine too. */
export const program = programOf(file, { customer, shop, payhub, warehouse });

const boots: readonly Boot[] = [
  ...['shop-1', 'shop-2'].map((node) => ({ node, file, body: 'shop', as: 'shop' })),
  { node: 'payhub', file, body: 'payhub', as: 'payhub' },
  { node: 'warehouse', file, body: 'warehouse', as: 'warehouse' },
  ...customerIds.map((id) => {
    const arg = { customer: id, owner: customers[id].owner };
    return { node: 'web', file, body: 'customer', arg, as: id };
  }),
];

/** The run of some of the events. */
export function describe(kept: Kept): RunDescription {
  const events = schedule.filter(({ number }) => kept.includes(number));
  const scenario = {
    nodes: ['web', 'shop-1', 'shop-2', 'payhub', 'warehouse'].map((name) => ({ name })),
    boot: boots,
    workload: events.flatMap((event) => (event.kind === 'operation' ? [event.operation] : [])),
    faults: events.flatMap((event) => (event.kind === 'fault' ? [event.fault] : [])),
    untilMs: endMs,
  };
  return { subject: { kind: 'play', seed, scenario }, forks: [] };
}

/** Plays some of the events, and reads the books. */
export function play(kept: Kept): Books {
  const prepared = prepare(null, program, describe(kept).subject);
  if (prepared.kind === 'stopped') throw new Error(prepared.message);
  const steps = player({ program })({ ...prepared.order, rich: false });
  for (;;) {
    const step = steps.next();
    if (step.done !== true) continue;
    if (step.value.kind === 'stopped') throw new Error(step.value.stopped.message);
    return booksOf(kept, step.value.record.observations);
  }
}

function booksOf(kept: Kept, observations: readonly Observation[]): Books {
  // The processes are ours: what they put on record is what they say they put.
  const seen = observations.map(({ value }) => value as Observed);
  const has = (id: Customer): boolean =>
    schedule.some(
      (event) =>
        event.kind === 'operation' &&
        event.operation.id === `order-${id}` &&
        kept.includes(event.number),
    );
  return customerIds.filter(has).map((id) => {
    const count = (kind: Observed['kind']): number =>
      seen.filter((one) => one.kind === kind && one.customer === id).length;
    const page = seen.find((one) => one.kind === 'page' && one.customer === id);
    return {
      customer: id,
      charges: count('charge'),
      parcels: count('parcel'),
      page: page?.kind === 'page' ? page.says : 'unknown',
    };
  });
}

/** One run of the search. */
export interface Try {
  readonly kept: Kept;
  readonly books: Books;
  readonly fails: boolean;
}

/** Lets delta debugging look for the smallest part of the schedule that fails, run by run. */
export function minimise(target: Target): { readonly kept: Kept; readonly tries: readonly Try[] } {
  const tries: Try[] = [];
  const search = ddmin(wholeSchedule, function* (kept) {
    const books = play(kept);
    const fails = stillFails(books, target);
    tries.push({ kept, books, fails });
    yield;
    return fails;
  });
  for (;;) {
    const step = search.next();
    if (step.done === true) return { kept: step.value.kept, tries };
  }
}
