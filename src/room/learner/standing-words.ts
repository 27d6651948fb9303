/** How somebody stands in a lab, in a word or two. */
import type { LabStanding } from '#workshop/session.ts';

const outcomes = {
  passed: 'held',
  failed: 'broke',
  rejected: 'did not compile',
  stopped: 'was stopped',
  undecided: 'undecided',
} as const;

/** How the last run ended: `broke E-1`. */
export function lastOutcome({ last, passedAtMs }: LabStanding): string {
  if (passedAtMs !== null) return 'passed';
  if (last === null) return 'not run';
  const word = outcomes[last.outcome];
  return last.outcome === 'failed' && last.code !== null ? `${word} ${last.code}` : word;
}
