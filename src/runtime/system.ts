/**
 * A whole distributed system in one object: nodes, the network between them, virtual time, and the record of
 * what happened. It runs in slices, on no clock but its own, and the same seed gives the same run everywhere.
 *
 * How a message travels, from `send` to `receive`:
 *
 *     web-1                               shop-2
 *     ┌───────────────────────────┐       ┌────────────────────────────────────────┐
 *     │ send(to, m)      index.ts │       │            await receive()   driver.ts │
 *     │   copy, count bytes  copy │       │                      ▲                 │
 *     │   identity   conversation │       │     mailbox ─────────┘      mailbox.ts │
 *     └─────┬─────────────────────┘       │        ▲                               │
 *           ▼                             └────────┼───────────────────────────────┘
 *     rules.ts ──drop──▶ gone                      │ deliver   system.ts
 *           │ delay, duplicate, hold               │
 *           ├── same node: lane, 1 µs ─────────────┤  clock.ts
 *           └── other node: network.ts ────────────┘
 *                 connected? cut? latency + order, then the heap
 *
 * Between two instants nothing happens. At one instant everything that is due is delivered first; then the
 * scheduler lets the runnable processes go, one after the other, each until it waits. What they send is due a
 * microsecond later at the earliest, so an instant comes to an end.
 *
 * What happens when a node dies (`crash`):
 *
 *     shop-2 crashes            its processes are dropped where they stand: no exit signal is sent, no
 *        │                      `finally` runs; names, module state, memory and the backlog are gone
 *        ├─ disk                what was durable stays; writes under way are lost
 *        ├─ connections         closed by the machine: each peer that can be reached hears it one latency
 *        │                      later, after all that shop-2 had sent before; the others by ticks
 *        └─ at each peer        links give `noconnection`, monitors a DOWN, open calls `nodedown`,
 *                               monitorNode a `nodedown` message; later sends try to connect again
 *     restart(shop-2)           boot number + 1, fresh module instances, the boot processes start anew
 *
 *     const system = new System({ seed: 7, nodes: [{ name: 'a' }, { name: 'b' }] });
 *     system.spawnOn('a', nativeFunction(function* () { send({ name: 'x', node: 'b' }, 'hello'); }), null);
 *     system.run({ untilMs: 1_000 });   // { kind: 'done' }
 *     system.hash();                    // sixteen digits: the run's fingerprint
 */
import { Sites } from './buggify.ts';
import { Timeline, toNs } from './clock.ts';
import { Conversations } from './conversation.ts';
import { Delivery } from './delivery.ts';
import { runSlice } from './driver.ts';
import type { ConsoleLine, CrashReport, Observation, Occurrence, RuntimeEvent } from './events.ts';
import * as faults from './faults.ts';
import { Faulty } from './faulty.ts';
import { callExport, type ExportCall, type ExportOutcome } from './examine.ts';
import { livingOn, spawnFromHost, type HostBody, type HostSpawn, type Living } from './host.ts';
import { defaultLimits, nsPerMs, type Limits } from './limits.ts';
import { endProcess } from './lifecycle.ts';
import { guarded, machine } from './machine.ts';
import { Network } from './network.ts';
import { Node } from './node.ts';
import { Ref, type Pid } from './pid.ts';
import type { Process } from './process.ts';
import { countersOf, type NodeInfo } from './process-info.ts';
import { ModuleHooks, loadModule, noProgram, type Program } from './program.ts';
import { hashText, mix, type Key } from './random.ts';
import { Rules } from './rules.ts';
import { RunQueue } from './run-queue.ts';
import { Sockets } from './sockets.ts';
import { StepBudget } from './step-budget.ts';
import { asSentence, type RunResult, type Stop } from './stop.ts';
import type { RunOptions, SystemSpec } from './system-spec.ts';
import { Timer } from './timer.ts';
import type { Registered } from './toplevel.ts';
import { Trace } from './trace.ts';
import { Views } from './views.ts';
import { assert } from './assert.ts';

