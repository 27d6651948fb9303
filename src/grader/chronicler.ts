/** Writes the chronicle of a run from what the runtime tells its observer. */
import type { MessageView, ProcessView, RuntimeEvent } from '#runtime/events.ts';
import type { System } from '#runtime/system.ts';
import type {
  Chronicle,
  ChronicleMessage,
  ChronicleObservation,
  ChronicleProcess,
  ChronicleTimeout,
} from './chronicle.ts';
import type { LearnerSites } from './sites.ts';
import type { Hold } from './switches.ts';
import type { Struck } from './record.ts';

/** A run of more than so many messages is told by its last ones. */
const messagesMax = 50_000;

type Draft<T> = { -readonly [K in keyof T]: T[K] };

export class Chronicler {
  readonly #sites: LearnerSites;
  /** The conversations whose messages are kept; null for all. */
  readonly #about: ReadonlySet<string> | null;
  readonly #processes = new Map<number, Draft<ChronicleProcess>>();
  readonly #messages = new Map<MessageView, Draft<ChronicleMessage>>();
  readonly #timeouts: (Omit<ChronicleTimeout, 'tag'> & { tag: string })[] = [];
  readonly #observations: ChronicleObservation[] = [];
  /** Conversation each process was last heard in. */
  readonly #tags = new Map<number, string>();

  constructor(system: System, sites: LearnerSites, about?: readonly string[]) {
    this.#sites = sites.listen(system);
    this.#about = about === undefined ? null : new Set(['', ...about]);
    system.observer = (event) => this.#note(event);
  }

  /** Takes one event of the run. */
  #note(event: RuntimeEvent): void {
    if (this.#isElsewhere(event)) return;
    switch (event.kind) {
      case 'spawned': {
        const started = this.#name(event.process, event.atMs);
        started.parent = event.parent?.id ?? null;
        if (event.parent !== null) {
          const { id } = event.parent;
          started.place = this.#sites.whereabouts(id, event.atMs)?.place ?? null;
        }
        const tag = event.parent === null ? undefined : this.#tags.get(event.parent.id);
        if (tag !== undefined) this.#tags.set(event.process.id, tag);
        return;
      }
      case 'exited': {
        this.#name(event.process, event.atMs).endMs = event.atMs;
        return;
      }
      case 'sent': {
        this.#message(event.message, 'arrived');
        return;
      }
      case 'delivered': {
        const message = this.#message(event.message, 'duplicated');
        // A reply that nobody waits for any more is first told as lost, then as delivered.
        message.arrivedMs = event.atMs;
        if (event.message.to !== null) this.#heard(event.message.to, event.message.tag, event.atMs);
        return;
      }
      case 'dropped': {
        const message = this.#message(event.message, 'duplicated');
        if (event.why === 'late-reply') message.isLate = true;
        else message.fate = 'lost';
        return;
      }
      case 'delayed': {
        this.#message(event.message, 'arrived').fate = 'delayed';
        return;
      }
      case 'timedOut': {
        const { id } = this.#name(event.process, event.atMs);
        const place = this.#sites.whereabouts(id, event.atMs)?.place ?? null;
        this.#timeouts.push({
          atMs: event.atMs,
          process: id,
          tag: this.#tags.get(id) ?? '',
          place,
        });
        return;
      }
      case 'observed': {
        const { atMs, node, process, tag, value } = event.observation;
        this.#heard(process, tag, atMs);
        const name = process.name ?? process.label;
        const { id } = process;
        const place = this.#sites.placeIn(id, tag);
        this.#observations.push({ atMs, node, process: name, tag, value, processId: id, place });
        return;
      }
      case 'nodeChanged': {
        if (event.change === 'crashed' || event.change === 'out-of-memory')
          this.#endAll(event.node, event.atMs);
        return;
      }
      default: {
        // A doubled message shows by its copy; connections are drawn by the faults that cut them.
      }
    }
  }

  /** All of it. Call it when the run is over. */
  chronicle(struck: readonly Struck[], holds: readonly Hold[] = []): Chronicle {
    return {
      processes: [...this.#processes.values()],
      messages: [...this.#messages.values()],
      timeouts: this.#timeouts,
      observations: this.#observations,
      struck,
      holds,
      whereabouts: (process, atMs) => this.#sites.whereabouts(process, atMs),
    };
  }

  /** True for a message that is not kept: of it remains only which conversation its two processes are in. */
  #isElsewhere(event: RuntimeEvent): boolean {
    if (this.#about === null || !('message' in event)) return false;
    const { from, to, tag } = event.message;
    if (this.#about.has(tag)) return false;
    if (event.kind === 'sent' && from !== null) this.#heard(from, tag, event.atMs);
    if (event.kind === 'delivered' && to !== null) this.#heard(to, tag, event.atMs);
    return true;
  }

  #name(view: ProcessView, atMs: number): Draft<ChronicleProcess> {
    let known = this.#processes.get(view.id);
    if (known === undefined) {
      known = {
        id: view.id,
        node: view.node,
        label: view.name ?? view.label,
        isNamed: view.name !== null,
        parent: null,
        startMs: atMs,
        endMs: null,
        place: null,
      };
      this.#processes.set(view.id, known);
    } else if (view.name !== null) {
      known.label = view.name;
      known.isNamed = true;
    }
    return known;
  }

  #heard(view: ProcessView, tag: string, atMs: number): void {
    this.#name(view, atMs);
    this.#tags.set(view.id, tag);
  }

  /** `unsent`: what became of a message of which nobody said that it set out, because a rule made it. */
  #message(view: MessageView, unsent: 'arrived' | 'duplicated'): Draft<ChronicleMessage> {
    let known = this.#messages.get(view);
    if (known !== undefined) return known;
    if (view.from !== null) this.#heard(view.from, view.tag, view.sentMs);
    known = {
      tag: view.tag,
      from: view.fromNode,
      to: view.toNode,
      ordinal: view.ordinal,
      carrier: view.carries,
      body: view.payload,
      fromProcess: view.from?.id ?? null,
      toProcess: view.to?.id ?? null,
      sentMs: view.sentMs,
      arrivedMs: null,
      fate: unsent,
      isLate: false,
      place: view.from === null ? null : this.#sites.placeIn(view.from.id, view.tag),
    };
    this.#messages.set(view, known);
    if (this.#messages.size > messagesMax) {
      for (const oldest of this.#messages.keys()) {
        this.#messages.delete(oldest);
        break;
      }
    }
    return known;
  }

  #endAll(node: string, atMs: number): void {
    for (const process of this.#processes.values()) {
      if (process.node === node) process.endMs ??= atMs;
    }
  }
}
