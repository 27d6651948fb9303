/**
 * Records what the room was measured to do, for the page `/workshop/design/`: runs the benchmark and keeps its figures with
 * the command, the machine and the day. `node scripts/record-room.ts`; some minutes, on a machine that does nothing else.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { z } from 'zod';

const root = join(import.meta.dirname, '..');
const measured = z.object({
  machine: z.string(),
  rows: z.array(
    z.object({
      what: z.string(),
      value: z.number(),
      unit: z.string(),
      peer: z.string().nullable(),
      ratio: z.number().nullable(),
      budget: z.string().nullable(),
      ok: z.boolean(),
    }),
  ),
});

/** How many programs wanted a processor before we began: without it nobody can tell a slow room from a busy machine. */
const [load = 0] = loadavg();
const run = spawnSync(process.execPath, [join(root, 'scripts/bench.ts'), 'room', '--json'], {
  cwd: root,
  encoding: 'utf8',
  stdio: ['ignore', 'pipe', 'inherit'],
  maxBuffer: 16 * 1024 * 1024,
});
if (run.stdout.trim() === '') {
  console.error(
    '✗ The benchmark gave no figures: run npm run bench -- room and read what it says.',
  );
  process.exit(1);
}
// A row over its budget is a figure like any other: it is recorded, and the page shows it beside its bound.
const { machine, rows } = measured.parse(JSON.parse(run.stdout));
const folder = join(root, 'content/workshop/measured');
const target = join(folder, 'room.json');
const record = {
  command: 'npm run bench -- room',
  machine,
  on: new Date().toISOString().slice(0, 10),
  load: Number(load.toFixed(1)),
  rows,
};
const options = await resolveConfig(target);
mkdirSync(folder, { recursive: true });
writeFileSync(target, await format(JSON.stringify(record), { ...options, filepath: target }));
console.log(`${rows.length} figures, ${machine}`);
