/** Reads quantities of a running system now and then, so that they can be drawn as lines beside its trace. */
import type { Node } from '#runtime/node.ts';
import type { Process } from '#runtime/process.ts';
import type { System } from '#runtime/system.ts';
import type { TraceSeries } from './walk.ts';

/** Readings over the whole run, and mailboxes that are drawn: those that were longest. */
const readingsMax = 240;
const mailboxesMax = 12;

interface Gauge {
  readonly what: TraceSeries['what'];
  readonly unit: string;
  readonly read: (node: Node) => number;
}

export class SeriesRecorder {
  readonly gridMs: number[] = [];
  readonly #system: System;
  readonly #everyMs: number;
  readonly #underWay: () => number;
  readonly #gauges: readonly Gauge[];
  /** By node, then by gauge. */
  readonly #values: number[][][];
  readonly #inFlight: number[] = [];
  readonly #mailboxes = new Map<Process, number[]>();
  /** Steps that each node has used since the last reading. */
  readonly #reductions: number[];
  #stepsLeft: number;
  #nextMs = 0;

  /** `untilMs`: how long the run will be; `underWay` counts the messages on their way. */
  constructor(system: System, untilMs: number, underWay: () => number) {
    this.#system = system;
    this.#everyMs = Math.max(untilMs / readingsMax, 0.001);
    this.#underWay = underWay;
    this.#reductions = system.nodes.map(() => 0);
    this.#stepsLeft = system.steps.left;
    this.#gauges = [
      { what: 'memory', unit: 'MB', read: ({ memory }) => Math.round(memory / 1_000) / 1_000 },
      { what: 'load', unit: 'jobs', read: ({ cpu }) => cpu.load },
      { what: 'processes', unit: 'processes', read: ({ processCount }) => processCount },
      { what: 'reductions', unit: 'steps', read: ({ index }) => this.#reductions[index] ?? 0 },
    ];
    this.#values = system.nodes.map(() => this.#gauges.map(() => []));
  }

  /** Call it after each step. */
  look(): void {
    const { ran, steps, nowMs } = this.#system;
    const index = ran?.node.index;
    if (index !== undefined) {
      this.#reductions[index] = (this.#reductions[index] ?? 0) + this.#stepsLeft - steps.left;
    }
    this.#stepsLeft = steps.left;
    if (nowMs >= this.#nextMs) this.read();
  }

  /** Takes a reading now. */
  read(): void {
    const system = this.#system;
    const at = this.gridMs.push(system.nowMs) - 1;
    this.#nextMs = system.nowMs + this.#everyMs;
    for (const node of system.nodes) {
      for (const [gauge, { read }] of this.#gauges.entries()) {
        this.#values[node.index]?.[gauge]?.push(read(node));
      }
      for (let process = node.firstProcess; process !== null; process = process.after) {
        if (process.hasMail) this.#noteMailbox(process, at);
      }
      this.#reductions[node.index] = 0;
    }
    this.#inFlight.push(this.#underWay());
  }

  /** All lines. `rowOf` gives the row of a process in the trace. */
  series(rowOf: (process: number) => number): TraceSeries[] {
    const lines: TraceSeries[] = [];
    for (const node of this.#system.nodes) {
      for (const [gauge, { what, unit }] of this.#gauges.entries()) {
        const values = this.#values[node.index]?.[gauge] ?? [];
        lines.push({ what, node: node.name, process: null, unit, values });
      }
    }
    const longest = [...this.#mailboxes].sort(
      ([, left], [, right]) => Math.max(...right) - Math.max(...left),
    );
    for (const [process, values] of longest.slice(0, mailboxesMax)) {
      this.#fill(values, this.gridMs.length);
      const row = rowOf(process.id);
      const node = process.node.name;
      if (row >= 0) lines.push({ what: 'mailbox', node, process: row, unit: 'messages', values });
    }
    const values = this.#inFlight;
    lines.push({ what: 'inFlight', node: null, process: null, unit: 'messages', values });
    return lines;
  }

  #noteMailbox(process: Process, at: number): void {
    const known = this.#mailboxes.get(process) ?? [];
    if (known.length === 0) this.#mailboxes.set(process, known);
    this.#fill(known, at);
    known.push(process.mailbox.length);
  }

  /** Where nobody looked, nothing was in it. */
  #fill(values: number[], length: number): void {
    while (values.length < length) values.push(0);
  }
}
