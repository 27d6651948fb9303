/**
 * Carries out a fault plan on a system, and keeps the record of what struck.
 *
 * Message rules are the runtime's, whose chance hangs on the rule's id and the message's identity; everything else
 * is an action at an instant, or at the moment a certain message sets out.
 */
import type { Pid } from '#runtime/pid.ts';
import { hashText, mix, unit } from '#runtime/random.ts';
import type { System } from '#runtime/system.ts';
import { endsOf, impairmentOf, isBarrier, nodesAt, putUp, type BarrierFault } from './barriers.ts';
import type { Fault, NodeTarget, ProcessTarget, When } from './fault.ts';
import { processIds, processesOf } from './fault-targets.ts';
import { MessageFaults } from './message-faults.ts';
import type { MessageIdentity, Struck } from './record.ts';
import { SiteFaults } from './site-faults.ts';

type Stop = Extract<Fault, { readonly kind: 'crash' | 'restart' | 'hang' | 'pause' }>;
type Burden = Extract<
  Fault,
  {
    readonly kind:
      | 'impair'
      | 'slow'
      | 'leak'
      | 'fillDisk'
      | 'loseWrites'
      | 'buggify'
      | 'signal'
      | 'skew'
      | 'clockJump'
      | 'poison'
      | 'surge';
  }
>;

function isStop(fault: Stop | Burden): fault is Stop {
  return (
    fault.kind === 'crash' ||
    fault.kind === 'restart' ||
    fault.kind === 'hang' ||
    fault.kind === 'pause'
  );
}

/** What the injector needs of the run around it. */
export interface Injection {
  readonly system: System;
  readonly untilMs: number;
  /** When each operation, and with it its conversation, begins. */
  readonly startsMs: ReadonlyMap<string, number>;
  /** Starts again what runs on a node from its boot on. */
  readonly rebooted: (node: string) => void;
}

export class Injector {
  readonly #system: System;
  readonly #untilMs: number;
  readonly #rebooted: (node: string) => void;
  readonly #struck: Struck[] = [];
  readonly #messages: MessageFaults;
  readonly #sites: SiteFaults;

  constructor({ system, untilMs, startsMs, rebooted }: Injection) {
    this.#system = system;
    this.#untilMs = untilMs;
    this.#rebooted = rebooted;
    this.#messages = new MessageFaults(system, startsMs);
    this.#sites = new SiteFaults(system);
  }

  /** Sees to it that the fault happens when its time comes. Call it before the run begins. */
  add(fault: Fault): void {
    if ('match' in fault) this.#messages.add(fault);
    else if (isBarrier(fault)) this.#addBarrier(fault);
    else if (fault.kind === 'kill') this.#addKill(fault);
    else if (isStop(fault)) this.#addStop(fault);
    else this.#addBurden(fault);
  }

  /** Everything that struck, in order. Call it when the run is over. */
  struck(): Struck[] {
    return [...this.#struck, ...this.#messages.struck(), ...this.#sites.struck()].sort(
      (left, right) => left.atMs - right.atMs,
    );
  }

