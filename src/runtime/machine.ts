/**
 * The one place where the learner's free functions find out for whom they act: JavaScript runs one process at
 * a time, so "the process that is running" is a variable, not an argument.
 *
 * It also holds the one operation that is waiting to be awaited. An operation (`receive`, `call`, a call of an
 * async function …) does nothing when it is made: it leaves what is wanted here and returns a token. The
 * driver does it when the token comes out of a `yield` or a `return`. So there can be only one, and making a
 * second one first is the mistake of not awaiting the first.
 */
import type { Stop } from './stop.ts';
import { unwind } from './exit-reason.ts';
import type { Process } from './process.ts';
import type { ModuleHooks } from './program.ts';
import type { Request } from './request.ts';
import type { System } from './system.ts';
import { assert, present } from './assert.ts';
import { sliceReductions } from './limits.ts';

/** Body of a process or of an async function, after the compiler has lowered it. */
export type Frame = Generator<unknown, unknown, unknown>;

/** A part of a body that gives nothing back. */
export type Steps = Generator<unknown, void, unknown>;

/** What an async operation returns; opaque to learners, who see a Promise type. */
export class Operation {
  readonly kind = 'operation' as const;
  constructor() {
    Object.freeze(this);
  }
}
Reflect.deleteProperty(Operation.prototype, 'constructor');
Object.freeze(Operation.prototype);

/** What the driver is to do for the pending operation. */
export const operationKind = {
  frame: 0,
  receive: 1,
  response: 2,
  sleep: 3,
  work: 4,
  nif: 5,
  disk: 6,
  socket: 7,
} as const;

interface Machine {
  system: System | null;
  /** Null between slices, and while learner code runs that must not use the runtime. */
  process: Process | null;
  hooks: ModuleHooks | null;
  /** Why `process` is null although a process runs; for the message. */
  busy: string | null;
  pending: Operation | null;
  pendingSite: number;
  // Arguments of the pending operation.
  kind: number;
  frame: Frame | null;
  match: unknown;
  /** A duration, or -1 for "as long as it takes". */
  ns: number;
  request: Request | null;
  action: ((process: Process) => unknown) | null;
  turn: number;
  /** Resumptions that the running process may have before others go first. */
  sliceMax: number;
}

export const machine: Machine = {
  system: null,
  process: null,
  hooks: null,
  busy: null,
  pending: null,
  pendingSite: 0,
  kind: 0,
  frame: null,
  match: undefined,
  ns: -1,
  request: null,
  action: null,
  turn: 0,
  sliceMax: sliceReductions,
};

// Eight tokens in turn: a token kept from an earlier operation is then not the one that is pending now.
const operations: readonly Operation[] = Array.from({ length: 8 }, () => new Operation());
const firstOperation = present(operations[0], 'there are tokens');

/** Makes an operation the pending one. Its arguments are set by the caller before it returns the token. */
export function begin(kind: number): Operation {
  if (machine.pending !== null) refuseUnawaited();
  machine.turn = (machine.turn + 1) & 7;
  assert(
    kind >= operationKind.frame && kind <= operationKind.socket,
    'the driver knows the operation',
  );
  const operation = operations[machine.turn] ?? firstOperation;
  machine.pending = operation;
  machine.pendingSite = machine.hooks === null ? 0 : machine.hooks.at;
  machine.kind = kind;
  return operation;
}

/** The process that is running; ends the run if there is none that may use the runtime. */
export function here(): Process {
  return machine.process ?? refuseCaller();
}

function refuseCaller(): never {
  if (machine.system === null) {
    throw new Error("this function of 'nines' acts for a process, and no process is running");
  }
  if (machine.system.stopped !== null) throw unwind;
  if (machine.busy !== null) {
    return misuse(`a function of 'nines' was called ${machine.busy}`, remedyOf(machine.busy));
  }
  throw unwind;
}

function remedyOf(busy: string): string {
  return busy.includes('module')
    ? 'Call it inside of an async function that a process runs.'
    : 'Keep getters, proxies, predicates and toString free of send, receive and all the others.';
}

function refuseUnawaited(): never {
  const site = machine.pendingSite;
  return misuse(
    'the result of an async operation was not awaited at once',
    'Write await in front of the call. To have several calls on their way at once, use sendRequest and receiveResponse, or spawn a process for each.',
    site,
  );
}

/** Leaves the code of a process that has just been ended by what it did. */
export function unwindIfDead(process: Process): void {
  if (!process.alive) throw unwind;
}

/** Ends the run: a rule of 'nines' was broken, and going on would teach something false. */
export function misuse(message: string, remedy: string, site?: number): never {
  const at = site ?? (machine.hooks === null ? 0 : machine.hooks.at);
  stopRun({ code: 'KIT-MISUSE', message, remedy, site: at });
}

/** Ends the run for a reason that belongs to the running code. */
export function stopRun(stop: Pick<Stop, 'code' | 'message' | 'remedy' | 'site'>): never {
  const { system } = machine;
  if (system === null) throw new Error(`${stop.message}. ${stop.remedy}`);
  system.stop(stop);
  throw unwind;
}

/** Ends the run because calls nest too deep; where exactly that is differs between engines. */
export function stopDeep(site: number): never {
  return stopRun({
    code: 'KIT-DEEP',
    message: 'function calls are nested too deep',
    remedy: 'Look for a recursion that never ends; use a loop for long lists.',
    site,
  });
}

/** Runs code of the learner's that must not use the runtime: a predicate, a getter met while copying. */
export function guarded<T>(busy: string, run: () => T): T {
  const { process, busy: outer } = machine;
  assert(busy !== '', 'what keeps the runtime from being used has a name');
  machine.process = null;
  machine.busy = busy;
  try {
    return run();
  } finally {
    machine.busy = outer;
    if (process === null || process.alive) machine.process = process;
  }
}
