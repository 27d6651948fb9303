/** What votes, predictions and outcomes come to. */
import type { Chaos } from './session.ts';

/** How often each choice was taken. */
export function countChoices(chosen: Readonly<Record<string, number>>, choices: number): number[] {
  const counts = Array.from({ length: choices }, () => 0);
  for (const choice of Object.values(chosen)) counts[choice] = (counts[choice] ?? 0) + 1;
  return counts;
}

/** Outcomes by what they are called on the histogram: the code that broke, `held`, or why there is none. */
export function countOutcomes(chaos: Chaos): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { outcome, code } of Object.values(chaos.outcomes)) {
    const key = outcome === 'passed' ? 'held' : (code ?? outcome);
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}
