/** For tests: processes as generator functions, without the compiler in between. */
import { System } from './system.ts';
import type { SystemSpec } from './system-spec.ts';
import { nativeFunction } from './toplevel.ts';
import type { ProcessView } from './events.ts';
import type { Pid } from './pid.ts';
import type { RunResult } from './stop.ts';

/** Body of a process in a test; `yield` stands for `await`. */
export type Body = Generator<unknown, unknown, unknown>;

/** A function that may be spawned. */
export function body<A>(run: (arg: A) => Body): (arg: A) => Body {
  return nativeFunction(run);
}

/** What a server receives for a call. */
export interface Call {
  readonly from: unknown;
  readonly request: unknown;
}

export interface Played {
  readonly system: System;
  readonly result: RunResult;
  /** What was observed, in order. */
  readonly seen: readonly unknown[];
  readonly by: readonly ProcessView[];
  readonly main: Pid;
}

/** Nodes a and b, a process `main` on a, run to the end. */
export function play(
  run: () => Body,
  spec: Partial<SystemSpec> = {},
  before: (system: System) => void = () => undefined,
): Played {
  const system = new System({ seed: 1, nodes: [{ name: 'a' }, { name: 'b' }], ...spec });
  before(system);
  const main = system.spawnOn('a', nativeFunction(run), undefined, { name: 'main' });
  const result = system.run({ untilMs: 600_000 });
  const { observations } = system;
  return {
    system,
    result,
    main,
    seen: observations.map((observation) => observation.value),
    by: observations.map((observation) => observation.process),
  };
}

/** What was observed; the run must have come to its end. */
export function seen(run: () => Body, spec: Partial<SystemSpec> = {}): readonly unknown[] {
  const played = play(run, spec);
  if (played.result.kind === 'stopped') throw new Error(played.result.stop.message);
  return played.seen;
}

/** The message of the mistake that ended the run, with its remedy. */
export function stopOf(run: () => Body, spec: Partial<SystemSpec> = {}): string {
  const { result } = play(run, spec);
  if (result.kind !== 'stopped') throw new Error(`the run was not stopped but ${result.kind}`);
  return `${result.stop.code}: ${result.stop.message}. ${result.stop.remedy}`;
}
