/**
 * What a run leaves behind for its judges: copies only, in the order of virtual time. Invariants read this and
 * nothing else, so a judge can never be lied to by a getter or a proxy of the learner's.
 */
import { field, isFields } from './data.ts';
import type { Fault } from './fault.ts';
import { healedMs } from './heal.ts';
import type { Learner } from './learner.ts';
import type { Carrier } from './match.ts';
import type { Scenario } from './scenario.ts';
import type { SourcePlace } from './verdict.ts';
import type { Operation } from './workload.ts';

/** Something a world process reported by `observe(value)`. */
export interface Observation {
  readonly atMs: number;
  readonly node: string;
  /** Registered name of the process, else the function it runs. */
  readonly process: string;
  /** Conversation it happened in: an operation's id, or empty. */
  readonly tag: string;
  readonly value: unknown;
}

/** An observation with a `kind`, its fields beside the circumstances. */
export type Seen<T> = Readonly<T> & Omit<Observation, 'value'>;

/** One operation of the workload and what came of it: a line of the history. */
export interface CallRecord {
  readonly operation: Operation;
  readonly startedMs: number;
  /** Null if it was never answered. */
  readonly endedMs: number | null;
  /** What the driver observed as the answer; undefined if none came. */
  readonly answer: unknown;
}

/** A message set out that one of the world's `wire` matches meant. */
export interface WireMessage {
  readonly sentMs: number;
  readonly from: string;
  readonly to: string;
  readonly tag: string;
  readonly ordinal: number;
  readonly carrier: Carrier;
  /** Request of a call, value of a reply, else the message: a copy. */
  readonly body: unknown;
  readonly bytes: number;
}

/** One reading of one of the world's `probes`. */
export interface Reading {
  readonly atMs: number;
  readonly value: number;
}

/** A process that an error of its own ended. */
export interface ProcessCrash {
  readonly atMs: number;
  readonly node: string;
  /** Registered name, else the function it ran. */
  readonly process: string;
  /** `TypeError`, or what was thrown. */
  readonly reason: string;
  /** True if somebody was linked to it or monitored it. */
  readonly watched: boolean;
  readonly place: SourcePlace | null;
}

/** A fault of the plan that struck: a rule appears once for each message that it hit. */
export interface Struck {
  readonly atMs: number;
  readonly fault: Fault;
  /** Node or nodes it struck. */
  readonly nodes: readonly string[];
  /** The message it struck, or that triggered it. */
  readonly message: MessageIdentity | null;
  /** A fault that lasts strikes twice: when it begins and when it ends. */
  readonly phase: 'begins' | 'ends';
  /** By how much the message was held up, for the rules that do. */
  readonly byMs: number | null;
}

/** Names one message of a run, and still names it when other operations and faults are gone. */
export interface MessageIdentity {
  readonly tag: string;
  readonly from: string;
  readonly to: string;
  readonly ordinal: number;
}

/** Everything that is known of a run once it is over. */
export class RunRecord {
  readonly seed: number;
  readonly world: string;
  readonly scenario: Scenario;
  /** In the order in which they started. */
  readonly operations: readonly CallRecord[];
  readonly observations: readonly Observation[];
  readonly crashes: readonly ProcessCrash[];
  readonly struck: readonly Struck[];
  /** Sites of `buggify` that were passed, and how often. */
  readonly sites: ReadonlyMap<string, number>;
  readonly events: number;
  /** Hash over every event, 16 hex digits. */
  readonly traceHash: string;
  /** The learner's pure functions, for labs in which they are among the judges. Null for a record made by hand. */
  readonly learner: Learner | null;
  #healedMs: number | null | undefined = undefined;
  readonly #wires: ReadonlyMap<string, readonly WireMessage[]>;
  readonly #readings: ReadonlyMap<string, readonly Reading[]>;
  /** Observations by `kind`, and what was made of those that were asked for. */
  readonly #byKind: ReadonlyMap<unknown, readonly Observation[]>;
  readonly #seen = new Map<string, readonly Seen<object>[]>();
  #byId: Map<string, CallRecord> | null = null;

