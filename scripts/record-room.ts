/**
 * Records what the room was measured to do, for the page `/workshop/design/`: runs the benchmark and the simulation of two
 * hundred learners on a bad network, and keeps what they say with the command, the machine and the day.
 *
 *   node scripts/record-room.ts [bench | simulation]     both if none is named; some minutes, on a quiet machine
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { z } from 'zod';

const root = join(import.meta.dirname, '..');
const folder = join(root, 'content/workshop/measured');

const figures = z.object({
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

/** What a program of ours prints; it may end with an error, because a bound that is not kept is a figure as well. */
function printedBy(args: readonly string[]): string {
  const run = spawnSync(process.execPath, [...args], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 16 * 1024 * 1024,
  });
  return run.stdout;
}

async function keep(name: string, command: string, found: object): Promise<void> {
  const target = join(folder, `${name}.json`);
  const on = new Date().toISOString().slice(0, 10);
  const options = await resolveConfig(target);
  const text = JSON.stringify({ command, on, load, ...found });
  mkdirSync(folder, { recursive: true });
  writeFileSync(target, await format(text, { ...options, filepath: target }));
  console.log(`✓ ${target}`);
}

async function recordBench(): Promise<void> {
  const printed = printedBy([join(root, 'scripts/bench.ts'), 'room', '--json']);
  if (printed.trim() === '')
    throw new Error('The benchmark gave no figures: run npm run bench -- room.');
  await keep('bench', 'npm run bench -- room', figures.parse(JSON.parse(printed)));
}

async function recordSimulation(): Promise<void> {
  const test = 'e2e/room-sim.test.ts';
  const printed = printedBy([
    join(root, 'node_modules/vitest/vitest.mjs'),
    ...['run', '--project', 'e2e', test],
  ]);
  const said = printed.split('\n').flatMap((line) => /\S.* learners said .*/.exec(line) ?? []);
  if (said.length < 2 || !/Tests.*passed/.test(printed) || /Tests.*failed/.test(printed))
    throw new Error(`The simulation did not pass:\n${printed}`);
  // Colours of the terminal are no part of a sentence.
  const sentences = said.map(stripVTControlCharacters);
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? '?'}, ${Math.round(totalmem() / 2 ** 30)} GiB`;
  await keep('simulation', `npx vitest run --project e2e ${test}`, { machine, said: sentences });
}

/** How many programs wanted a processor before we began: without it nobody can tell a slow room from a busy machine. */
const load = Number((loadavg()[0] ?? 0).toFixed(1));
const [only] = process.argv.slice(2);
if (only !== 'simulation') await recordBench();
if (only !== 'bench') await recordSimulation();
