/**
 * Records the failure that the first page plays: the starter of the two books, graded by the real grader, shrunk, and
 * told. Run it again when the lab, the runtime or the grader changes: `node scripts/record-run.ts`.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { lockDown } from '#sandbox/lockdown.ts';
import { graderOf, programOf, readLab, verdictOf } from '../labs/prove.ts';

const lab = 's5-retry';
const target = join(import.meta.dirname, '../src/components/two-books.ts');

/** Before the realm is locked down: Prettier changes what SES freezes. */
async function write(recording: unknown): Promise<void> {
  const text = [
    '/** Made by scripts/record-run.ts; not written by hand. */',
    "import type { Recording } from './recording.ts';",
    '',
    `export const twoBooks: Recording = ${JSON.stringify(recording)};`,
  ].join('\n');
  const options = await resolveConfig(target);
  writeFileSync(target, await format(text, { ...options, filepath: target }));
}

const grader = await graderOf(lab);
const starter = readLab(lab).variants.find(({ kind }) => kind === 'starter');
if (!starter) throw new Error(`labs/${lab} has no starter`);
lockDown();
const verdict = verdictOf(grader, programOf(lab, starter), 'run');
if (verdict.kind !== 'failed') throw new Error(`The starter should fail, but it ${verdict.kind}.`);
const { seed, traceHash, story, diagram, before, after } = verdict.counterexample;
await write({ lab, seed, traceHash, before, after, story, diagram });
console.log(`${story.title}: seed ${seed}, trace ${traceHash}, ${story.events.length} events`);
