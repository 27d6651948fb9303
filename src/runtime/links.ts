/**
 * Links and monitors, and how processes end.
 *
 *   link     symmetric: when one end dies, the other gets an exit signal with the reason; unless it traps exits,
 *            any reason but `normal` ends it too
 *   monitor  one-sided: when the watched process dies, the owner gets one DOWN message
 *
 * All of it is done by signals, so all of it takes the time of a message and keeps the order with messages.
 * An unlink holds at once for its caller, but until the peer has acknowledged it, a link signal of the peer
 * that was already on its way is ignored: so both ends always agree in the end (OTP's protocol since 23).
 */
import { assert } from './assert.ts';
import { Raised } from './exit-reason.ts';
import { recopy, copied } from './copy.ts';
import { machine } from './machine.ts';
import type { Node } from './node.ts';
import { aimRef, type Ref } from './pid.ts';
import type { Process } from './process.ts';
import { resultOfDown, type Request } from './request.ts';
import type { Target } from './server-ref.ts';
import { Signal, dueKind } from './signal.ts';
import { linksOf, tiesOf, watchersOf, type Monitor, type Ties } from './ties.ts';

/** Sends a signal that carries nothing of the learner's. */
// eslint-disable-next-line max-params -- the fields of one signal
function sendControl(
  kind: number,
  from: Process,
  to: Process | null,
  node: Node,
  body: unknown,
  extra: unknown,
): void {
  const site = machine.hooks === null ? 0 : machine.hooks.at;
  const signal = new Signal(kind, from, to, body, 0, from.conversation, site, extra);
  signal.functions = body !== null && typeof body === 'object' && copied.functions;
  from.node.system.delivery.sendControl(signal, from.node, node);
}

/** OTP: link/1. */
export function link(process: Process, peer: Process): void {
  if (process === peer) return;
  const links = linksOf(process);
  if (links.get(peer) === 0) return;
  if (!peer.alive && peer.node === process.node) {
    if (!process.trapsExits) throw new Raised('error', 'noproc');
    exitMessage(process, peer, 'noproc');
    return;
  }
  links.set(peer, 0);
  sendControl(dueKind.link, process, peer, peer.node, null, null);
}

/** OTP: unlink/1. */
export function unlink(process: Process, peer: Process): void {
  const links = process.ties?.links;
  if (links?.get(peer) !== 0) return;
  const number = process.node.system.nextNumber();
  assert(number > 0, 'zero stands for a link that is there');
  links.set(peer, number);
  sendControl(dueKind.unlink, process, peer, peer.node, null, number);
}

/** OTP: monitor/2. `request` binds it to a call. */
export function attachMonitor(
  owner: Process,
  target: Target,
  ref: Ref,
  request: Request | null,
): Monitor {
  const monitor: Monitor = {
    kind: 'monitor',
    ref,
    owner,
    target: target.process,
    node: target.node,
    name: target.name,
    active: true,
    request,
  };
  if (request === null) aimRef(ref, monitor);
  (tiesOf(owner).monitors ??= new Set()).add(monitor);
  sendControl(dueKind.monitor, owner, target.process, target.node, null, monitor);
  return monitor;
}

/** OTP: demonitor/1. True if it was still active. */
export function demonitor(monitor: Monitor): boolean {
  if (!monitor.active) return false;
  assert(monitor.owner.alive, 'only the living take a monitor back');
  monitor.active = false;
  const { owner, target } = monitor;
  owner.ties?.monitors?.delete(monitor);
  sendControl(dueKind.demonitor, owner, target, monitor.node, null, monitor);
  return true;
}

/** OTP: exit/2, to another process than oneself. */
export function sendExit(process: Process, to: Process, reason: unknown): void {
  assert(process !== to, 'an exit signal to oneself takes no way');
  sendControl(dueKind.exit, process, to, to.node, reason, null);
}

/** A control signal reaches a living node; `to` may be dead or unknown. */
export function deliverControl(signal: Signal, node: Node): void {
  const { from, to } = signal;
  switch (signal.kind) {
    case dueKind.exit:
      if (to !== null && to.alive && from !== null) takeExit(to, from, signal.body, false);
      return;
    case dueKind.linkExit:
      if (to !== null && to.alive && from !== null && to.ties?.links?.get(from) === 0) {
        to.ties.links.delete(from);
        takeExit(to, from, signal.body, true);
      }
      return;
    case dueKind.link:
      takeLink(signal);
      return;
    case dueKind.unlink:
      if (to === null || from === null) return;
      if (to.ties?.links?.get(from) === 0) to.ties.links.delete(from);
      sendControl(dueKind.unlinkAck, to, from, from.node, null, signal.extra);
      return;
    case dueKind.unlinkAck:
      if (to !== null && from !== null && to.ties?.links?.get(from) === signal.extra) {
        to.ties?.links?.delete(from);
      }
      return;
    case dueKind.monitor:
      takeMonitor(signal.extra as Monitor, node);
      return;
    case dueKind.demonitor: {
      const monitor = signal.extra as Monitor;
      monitor.target?.ties?.watchers?.delete(monitor);
      return;
    }
    case dueKind.down:
      takeDown(signal.extra as Monitor, signal.body);
      return;
    default:
  }
}

function takeLink(signal: Signal): void {
  const { from, to } = signal;
  if (from === null || to === null) return;
  if (!to.alive) {
    sendControl(dueKind.linkExit, to, from, from.node, 'noproc', null);
    return;
  }
  const links = linksOf(to);
  if (!links.has(from)) links.set(from, 0);
}

