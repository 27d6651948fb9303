/**
 * Records the nights of the capstone's chapter: see labs/nights.ts. Run it again when the lab changes; a test of the labs
 * says when: `node scripts/record-nights.ts`.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { recordNights } from '../labs/nights.ts';

const folder = join(import.meta.dirname, '../src/workbench/night/recorded');

for (const [name, recording] of Object.entries(await recordNights())) {
  const target = join(folder, `${name}.json`);
  const options = await resolveConfig(target);
  const text = await format(JSON.stringify(recording), { ...options, filepath: target });
  writeFileSync(target, text);
  console.log(`${name}: ${Math.ceil(text.length / 1024)} KB, content ${recording.content}`);
}
