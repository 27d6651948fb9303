/** What a run comes to: the figures under the plot, and the sentence that explains them. */
import type { Storm } from './model.ts';
import { scene, type Policy, type Second } from './scene.ts';

export interface Outcome {
  /** Attempts per request while the brown-out lasted. */
  readonly amplification: number;
  /** Answered requests per second, 5 to 10 s after the brown-out. */
  readonly goodputAfter: number;
  /** Seconds from the end of the brown-out to the first two with 180 answers each on average; null: never. */
  readonly recoveredAfterS: number | null;
  /** Share of the served attempts for which nobody waited any more. */
  readonly wasted: number;
}

/** What the reader can predict. */
export type Recovery = 'at once' | 'later' | 'never';

const fromS = scene.brownOutFromMs / 1000;
const untilS = scene.brownOutUntilMs / 1000;
const recoveredPerSecond = 180;
const atOnceS = 2;

function sum(seconds: readonly Second[], field: keyof Second): number {
  let total = 0;
  for (const second of seconds) total += second[field];
  return total;
}

/** Answers per second from one second to another. */
export function goodput(seconds: readonly Second[], from: number, until: number): number {
  return sum(seconds.slice(from, until), 'answered') / (until - from);
}

export function outcomeOf({ seconds, served, servedForNobody }: Storm): Outcome {
  const brownOut = seconds.slice(fromS, untilS);
  return {
    amplification: sum(brownOut, 'attempts') / Math.max(1, sum(brownOut, 'requests')),
    goodputAfter: goodput(seconds, untilS + 5, untilS + 10),
    recoveredAfterS: recoveredAfterS(seconds),
    wasted: servedForNobody / Math.max(1, served),
  };
}

function recoveredAfterS(seconds: readonly Second[]): number | null {
  for (let from = untilS; from + 2 <= seconds.length; from++) {
    if (goodput(seconds, from, from + 2) >= recoveredPerSecond) return from - untilS;
  }
  return null;
}

export function recoveryOf({ recoveredAfterS: seconds }: Outcome): Recovery {
  if (seconds === null) return 'never';
  return seconds <= atOnceS ? 'at once' : 'later';
}

const capacity = (1000 / scene.serviceMeanMs) * scene.slots;

/** Why it came out like that, in figures that the reader can check. */
export function explain(policy: Policy, outcome: Outcome): string {
  const asked = Math.round(scene.requestsPerSecond * outcome.amplification);
  const recovery = recoveryOf(outcome);
  if (recovery === 'never') {
    const still = `All the slots are back, and the shop is still asked for ${asked} a second where it serves ${capacity}.`;
    return policy.expiry
      ? `${still} It drops what has expired. What it serves instead has waited almost 500 ms, and that answer comes too late as well.`
      : `${still} The queue grows, so attempts time out, so they are made again: the overload keeps itself alive.`;
  }
  const fits = `The shop is asked for ${asked} a second and can serve ${capacity} again.`;
  return recovery === 'later'
    ? `${fits} It works its queue off, and until then it answers customers who have left.`
    : `${fits} Its queue holds nothing older than 500 ms, so there is no backlog to work off.`;
}

/** The policy in a few words. */
export function nameOf({ attempts, jitter, budget, expiry }: Policy): string {
  const parts = [attempts === 1 ? 'no retries' : `${attempts} attempts`];
  if (attempts > 1) parts.push(jitter ? 'full jitter' : 'at once');
  if (attempts > 1 && budget) parts.push('budget');
  if (expiry) parts.push('expiry');
  return parts.join(', ');
}
