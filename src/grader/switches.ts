/**
 * A schedule as its differences from first come, first served: which turn of which process had to wait for which
 * other turn. That is what can be made smaller. A list of all choices cannot: leave one out, and every later choice
 * means another process.
 *
 * A turn is named by the key of its process and by how many turns that process had before. Keys hang on ancestry and
 * conversation, so a turn keeps its name when operations and faults are left out.
 */
import type { Process } from '#runtime/process.ts';
import type { Chooser, SchedulerSpec } from '#runtime/scheduler.ts';

/** One turn of one process: its key, and the number of its turns before. */
export type Turn = readonly [key: number, turn: number];

/** `held` could have run, and ran only when `until` had. */
export interface Switch {
  readonly held: Turn;
  readonly until: Turn;
}

/** How a run chooses among the runnable, as a candidate and a recipe say it. */
export type ScheduleSpec =
  SchedulerSpec | { readonly kind: 'switched'; readonly switches: readonly Switch[] };

/** A turn that had to wait, as it happened. */
export interface Hold {
  readonly atMs: number;
  /** Ids of the processes. */
  readonly process: number;
  readonly until: number;
}

/** Counts the turns of processes. */
class Turns {
  readonly #counts = new Map<Process, number>();

  /** The turn that a process would take now. */
  next(process: Process): Turn {
    return [process.key, this.#counts.get(process) ?? 0];
  }

  take(process: Process): void {
    this.#counts.set(process, (this.#counts.get(process) ?? 0) + 1);
  }
}

/** First come, first served, but for some turns that wait for others. */
export class SwitchedOrder implements Chooser {
  readonly holds: Hold[] = [];
  readonly #nowMs: () => number;
  readonly #turns = new Turns();
  readonly #untilOf: ReadonlyMap<string, string>;
  readonly #ran = new Set<string>();

  /** `nowMs` tells virtual time, for `holds`. */
  constructor(switches: readonly Switch[], nowMs: () => number = () => 0) {
    this.#nowMs = nowMs;
    this.#untilOf = new Map(switches.map(({ held, until }) => [nameOf(held), nameOf(until)]));
  }

  choose(runnable: readonly Process[]): number {
    const index = Math.max(
      0,
      runnable.findIndex((process) => !this.#isHeld(process)),
    );
    const chosen = runnable[index];
    if (chosen === undefined) return 0;
    for (const passed of runnable.slice(0, index)) {
      this.holds.push({ atMs: this.#nowMs(), process: passed.id, until: chosen.id });
    }
    this.#ran.add(nameOf(this.#turns.next(chosen)));
    this.#turns.take(chosen);
    return index;
  }

  signalled(): void {
    // What a turn sends makes no difference to who is next.
  }

  #isHeld(process: Process): boolean {
    const until = this.#untilOf.get(nameOf(this.#turns.next(process)));
    return until !== undefined && !this.#ran.has(until);
  }
}

/**
 * Follows recorded choices and notes what was switched: each turn that was passed over waits for the last that
 * overtook it. First come, first served with these switches is the same schedule.
 */
export class SwitchNoter implements Chooser {
  readonly #schedule: readonly number[];
  readonly #turns = new Turns();
  readonly #noted = new Map<string, Switch>();
  #position = 0;

  constructor(schedule: readonly number[]) {
    this.#schedule = schedule;
  }

  get switches(): readonly Switch[] {
    return [...this.#noted.values()];
  }

  choose(runnable: readonly Process[]): number {
    let index = 0;
    if (runnable.length > 1) {
      const wanted = this.#schedule[this.#position];
      this.#position += 1;
      index = Math.max(
        0,
        runnable.findIndex(({ id }) => id === wanted),
      );
    }
    const chosen = runnable[index];
    if (chosen === undefined) return 0;
    const until = this.#turns.next(chosen);
    for (const passed of runnable.slice(0, index)) {
      const held = this.#turns.next(passed);
      this.#noted.set(nameOf(held), { held, until });
    }
    this.#turns.take(chosen);
    return index;
  }

  signalled(): void {
    // What a turn sends is not a choice.
  }
}

function nameOf([key, turn]: Turn): string {
  return `${key}:${turn}`;
}

/** Who is asked at every turn, if the schedule is one of switches. */
export function switchedOrder(
  schedule: ScheduleSpec | undefined,
  nowMs: () => number,
): SwitchedOrder | null {
  return typeof schedule === 'object' && schedule.kind === 'switched'
    ? new SwitchedOrder(schedule.switches, nowMs)
    : null;
}

/** A schedule that the runtime knows by itself. */
export function plainSchedule(schedule: ScheduleSpec = 'round-robin'): SchedulerSpec {
  return typeof schedule === 'object' && schedule.kind === 'switched' ? 'round-robin' : schedule;
}

/** True for a schedule that would have to be drawn again: its choices are kept. */
export function isRecorded(schedule: ScheduleSpec = 'round-robin'): boolean {
  if (typeof schedule === 'string') return schedule === 'random';
  return schedule.kind === 'pct' || schedule.kind === 'replay';
}

/** Number of turns out of order that a schedule names. */
export function switchCount(schedule: ScheduleSpec | undefined): number {
  return typeof schedule === 'object' && schedule.kind === 'switched'
    ? schedule.switches.length
    : 0;
}
