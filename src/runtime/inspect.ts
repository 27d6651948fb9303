/**
 * Looks at a system between two steps and writes down how it stands. Nothing is changed by it, not even what is made
 * when it is first needed: a run that was looked at after every step has the same trace as one that was not.
 */
import { assert } from './assert.ts';
import { inFlight } from './flight.ts';
import { inspectNode } from './inspect-node.ts';
import { inspectProcess } from './inspect-process.ts';
import type { Moment, NodeState, PendingTimer, ProcessState } from './moment.ts';
import { nsPerMs } from './limits.ts';
import { machine } from './machine.ts';
import type { Node } from './node.ts';
import { show } from './print.ts';
import type { Process } from './process.ts';
import { Signal, dueKind, payloadOf } from './signal.ts';
import type { System } from './system.ts';
import { Timer } from './timer.ts';

/** Processes that are shown; a node's `processCount` tells of all. */
const processesMax = 2_000;

interface Known {
  readonly state: ProcessState;
  /** What changes whenever the state does, but for what only a turn of the process can change. */
  readonly signs: readonly unknown[];
}

/**
 * Looks at a system after each of many steps. What has not changed since the last look is the same object as then, so
 * looking costs what has changed, and two moments are compared by identity. Call it between runs, never within one.
 */
export class Inspector {
  readonly #system: System;
  #processes = new Map<Process, Known>();
  readonly #nodes: NodeState[] = [];
  #step = -1;

  constructor(system: System) {
    this.#system = system;
  }

  look(): Moment {
    const system = this.#system;
    assert(machine.process === null, 'nobody runs while somebody looks');
    const { eventsDone: step, ran } = system;
    // Only what was looked at one step ago is known not to have changed in between.
    if (step !== this.#step + 1) this.#processes.clear();
    this.#step = step;
    const timers = timersOf(system);
    const processes: ProcessState[] = [];
    const known = new Map<Process, Known>();
    for (const node of system.nodes) {
      for (let process = node.firstProcess; process !== null; process = process.after) {
        if (processes.length === processesMax) break;
        const entry = this.#process(process, timers.get(process) ?? []);
        known.set(process, entry);
        processes.push(entry.state);
      }
    }
    this.#processes = known;
    return {
      step,
      atMs: system.nowMs,
      hash: system.hash(),
      ran: ran?.id ?? null,
      nodes: system.nodes.map((node, index) => this.#node(node, index)),
      processes,
      inFlight: inFlight(system),
    };
  }

  #process(process: Process, timers: readonly PendingTimer[]): Known {
    const signs = signsOf(process, timers);
    const before = this.#processes.get(process);
    const isSame =
      before !== undefined &&
      process !== this.#system.ran &&
      before.signs.every((sign, index) => sign === signs[index]);
    return isSame ? before : { state: inspectProcess(process, timers), signs };
  }

  #node(node: Node, index: number): NodeState {
    const before = this.#nodes[index];
    const state = inspectNode(node);
    if (before !== undefined && JSON.stringify(before) === JSON.stringify(state)) return before;
    this.#nodes[index] = state;
    return state;
  }
}

function signsOf(process: Process, timers: readonly PendingTimer[]): unknown[] {
  const { ties, hasMail, waitsFor, site, conversation, trapsExits, held } = process;
  const { length = 0 } = hasMail ? process.mailbox : {};
  const links = ties?.links?.size;
  // A name that is watched on another node is looked up there, later.
  const owned = [...(ties?.monitors ?? [])].map(({ target }) => target?.id ?? 0).join(' ');
  const watchers = ties?.watchers?.size;
  const due = timers.map(({ atMs }) => atMs).join(' ');
  const state = [waitsFor, site, conversation, trapsExits, held, process.timer];
  return [...state, length, links, owned, watchers, ties?.name, due];
}

/** The timers that processes have set, the next to fire first. */
function timersOf(system: System): Map<Process, PendingTimer[]> {
  const timers = new Map<Process, PendingTimer[]>();
  for (const { ns, due } of system.timeline.upcoming()) {
    if (!(due instanceof Timer) || due.process === null) continue;
    const pending = pendingTimer(due, ns / nsPerMs);
    if (pending === null) continue;
    const known = timers.get(due.process);
    if (known === undefined) timers.set(due.process, [pending]);
    else known.push(pending);
  }
  for (const known of timers.values()) known.sort((left, right) => left.atMs - right.atMs);
  return timers;
}

function pendingTimer({ kind, value }: Timer, atMs: number): PendingTimer | null {
  if (kind === dueKind.wake) return { kind: 'timeout', atMs, text: null };
  if (kind === dueKind.resume) return { kind: 'wake', atMs, text: null };
  if (kind !== dueKind.sendAfter || !(value instanceof Signal)) return null;
  return { kind: 'send', atMs, text: show(payloadOf(value)).slice(0, 200) };
}
