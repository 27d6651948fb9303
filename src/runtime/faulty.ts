/** What can go wrong with a system: its faults, by name. How each comes about is in faults.ts and network.ts. */
import { betweenSides, majorityReach, onRing, oneWay, type Barrier } from './barrier.ts';
import type { Timeline } from './clock.ts';
import * as faults from './faults.ts';
import { endProcess } from './lifecycle.ts';
import { shutDownGraceMs } from './limits.ts';
import type { Impairment } from './network-spec.ts';
import type { Network } from './network.ts';
import type { Node } from './node.ts';
import { processOf, type Pid } from './pid.ts';
import type { Rule, Rules } from './rules.ts';

/** A system on which everything can be inflicted that happens to real ones. */
export abstract class Faulty {
  abstract readonly nodes: readonly Node[];
  abstract readonly network: Network;
  abstract readonly rules: Rules;
  abstract readonly timeline: Timeline;
  abstract get nowMs(): number;
  abstract node(name: string): Node;

  /** Ends a process at once, untrappably: links and monitors see `killed`. */
  kill(pid: Pid): void {
    endProcess(processOf(pid), 'killed');
  }

  /** The machine dies. */
  crash(node: string, options: faults.CrashOptions = {}): void {
    faults.crash(this.node(node), 'crashed', options);
  }

  /** The machine comes back with its disk, empty memory, and its boot processes. */
  restart(node: string): void {
    faults.restart(this.node(node));
  }

  /** The node stops in good order: who was started from outside is told `shutdown`, and has so long to end. */
  shutDown(node: string, graceMs = shutDownGraceMs): void {
    faults.shutDown(this.node(node), graceMs);
  }

  /** Nothing happens on the node for so long; then it goes on as if nothing had been. */
  hang(node: string, forMs: number): void {
    faults.hang(this.node(node), forMs);
  }

  /** Hangs for `forMs`, again and again, `everyMs` from one to the next, until `untilMs` of virtual time. */
  pause(node: string, everyMs: number, forMs: number, untilMs = Infinity): void {
    faults.pause(this.node(node), everyMs, forMs, untilMs);
  }

  /** Cuts both directions between every two nodes of different sides. Who is on no side still reaches all. */
  partition(...sides: readonly (readonly string[])[]): Barrier {
    return this.network.block(
      betweenSides(sides.map((side) => side.map((name) => this.node(name)))),
    );
  }

  /** A partition in which each node reaches its neighbours on the ring alone, so many on each side. */
  ring(names: readonly string[], reach = majorityReach(names.length)): Barrier {
    const nodes = names.map((name) => this.node(name));
    return this.network.block(onRing(nodes, reach));
  }

  /** Cuts one direction: what the one, or each of the ones, sends does not get to the others. */
  cut(from: string | readonly string[], to: string | readonly string[]): Barrier {
    return this.network.block(oneWay(this.#named(from), this.#named(to)));
  }

  /** Ends partitions and cuts between two groups; without arguments all of them. */
  heal(groupA?: readonly string[], groupB?: readonly string[]): void {
    if (groupA === undefined && groupB === undefined) this.network.unblock();
    else {
      const one = groupA === undefined ? this.nodes : this.#named(groupA);
      const other = groupB === undefined ? this.nodes : this.#named(groupB);
      this.network.open(oneWay(one, other));
      this.network.open(oneWay(other, one));
    }
  }

  #named(names: string | readonly string[]): Node[] {
    return (typeof names === 'string' ? [names] : names).map((name) => this.node(name));
  }

  /** Something is wrong with the ways from some nodes to others, by name or `shop-*`; null ends it. */
  impair(from: string, to: string, impairment: Impairment | null): void {
    this.network.impair({ from, to }, impairment);
  }

  /** Sets how far a node's clock is ahead. */
  skew(node: string, aheadMs: number): void {
    this.node(node).clock.setOffset(aheadMs);
  }

  /** A node's clock jumps. */
  clockJump(node: string, byMs: number): void {
    this.node(node).clock.jump(byMs);
  }

  /** A node's clock runs fast from now on, by millionths. */
  drift(node: string, partsPerMillion: number): void {
    this.node(node).clock.setDrift(this.timeline.nowNs, partsPerMillion);
  }

  addRule(rule: Rule): void {
    this.rules.add(rule);
  }

  removeRule(id: string): void {
    this.rules.remove(id);
  }

  /** The disk fills up; `put` fails with `enospc` once it is full. */
  fillDisk(node: string, percentPerSecond: number): void {
    this.node(node).disk.fill(this.nowMs, percentPerSecond / 100_000);
  }

  /** Memory leaks until the node dies of it. */
  leak(node: string, megabytesPerSecond: number): void {
    faults.leak(this.node(node), megabytesPerSecond * 1_000);
  }
}
