/** Plays a scenario in a system of its own, and brings home what must be the same everywhere. */
import type { ConsoleLine, MessageView, RuntimeEvent } from '#runtime/events.ts';
import { show } from '#runtime/print.ts';
import type { Program } from '#runtime/program.ts';
import type { Rule } from '#runtime/rules.ts';
import type { SchedulerSpec } from '#runtime/scheduler.ts';
import { System } from '#runtime/system.ts';
import type { RunResult } from '#runtime/stop.ts';
import { perform, type Scenario } from './scenario.ts';

/** Circumstances of a run that must not matter, and one rule that may. */
export interface Circumstances {
  /** Events between two pauses. */
  readonly slice?: number;
  /** Without the columns of the trace. */
  readonly bare?: boolean;
  readonly record?: boolean;
  readonly scheduler?: SchedulerSpec;
  readonly observe?: (event: RuntimeEvent) => void;
  readonly rule?: Rule;
}

/** What a run came to, as plain data. */
export interface Outcome {
  readonly end: string;
  readonly hash: string;
  /** Rows of the trace, those that were not kept among them. */
  readonly rows: number;
  /** Deliveries, timers and turns. */
  readonly events: number;
  readonly atMs: number;
  readonly steps: number;
  readonly diverged: boolean;
  readonly lines: readonly string[];
  readonly observations: readonly string[];
  readonly crashes: readonly string[];
  /** How often each rule has fired. */
  readonly fired: Readonly<Record<string, number>>;
}

/** A run that is over. */
export interface Played {
  readonly system: System;
  readonly outcome: Outcome;
}

/** Plays a scenario to its end. */
export function play(
  scenario: Scenario,
  program: Program,
  circumstances: Circumstances = {},
): Played {
  const { bare = false, record = false, scheduler, observe, rule } = circumstances;
  const { seed, nodes, network, limits, buggify } = scenario;
  const system = new System({
    ...{ seed, nodes, network, program, limits, buggify },
    scheduler: scheduler ?? scenario.scheduler,
    recordSchedule: record,
    trace: !bare,
  });
  const lines: string[] = [];
  system.onOutput = (line) => lines.push(lineText(line));
  system.observer = observe;
  if (rule !== undefined) system.addRule(rule);
  for (const { atMs, deed } of scenario.deeds) system.at(atMs, () => perform(system, deed));
  const result = runAll(system, scenario.untilMs, circumstances.slice);
  return { system, outcome: outcomeOf(system, result, lines) };
}

function runAll(system: System, untilMs: number, slice: number | undefined): RunResult {
  if (slice === undefined) return system.run({ untilMs });
  for (;;) {
    const result = system.run({ untilMs, eventsMax: slice });
    if (result.kind !== 'paused') return result;
  }
}

function lineText({ atMs, process, level, text, site }: ConsoleLine): string {
  return `${atMs} <${process?.node}.${process?.id}> ${process?.label} ${level} ${text} @${site}`;
}

function outcomeOf(system: System, result: RunResult, lines: readonly string[]): Outcome {
  const fired: Record<string, number> = {};
  for (const { rule } of system.occurrences) fired[rule] = (fired[rule] ?? 0) + 1;
  return {
    end: result.kind === 'stopped' ? show(result.stop) : result.kind,
    hash: system.hash(),
    rows: system.trace.events,
    events: system.eventsDone,
    atMs: system.nowMs,
    // How deep a recursion gets before it is too deep is the engine's affair, and the one thing that is.
    steps: result.kind === 'stopped' && result.stop.code === 'KIT-DEEP' ? 0 : system.steps.left,
    diverged: system.queue.diverged,
    lines,
    observations: system.observations.map((observation) => show(observation)),
    // What the engine says is for people's eyes.
    crashes: system.crashes.map((crash) => show({ ...crash, engineText: null })),
    fired,
  };
}

/** The rows of a trace as text, for finding the first that differs. */
export function rowsOf({ system }: Played): readonly string[] {
  const { length, atNs, kind, a, b, c, site } = system.trace.columns();
  return Array.from(
    { length },
    (_, row) =>
      `${atNs[row]} ns, kind ${kind[row]}: ${a[row]}, ${b[row]}, ${c[row]} at site ${site[row]}`,
  );
}

/** Identifies a message to a rule. */
export function matchOf({
  fromNode: from,
  toNode: to,
  tag,
  ordinal,
  carries,
}: MessageView): Rule['match'] {
  return { from, to, tag, ordinal, carries };
}
