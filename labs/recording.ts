/** The failure that the first page plays: the starter of the two books, graded, shrunk and told by the real grader. */
import { lockDown } from '#sandbox/lockdown.ts';
import type { Recording } from '#components/recording.ts';
import { graderOf, programOf, readLab, verdictOf } from './prove.ts';

const lab = 's5-retry';

/** Records it as it is today. Locks the realm down. */
export async function recordRun(): Promise<Recording> {
  const grader = await graderOf(lab);
  const starter = readLab(lab).variants.find(({ kind }) => kind === 'starter');
  if (!starter) throw new Error(`labs/${lab} has no starter`);
  lockDown();
  const verdict = verdictOf(grader, programOf(lab, starter), 'run');
  if (verdict.kind !== 'failed')
    throw new Error(`The starter should fail, but it ${verdict.kind}.`);
  const { seed, traceHash, story, diagram, before, after } = verdict.counterexample;
  return { lab, seed, traceHash, before, after, story, diagram };
}
