/**
 * `node scripts/conformance.ts [--live] [--json]`: holds the runtime against Erlang/OTP. Every fact is a small
 * program, once in TypeScript and once in Erlang, that prints lines; the lines must be the same. Without `--live`
 * they are compared with what Erlang printed when the fact was written down; with it, Erlang runs now.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { facts } from '#runtime/conformance/facts.ts';
import { linesOf, type Fact } from '#runtime/conformance/fact.ts';

const folder = fileURLToPath(new URL('../src/runtime/conformance', import.meta.url));
const live = process.argv.includes('--live');

interface Failure {
  readonly id: string;
  readonly expected: readonly string[];
  readonly printed: readonly string[];
}

/** What Erlang printed when the facts were written down. */
function writtenDown(): string[] {
  const files = ['facts.out', 'more.out', 'groups.out', 'sockets.out'];
  return files.flatMap((file) => readFileSync(join(folder, file), 'utf8').trimEnd().split('\n'));
}

/** The facts' programs, compiled, on the Erlang that is installed. */
class Erlang {
  readonly #folder = mkdtempSync(join(tmpdir(), 'facts-'));

  constructor() {
    const files = ['facts.erl', 'events.erl', 'groups.erl', 'sockets.erl'];
    const programs = files.map((file) => join(folder, file));
    execFileSync('erlc', ['-o', this.#folder, ...programs], { stdio: 'inherit' });
  }

  /** What it prints now; for all facts if none are named. */
  print(ids: readonly string[]): string[] {
    const flags = ['-noshell', '-sname', `facts${process.pid}`, '-s', 'facts', 'main', ...ids];
    const options = { cwd: this.#folder, encoding: 'utf8', timeout: 180_000 } as const;
    return execFileSync('erl', flags, options).trimEnd().split('\n');
  }

  close(): void {
    rmSync(this.#folder, { recursive: true });
  }
}

function compare(fact: Fact, wanted: readonly string[]): Failure | null {
  const expected = wanted.filter((line) => line.startsWith(`${fact.id}\t`));
  const printed = linesOf(fact);
  const same = expected.length > 0 && expected.join('\n') === printed.join('\n');
  return same ? null : { id: fact.id, expected, printed };
}

function compareAll(wanted: readonly string[]): readonly Failure[] {
  return facts.flatMap((fact) => compare(fact, wanted) ?? []);
}

/** Real time is not ours: what differs on a machine that is busy is asked again, by itself, before it is believed. */
const attemptsMax = 3;

function compareLive(): readonly Failure[] {
  if (spawnSync('erl', ['-version']).error) {
    console.error('✗ Erlang is not installed: leave out --live, or install erlang-base.');
    process.exit(2);
  }
  const erlang = new Erlang();
  try {
    let failed = compareAll(erlang.print([]));
    for (let attempt = 2; attempt <= attemptsMax && failed.length > 0; attempt += 1) {
      const ids = failed.map(({ id }) => id);
      console.error(`[note] Erlang is asked again about ${ids.join(', ')}`);
      const wanted = erlang.print(ids);
      failed = compareAll(wanted).filter(({ id }) => ids.includes(id));
    }
    return failed;
  } finally {
    erlang.close();
  }
}

const failed = live ? compareLive() : compareAll(writtenDown());
const result = { facts: facts.length, passed: facts.length - failed.length, failed };

if (process.argv.includes('--json')) console.log(JSON.stringify(result));
else {
  for (const { id, expected, printed } of failed) {
    console.log(`✗ ${id}\n  Erlang  ${expected.join('\n          ')}`);
    console.log(`  Nines   ${printed.join('\n          ')}`);
  }
  const against = live ? 'the Erlang installed here' : 'what Erlang printed';
  console.log(`${result.passed} of ${result.facts} facts hold against ${against}.`);
}
process.exit(failed.length === 0 ? 0 : 1);
