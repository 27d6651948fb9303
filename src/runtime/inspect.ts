/**
 * Looks at a system between two steps and writes down how it stands. Nothing is changed by it, not even what is made
 * when it is first needed: a run that was looked at after every step has the same trace as one that was not.
 */
import { inFlight } from './flight.ts';
import { inspectNode } from './inspect-node.ts';
import { inspectProcess } from './inspect-process.ts';
import type { Moment, PendingTimer } from './moment.ts';
import { nsPerMs } from './limits.ts';
import { show } from './print.ts';
import type { Process } from './process.ts';
import { Signal, dueKind, payloadOf } from './signal.ts';
import type { System } from './system.ts';
import { Timer } from './timer.ts';

/** The system as it stands. Call it between runs, never from within one. */
export function inspect(system: System): Moment {
  const timers = timersOf(system);
  const processes: Moment['processes'][number][] = [];
  for (const node of system.nodes) {
    for (let process = node.firstProcess; process !== null; process = process.after) {
      processes.push(inspectProcess(process, timers.get(process) ?? []));
    }
  }
  return {
    step: system.eventsDone,
    atMs: system.nowMs,
    hash: system.hash(),
    ran: system.ran?.id ?? null,
    nodes: system.nodes.map(inspectNode),
    processes,
    inFlight: inFlight(system),
  };
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
