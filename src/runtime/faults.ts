/** What can go wrong with nodes and connections. The methods of `System` are the way to these. */
import { assert } from './assert.ts';
import { toNs } from './clock.ts';
import { spawnFromHost } from './host.ts';
import { leakIntervalMs, nsPerMs } from './limits.ts';
import { removeProcess } from './lifecycle.ts';
import { takeDown, takeExit } from './links.ts';
import type { NodeChange } from './events.ts';
import type { Node } from './node.ts';
import type { Process } from './process.ts';
import { hashText, mix, purpose, unit } from './random.ts';
import { Timer } from './timer.ts';
import { eventKind } from './trace.ts';

const changes: readonly NodeChange[] = [
  'crashed',
  'booted',
  'frozen',
  'resumed',
  'out-of-memory',
  'stopped',
];

function noteChange(node: Node, change: NodeChange): void {
  const { system } = node;
  const what = changes.indexOf(change);
  system.trace.add(eventKind.nodeChanged, node.index, what, node.boot, 0);
  if (system.observer !== undefined) system.views.nodeChanged(node, change);
}

/** How often a node that is stopping looks whether all have ended. */
const shutDownLookMs = 1;

/** How a machine dies. */
export interface CrashOptions {
  /** Probability with which a write under way had reached the disk; 0 if left out. */
  readonly torn?: number;
  /** A loss of power: its peers hear nothing and find out by ticks. */
  readonly silent?: boolean;
}

/** The node dies where it stands. */
export function crash(node: Node, change: NodeChange, options: CrashOptions = {}): void {
  if (!node.up) return;
  noteChange(node, change);
  node.up = false;
  assert(node.boot >= 0, 'boots are counted from zero');
  for (let process = node.firstProcess; process !== null;) {
    const { after } = process;
    // The processes that a frozen node had set aside are in no queue: nothing to take back.
    removeProcess(process);
    process = after;
  }
  const key = mix(mix(node.system.key, purpose.disk), mix(node.key, node.boot));
  node.disk.crash((name) => unit(mix(key, hashText(name))) < (options.torn ?? 0));
  node.clear();
  node.powerless = options.silent ?? false;
  node.system.network.connections.crash(node, node.powerless);
  node.system.sockets.crash(node);
}

/** The node stops in good order: its processes have a while to end, then its machine closes the connections. */
export function shutDown(node: Node, graceMs: number): void {
  assert(graceMs >= 0, 'a grace lasts');
  if (!node.up) return;
  const { system, boot } = node;
  for (const root of node.roots) if (root.alive) takeExit(root, root, 'shutdown', false);
  const endMs = system.nowMs + graceMs;
  const look = (): void => {
    if (!node.up || node.boot !== boot) return;
    if (node.processCount === 0 || system.nowMs >= endMs) crash(node, 'stopped');
    else system.at(Math.min(endMs, system.nowMs + shutDownLookMs), look);
  };
  look();
}

/** The node boots. */
export function restart(node: Node): void {
  if (node.up) return;
  node.up = true;
  node.powerless = false;
  node.boot += 1;
  assert(node.processCount === 0, 'a node boots empty');
  assert(node.frozen === 0, 'a node boots running');
  noteChange(node, 'booted');
  node.system.network.connections.boot(node);
  startBootProcesses(node);
}

/** Starts what the node's specification wants started at each boot. */
export function startBootProcesses(node: Node): void {
  for (const { file, name, arg, as } of node.spec.boot ?? []) {
    spawnFromHost(node, { file, name }, arg, as === undefined ? {} : { name: as });
  }
}

/** Nothing happens on the node for a while. */
export function hang(node: Node, forMs: number): void {
  assert(forMs >= 0, 'a hang lasts');
  if (!node.up) return;
  const { system, boot } = node;
  freeze(node);
  if (forMs > system.network.patienceMs) {
    const stillNs = system.timeline.nowNs + toNs(forMs);
    const lasts = (): boolean =>
      node.up && node.boot === boot && node.frozen > 0 && system.timeline.nowNs < stillNs;
    node.silence = { sinceNs: system.timeline.nowNs, lasts };
    system.network.connections.silence(node, node.silence);
  }
  system.at(system.nowMs + forMs, () => {
    if (node.boot === boot) thaw(node);
  });
}

function freeze(node: Node): void {
  node.frozen += 1;
  if (node.frozen > 1) return;
  noteChange(node, 'frozen');
  node.cpu.stop();
}

function thaw(node: Node): void {
  if (!node.up || node.frozen === 0) return;
  node.frozen -= 1;
  if (node.frozen > 0) return;
  node.silence = null;
  noteChange(node, 'resumed');
  node.cpu.start();
  const { stalled } = node;
  node.stalled = [];
  for (const process of stalled) {
    process.queued = false;
    if (process.alive) node.system.queue.wake(process);
  }
  node.system.delivery.deliverBacklog(node);
}

/** Hangs again and again. */
export function pause(node: Node, everyMs: number, forMs: number, untilMs: number): void {
  assert(everyMs > 0 && forMs <= everyMs, 'pauses do not overlap');
  const { system } = node;
  if (system.nowMs >= untilMs) return;
  hang(node, forMs);
  const nextMs = system.nowMs + everyMs;
  if (nextMs < untilMs) system.at(nextMs, () => pause(node, everyMs, forMs, untilMs));
}

/** Takes memory away bit by bit. */
export function leak(node: Node, bytesPerMs: number): void {
  assert(bytesPerMs >= 0, 'a leak takes memory');
  const runs = node.leakBytesPerMs > 0;
  node.leakBytesPerMs = bytesPerMs;
  if (!runs) leakOn(node);
}

function leakOn(node: Node): void {
  const { timeline } = node.system;
  const dueNs = timeline.nowNs + leakIntervalMs * nsPerMs;
  const timer = Timer.onNode(dueNs, node, () => {
    if (node.leakBytesPerMs === 0) return;
    node.memory += node.leakBytesPerMs * leakIntervalMs;
    if (node.memory > node.memoryMax) crash(node, 'out-of-memory');
    else leakOn(node);
  });
  timeline.schedule(dueNs, timer);
}

/** A process that was to begin on another node never will. */
export function endEmbryo(process: Process): void {
  if (!process.alive) return;
  const { ties } = process;
  process.ties = null;
  removeProcess(process);
  if (ties === null) return;
  for (const peer of ties.links?.keys() ?? []) {
    if (!peer.alive || peer.ties?.links?.get(process) !== 0) continue;
    peer.ties.links.delete(process);
    takeExit(peer, process, 'noconnection', true);
  }
  for (const monitor of ties.watchers ?? []) takeDown(monitor, 'noconnection');
}
