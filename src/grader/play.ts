/**
 * Carries out one run of a world on the runtime: boots its nodes, hands out its operations, injects its faults, and
 * brings home the record.
 */
import type { CrashReport, MessageView } from '#runtime/events.ts';
import type { Pid } from '#runtime/pid.ts';
import type { Stop } from '#runtime/stop.ts';
import { System } from '#runtime/system.ts';
import { Chronicler } from './chronicler.ts';
import { isFields } from './data.ts';
import { Examiner } from './examine.ts';
import { Injector } from './inject.ts';
import { probed } from './probe.ts';
import type { LabProgram } from './program.ts';
import { learnerPlace } from './program.ts';
import {
  RunRecord,
  type Observation,
  type ProcessCrash,
  type Reading,
  type WireMessage,
} from './record.ts';
import { LearnerSites } from './sites.ts';
import { isRecorded, plainSchedule, switchedOrder, type SwitchedOrder } from './switches.ts';
import { reasonText } from './reason.ts';
import { followed, runtimeMatches } from './rule.ts';
import { runtimeNetwork, runtimeNode } from './runtime-spec.ts';
import type { Companion, Play, RunEnd, RunOrder } from './run.ts';
import { operationsOf, type Boot, type BootArg } from './scenario.ts';
import type { OutputLine, Stopped } from './verdict.ts';
import type { Operation } from './workload.ts';

const sliceEventsDefault = 2_000;
const eventsMaxDefault = 5_000_000;

export interface PlayOptions {
  readonly program: LabProgram;
  /** Gets what the learner's processes print, in ordinary runs. */
  readonly output?: (line: OutputLine) => void;
  /** Events after which a run lets others have a turn; 2,000 if left out. It changes nothing about the run. */
  readonly sliceEvents?: number;
  /** Goes along with each run. */
  readonly companion?: Companion;
  /** Does to the system what no plan says, before anything happens on it. */
  readonly arrange?: (system: System) => void;
}

/** Makes the function that carries out runs of a program. */
export function player(options: PlayOptions): Play {
  return (order) => play(options, order);
}

function* play(options: PlayOptions, order: RunOrder): Generator<void, RunEnd> {
  const run = new Run(options, order);
  const end = yield* toTheEnd(run, options, order);
  // A companion may still want to look at what it went along with.
  if (options.companion === undefined) run.system.close();
  return end;
}

function* toTheEnd(run: Run, options: PlayOptions, order: RunOrder): Generator<void, RunEnd> {
  const { limits } = order.scenario;
  const untilMs = Math.min(order.scenario.untilMs, options.companion?.untilMs ?? Infinity);
  const lateMs = Math.min(order.rich ? (order.sinceMs ?? 0) : 0, untilMs);
  let isEarly = lateMs > 0;
  const eventsMax = limits?.eventsMax ?? eventsMaxDefault;
  const slice = options.sliceEvents ?? sliceEventsDefault;
  const { companion } = options;
  let turnEnds = slice;
  for (;;) {
    const left = eventsMax - run.system.eventsDone;
    if (left <= 0) return run.flooded(eventsMax);
    const patience = companion?.patience() ?? slice;
    if (patience === 0) return run.finish();
    const stopMs = isEarly ? lateMs : untilMs;
    const result = run.system.run({ untilMs: stopMs, eventsMax: Math.min(slice, left, patience) });
    companion?.look();
    if (result.kind === 'stopped') return run.stopped(result.stop);
    if (isEarly && result.kind !== 'paused') {
      isEarly = false;
      run.keepStory();
      continue;
    }
    if (result.kind !== 'paused' || run.isBrokenOff()) return run.finish();
    if (patience < slice && run.system.eventsDone < turnEnds) continue;
    turnEnds = run.system.eventsDone + slice;
    yield;
  }
}

class Run {
  readonly system: System;
  readonly #order: RunOrder;
  readonly #program: LabProgram;
  readonly #injector: Injector;
  readonly #sites: LearnerSites | null;
  #chronicler: Chronicler | null = null;
  readonly #switched: SwitchedOrder | null;
  readonly #pids = new Map<string, Pid>();
  readonly #wires = new Map<string, WireMessage[]>();
  readonly #readings = new Map<string, readonly Reading[]>();
  /** Observations that `breaksOff` has been told. */
  #heard = 0;

