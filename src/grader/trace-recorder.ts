/**
 * Writes down a whole run, to be drawn: every event that the runtime tells its observer, as a row of numbers. It
 * listens as the chronicler does and changes nothing about the run.
 */
import type { MessageView, ProcessView, RuntimeEvent } from '#runtime/events.ts';
import { show } from '#runtime/print.ts';
import type { System } from '#runtime/system.ts';
import { field, fits } from './data.ts';
import { isMatch } from './match.ts';
import type { LabProgram } from './program.ts';
import { learnerPlace } from './program.ts';
import type { Scenario } from './scenario.ts';
import { LearnerSites } from './sites.ts';
import type { Telling } from './tell.ts';
import { bytesOf } from './trace-columns.ts';
import { Texts, type EventRow, type MessageRow } from './trace-rows.ts';
import type { SourcePlace } from './verdict.ts';
import {
  traceCarriers,
  traceEventKinds,
  traceFates,
  type TraceEventKind,
  type TraceProcess,
} from './walk.ts';

/** Bytes of all columns: what comes after they are full is counted and left out. 100,000 events find room. */
const bytesMax = 4_800_000;
const processesMax = 5_000;
const textsLengthMax = 1_000_000;

type Draft<T> = { -readonly [K in keyof T]: T[K] };
/** What an event says besides its kind and instant. */
type Said = Partial<Pick<EventRow, 'process' | 'message' | 'node' | 'text' | 'place'>>;

/** Behaviours write to themselves and their parents in words that begin with a dollar sign: `$started`. */
function internalWord(payload: unknown): string | null {
  const kind = field(payload, 'kind');
  return typeof kind === 'string' && kind.startsWith('$') ? kind.slice(1) : null;
}

/** What a message calls itself. */
function ownWord(payload: unknown): string | null {
  const kind = field(payload, 'kind');
  return typeof kind === 'string' && kind !== '' ? kind : null;
}

/** Where the words for what happens come from; null for a run without a lab. */
export interface TraceWords {
  readonly telling: Telling | null;
  readonly scenario: Scenario;
}

export class TraceRecorder {
  readonly events: EventRow[] = [];
  readonly messages: MessageRow[] = [];
  readonly processes: Draft<TraceProcess>[] = [];
  readonly places: SourcePlace[] = [];
  readonly texts = new Texts(textsLengthMax);
  /** Events so far, with those that there was no room for. */
  eventCount = 0;
  /** Messages that have set out and not come to their end. */
  underWay = 0;
  readonly #system: System;
  readonly #program: LabProgram;
  readonly #words: TraceWords;
  readonly #sites: LearnerSites;
  readonly #processRows = new Map<number, number>();
  readonly #messageRows = new Map<MessageView, number>();
  readonly #placeRows = new Map<number, number>();
  readonly #nodeRows: ReadonlyMap<string, number>;

  constructor(system: System, program: LabProgram, words: TraceWords) {
    this.#system = system;
    this.#program = program;
    this.#words = words;
    this.#sites = new LearnerSites(program).listen(system);
    this.#nodeRows = new Map(system.nodes.map(({ name }, index) => [name, index]));
    // Who tells the run's story listens as well.
    const other = system.observer;
    system.observer = (event) => {
      other?.(event);
      this.#take(event);
    };
  }

  /** The row of a process, for those who know its number in the runtime; -1 if it is not there. */
  processRow(id: number): number {
    return this.#processRows.get(id) ?? -1;
  }

  /** Adds an event that is no doing of the system's. */
  add(kind: TraceEventKind, said: Said): void {
    const row = {
      atMs: this.#system.nowMs,
      step: this.#system.eventsDone,
      kind: traceEventKinds.indexOf(kind),
      process: -1,
      message: -1,
      node: -1,
      text: -1,
      place: -1,
      ...said,
    };
    this.eventCount += 1;
    if (this.#hasRoom()) this.events.push(row);
  }

  #hasRoom(): boolean {
    const rows = { events: this.events.length, messages: this.messages.length };
    return bytesOf(rows) < bytesMax;
  }

