/**
 * The handles a learner may hold: process identifiers and references. They are frozen, so that a handle
 * that travels between nodes is not a piece of shared memory, and what they stand for is in a private
 * field, so that only the runtime gets from the handle to the thing.
 */
import type { Monitor } from './ties.ts';
import type { Process } from './process.ts';
import type { Request } from './request.ts';
import type { Timer } from './timer.ts';

let recordOf: (pid: Pid) => Process;
let isPidValue: (value: object) => boolean;

/** Identifies a process; equal only to itself. */
export class Pid {
  readonly kind = 'pid' as const;
  readonly node: string;
  readonly id: number;
  readonly #process: Process;

  constructor(process: Process) {
    this.node = process.node.name;
    this.id = process.id;
    this.#process = process;
    Object.freeze(this);
  }

  static {
    recordOf = (pid) => pid.#process;
    isPidValue = (value) => #process in value;
  }
}

/** What a reference was made for, if it was not made by `makeRef`. */
export type RefTarget = Monitor | Timer | Request | null;

let targetOf: (ref: Ref) => RefTarget;
let aim: (ref: Ref, target: RefTarget) => void;
let isRefValue: (value: object) => boolean;

/** A unique reference. */
export class Ref {
  readonly kind = 'ref' as const;
  readonly id: number;
  #target: RefTarget = null;

  constructor(id: number) {
    this.id = id;
    Object.freeze(this);
  }

  static {
    targetOf = (ref) => ref.#target;
    aim = (ref, target) => {
      ref.#target = target;
    };
    isRefValue = (value) => #target in value;
  }
}

// A learner can reach the prototype of a handle: it must lead to nothing that can be changed or called.
for (const handle of [Pid, Ref]) {
  Reflect.deleteProperty(handle.prototype, 'constructor');
  Object.freeze(handle.prototype);
}

/** The process a pid stands for, dead or alive. */
export function processOf(pid: Pid): Process {
  return recordOf(pid);
}

/** True for a real pid, false for an object that only looks like one. */
export function isPid(value: unknown): value is Pid {
  return typeof value === 'object' && value !== null && isPidValue(value);
}

/**
 * True for a pid and for what was forged from its prototype: quicker than `isPid`. Taking the process out of a
 * forged one throws.
 */
export function looksLikePid(value: unknown): value is Pid {
  return typeof value === 'object' && value instanceof Pid;
}

/** True for a real reference. */
export function isRef(value: unknown): value is Ref {
  return typeof value === 'object' && value !== null && isRefValue(value);
}

/** The monitor, timer or request behind a reference. */
export function refTarget(ref: Ref): RefTarget {
  return targetOf(ref);
}

/** Makes a reference stand for something. */
export function aimRef(ref: Ref, target: RefTarget): void {
  aim(ref, target);
}

/** `<shop-2.17>`: how a pid is printed everywhere. */
export function pidText(pid: { readonly node: string; readonly id: number }): string {
  return `<${pid.node}.${pid.id}>`;
}

/** `#Ref<4>`: how a reference is printed everywhere. */
export function refText(ref: { readonly id: number }): string {
  return `#Ref<${ref.id}>`;
}
