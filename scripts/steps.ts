/** Runs named commands, a few at a time, and says of each in one line how it went. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

export interface Step {
  readonly name: string;
  /** A JavaScript or TypeScript file from the project's root, and its arguments. */
  readonly command: readonly [file: string, ...args: string[]];
  /** For a Vitest run: its counts are added to the closing line. */
  readonly countsTests?: boolean;
}

export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

const reporters = ['default', 'json', join(root, 'scripts/second-chance-reporter.ts')].map(
  (name) => `--reporter=${name}`,
);

interface Outcome {
  readonly code: number;
  readonly output: string;
  readonly seconds: number;
}

function runStep(step: Step, extra: readonly string[]): Promise<Outcome> {
  const started = performance.now();
  return new Promise((resolve) => {
    const [file, ...args] = step.command;
    const child = spawn(process.execPath, [join(root, file), ...args, ...extra], {
      cwd: root,
      env: { ...process.env, FORCE_COLOR: '0', ASTRO_TELEMETRY_DISABLED: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('close', (code) => {
      const output = Buffer.concat(chunks).toString();
      resolve({ code: code ?? 1, output, seconds: (performance.now() - started) / 1000 });
    });
  });
}

interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numFailedTestSuites: number;
  readonly numPendingTests: number;
}

function addReport(tally: Tally, file: string): void {
  // Vitest's own JSON reporter writes it.
  const report = JSON.parse(readFileSync(file, 'utf8')) as VitestReport;
  tally.passed += report.numPassedTests;
  // A suite that cannot even be loaded has no failed tests; it counts as one.
  tally.failed += Math.max(report.numFailedTests, Math.min(1, report.numFailedTestSuites));
  tally.skipped += report.numPendingTests;
}

/**
 * Runs the steps, at most `atOnce` together, and prints a line for each; the output of a failed one follows it.
 * A step that is no test run counts as one check of the tally.
 */
export async function runSteps(steps: readonly Step[], atOnce: number): Promise<Tally> {
  const tally: Tally = { passed: 0, failed: 0, skipped: 0 };
  const reports = mkdtempSync(join(tmpdir(), 'nines-report-'));
  const waiting = steps.map((step, index) => ({ step, report: join(reports, `${index}.json`) }));
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { step, report } = next;
      const extra = step.countsTests ? [...reporters, `--outputFile.json=${report}`] : [];
      const outcome = await runStep(step, extra);
      const failedBefore = tally.failed;
      if (step.countsTests) {
        try {
          addReport(tally, report);
        } catch {
          tally.failed += 1;
        }
      } else if (outcome.code === 0) tally.passed += 1;
      if (outcome.code !== 0 && tally.failed === failedBefore) tally.failed += 1;
      const mark = outcome.code === 0 ? '✓' : '✗';
      console.log(`${mark} ${step.name} (${outcome.seconds.toFixed(1)} s)`);
      if (outcome.code !== 0) console.log(outcome.output);
      for (const line of outcome.output.matchAll(/^\[note\] .*$/gm)) console.log(`  ${line[0]}`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return tally;
}

/** The closing line that says how it all went; gives the exit code. */
export function close(tally: Tally): number {
  const skipped = tally.skipped > 0 ? `, ${tally.skipped} skipped` : '';
  console.log(`\n${tally.passed} passed, ${tally.failed} failed${skipped}`);
  return tally.failed === 0 && tally.passed > 0 ? 0 : 1;
}
