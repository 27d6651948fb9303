/**
 * Calls the learner's pure functions for an examination: on a node of their own, in a process of their own, with the
 * step counters of the runtime. A call that never ends costs its steps and nothing else.
 */
import { copy } from '#runtime/copy.ts';
import { isErrorReason, unwind } from '#runtime/exit-reason.ts';
import { guarded, machine } from '#runtime/machine.ts';
import { show } from '#runtime/print.ts';
import { System } from '#runtime/system.ts';
import { isFields } from './data.ts';
import {
  LearnerFailed,
  Suspension,
  type Learner,
  type LearnerCall,
  type LearnerOutcome,
} from './learner.ts';
import { learnerPlace, type LabProgram } from './program.ts';
import type { SourcePlace } from './verdict.ts';

const node = 'examination';
/** Steps one call may take. */
export const callStepsMax = 5_000_000;

type Callable = (...args: readonly unknown[]) => unknown;

export class Examiner implements Learner {
  readonly #program: LabProgram;
  readonly #seed: number;
  #system: System | null = null;
  /** Why a call is being given up: a function of ours wants time, or has been given what it cannot use. */
  #givenUp: Suspension | LearnerFailed | null = null;

  constructor(program: LabProgram, seed: number) {
    this.#program = program;
    this.#seed = seed;
  }

  /** Names that a file exports; null if there is no such file, or it fails while it is loaded. */
  exports(file: string): readonly string[] | null {
    const outcome = this.#try(file, (exports) => Object.keys(exports));
    return outcome.kind === 'returned' ? (outcome.value as readonly string[]) : null;
  }

  value(file: string, name: string): LearnerOutcome {
    return this.#try(file, (exports) => (Object.hasOwn(exports, name) ? exports[name] : missing));
  }

  placeOf(file: string, name: string): SourcePlace | null {
    return this.#program.declared?.(file, name) ?? null;
  }

  call(file: string, name: string, ...args: readonly unknown[]): LearnerOutcome {
    return this.callWith({ file, name, args });
  }

  callWith({ file, name, args, stepsMax, runtime = false }: LearnerCall): LearnerOutcome {
    const act = (exports: Record<string, unknown>): unknown => {
      const called = Object.hasOwn(exports, name) ? exports[name] : undefined;
      if (typeof called !== 'function') return missing;
      const given = args.map((arg) => this.#handIn(arg));
      const hooks = this.#system?.hooks;
      if (stepsMax === undefined || hooks === undefined) return (called as Callable)(...given);
      // The rest of the turn's steps is not this call's, and is there again after it.
      const spare = Math.max(0, hooks.n - stepsMax);
      hooks.n -= spare;
      const returned = (called as Callable)(...given);
      hooks.n += spare;
      return returned;
    };
    return this.#try(file, act, runtime);
  }

  /** An argument as the learner gets it: data is copied, functions of ours are wrapped, objects may hold both. */
  #handIn(value: unknown): unknown {
    if (typeof value === 'function') return this.#wrap(value as Callable);
    if (isFields(value) && Object.values(value).some((part) => typeof part === 'function')) {
      return Object.freeze(
        Object.fromEntries(Object.entries(value).map(([name, part]) => [name, this.#handIn(part)])),
      );
    }
    return copy(value, 'the argument');
  }

  /** A function of ours for the learner to call: it sees copies and gives copies, and may run systems of its own. */
  #wrap(ours: Callable): Callable {
    return Object.freeze((...given: readonly unknown[]): unknown => {
      const args = given.map((arg) => copy(arg, 'an argument'));
      const saved = { ...machine };
      try {
        machine.process = null;
        return copy(ours(...args), 'the result');
      } catch (error) {
        const isOver = error instanceof Suspension || error instanceof LearnerFailed;
        if (!isOver || this.#system === null) throw error;
        // Neither `catch` nor `finally` of the learner's may run: the call is as if it had not been made.
        this.#givenUp = error;
        this.#system.hooks.stopping = true;
        throw unwind;
      } finally {
        Object.assign(machine, saved);
      }
    });
  }

  /** A system for the calls. Module state lives as long as it does. */
  #open(): System {
    return new System({
      seed: this.#seed,
      nodes: [{ name: node }],
      program: this.#program,
      trace: false,
      // Every call is bounded, and an examination may make as many as it likes.
      limits: { turnStepsMax: callStepsMax, stepsMax: Number.MAX_SAFE_INTEGER },
    });
  }

  #try(
    file: string,
    act: (exports: Record<string, unknown>) => unknown,
    hasRuntime = false,
  ): LearnerOutcome {
    if (this.#program.files.every((known) => known.file !== file)) return { kind: 'missing' };
    if (this.#system === null || this.#system.stopped !== null) this.#system = this.#open();
    const system = this.#system;
    let returned: unknown = missing;
    const crashesBefore = system.crashes.length;
    this.#givenUp = null;
    const handle = (): void => {
      const exports = system.load(system.node(node), file) as Record<string, unknown>;
      try {
        returned = hasRuntime ? act(exports) : guarded('in a pure function', () => act(exports));
      } catch (error) {
        if (this.#givenUp === null) throw error;
        system.hooks.stopping = false;
        return;
      }
      // The result is copied where it arises: what is refused ends this process, with the place of the call.
      if (returned !== missing) returned = copy(returned, 'the result');
    };
    const pid = system.spawnOn(node, { handle });
    system.send(pid, null);
    const result = system.run();
    system.kill(pid);
    if (this.#givenUp !== null) return this.#resigned(this.#givenUp);
    if (result.kind === 'stopped') {
      const place = learnerPlace(this.#program, result.stop.site);
      if (result.stop.code === 'KIT-HANG') return { kind: 'endless', place };
      return { kind: 'threw', message: result.stop.message, place };
    }
    const crash = system.crashes[crashesBefore];
    if (crash !== undefined) {
      const { reason, site } = crash;
      const message = isErrorReason(reason)
        ? [reason.name, reason.message].filter((part) => part !== '').join(': ')
        : show(reason);
      return { kind: 'threw', message, place: learnerPlace(this.#program, site) };
    }
    return returned === missing ? { kind: 'missing' } : { kind: 'returned', value: returned };
  }

  /** A system whose call was left in the middle is as good as new: its process is gone. */
  #resigned(reason: Suspension | LearnerFailed): LearnerOutcome {
    if (reason instanceof LearnerFailed) throw reason;
    return { kind: 'suspended' };
  }
}

const missing: unique symbol = Symbol('missing');
