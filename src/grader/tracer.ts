/** Goes along with a run to its end and writes down the whole of it: trace, lines, spans, and what broke. */
import { Forker } from './forker.ts';
import type { LabGrader, World } from './lab.ts';
import type { Prepared } from './prepare.ts';
import type { LabProgram } from './program.ts';
import { judge } from './replay.ts';
import type { Companion, RunEnd, Stage } from './run.ts';
import { Table, type Violation } from './table.ts';
import { TraceRecorder } from './trace-recorder.ts';
import { eventsOf, messagesOf } from './trace-rows.ts';
import { storyOnTrace, type Written } from './trace-story.ts';
import { SeriesRecorder } from './trace-series.ts';
import { lastUntil, spansOf, type MadeFork } from './trace-spans.ts';
import { printDeed } from './deed.ts';
import { assert } from './assert.ts';
import type { Fork, RunTrace, TraceBreach, TraceStoryEvent, WalkEnd, WalkVerdict } from './walk.ts';

interface Recording {
  readonly stage: Stage;
  readonly recorder: TraceRecorder;
  readonly series: SeriesRecorder;
}

export class Tracer implements Companion {
  readonly untilMs: number;
  readonly #lab: LabGrader | null;
  readonly #program: LabProgram;
  readonly #prepared: Prepared;
  readonly #untilStep: number;
  readonly #forker: Forker;
  readonly #isForked: boolean;
  readonly #made: MadeFork[] = [];
  #recording: Recording | null = null;

  constructor(
    options: {
      readonly lab: LabGrader | null;
      readonly program: LabProgram;
      readonly run: { readonly forks: readonly Fork[] };
    },
    prepared: Prepared,
    until: { readonly untilStep?: number; readonly untilMs?: number },
  ) {
    this.#lab = options.lab;
    this.#program = options.program;
    this.#prepared = prepared;
    this.#untilStep = until.untilStep ?? Infinity;
    this.untilMs = Math.min(until.untilMs ?? Infinity, prepared.order.scenario.untilMs);
    this.#isForked = options.run.forks.length > 0;
    this.#forker = new Forker(options.run.forks, (fork) => this.#noteFork(fork));
  }

  /** Steps of the run so far. */
  get steps(): number {
    return this.#recording?.stage.system.eventsDone ?? 0;
  }

  begin(stage: Stage): void {
    const { world, order } = this.#prepared;
    const telling = this.#lab === null ? null : (world.tell ?? this.#lab.tell);
    const { scenario } = order;
    const recorder = new TraceRecorder(stage.system, this.#program, { telling, scenario });
    const series = new SeriesRecorder(stage.system, this.untilMs, () => recorder.underWay);
    this.#recording = { stage, recorder, series };
    this.#forker.begin(stage);
  }

  patience(): number {
    const untilFork = this.#forker.patience();
    const left = this.#untilStep - this.steps;
    // Each step is looked at: whose it was is only known right after it.
    return left <= 0 ? 0 : Math.min(1, left, untilFork);
  }

  look(): void {
    this.#recording?.series.look();
  }

  /** All that was written down, once the run is over. */
  traced(end: RunEnd): {
    readonly kind: 'traced';
    readonly trace: RunTrace;
    readonly end: WalkEnd;
  } {
    assert(this.#recording !== null, 'what has been carried out had begun');
    const { stage, recorder, series } = this.#recording;
    const { system, scenario } = stage;
    series.read();
    const isOver = end.kind === 'stopped' || this.#isOver(stage);
    if (isOver) this.#forker.finish();
    const { verdict, violations } = this.#verdict(end, isOver);
    const { events, texts } = recorder;
    const nodes = system.nodes.map(({ name }) => name);
    const trace: RunTrace = {
      events: eventsOf(events),
      messages: messagesOf(recorder.messages),
      nodes: scenario.nodes.map(({ name, zone }) => ({ name, zone: zone ?? null })),
      processes: recorder.processes,
      texts: texts.all,
      places: recorder.places,
      spans: spansOf(stage.struck(), this.#made, { events, nodes, texts: texts.all }),
      breaches: violations.map((violation) => this.#breach(violation, recorder)),
      story: this.#story(end, violations, { recorder, nodes }),
      gridMs: series.gridMs,
      series: series.series((process) => recorder.processRow(process)),
      eventsLeftOut: recorder.eventCount - events.length,
    };
    return {
      kind: 'traced',
      trace,
      end: {
        verdict,
        hash: system.hash(),
        steps: system.eventsDone,
        events: recorder.eventCount,
        atMs: system.nowMs,
        isOver,
        untilMs: scenario.untilMs,
        forkedAt: this.#made.map(({ fork, event, atMs }) => ({ step: fork.step, event, atMs })),
      },
    };
  }

  /** True if nothing more would happen, or the scenario's time is over. */
  #isOver({ system, scenario }: Stage): boolean {
    if (system.eventsDone >= this.#untilStep) return false;
    return this.untilMs >= scenario.untilMs || system.timeline.nextNs() === Infinity;
  }

  #verdict(
    end: RunEnd,
    isOver: boolean,
  ): { readonly verdict: WalkVerdict; readonly violations: readonly Violation[] } {
    if (end.kind === 'stopped') {
      return { verdict: { kind: 'stopped', stopped: end.stopped }, violations: [] };
    }
    const world = this.#judged();
    if (this.#lab === null || !isOver || world.checks.length === 0) {
      return { verdict: { kind: 'open' }, violations: [] };
    }
    const table = new Table(this.#lab);
    const violations = judge(world, end.record, table);
    const kind = violations.length > 0 ? 'failed' : 'passed';
    return { verdict: { kind, checks: table.results() }, violations };
  }

  /** A run that is cut at the breach of one invariant says nothing about those that need more time. */
  #judged(): World {
    const { world, code } = this.#prepared;
    if (this.#isForked) return world;
    const checks = world.checks.filter((check) => check.code === code);
    return checks.length === 0 ? world : { ...world, checks };
  }

  #breach({ code, breach }: Violation, { events }: TraceRecorder): TraceBreach {
    const { atMs, expected, observed, operation } = breach;
    const row = this.#lab?.invariants.find((invariant) => invariant.code === code);
    const sentence = row?.sentence ?? '';
    return { code, sentence, expected, observed, operation, atMs, event: lastUntil(events, atMs) };
  }

  /** Told of a run that was recorded richly: a counterexample. */
  #story(end: RunEnd, violations: readonly Violation[], written: Written): TraceStoryEvent[] {
    const lab = this.#lab;
    if (lab === null || end.kind === 'stopped' || end.chronicle === null) return [];
    const { record, chronicle } = end;
    const [violation] = violations;
    const row = lab.invariants.find(({ code }) => code === violation?.code);
    if (violation === undefined || row === undefined) return [];
    const telling = this.#prepared.world.tell ?? lab.tell;
    const { breach } = violation;
    return storyOnTrace({ row, breach, record, chronicle, telling }, written);
  }

  #noteFork(fork: Fork): void {
    assert(this.#recording !== null, 'forks are made in a run that has begun');
    const { recorder, stage } = this.#recording;
    const { nowMs } = stage.system;
    this.#made.push({ fork, atMs: nowMs, event: recorder.eventCount });
    recorder.add('forked', { text: recorder.texts.numberOf(printDeed(fork.deed)) });
  }
}
