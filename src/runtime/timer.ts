/** Timers: what is due at an instant without having been sent. */
import { assert } from './assert.ts';
import type { Node } from './node.ts';
import type { Process } from './process.ts';
import { dueKind, type Due, type Signal } from './signal.ts';

/** One timer. Cancelling sets its kind to zero; the timeline drops it when it comes by. */
export class Timer implements Due {
  kind: number;
  readonly dueNs: number;
  /** The process it wakes, or that set it. */
  readonly process: Process | null;
  /** Node it dies with, and the boot of that node. */
  readonly node: Node | null;
  readonly boot: number;
  /** Value to resume with, or signal to send. */
  value: unknown;
  readonly action: (() => void) | null;

  private constructor(kind: number, dueNs: number, process: Process | null, node: Node | null) {
    this.kind = kind;
    this.dueNs = dueNs;
    assert(dueNs >= 0, 'a timer fires after the beginning');
    this.process = process;
    this.node = node;
    this.boot = node === null ? 0 : node.boot;
    this.value = undefined;
    this.action = null;
  }

  /** Ends a wait that has a timeout. */
  static wake(dueNs: number, process: Process): Timer {
    return new Timer(dueKind.wake, dueNs, process, null);
  }

  /** Goes on with a process that sleeps or waits for a device. */
  static resume(dueNs: number, process: Process, value: unknown): Timer {
    const timer = new Timer(dueKind.resume, dueNs, process, null);
    timer.value = value;
    return timer;
  }

  /** Sends a message later. It dies with its node, not with the process that set it. */
  static sendAfter(dueNs: number, process: Process, signal: Signal): Timer {
    const timer = new Timer(dueKind.sendAfter, dueNs, process, process.node);
    timer.value = signal;
    return timer;
  }

  /** Does something on a node, later if the node is paused, never if it has crashed by then. */
  static onNode(dueNs: number, node: Node, action: () => void): Timer {
    return Timer.#acting(dueKind.nodeAction, dueNs, node, action);
  }

  /** Does something in the world, whatever the nodes are up to. */
  static inWorld(dueNs: number, action: () => void): Timer {
    return Timer.#acting(dueKind.hostAction, dueNs, null, action);
  }

  static #acting(kind: number, dueNs: number, node: Node | null, action: () => void): Timer {
    const timer = new Timer(kind, dueNs, null, node);
    (timer as { action: () => void }).action = action;
    return timer;
  }
}
