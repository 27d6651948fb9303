import type { ConsoleLine } from '#runtime/events.ts';
import { engineTextOf } from '#runtime/exit-reason.ts';
import { machine } from '#runtime/machine.ts';
import { show } from '#runtime/print.ts';
import type { System } from '#runtime/system.ts';

/** Lines of one run that are handed on; the others are only counted, since showing takes time. */
const linesPerRunMax = 1_000;
/** What a line costs of the steps that a process has between two waits: a flood is then over soon on any machine. */
const stepsPerLine = 100;

let lastRun: System | null = null;
let linesOfLastRun = 0;
let unshown = 0;

/** How many lines have not been handed on since the last call. */
export function takeUnshown(): number {
  const count = unshown;
  unshown = 0;
  return count;
}

function print(level: ConsoleLine['level'], values: readonly unknown[]): void {
  const { system, process, hooks } = machine;
  if (hooks !== null) hooks.n -= stepsPerLine;
  if (system?.onOutput === undefined) return;
  if (system !== lastRun) linesOfLastRun = 0;
  lastRun = system;
  linesOfLastRun++;
  if (linesOfLastRun > linesPerRunMax) {
    unshown++;
    return;
  }
  system.onOutput({
    atMs: system.nowMs,
    node: process?.node.name ?? '',
    process: process === null ? null : system.views.process(process),
    level,
    text: values.map(worded).join(' '),
    site: hooks?.at ?? 0,
  });
}

/** A value as text. Of an error of the language, people also see what their engine says; programs never do. */
function worded(value: unknown): string {
  const said = value instanceof Error ? engineTextOf(value) : undefined;
  return said === undefined ? show(value) : `${show(value)} (${said})`;
}

/** The `console` of learners' programs: its lines go to the run they are printed in. */
export const learnerConsole = {
  log: (...values: unknown[]) => print('log', values),
  info: (...values: unknown[]) => print('log', values),
  debug: (...values: unknown[]) => print('log', values),
  warn: (...values: unknown[]) => print('warn', values),
  error: (...values: unknown[]) => print('error', values),
} as const;