export class System extends Faulty {
  readonly key: Key;
  readonly limits: Limits;
  readonly program: Program;
  readonly timeline = new Timeline();
  readonly trace: Trace;
  readonly hooks = new ModuleHooks();
  readonly nodes: readonly Node[];
  readonly nodesByName: ReadonlyMap<string, Node>;
  readonly network: Network;
  readonly sockets: Sockets;
  readonly rules: Rules;
  readonly views: Views;
  readonly delivery: Delivery;
  readonly queue: RunQueue;
  readonly steps: StepBudget;
  /** Places where the world may misbehave. */
  readonly sites: Sites;
  readonly conversations = new Conversations();
  readonly observations: Observation[] = [];
  readonly occurrences: Occurrence[] = [];
  /** Processes that ended by an error of their own, in order. */
  readonly crashes: CrashReport[] = [];
  /** True while no rule and no observer has to look at messages: then they take the short way. */
  plain = true;
  /** Gets what processes print. */
  onOutput: ((line: ConsoleLine) => void) | undefined = undefined;
  stopped: Stop | null = null;
  /** Deliveries, timers and turns so far. */
  eventsDone = 0;
  /** Whose turn the last of them was; null if it was a delivery or a timer. */
  ran: Process | null = null;
  #observer: ((event: RuntimeEvent) => void) | undefined = undefined;
  /** Top-level functions of the modules that were loaded: with the run they are gone. */
  readonly functions = new Map<object, Registered>();
  #numbers = 0;
  #processIds = 0;

  constructor(spec: SystemSpec) {
    super();
    this.key = mix(spec.seed | 0, hashText(String(spec.seed)));
    this.limits = { ...defaultLimits, ...spec.limits };
    this.program = spec.program ?? noProgram;
    this.sites = new Sites(this.key, spec.buggify ?? false);
    this.trace = new Trace(this.timeline, spec.trace === false ? 0 : this.limits.traceEventsMax);
    this.steps = new StepBudget(this.hooks, this.limits);
    const scheduler = spec.scheduler ?? 'round-robin';
    this.queue = new RunQueue(scheduler, this.key, spec.recordSchedule === true);
    this.nodes = spec.nodes.map((node, index) => new Node(this, node, index));
    this.nodesByName = new Map(this.nodes.map((node) => [node.name, node]));
    assert(this.nodesByName.size === this.nodes.length, 'node names are unique');
    assert(this.nodes.length < 4_096, 'routes have room for the number of nodes');
    this.views = new Views(this);
    this.network = new Network(this, spec.network ?? {});
    this.sockets = new Sockets(this);
    this.rules = new Rules(this);
    this.delivery = new Delivery(this, scheduler);
    for (const node of this.nodes) if (node.up) faults.startBootProcesses(node);
  }

  /** Virtual milliseconds since the run began. */
  get nowMs(): number {
    return this.timeline.nowNs / nsPerMs;
  }

  /** Set while somebody wants each event in words: it costs time. */
  get observer(): ((event: RuntimeEvent) => void) | undefined {
    return this.#observer;
  }

  set observer(observer: ((event: RuntimeEvent) => void) | undefined) {
    this.#observer = observer;
    this.lookAgain();
  }

  /** Whether there are rules, or an observer, has changed. */
  lookAgain(): void {
    this.plain = this.#observer === undefined && this.rules.idle && !this.rules.watchDeliveries;
  }

  /** Runs until nothing is due, or as far as the options say. Call it again to go on. */
  run(options: RunOptions = {}): RunResult {
    const untilNs = options.untilMs === undefined ? Infinity : toNs(options.untilMs);
    const eventsMax = options.eventsMax ?? Infinity;
    assert(eventsMax > 0, 'a slice has room for an event');
    const isWhole = eventsMax === Infinity;
    const { timeline, delivery, queue, steps } = this;
    const pauseAt = this.eventsDone + eventsMax;
    // Few events can take long if each does much: a pause is due after as many thousands of steps as well.
    const pauseBelow = steps.left - eventsMax * 1_000;
    this.#enter();
    this.ran = null;
    let turn: Process | null = null;
    while (this.stopped === null) {
      // Before time goes on: what is done to a run that pauses is done at the instant of its last event.
      if (!isWhole && (this.eventsDone >= pauseAt || steps.left < pauseBelow)) {
        this.ran = turn;
        return { kind: 'paused' };
      }
      const isDue = timeline.isDue();
      if (!isDue && queue.size > 0) {
        this.eventsDone += 1;
        turn = queue.next();
        runSlice(this, turn);
      } else if (isDue || timeline.advance(untilNs)) {
        this.eventsDone += 1;
        turn = null;
        delivery.fire(timeline.take());
      } else {
        const idle = timeline.nextNs() === Infinity;
        if (untilNs !== Infinity) timeline.advanceTo(untilNs);
        this.ran = turn;
        return { kind: idle ? 'idle' : 'done' };
      }
    }
    this.ran = turn;
    return { kind: 'stopped', stop: this.stopped };
  }

