import type { ConsoleLine } from '#runtime/events.ts';
import { machine } from '#runtime/machine.ts';
import { show } from '#runtime/print.ts';
import type { System } from '#runtime/system.ts';

/** Lines of one run whose values are shown; the others are only counted, since showing takes time. */
export const shownLinesMax = 1_000;

let lastSystem: System | null = null;
let linesOfLast = 0;

function print(level: ConsoleLine['level'], values: readonly unknown[]): void {
  const { system, process, hooks } = machine;
  if (system?.onOutput === undefined) return;
  if (system !== lastSystem) linesOfLast = 0;
  lastSystem = system;
  linesOfLast++;
  system.onOutput({
    atMs: system.nowMs,
    node: process?.node.name ?? '',
    process: process === null ? null : system.views.process(process),
    level,
    text: linesOfLast > shownLinesMax ? '' : values.map((value) => show(value)).join(' '),
    site: hooks?.at ?? 0,
  });
}

/** The `console` of learners' programs: its lines go to the run they are printed in. */
export const learnerConsole = {
  log: (...values: unknown[]) => print('log', values),
  info: (...values: unknown[]) => print('log', values),
  debug: (...values: unknown[]) => print('log', values),
  warn: (...values: unknown[]) => print('warn', values),
  error: (...values: unknown[]) => print('error', values),
} as const;