  constructor({ program, output, companion, arrange }: PlayOptions, order: RunOrder) {
    const { scenario, seed, world, rich, scheduler, trace, sinceMs = 0 } = order;
    this.#order = order;
    this.#program = program;
    this.#switched = switchedOrder(scheduler, () => this.system.nowMs);
    this.#sites = rich ? new LearnerSites(program) : null;
    this.system = new System({
      seed,
      nodes: scenario.nodes.map(runtimeNode),
      network: runtimeNetwork(scenario),
      program: sinceMs > 0 ? program : (this.#sites?.program ?? program),
      trace: trace ?? false,
      scheduler: this.#switched ? { kind: 'chosen', by: this.#switched } : plainSchedule(scheduler),
      recordSchedule: isRecorded(scheduler),
      ...(scenario.limits?.stepsMax !== undefined && {
        limits: { turnStepsMax: scenario.limits.stepsMax },
      }),
    });
    if (sinceMs <= 0) this.keepStory();
    // A rich run repeats an ordinary one, which has been heard; whoever walks hears it.
    const isRepeat = rich && companion === undefined;
    if (!isRepeat && output !== undefined) this.#listen(output);
    arrange?.(this.system);
    companion?.begin({
      system: this.system,
      scenario,
      rebooted: (node) => this.#reboot(node),
      struck: () => this.#injector.struck(),
    });
    // Wires listen before any fault can take a message away.
    for (const [name, match] of Object.entries(world.wire ?? {})) this.#tap(name, match);
    for (const [name, probe] of Object.entries(world.probes ?? {})) {
      this.#readings.set(name, probed(this.system, probe));
    }
    this.#injector = new Injector({
      system: this.system,
      untilMs: scenario.untilMs,
      startsMs: new Map(operationsOf(scenario).map(({ id, atMs }) => [id, atMs])),
      rebooted: (node) => this.#reboot(node),
    });
    for (const boot of scenario.boot) {
      if (boot.atMs === undefined || boot.atMs === 0) this.#boot([boot]);
      else this.system.at(boot.atMs, () => this.#boot([boot]));
    }
    for (const fault of scenario.faults) this.#injector.add(fault);
    for (const operation of operationsOf(scenario)) this.#deliver(operation);
  }

