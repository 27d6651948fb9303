/** Calls what the learner writes: makes a plan, judges a run. */
import { generate } from './campaign.ts';
import { eventually, safety } from './invariants.ts';
import type { Fault, History, Ledger, Rng, Violation } from './types.ts';

/** Whoever needs less than it is given leaves it out. */
const make: (rng: Rng, size: number) => Fault[] = generate;
const judges: readonly ((history: History, ledger: Ledger) => Violation[])[] = [safety, eventually];

/** The plan of a run: the same seed gives the same chance. */
export function plan(seed: number, size: number): Fault[] {
  return make(rngOf(seed), size);
}

/** What the learner's judge says of a run. */
export function judge(history: History, ledger: Ledger): Violation[] {
  return judges.flatMap((one) => one(history, ledger));
}

/** Chance from a seed: a counter, mixed (Steele, Lea and Flood's SplitMix, in 32 bits). */
export function rngOf(seed: number): Rng {
  let state = Math.imul(seed | 0, 0x9e37_79b9);
  const next = (): number => {
    state = (state + 0x9e37_79b9) | 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0_aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a_2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 4_294_967_296;
  };
  const integer = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  return {
    next,
    integer,
    pick<T>(list: readonly T[]): T {
      if (list.length === 0) throw new Error('pick() was given an empty list');
      return list[integer(0, list.length - 1)] as T;
    },
  };
}
