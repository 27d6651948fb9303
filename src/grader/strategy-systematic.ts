/**
 * Bounded systematic exploration: every order in which the processes of a small run can take their turns, one run
 * after the other. Generators cannot be copied, so it is stateless, as in VeriSoft (Godefroid, POPL 1997): a run is
 * made again from the start with the same choices up to a point, and another one there.
 *
 * Sleep sets (Godefroid, LNCS 1032, chapter 5) leave out orders that differ only in turns that have nothing to do
 * with each other: once `p` has been explored from a state, it sleeps in what follows its sibling `q` until a turn
 * that depends on it has been taken. A run whose every process sleeps has been seen already.
 *
 * Two turns depend on each other if they are of one node (whose processes may share the state of a module), send to
 * one process, or both put something on record.
 *
 * Only the order inside an instant of virtual time is a choice; when messages arrive is the seed's, so a few seeds
 * are gone through, with the first operations of each.
 */
import type { Node } from '#runtime/node.ts';
import type { Process } from '#runtime/process.ts';
import type { Key } from '#runtime/random.ts';
import type { Chooser } from '#runtime/scheduler.ts';
import type { Signal } from '#runtime/signal.ts';
import { assert } from './assert.ts';
import type { Ground, Strategy } from './strategy.ts';

/** Operations of a run that is explored; more have more orders than can be gone through. */
const operationsMax = 4;
/** Runs after which another seed has its turn. */
const runsPerSeed = 2_000;
/** Turns of a run among which there is a choice; what comes later goes first come, first served. */
const turnsMax = 2_000;

export function systematic(ground: Ground): Strategy {
  let exploring: { readonly seed: number; readonly explorer: Explorer; runs: number } | null = null;
  return {
    name: 'systematic',
    next: (seed) => {
      if (exploring === null || exploring.explorer.isDone || exploring.runs >= runsPerSeed)
        exploring = { seed, explorer: new Explorer(), runs: 0 };
      const { explorer, seed: ownSeed } = exploring;
      exploring.runs++;
      const scenario = ground.scenario(ownSeed);
      const { faults, untilMs, workload } = scenario;
      const rest = { operations: workload.slice(0, operationsMax), faults, untilMs };
      explorer.begin();
      return {
        seed: ownSeed,
        scenario,
        candidate: { ...rest, scheduler: { kind: 'chosen', by: explorer } },
        over: () => {
          const schedule = explorer.end();
          return { ...rest, scheduler: { kind: 'replay', schedule } };
        },
      };
    },
  };
}

/** What a turn has touched. */
interface Footprint {
  /** Place of the node among the nodes: a system is not kept for what one of its turns did. */
  readonly node: number;
  /** Processes, names and routes it has sent to. */
  readonly targets: ReadonlySet<string>;
  readonly observed: boolean;
}

/** A state in which somebody had to be chosen. */
interface Choice {
  readonly runnable: readonly Key[];
  /** Those that need not be explored from here, and those that have been, with what their turn touches. */
  readonly asleep: Map<Key, Footprint>;
  chosen: Key;
  footprint: Footprint | null;
}

/** Goes through all orders of the turns of one run, depth first. */
export class Explorer implements Chooser {
  isDone = false;
  readonly #path: Choice[] = [];
  /** Turns taken in this run. */
  #depth = 0;
  /** True once all that could run had been seen, or the path is too long: the rest is not explored. */
  #isOff = false;
  #turn: {
    readonly process: Process;
    readonly targets: Set<string>;
    readonly seen: number;
  } | null = null;
  #schedule: number[] = [];

  /** A run begins. */
  begin(): void {
    assert(!this.isDone, 'there is an order left');
    this.#depth = 0;
    this.#isOff = false;
    this.#turn = null;
    this.#schedule = [];
  }

  /** The run is over: the choices it took, as a schedule. The next run takes another way. */
  end(): readonly number[] {
    this.#endTurn();
    // Whatever lies beyond the end of this run belongs to another one.
    this.#path.length = Math.min(this.#path.length, this.#depth);
    while (this.#path.length > 0 && !this.#turnLast()) this.#path.pop();
    this.isDone = this.#path.length === 0;
    return this.#schedule;
  }

  choose(runnable: readonly Process[]): number {
    this.#endTurn();
    const index = this.#isOff ? 0 : this.#index(runnable);
    const process = runnable[index];
    assert(process !== undefined, 'somebody can run');
    if (runnable.length > 1) this.#schedule.push(process.id);
    const { system } = process.node;
    this.#turn = { process, targets: new Set(), seen: system.observations.length };
    return index;
  }

  signalled(signal: Signal, from: Node, to: Node): void {
    const targets = this.#turn?.targets;
    if (targets === undefined) return;
    targets.add(signal.to === null ? `${to.name} ${String(signal.extra)}` : `#${signal.to.key}`);
    // How long a message takes hangs on which one of its conversation on this route it is.
    if (from !== to) targets.add(`${signal.conversation.tag} ${from.index} ${to.index}`);
  }

  #index(runnable: readonly Process[]): number {
    const known = this.#path[this.#depth];
    if (known !== undefined) {
      this.#depth++;
      const index = runnable.findIndex((process) => process.key === known.chosen);
      assert(index >= 0, 'the same choices lead to the same state');
      return index;
    }
    const asleep = this.#asleep();
    const index = runnable.findIndex((process) => !asleep.has(process.key));
    const process = runnable[index];
    if (process === undefined || this.#path.length >= turnsMax) {
      this.#isOff = true;
      return 0;
    }
    const keys = runnable.map(({ key }) => key);
    this.#path.push({ runnable: keys, asleep, chosen: process.key, footprint: null });
    this.#depth++;
    return index;
  }

  /** Who sleeps after the last choice: those that slept before it and have nothing to do with its turn. */
  #asleep(): Map<Key, Footprint> {
    const last = this.#path.at(-1);
    const asleep = new Map<Key, Footprint>();
    if (last === undefined || last.footprint === null) return asleep;
    for (const [key, footprint] of last.asleep) {
      if (!isDependent(footprint, last.footprint)) asleep.set(key, footprint);
    }
    return asleep;
  }

  #endTurn(): void {
    const turn = this.#turn;
    this.#turn = null;
    const choice = this.#path[this.#depth - 1];
    if (turn === null || choice === undefined || this.#isOff) return;
    const { process, targets, seen } = turn;
    const { node } = process;
    const observed = node.system.observations.length > seen;
    choice.footprint = { node: node.index, targets, observed };
  }

  /** Takes the next way from the last choice; false if there is none left. */
  #turnLast(): boolean {
    const last = this.#path.at(-1);
    if (last === undefined) return false;
    if (last.footprint !== null) last.asleep.set(last.chosen, last.footprint);
    const next = last.runnable.find((key) => !last.asleep.has(key));
    if (next === undefined || last.footprint === null) return false;
    last.chosen = next;
    last.footprint = null;
    return true;
  }
}

function isDependent(left: Footprint, right: Footprint): boolean {
  if (left.node === right.node) return true;
  if (left.observed && right.observed) return true;
  for (const target of left.targets) if (right.targets.has(target)) return true;
  return false;
}