  /** From now on all that a story may need is kept, if it is wanted. */
  keepStory(): void {
    if (this.#sites === null) return;
    this.#chronicler = new Chronicler(this.system, this.#sites, this.#order.about);
  }

  /** True once an observation says that the run need not go on. */
  isBrokenOff(): boolean {
    const { breaksOff } = this.#order;
    if (breaksOff === undefined) return false;
    const { observations } = this.system;
    for (; this.#heard < observations.length; this.#heard++) {
      const seen = observations[this.#heard];
      if (seen !== undefined && breaksOff(seen)) return true;
    }
    return false;
  }

  /** The run as its judges see it. A stray crash of the learner's code ends the grading instead. */
  finish(): RunEnd {
    const { system } = this;
    const { world, seed, scheduler } = this.#order;
    const stray = system.crashes.find(
      (crash) => !crash.watched && learnerPlace(this.#program, crash.site) !== null,
    );
    if (stray !== undefined && world.crashes !== 'allowed') return this.#crashed(stray);
    const struck = this.#injector.struck();
    const whole = this.#order.scenario;
    // What is judged of a run that was broken off ends where it did.
    const isShort = this.#order.breaksOff !== undefined && system.nowMs < whole.untilMs;
    const scenario = isShort ? { ...whole, untilMs: system.nowMs } : whole;
    const record = new RunRecord({
      seed,
      world: world.id,
      scenario,
      operations: operationsOf(scenario),
      observations: system.observations.map(({ atMs, node, process, tag, value }): Observation => ({
        atMs,
        node,
        process: process.name ?? process.label,
        tag,
        value,
      })),
      crashes: system.crashes.map((crash) => this.#crash(crash)),
      struck,
      sites: system.sites.passed,
      wires: this.#wires,
      readings: this.#readings,
      events: system.eventsDone,
      traceHash: system.hash(),
      learner: new Examiner(this.#program, seed),
    });
    const chronicle = this.#chronicler?.chronicle(struck, this.#switched?.holds ?? []) ?? null;
    const trace = this.#order.trace === true ? system.trace.columns() : null;
    const schedule = isRecorded(scheduler) ? system.queue.choices : null;
    return { kind: 'ran', record, chronicle, trace, schedule };
  }

  /** The run was ended by the runtime. */
  stopped(stop: Stop): RunEnd {
    const { code, message, remedy, site } = stop;
    return this.#stop({ code, message, remedy, place: this.#program.place(site) });
  }

  flooded(eventsMax: number): RunEnd {
    return this.#stop({
      code: 'KIT-FLOOD',
      message: `More than ${eventsMax} things happened in one run, and it was not over`,
      remedy: 'Look for processes that keep sending to each other, or for a retry without a pause.',
      place: null,
    });
  }

  #crashed(crash: CrashReport): RunEnd {
    const { label, name, node } = crash.process;
    return this.#stop({
      code: 'KIT-CRASH',
      message: `The process ${name ?? label} on ${node} ended by an error that nobody handles: ${reasonText(crash)}`,
      remedy:
        'Handle the error where it can be put right, or let a process that links to or monitors this one do it.',
      place: learnerPlace(this.#program, crash.site),
    });
  }

  #stop(stop: Pick<Stopped, 'code' | 'message' | 'remedy' | 'place'>): RunEnd {
    const stopped: Stopped = { kind: 'stopped', ...stop, seed: this.#order.seed };
    return { kind: 'stopped', stopped, events: this.system.eventsDone };
  }

  #boot(boots: readonly Boot[]): void {
    for (const { node, file, body, arg, as } of boots) {
      if (!this.system.node(node).up) continue;
      const options = as === undefined ? {} : { name: as };
      const pid = this.system.spawnOn(node, { file, name: body }, this.#argument(arg), options);
      if (as !== undefined) this.#pids.set(as, pid);
    }
  }

  #reboot(node: string): void {
    const { boot } = this.#order.scenario;
    this.#boot(boot.filter((each) => each.node === node && each.again !== false));
  }

  /** The argument with pids in the places that name them. */
  #argument(arg: BootArg | undefined): unknown {
    if (Array.isArray(arg)) return (arg as readonly BootArg[]).map((part) => this.#argument(part));
    if (!isFields(arg)) return arg;
    const name = arg['$pidOf'];
    if (typeof name !== 'string') {
      return Object.fromEntries(
        Object.entries(arg).map(([field, part]) => [field, this.#argument(part)]),
      );
    }
    const pid = this.#pids.get(name);
    if (pid === undefined)
      throw new Error(
        `world '${this.#order.world.id}': nothing is booted as '${name}' before it is asked for`,
      );
    return pid;
  }

  #deliver({ id, atMs, fn, args, driver }: Operation): void {
    this.system.at(atMs, () => this.system.send(driver, { kind: 'operation', id, fn, args }, id));
  }

  #tap(name: string, match: Parameters<typeof runtimeMatches>[0]): void {
    const messages: WireMessage[] = [];
    this.#wires.set(name, messages);
    const heard = (view: MessageView): void => {
      const {
        tag,
        fromNode: from,
        toNode: to,
        ordinal,
        carries: carrier,
        payload: body,
        bytes,
        sentMs,
      } = view;
      messages.push({ sentMs, from, to, tag, ordinal, carrier, body, bytes });
    };
    const nodes = this.#order.scenario.nodes.map((node) => node.name);
    for (const [index, one] of runtimeMatches(match, nodes).entries()) {
      const rule = { id: `wire ${name} ${index}`, match: one, action: { kind: 'tap' } } as const;
      this.system.addRule(followed(rule, heard));
    }
  }

  #crash(crash: CrashReport): ProcessCrash {
    const { atMs, process, site, watched } = crash;
    return {
      atMs,
      node: process.node,
      process: process.name ?? process.label,
      reason: reasonText(crash),
      watched,
      place: this.#program.place(site),
    };
  }

  #listen(output: (line: OutputLine) => void): void {
    this.system.onOutput = ({ atMs, node, process, level, text, site }) => {
      const where = process === null ? node : `${node} › ${process.name ?? process.label}`;
      output({ atMs, where, level, text, place: this.#program.place(site) });
    };
  }
}