  #begin(fault: Fault, nodes: readonly string[], message: MessageIdentity | null): void {
    this.#note(fault, nodes, { phase: 'begins', message });
  }

  #end(fault: Fault, nodes: readonly string[]): void {
    this.#note(fault, nodes, { phase: 'ends', message: null });
  }

  #note(fault: Fault, nodes: readonly string[], how: Pick<Struck, 'phase' | 'message'>): void {
    this.#struck.push({ atMs: this.#system.nowMs, fault, nodes, byMs: null, ...how });
  }

  /** At an instant, or when the message comes. */
  #when(at: When, fault: Fault, act: (message: MessageIdentity | null) => void): void {
    if (typeof at === 'number') this.#system.at(at, () => act(null));
    else this.#messages.when(at, `${fault.id ?? ''}?`, act);
  }

  #nodeOf(target: NodeTarget, message: MessageIdentity | null): string {
    if (typeof target === 'string') return target;
    return (target.end === 'sender' ? message?.from : message?.to) ?? '';
  }

  /** A node stops, for good or for a while. */
  #addStop(fault: Stop): void {
    switch (fault.kind) {
      case 'crash': {
        this.#when(fault.at, fault, (message) => this.#crash(fault, message));
        return;
      }
      case 'restart': {
        this.#when(fault.at, fault, (message) => {
          const node = this.#nodeOf(fault.node, message);
          this.#begin(fault, [node], message);
          this.#system.crash(node);
          this.#restart(node);
        });
        return;
      }
      case 'hang': {
        const { forMs } = fault;
        this.#when(fault.at, fault, (message) =>
          this.#hang(fault, { node: this.#nodeOf(fault.node, message), forMs, message }),
        );
        return;
      }
      case 'pause': {
        const { node, everyMs, forMs, fromMs = 0, untilMs = this.#untilMs } = fault;
        for (let atMs = fromMs; atMs < untilMs; atMs += everyMs) {
          this.#system.at(atMs, () => this.#hang(fault, { node, forMs, message: null }));
        }
      }
    }
  }

  /** A node or a service goes on under worse conditions. */
  #addBurden(fault: Burden): void {
    const { fromMs = 0, untilMs } = 'untilMs' in fault || 'fromMs' in fault ? fault : {};
    switch (fault.kind) {
      case 'slow': {
        const { dependency, factor } = fault;
        this.#span(fault, { nodes: [dependency.node], fromMs, untilMs }, (isOn) =>
          this.#system.send(dependency, { kind: 'slow', factor: isOn ? factor : 1 }),
        );
        return;
      }
      case 'impair': {
        const { from, to, id = '' } = fault;
        const nodes = endsOf(this.#system, fault);
        this.#span(fault, { nodes, fromMs, untilMs }, (isOn) =>
          this.#system.network.impair({ from, to, by: id }, isOn ? impairmentOf(fault) : null),
        );
        return;
      }
      case 'leak': {
        const { node, megabytesPerS } = fault;
        this.#span(fault, { nodes: [node], fromMs, untilMs }, (isOn) =>
          this.#system.leak(node, isOn ? megabytesPerS : 0),
        );
        return;
      }
      case 'fillDisk': {
        const { node, percentPerS } = fault;
        this.#span(fault, { nodes: [node], fromMs, untilMs }, (isOn) =>
          this.#system.fillDisk(node, isOn ? percentPerS : 0),
        );
        return;
      }
      case 'loseWrites': {
        const { node } = fault;
        this.#span(fault, { nodes: [node], fromMs, untilMs }, (isOn) =>
          this.#system.node(node).disk.setLying(isOn),
        );
        return;
      }
      case 'buggify': {
        this.#sites.add(fault);
        return;
      }
      case 'signal': {
        this.#addSignal(fault);
        return;
      }
      case 'skew': {
        this.#begin(fault, [fault.node], null);
        this.#system.skew(fault.node, fault.byMs);
        if (fault.driftPpm !== undefined) this.#system.drift(fault.node, fault.driftPpm);
        return;
      }
      case 'clockJump': {
        this.#when(fault.at, fault, (message) => {
          this.#begin(fault, [fault.node], message);
          this.#system.clockJump(fault.node, fault.byMs);
        });
        return;
      }
      case 'poison':
      case 'surge': {
        // Operations like the others: whoever plays the scenario hands them out.
        const [first] = fault.kind === 'poison' ? [fault.operation] : fault.operations;
        if (first === undefined) return;
        this.#system.at(first.atMs, () => this.#begin(fault, [first.driver.node], null));
      }
    }
  }

  #crash(fault: Extract<Fault, { kind: 'crash' }>, message: MessageIdentity | null): void {
    const node = this.#nodeOf(fault.node, message);
    const system = this.#system;
    if (!system.node(node).up) return;
    this.#begin(fault, [node], message);
    system.crash(node, { torn: fault.torn ?? 0, silent: fault.silent ?? false });
    if (fault.backAfterMs === undefined) return;
    system.at(system.nowMs + fault.backAfterMs, () => {
      if (system.node(node).up) return;
      this.#end(fault, [node]);
      this.#restart(node);
    });
  }

  #restart(node: string): void {
    this.#system.restart(node);
    this.#rebooted(node);
  }

  #hang(
    fault: Fault,
    {
      node,
      forMs,
      message,
    }: { readonly node: string; readonly forMs: number; readonly message: MessageIdentity | null },
  ): void {
    const system = this.#system;
    if (!system.node(node).up) return;
    this.#begin(fault, [node], message);
    system.hang(node, forMs);
    system.at(system.nowMs + forMs, () => this.#end(fault, [node]));
  }

  #addKill(fault: Extract<Fault, { kind: 'kill' }>): void {
    const { process } = fault;
    let youngest = 0;
    if ('count' in process) {
      this.#system.at(process.spawnedSinceMs, () => {
        youngest = Math.max(0, ...this.#system.nodes.flatMap((node) => processIds(node)));
      });
    }
    this.#when(fault.at, fault, (message) => {
      for (const pid of this.#targets(process, { youngest, chance: fault.id ?? '' })) {
        this.#begin(fault, [process.node], message);
        this.#system.kill(pid);
      }
    });
  }

  #targets(
    target: ProcessTarget,
    { youngest, chance }: { readonly youngest: number; readonly chance: string },
  ): Pid[] {
    const node = this.#system.node(target.node);
    if ('name' in target) {
      const process = node.names.get(target.name);
      return process === undefined ? [] : [process.pid];
    }
    const key = mix(this.#system.key, hashText(chance));
    const drawn: { readonly order: number; readonly pid: Pid }[] = [];
    for (const process of processesOf(node)) {
      if (process.id <= youngest || (target.leaves && (process.ties?.children ?? 0) > 0)) continue;
      drawn.push({ order: unit(mix(key, process.key)), pid: process.pid });
    }
    return drawn
      .sort((left, right) => left.order - right.order)
      .slice(0, target.count)
      .map(({ pid }) => pid);
  }

  #addBarrier(fault: BarrierFault): void {
    const nodes = nodesAt(fault);
    this.#when(fault.at, fault, (message) => {
      this.#begin(fault, nodes, message);
      const barrier = putUp(this.#system, fault);
      if (fault.forMs === undefined) return;
      this.#system.at(this.#system.nowMs + fault.forMs, () => {
        this.#end(fault, nodes);
        this.#system.network.unblock(barrier);
      });
    });
  }

  #addSignal(fault: Extract<Fault, { kind: 'signal' }>): void {
    const { process, message, forMs, after } = fault;
    this.#when(fault.at, fault, (trigger) => {
      this.#begin(fault, [process.node], trigger);
      this.#system.send(process, message);
      if (forMs === undefined || after === undefined) return;
      this.#system.at(this.#system.nowMs + forMs, () => {
        this.#end(fault, [process.node]);
        this.#system.send(process, after);
      });
    });
  }

  #span(
    fault: Fault,
    {
      nodes,
      fromMs,
      untilMs,
    }: {
      readonly nodes: readonly string[];
      readonly fromMs: number;
      readonly untilMs: number | undefined;
    },
    set: (isOn: boolean) => void,
  ): void {
    this.#system.at(fromMs, () => {
      this.#begin(fault, nodes, null);
      set(true);
    });
    if (untilMs === undefined) return;
    this.#system.at(untilMs, () => {
      this.#end(fault, nodes);
      set(false);
    });
  }
}
