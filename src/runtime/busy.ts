/**
 * Senders that wait. Sending never waits by itself; but where a network has a busy limit, a process that has sent
 * while too much waited for the same node is not resumed until less does. OTP: the busy limit of a distribution
 * port, `+zdbbl`.
 */
import { assert } from './assert.ts';
import { machine } from './machine.ts';
import type { Path } from './path.ts';
import type { Process } from './process.ts';
import { isPayload, type Signal } from './signal.ts';
import { Timer } from './timer.ts';
import { eventKind } from './trace.ts';

/** Suspends the sender if more than the limit waits. */
export function suspendIfBusy(signal: Signal, path: Path, limitBytes: number): void {
  const { from } = signal;
  const { system } = path.from;
  if (from === null || from !== machine.process || !isPayload(signal.kind)) return;
  const waiting = path.waitingBytes(system.timeline.nowNs);
  if (waiting <= limitBytes || from.suspendedBy !== null) return;
  assert(from.alive, 'only the living are suspended');
  from.suspendedBy = path;
  // Its slice is over at the next await.
  machine.sliceMax = 0;
  path.suspended.push(from);
  system.trace.add(eventKind.suspended, from.id, path.to.index, Math.round(waiting), signal.site);
  if (path.suspended.length === 1) look(path, limitBytes);
}

/** The turn of a process has come that may not run: it is put off until what holds it ends. */
export function setAside(process: Process): void {
  process.queued = true;
  if (process.suspendedBy === null) process.node.stalled.push(process);
  else process.stalled = true;
}

/** Looks again when so much has left that the rest is within the limit. */
function look(path: Path, limitBytes: number): void {
  if (path.suspended.length === 0 || path.cut) return;
  const { timeline } = path.from.system;
  const over = path.waitingBytes(timeline.nowNs) - limitBytes;
  if (over <= 0) {
    resumeAll(path);
    return;
  }
  const dueNs = timeline.nowNs + Math.max(1, Math.ceil(over * path.nsPerByte));
  timeline.schedule(
    dueNs,
    Timer.onNode(dueNs, path.from, () => look(path, limitBytes)),
  );
}

/** The way is open again: what had waited leaves. */
export function release(path: Path, limitBytes: number): void {
  look(path, limitBytes);
}

/** The connection is gone, and with it what waited: all senders go on. */
export function resumeAll(path: Path): void {
  const { suspended } = path;
  path.suspended = [];
  for (const process of suspended) {
    assert(process.suspendedBy === path, 'a process is suspended by one connection');
    process.suspendedBy = null;
    if (!process.alive || !process.stalled) continue;
    process.stalled = false;
    process.queued = false;
    process.node.system.queue.wake(process);
  }
}