  /** Does something at an instant: inject a fault, check an invariant. */
  at(ms: number, action: () => void): void {
    assert(toNs(ms) >= this.timeline.nowNs, 'nothing is put into the past');
    const dueNs = toNs(ms);
    this.timeline.schedule(dueNs, Timer.inWorld(dueNs, action));
  }

  /** Starts a process on a node, as if it had always been meant to be there. */
  spawnOn(node: string, body: HostBody, arg?: unknown, options: HostSpawn = {}): Pid {
    this.#enter();
    return spawnFromHost(this.node(node), body, arg, options);
  }

  /** Sends a message from outside: it is in the mailbox a microsecond later, whatever the network does. */
  send(
    to: Pid | { readonly name: string; readonly node: string },
    message: unknown,
    tag = '',
  ): void {
    this.#enter();
    this.delivery.sendFromHost(to, message, this.conversations.of(tag));
  }

  /** The node of that name. */
  node(name: string): Node {
    const node = this.nodesByName.get(name);
    assert(node !== undefined, `there is a node ${name}`);
    return node;
  }

  /** The processes that live on a node, oldest first. */
  living(node: string): Living[] {
    return livingOn(this.node(node));
  }

  /** The counters of a node: they are kept at all times. */
  counters(node: string): NodeInfo {
    return countersOf(this.node(node));
  }

  /** Calls an exported function of a file outside of any process: bounded in steps, copied both ways. */
  callExport(node: string, call: ExportCall): ExportOutcome {
    this.#enter();
    return callExport(this.node(node), call);
  }

  /** Sixteen hexadecimal digits over every event so far: equal for equal runs. */
  hash(): string {
    return this.trace.hash();
  }

  /** Ends the run. The first reason counts. */
  stop(stop: Pick<Stop, 'code' | 'message' | 'remedy' | 'site'>): void {
    this.hooks.stopping = true;
    if (this.stopped !== null) return;
    const { process } = machine;
    const name = process === null ? null : `<${process.node.name}.${process.id}> ${process.label}`;
    const node = process === null ? null : process.node.name;
    const message = asSentence(stop.message);
    this.stopped = { ...stop, message, process: name, node, atMs: this.nowMs };
  }

  /**
   * Lets go of all that the run held; nothing more can be asked of it. Who plays many runs calls it after each:
   * engines keep the hidden class of every generator function among their long-lived objects, and through the
   * module instances it belongs to it would keep a whole run alive until the next full collection.
   */
  close(): void {
    for (const node of this.nodes) node.close();
    this.timeline.clear();
    this.rules.clear();
    this.functions.clear();
    this.conversations.clear();
    for (const list of [this.observations, this.occurrences, this.crashes]) list.length = 0;
  }

  #enter(): void {
    machine.system = this;
    machine.hooks = this.hooks;
  }

  // ---- What the parts of the runtime ask of the whole ----

  nextNumber(): number {
    return (this.#numbers += 1);
  }

  nextProcessId(): number {
    return (this.#processIds += 1);
  }

  makeRef(): Ref {
    return new Ref(this.nextNumber());
  }

  end(process: Process, reason: unknown): void {
    endProcess(process, reason);
  }

  /** Sees to it that a node has an instance of a file's module. */
  load(node: Node, file: string): object {
    return guarded('while a module was loaded', () => loadModule(this, node, file));
  }

  /** A spawn signal was lost: the process never begins. */
  endEmbryo(process: Process): void {
    faults.endEmbryo(process);
  }
}
