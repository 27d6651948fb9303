/**
 * What can be known of a process and of a node while they run. The counters behind it (turns in steps, messages
 * waiting, bytes) are kept at all times; everything else is looked up when somebody asks.
 */
import { assert } from './assert.ts';
import { here, machine, misuse } from './machine.ts';
import { processBytes } from './limits.ts';
import type { Node } from './node.ts';
import { isPid, processOf, type Pid } from './pid.ts';
import { priorityOf, type Priority } from './priority.ts';
import { show } from './print.ts';
import { waiting, type Process } from './process.ts';
import { badarg } from './server-ref.ts';

/** OTP: process_info/1. */
export interface ProcessInfo {
  readonly status: 'running' | 'runnable' | 'waiting';
  readonly messageQueueLen: number;
  readonly memory: number;
  readonly reductions: number;
  readonly registeredName: string | undefined;
  readonly initialCall: string;
  readonly currentLocation: string | null;
  readonly links: readonly Pid[];
  readonly monitors: readonly (Pid | { readonly name: string; readonly node: string })[];
  readonly monitoredBy: readonly Pid[];
  readonly trapExit: boolean;
  readonly priority: Priority;
}

/** Counters of one node. OTP: system_info(process_count), statistics(reductions), memory(). */
export interface NodeInfo {
  readonly processCount: number;
  readonly messageQueueLen: number;
  readonly memory: number;
  readonly memoryMax: number;
  readonly reductions: number;
}

/** Messages that wait in a mailbox; does not make one. */
export function queueLengthOf(process: Process): number {
  return process.hasMail ? process.mailbox.length : 0;
}

/** Bytes a process takes: itself, and the messages that wait for it. */
export function memoryOf(process: Process): number {
  assert(process.alive, 'the dead take no memory');
  return processBytes + (process.hasMail ? process.mailbox.bytes : 0);
}

/** The counters of a node. */
export function countersOf(node: Node): NodeInfo {
  const { processCount, messageCount: messageQueueLen, memory, memoryMax, reductions } = node;
  assert(messageQueueLen >= 0, 'no message is taken twice');
  return { processCount, messageQueueLen, memory, memoryMax, reductions };
}

function statusOf(process: Process): ProcessInfo['status'] {
  if (machine.process === process) return 'running';
  return process.queued || process.waitsFor === waiting.nothing ? 'runnable' : 'waiting';
}

function placeOf(process: Process): string | null {
  const { system } = process.node;
  const site = machine.process === process ? system.hooks.at : process.site;
  const place = site === 0 ? null : system.program.place(site);
  return place === null ? null : `${place.file}:${place.line}`;
}

export function processInfo(pid: Pid): ProcessInfo | undefined {
  const asking = here();
  if (!isPid(pid)) return misuse(`${show(pid)} is no process`, 'Pass a pid.');
  const process = processOf(pid);
  if (process.node !== asking.node) {
    return badarg(
      `processInfo is for processes of this node, and this one is on ${process.node.name}: ask a process there`,
    );
  }
  if (!process.alive || process.waitsFor === waiting.start) {
    return process.alive && process.queued ? describe(process) : undefined;
  }
  return describe(process);
}

function describe(process: Process): ProcessInfo {
  assert(process.alive, 'only of the living something is known');
  const { ties } = process;
  const own = [...(ties?.monitors ?? [])];
  const links = [...(ties?.links ?? [])].filter(([, unlinking]) => unlinking === 0);
  return {
    status: statusOf(process),
    messageQueueLen: queueLengthOf(process),
    memory: memoryOf(process),
    reductions: process.reductions,
    registeredName: ties?.name ?? undefined,
    initialCall: process.label,
    currentLocation: placeOf(process),
    links: links.map(([peer]) => peer.pid),
    monitors: own.map(({ target, name, node }) =>
      name === null && target !== null ? target.pid : { name: name ?? '', node: node.name },
    ),
    monitoredBy: [...(ties?.watchers ?? [])].map(({ owner }) => owner.pid),
    trapExit: process.trapsExits,
    priority: priorityOf(process),
  };
}

/** OTP: processes/0. */
export function processes(): Pid[] {
  const pids: Pid[] = [];
  for (let process = here().node.firstProcess; process !== null; process = process.after) {
    pids.push(process.pid);
  }
  assert(pids.length === here().node.processCount, "every process is in its node's list");
  return pids;
}

export function nodeInfo(): NodeInfo {
  return countersOf(here().node);
}
