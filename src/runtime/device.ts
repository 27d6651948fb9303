/** Operations that are over when a device says so: sleep, work, native code, the disk. */
import { assert, present } from './assert.ts';
import { toNs } from './clock.ts';
import { waitMaxMs } from './limits.ts';
import { machine, misuse, operationKind } from './machine.ts';
import { waiting, type Process } from './process.ts';
import type { System } from './system.ts';
import { Timer } from './timer.ts';
import { eventKind } from './trace.ts';
import { waits } from './waiter.ts';

/** A device's answer that is an error: it is thrown where the operation is awaited. */
export class Failure {
  readonly error: unknown;
  constructor(error: unknown) {
    this.error = error;
  }
}

/** Begins what the pending operation wants; the process goes on when the device says so. Never at once: false. */
export function useDevice(system: System, process: Process): boolean {
  const { node } = process;
  const { timeline } = system;
  const { ns, kind } = machine;
  assert(ns >= 0, 'a device takes some time');
  assert(process.alive, 'only the living use devices');
  process.waitsFor = waiting.device;
  system.trace.add(eventKind.operated, process.id, kind, 0, system.hooks.at);
  if (kind === operationKind.work) node.cpu.work(process, ns);
  else if (kind === operationKind.nif) node.cpu.native(process, ns);
  else if (kind === operationKind.sleep) {
    const dueNs = timeline.nowNs + node.clock.durationNs(ns);
    timeline.schedule(dueNs, Timer.resume(dueNs, process, undefined));
  } else {
    const action = present(machine.action, 'a disk operation has an action');
    const dueNs = timeline.nowNs + ns;
    const finish = (): void => system.queue.resume(process, action(process));
    timeline.schedule(dueNs, Timer.onNode(dueNs, node, finish));
  }
  return false;
}

/** Begins what the pending operation wants of a socket; gives its answer, or `waits` if the process has to wait. */
export function askSocket(system: System, process: Process): unknown {
  const action = present(machine.action, 'an operation of a socket has an action');
  system.trace.add(eventKind.operated, process.id, machine.kind, 0, system.hooks.at);
  const answer = action(process);
  if (answer === waits) process.waitsFor = waiting.device;
  return answer;
}

/** Milliseconds of an argument as nanoseconds; a number that cannot be meant ends the run. */
export function durationNs(ms: unknown, what: string): number {
  if (typeof ms !== 'number' || !(ms >= 0)) {
    return misuse(`${what} is not a number of milliseconds`, 'Give a number that is not negative.');
  }
  return ms > waitMaxMs ? -1 : toNs(ms);
}