  constructor(parts: RunParts) {
    this.seed = parts.seed;
    this.world = parts.world;
    this.scenario = parts.scenario;
    this.observations = parts.observations;
    this.crashes = parts.crashes;
    this.struck = parts.struck;
    this.sites = parts.sites ?? new Map();
    this.events = parts.events;
    this.traceHash = parts.traceHash;
    this.learner = parts.learner ?? null;
    this.#wires = parts.wires;
    this.#readings = parts.readings;
    this.#byKind = byKind(parts.observations);
    this.operations = history(parts.operations, this.#byKind.get('answered') ?? []);
  }

  get untilMs(): number {
    return this.scenario.untilMs;
  }

  /** From when on no fault acted any more; null if one did until the end. */
  get healedMs(): number | null {
    if (this.#healedMs === undefined) this.#healedMs = healedMs(this.scenario.faults, this.struck);
    return this.#healedMs;
  }

  /** The operation with this id. */
  operation(id: string): CallRecord | undefined {
    this.#byId ??= new Map(this.operations.map((call) => [call.operation.id, call]));
    return this.#byId.get(id);
  }

  /** Operations that ask for this function. */
  asked(fn: string): readonly CallRecord[] {
    return this.operations.filter((call) => call.operation.fn === fn);
  }

  /**
   * Observations whose value is an object with this `kind`. The type is the lab's word for what its own world files
   * report: `record.seen<{ key: string; amount: number }>('charged')`.
   */
  seen<T extends object>(kind: string): readonly Seen<T>[] {
    let found = this.#seen.get(kind);
    if (found === undefined) {
      const matching = this.#byKind.get(kind) ?? [];
      found = matching.map(({ atMs, node, process, tag, value }) => ({
        ...(value as object),
        atMs,
        node,
        process,
        tag,
      }));
      this.#seen.set(kind, found);
    }
    return found as readonly Seen<T>[];
  }

  /** Messages that the world's wire match of this name meant. */
  wire(name: string): readonly WireMessage[] {
    const messages = this.#wires.get(name);
    if (messages === undefined) throw new Error(`world '${this.world}' has no wire '${name}'`);
    return messages;
  }

  /** Readings of the world's probe of this name. */
  readings(name: string): readonly Reading[] {
    const readings = this.#readings.get(name);
    if (readings === undefined) throw new Error(`world '${this.world}' has no probe '${name}'`);
    return readings;
  }
}

/** What a RunRecord is made of. */
export interface RunParts {
  readonly seed: number;
  readonly world: string;
  readonly scenario: Scenario;
  readonly operations: readonly Operation[];
  readonly observations: readonly Observation[];
  readonly crashes: readonly ProcessCrash[];
  readonly struck: readonly Struck[];
  readonly sites?: ReadonlyMap<string, number>;
  readonly wires: ReadonlyMap<string, readonly WireMessage[]>;
  readonly readings: ReadonlyMap<string, readonly Reading[]>;
  readonly events: number;
  readonly traceHash: string;
  readonly learner?: Learner;
}

function byKind(observations: readonly Observation[]): Map<unknown, Observation[]> {
  const kinds = new Map<unknown, Observation[]>();
  for (const observation of observations) {
    const { value } = observation;
    if (!isFields(value)) continue;
    const known = kinds.get(value['kind']);
    if (known === undefined) kinds.set(value['kind'], [observation]);
    else known.push(observation);
  }
  return kinds;
}

/** Pairs each operation with the first answer that its driver observed. */
function history(operations: readonly Operation[], answered: readonly Observation[]): CallRecord[] {
  const answers = new Map<string, Observation>();
  for (const observation of answered) {
    const id = field(observation.value, 'operation');
    if (typeof id === 'string' && !answers.has(id)) answers.set(id, observation);
  }
  return operations.map((operation) => {
    const first = answers.get(operation.id);
    return {
      operation,
      startedMs: operation.atMs,
      endedMs: first?.atMs ?? null,
      answer: first === undefined ? undefined : field(first.value, 'answer'),
    };
  });
}
