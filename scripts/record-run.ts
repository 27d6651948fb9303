/**
 * Records the failure that the first page plays: see labs/recording.ts. Run it again when the lab, the runtime or the
 * grader changes; a test of the labs says when: `node scripts/record-run.ts`.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { recordRun } from '../labs/recording.ts';

const target = join(import.meta.dirname, '../src/components/two-books.ts');

const recording = await recordRun();
const text = [
  '/** Made by scripts/record-run.ts; not written by hand. */',
  "import type { Recording } from './recording.ts';",
  '',
  `export const twoBooks: Recording = ${JSON.stringify(recording)};`,
].join('\n');
const options = await resolveConfig(target);
writeFileSync(target, await format(text, { ...options, filepath: target }));
const { story, seed, traceHash } = recording;
console.log(`${story.title}: seed ${seed}, trace ${traceHash}, ${story.events.length} events`);