  #take(event: RuntimeEvent): void {
    switch (event.kind) {
      case 'spawned': {
        const process = this.#process(event.process);
        const row = this.processes[process];
        if (row !== undefined) {
          row.born = this.eventCount;
          row.parent = event.parent === null ? null : this.#process(event.parent);
          if (row.parent === -1) row.parent = null;
        }
        const place = event.parent === null ? -1 : this.#place(event.parent.id);
        this.add('spawned', { process, node: this.#node(event.process.node), place });
        return;
      }
      case 'exited': {
        const process = this.#process(event.process);
        this.#end(process);
        const { node, id } = event.process;
        this.add('exited', {
          process,
          node: this.#node(node),
          text: this.texts.numberOf(show(event.reason)),
          place: this.#place(id),
        });
        return;
      }
      case 'timedOut': {
        const { node, id } = event.process;
        const process = this.#process(event.process);
        const text = this.texts.numberOf(`no ${event.waitedFor} came in time`);
        this.add('timedOut', { process, node: this.#node(node), text, place: this.#place(id) });
        return;
      }
      case 'nodeChanged': {
        const node = this.#node(event.node);
        if (event.change === 'crashed' || event.change === 'out-of-memory') this.#endAll(node);
        this.add('nodeChanged', { node, text: this.texts.numberOf(event.change) });
        return;
      }
      case 'connection': {
        const { node, peer, up } = event;
        const text = this.texts.numberOf(`${peer} is ${up ? 'connected' : 'given up'}`);
        this.add('connection', { node: this.#node(node), text });
        return;
      }
      case 'observed': {
        const { process, node, tag, value, atMs } = event.observation;
        const { id, name, label } = process;
        const seen = { atMs, node, process: name ?? label, tag, value };
        this.add('observed', {
          process: this.#process(process),
          node: this.#node(node),
          text: this.texts.numberOf(this.#sayEffect(seen)),
          place: this.#place(id),
        });
        return;
      }
      case 'sent':
      case 'delivered':
      case 'dropped':
      case 'delayed':
      case 'duplicated':
        this.#takeMessage(event);
        return;
      default:
      // What else happens on the wire, under the messages, is not drawn.
    }
  }

  #takeMessage(
    event: Extract<
      RuntimeEvent,
      { kind: 'sent' | 'delivered' | 'dropped' | 'delayed' | 'duplicated' }
    >,
  ): void {
    const { message: view } = event;
    const message = this.#message(view, event.kind === 'sent' ? 0 : 2);
    const row = this.messages[message];
    if (row !== undefined && event.kind === 'delivered') row.to = this.#process(event.to);
    const isAtEnd = event.kind === 'delivered' || event.kind === 'dropped';
    const node = this.#node(isAtEnd ? view.toNode : view.fromNode);
    const process = event.kind === 'delivered' ? (row?.to ?? -1) : (row?.from ?? -1);
    const place = event.kind === 'delivered' ? -1 : (row?.place ?? -1);
    if (row !== undefined) {
      if (event.kind === 'sent') row.sent = this.eventCount;
      if (event.kind === 'delayed') row.touched = 1;
      if (isAtEnd) this.#settle(row, event);
    }
    const text = event.kind === 'dropped' ? this.texts.numberOf(event.why) : -1;
    this.add(event.kind, { message, process, node, text, place });
  }

  /** A message has come to its end. A late reply is first told as lost, then as delivered. */
  #settle(row: MessageRow, event: Extract<RuntimeEvent, { kind: 'delivered' | 'dropped' }>): void {
    if (row.ended === -1) this.underWay -= 1;
    row.ended = this.eventCount;
    const late = event.kind === 'dropped' && event.why === 'late-reply';
    const wasLate = row.fate === traceFates.indexOf('late');
    const fate =
      late || wasLate ? 'late' : event.kind === 'delivered' ? 'arrived' : ('lost' as const);
    row.fate = traceFates.indexOf(fate);
  }

  #message(view: MessageView, unsent: number): number {
    const known = this.#messageRows.get(view);
    if (known !== undefined) return known;
    this.underWay += 1;
    if (!this.#hasRoom()) return -1;
    const { fromNode, toNode, tag, ordinal, carries, payload, bytes, from, to } = view;
    const match = { tag, from: fromNode, to: toNode, ordinal, carrier: carries, body: payload };
    const phrase = this.#words.telling?.messages.find((one) => isMatch(one.match, match))?.name;
    const row = {
      from: from === null ? -1 : this.#process(from),
      to: to === null ? -1 : this.#process(to),
      fromNode: this.#node(fromNode),
      toNode: this.#node(toNode),
      tag: this.texts.numberOf(tag),
      ordinal,
      carrier: traceCarriers.indexOf(carries),
      phrase: this.texts.numberOf(phrase ?? internalWord(payload) ?? ownWord(payload) ?? carries),
      text: this.texts.numberOf(internalWord(payload) ?? show(payload)),
      sent: this.eventCount,
      ended: -1,
      fate: 0,
      touched: unsent,
      bytes,
      place: from === null ? -1 : this.#place(from.id),
    };
    const number = this.messages.push(row) - 1;
    this.#messageRows.set(view, number);
    return number;
  }

  #process(view: ProcessView): number {
    const known = this.#processRows.get(view.id);
    if (known !== undefined) {
      const row = this.processes[known];
      if (row !== undefined && view.name !== null) row.label = view.name;
      return known;
    }
    if (this.processes.length >= processesMax) return -1;
    const row = this.processes.push({
      id: view.id,
      node: this.#node(view.node),
      label: view.name ?? view.label,
      parent: null,
      bornMs: this.#system.nowMs,
      diedMs: null,
      born: null,
      died: null,
    });
    this.#processRows.set(view.id, row - 1);
    return row - 1;
  }

  #end(process: number): void {
    const row = this.processes[process];
    if (row === undefined) return;
    row.diedMs = this.#system.nowMs;
    row.died = this.eventCount;
  }

  #endAll(node: number): void {
    for (const [index, row] of this.processes.entries()) {
      if (row.node === node && row.diedMs === null) this.#end(index);
    }
  }

  #node(name: string): number {
    return this.#nodeRows.get(name) ?? -1;
  }

  /** The learner's line that a process last passed. */
  #place(process: number): number {
    const site = this.#sites.of(process);
    const known = this.#placeRows.get(site);
    if (known !== undefined) return known;
    const place = learnerPlace(this.#program, site);
    const row = place === null ? -1 : this.places.push(place) - 1;
    this.#placeRows.set(site, row);
    return row;
  }

  #sayEffect(seen: Parameters<Telling['effects'][number]['say']>[0]): string {
    const { telling, scenario } = this.#words;
    const phrase = telling?.effects.find(({ like }) => fits(seen.value, like));
    if (phrase === undefined) return show(seen.value);
    return phrase.say(
      seen,
      scenario.workload.find(({ id }) => id === seen.tag),
      null,
    );
  }
}