function takeMonitor(monitor: Monitor, node: Node): void {
  assert(monitor.node === node, 'a monitor arrives where it was sent');
  monitor.target ??= monitor.name === null ? null : (node.names.get(monitor.name) ?? null);
  const { target, owner } = monitor;
  if (target !== null && target.alive) {
    watchersOf(target).add(monitor);
    return;
  }
  const site = 0;
  const signal = new Signal(
    dueKind.down,
    target,
    owner,
    'noproc',
    0,
    owner.conversation,
    site,
    monitor,
  );
  node.system.delivery.sendControl(signal, node, owner.node);
}

/** The owner learns that what it watches is gone. */
export function takeDown(monitor: Monitor, reason: unknown): void {
  const { owner } = monitor;
  if (!monitor.active || !owner.alive) return;
  monitor.active = false;
  owner.ties?.monitors?.delete(monitor);
  if (monitor.request !== null) {
    monitor.request.settle(resultOfDown(reason));
    return;
  }
  const from =
    monitor.name !== null
      ? { name: monitor.name, node: monitor.node.name }
      : (monitor.target?.pid ?? { name: '', node: monitor.node.name });
  owner.node.system.delivery.putMessage(owner, { kind: 'DOWN', ref: monitor.ref, from, reason });
}

/** An exit signal takes effect. `byLink` tells a link's from one that exit/2 sent. */
export function takeExit(process: Process, from: Process, reason: unknown, byLink: boolean): void {
  assert(process.alive, 'only the living take exit signals');
  const { system } = process.node;
  if (!byLink && reason === 'kill') {
    system.end(process, 'killed');
  } else if (process.trapsExits) {
    exitMessage(process, from, reason);
  } else if (reason !== 'normal' || from === process) {
    system.end(process, reason);
  }
}

function exitMessage(process: Process, from: Process, reason: unknown): void {
  process.node.system.delivery.putMessage(process, { kind: 'EXIT', from: from.pid, reason });
}

/** Tells everybody tied to a process that it has ended. Its name is free already. */
export function announceEnd(process: Process, reason: unknown): void {
  assert(!process.alive, 'an end is announced when it has come');
  const { ties } = process;
  if (ties === null) return;
  process.ties = null;
  for (const [peer, unlinking] of ties.links ?? []) {
    if (unlinking !== 0) continue;
    sendControl(dueKind.linkExit, process, peer, peer.node, recopy(reason), null);
  }
  for (const monitor of ties.watchers ?? []) {
    const { owner } = monitor;
    sendControl(dueKind.down, process, owner, owner.node, recopy(reason), monitor);
  }
  for (const socket of [...(ties.sockets ?? [])]) socket.ownerEnded();
  for (const monitor of ties.monitors ?? []) {
    monitor.active = false;
    sendControl(dueKind.demonitor, process, monitor.target, monitor.node, null, monitor);
  }
}

/**
 * True if somebody is there to handle the end of this process: then its crash is no stray one. Who merely waits for the
 * answer of a call has asked for an answer, not for the server's care.
 */
export function isWatched(process: Process): boolean {
  const { ties } = process;
  if (ties === null) return false;
  for (const { request } of ties.watchers ?? []) if (request === null) return true;
  return ties.links !== null && [...ties.links.values()].includes(0);
}

/** A node has lost the connection to another: what its processes are told. */
export function loseNode(node: Node, lost: Node): void {
  assert(node !== lost, 'a node does not lose itself');
  const { system } = node;
  for (let process = node.firstProcess; process !== null;) {
    const { after, ties } = process;
    if (ties !== null) loseTies(process, ties, lost);
    const times = process.alive ? (process.ties?.nodes?.get(lost.name) ?? 0) : 0;
    for (let i = 0; i < times; i += 1) {
      system.delivery.putMessage(process, { kind: 'nodedown', node: lost.name });
    }
    if (times > 0) process.ties?.nodes?.delete(lost.name);
    tellOfNode(process, 'nodedown', lost);
    process = after;
  }
}

/** A node has got a connection to another: those who asked for news of all nodes are told. */
export function gainNode(node: Node, gained: Node): void {
  assert(node !== gained, 'a node does not gain itself');
  for (let process = node.firstProcess; process !== null; process = process.after) {
    tellOfNode(process, 'nodeup', gained);
  }
}

function tellOfNode(process: Process, kind: 'nodeup' | 'nodedown', about: Node): void {
  const times = process.alive ? (process.ties?.allNodes ?? 0) : 0;
  const { system } = process.node;
  for (let i = 0; i < times; i += 1)
    system.delivery.putMessage(process, { kind, node: about.name });
}

function loseTies(process: Process, ties: Ties, lost: Node): void {
  assert(process.node !== lost, 'ties to a lost node are ties to another node');
  for (const monitor of [...(ties.watchers ?? [])]) {
    if (monitor.owner.node === lost) ties.watchers?.delete(monitor);
  }
  for (const monitor of [...(ties.monitors ?? [])]) {
    if (monitor.node === lost) takeDown(monitor, 'noconnection');
  }
  for (const [peer, unlinking] of [...(ties.links ?? [])]) {
    if (peer.node !== lost) continue;
    ties.links?.delete(peer);
    if (unlinking === 0 && process.alive) takeExit(process, peer, 'noconnection', true);
  }
}

/** A message of the runtime's own that comes as a local message does. */
export function localNotice(process: Process, body: unknown): Signal {
  return new Signal(dueKind.message, null, process, body, 64, process.conversation, 0, null);
}

/** A watched node cannot be reached at all: the one who asked learns it at once. */
export function loseNodeFor(process: Process, lost: Node): void {
  process.ties?.nodes?.delete(lost.name);
  process.node.system.delivery.putMessage(process, { kind: 'nodedown', node: lost.name });
}
