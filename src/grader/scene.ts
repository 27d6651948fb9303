/**
 * A failing run with what is looked up again and again while it is told: which conversations and which operations the
 * story is about, which message made a process do something, who is behind a process.
 */
import type { Chronicle, ChronicleMessage, ChronicleProcess } from './chronicle.ts';
import { field } from './data.ts';
import type { Found, Invariant } from './invariant.ts';
import { isMatch } from './match.ts';
import type { RunRecord, Struck } from './record.ts';
import type { Asker, MessagePhrase, Telling, ToldMessage } from './tell.ts';
import type { Operation } from './workload.ts';

/** All that is known of a failure when its story is told. */
export interface Failing {
  readonly row: Invariant;
  readonly breach: Found;
  readonly record: RunRecord;
  readonly chronicle: Chronicle;
  readonly telling: Telling;
  /** What the breach observed before shrinking, where that says more. */
  readonly observedWhole?: string | null;
}

/** A breach of a bound over many names more conversations than a story can follow. */
const tagsToldMax = 8;
/** What belongs to no conversation counts so much. */
const untaggedShare = 0.75;
/** Closer to the breach than this is at its instant. */
export const instantMs = 1;

export class Scene {
  readonly record: RunRecord;
  readonly chronicle: Chronicle;
  readonly telling: Telling;
  readonly breach: Found;
  /** The kind of observation with which it broke; undefined if it broke with none. */
  readonly breakingKind: unknown;
  readonly #tags: ReadonlySet<string>;
  readonly #operations: readonly Operation[];
  readonly #byIdentity = new Map<string, ChronicleMessage>();
  readonly #byReceiver = new Map<number, ChronicleMessage[]>();
  readonly #processes: ReadonlyMap<number, ChronicleProcess>;
  readonly #struck: ReadonlySet<string>;

  constructor({ record, chronicle, telling, breach }: Failing) {
    this.record = record;
    this.chronicle = chronicle;
    this.telling = telling;
    this.breach = breach;
    const tags = breach.tags.slice(0, tagsToldMax);
    this.#tags = new Set(tags);
    this.#operations = tags.flatMap((tag) => record.operation(tag)?.operation ?? []);
    this.#processes = new Map(chronicle.processes.map((process) => [process.id, process]));
    this.#struck = new Set(
      chronicle.struck.flatMap(({ message }) => (message === null ? [] : [identityOf(message)])),
    );
    for (const message of chronicle.messages) {
      const identity = identityOf(message);
      if (!this.#byIdentity.has(identity)) this.#byIdentity.set(identity, message);
      if (message.toProcess === null || message.arrivedMs === null) continue;
      const received = this.#byReceiver.get(message.toProcess);
      if (received === undefined) this.#byReceiver.set(message.toProcess, [message]);
      else received.push(message);
    }
    // They are known in the order in which they set out, and one may overtake another.
    for (const received of this.#byReceiver.values()) received.sort(byArrival);
    const breaking = chronicle.observations.findLast(
      ({ atMs, tag, value }) =>
        atMs <= breach.atMs && breach.atMs - atMs < instantMs && this.isInvolved(tag, value),
    );
    this.breakingKind = field(breaking?.value, 'kind');
  }

  /** True for what belongs to a conversation that broke, or is about one of its operations. */
  isInvolved(tag: string, what?: unknown): boolean {
    return this.#tags.has(tag) || this.#concerned(what) !== undefined;
  }

  /** How much what belongs to a conversation counts; 0 if it is somebody else's. */
  shareOf(tag: string, what?: unknown): number {
    if (this.isInvolved(tag, what)) return 1;
    return tag === '' ? untaggedShare : 0;
  }

  /** The operation of a conversation, else one of those told that this is about. */
  operationOf(tag: string, what?: unknown): Operation | undefined {
    return this.record.operation(tag)?.operation ?? this.#concerned(what);
  }

  #concerned(what: unknown): Operation | undefined {
    const { concerns } = this.telling;
    if (concerns === undefined || what === undefined) return undefined;
    return this.#operations.find((operation) => concerns(what, operation));
  }

  /** The message a fault struck. */
  messageOf({ message }: Struck): ChronicleMessage | null {
    return message === null ? null : (this.#byIdentity.get(identityOf(message)) ?? null);
  }

  /** True if a fault of the plan is told to have struck it. */
  isStruck(message: ChronicleMessage): boolean {
    return this.#struck.has(identityOf(message));
  }

  /** The message that a process handled at an instant: the last that reached it in this conversation. */
  causeOf(
    process: number,
    at: { readonly atMs: number; readonly tag: string },
  ): ChronicleMessage | undefined {
    return this.#byReceiver
      .get(process)
      ?.findLast(({ tag, arrivedMs }) => tag === at.tag && (arrivedMs ?? Infinity) <= at.atMs);
  }

  process(id: number): ChronicleProcess | undefined {
    return this.#processes.get(id);
  }

  /** The sender of a message, by the registered process it belongs to. */
  askerOf(message: ChronicleMessage | undefined): Asker | null {
    if (message === undefined || message.fromProcess === null) return null;
    const sender = this.#processes.get(message.fromProcess);
    if (sender === undefined) return null;
    let process: ChronicleProcess | undefined = sender;
    // A process is spawned by an older one, so the way up ends.
    while (process !== undefined && !process.isNamed && process.parent !== null) {
      process = this.#processes.get(process.parent);
    }
    const behind = process?.isNamed === true ? process : sender;
    return { node: sender.node, process: behind.label };
  }

  phraseOf(message: ChronicleMessage): MessagePhrase | undefined {
    return this.telling.messages.find((phrase) => isMatch(phrase.match, message));
  }

  told(message: ChronicleMessage): ToldMessage {
    const { tag, from, to, ordinal, carrier, body, sentMs, arrivedMs, fate } = message;
    const operation = this.operationOf(tag, body);
    return { tag, from, to, ordinal, carrier, body, sentMs, arrivedMs, fate, operation };
  }
}

function byArrival(left: ChronicleMessage, right: ChronicleMessage): number {
  return (left.arrivedMs ?? 0) - (right.arrivedMs ?? 0);
}

function identityOf(message: {
  readonly tag: string;
  readonly from: string;
  readonly to: string;
  readonly ordinal: number;
}): string {
  return `${message.tag}\u0000${message.from}\u0000${message.to}\u0000${message.ordinal}`;
}
