/** 'nines': processes, links, monitors, names. */
import { assert, present } from './assert.ts';
import { copied, copy } from './copy.ts';
import { Raised } from './exit-reason.ts';
import { bodyOf, createProcess, labelOf } from './lifecycle.ts';
import { localLatencyNs } from './limits.ts';
import * as links from './links.ts';
import { linksOf, tiesOf, watchersOf } from './ties.ts';
import { here, misuse, unwindIfDead } from './machine.ts';
import type { Node } from './node.ts';
import { isPid, isRef, pidText, processOf, refTarget, type Pid, type Ref } from './pid.ts';
import type { Process } from './process.ts';
import { show } from './print.ts';
import { isPriority, priorityOf, setPriority, type Priority } from './priority.ts';
import { badarg, knownNode, resolveTarget, type ServerRef } from './server-ref.ts';
import { isPortable } from './toplevel.ts';

export interface SpawnOptions {
  readonly link?: boolean;
  readonly monitor?: boolean;
  readonly node?: string;
  readonly name?: string;
  readonly priority?: Priority;
}
type SpawnBody = (arg: never) => unknown;

function start(
  body: SpawnBody,
  arg: unknown,
  options: SpawnOptions,
): { pid: Pid; ref: Ref | null } {
  const parent = here();
  if (!isPortable(body)) {
    return misuse(
      '`spawn` was given a function that is not a top-level async function of a file',
      'Move it to the top level, declare it with `async function`, and pass what it needs as its argument.',
    );
  }
  const own = copy(arg, 'the argument of spawn');
  const { bytes } = copied;
  const node = options.node === undefined ? parent.node : knownNode(parent, options.node);
  checkRoom(parent, node, options.name);
  if (options.priority !== undefined && !isPriority(options.priority)) {
    badarg('a priority is one of low, normal, high and max');
  }
  const process = createProcess({
    priority: options.priority ?? 'normal',
    node,
    parent,
    body: bodyOf(body, own, copied.functions),
    label: labelOf(body),
    conversation: parent.conversation,
    size: bytes + 64,
  });
  if (options.name !== undefined) giveName(node, options.name, process);
  if (options.link === true) {
    linksOf(parent).set(process, 0);
    linksOf(process).set(parent, 0);
  }
  return { pid: process.pid, ref: options.monitor === true ? watchNew(parent, process) : null };
}

function taken(node: Node, name: string): string {
  const holder = node.names.get(name);
  const who = holder === undefined ? 'another process' : pidText(holder.pid);
  return `the name ${name} is taken on ${node.name} by ${who}: unregister it first, or use whereis to find out`;
}

function elsewhere(what: string, process: Process): string {
  return `${what} is for processes of this node, and this one is on ${process.node.name}: ask a process there`;
}

function checkRoom(parent: Process, node: Node, name: string | undefined): void {
  const { processesMax } = parent.node.system.limits;
  if (node.processCount >= processesMax) {
    throw new Raised(
      'error',
      'system_limit',
      `${node.name} has ${processesMax} processes and room for no more: bound how many are started, and let those that are done end`,
    );
  }
  if (name !== undefined && node.names.has(name)) badarg(taken(node, name));
}

/** A monitor from the very beginning: there is no instant at which it could miss the end. */
function watchNew(parent: Process, process: Process): Ref {
  assert(parent !== process, 'nobody is his own child');
  const ref = parent.node.system.makeRef();
  const target = { process, node: process.node, name: null };
  const monitor = links.attachMonitor(parent, target, ref, null);
  watchersOf(process).add(monitor);
  return ref;
}

export function spawn(body: SpawnBody, arg?: unknown, options: SpawnOptions = {}): Pid {
  return start(body, arg, options).pid;
}

export function spawnLink(body: SpawnBody, arg?: unknown, options: SpawnOptions = {}): Pid {
  return start(body, arg, { ...options, link: true }).pid;
}

export function spawnMonitor(
  body: SpawnBody,
  arg?: unknown,
  options: SpawnOptions = {},
): { pid: Pid; ref: Ref } {
  const { pid, ref } = start(body, arg, { ...options, monitor: true });
  return { pid, ref: present(ref, 'who asks for a monitor gets one') };
}

export function self(): Pid {
  return here().pid;
}

function processIn(pid: unknown): Process {
  if (isPid(pid)) return processOf(pid);
  return misuse(`${show(pid)} is no process`, 'Pass a pid.');
}

/** One argument: end this process. Two: send an exit signal. */
export function exit(...args: readonly unknown[]): void {
  const process = here();
  const target = args.length > 1 ? processIn(args[0]) : null;
  const reason = copy(args.length > 1 ? args[1] : args[0], 'the exit reason');
  if (target === null) throw new Raised('exit', reason);
  if (target === process) {
    links.takeExit(process, process, reason, false);
    unwindIfDead(process);
  } else links.sendExit(process, target, reason);
}

export function isAlive(pid: Pid): boolean {
  const process = here();
  const target = processIn(pid);
  return target.node === process.node ? target.alive : badarg(elsewhere('isAlive', target));
}

export function link(pid: Pid): void {
  links.link(here(), processIn(pid));
}

export function unlink(pid: Pid): void {
  links.unlink(here(), processIn(pid));
}

export function monitor(to: ServerRef): Ref {
  const process = here();
  const { system } = process.node;
  const ref = system.makeRef();
  const target = resolveTarget(process, to);
  if (target !== null) {
    if (target.process !== process) links.attachMonitor(process, target, ref, null);
    return ref;
  }
  const name = typeof to === 'object' && 'name' in to ? to.name : String(to);
  const from = { name, node: process.node.name };
  // Nobody has the name: the DOWN comes as soon as a local message can.
  const { timeline } = system;
  const body = { kind: 'DOWN', ref, from, reason: 'noproc' };
  timeline.schedule(timeline.nowNs + localLatencyNs, links.localNotice(process, body));
  return ref;
}

export function demonitor(
  ref: Ref,
  options: { readonly flush?: boolean; readonly info?: boolean } = {},
): boolean {
  const process = here();
  const target = isRef(ref) ? refTarget(ref) : null;
  if (target !== null && target.kind === 'monitor' && target.owner !== process) {
    badarg('only the process that has asked for a monitor can take it back');
  }
  const active = target !== null && target.kind === 'monitor' && links.demonitor(target);
  if (options.flush === true && !active) {
    const isItsDown = (body: unknown): boolean =>
      typeof body === 'object' &&
      body !== null &&
      (body as { readonly kind?: unknown }).kind === 'DOWN' &&
      (body as { readonly ref?: unknown }).ref === ref;
    const { length } = process.mailbox;
    process.node.memory -= process.mailbox.discard((signal) => isItsDown(signal.body));
    process.node.messageCount -= length - process.mailbox.length;
  }
  return options.info === true ? active : true;
}

export function monitorNode(nodeName: string, on = true): void {
  const process = here();
  const node = knownNode(process, nodeName);
  const nodes = (tiesOf(process).nodes ??= new Map<string, number>());
  const count = (nodes.get(node.name) ?? 0) + (on ? 1 : -1);
  if (count <= 0) nodes.delete(node.name);
  else nodes.set(node.name, count);
  // To itself a node is always connected.
  if (!on || node === process.node) return;
  const { network } = node.system;
  const path = network.path(process.node, node);
  if (path.era !== 0 || network.connections.connect(path)) return;
  links.loseNodeFor(process, node);
}

export function monitorNodes(on = true): void {
  const process = here();
  const { node } = process;
  const ties = tiesOf(process);
  ties.allNodes = on ? ties.allNodes + 1 : 0;
  // A way that nobody has looked at makes no news.
  for (const peer of node.system.nodes) if (peer !== node) node.system.network.path(node, peer);
}

export function priority(wanted: Priority): Priority {
  const process = here();
  const before = priorityOf(process);
  if (!isPriority(wanted)) badarg('a priority is one of low, normal, high and max');
  setPriority(process, wanted);
  return before;
}

export function trapExit(on: boolean): boolean {
  const process = here();
  const before = process.trapsExits;
  process.trapsExits = on;
  return before;
}

function giveName(node: Node, name: string, process: Process): void {
  assert(!node.names.has(name), 'a name is given once');
  assert(process.alive, 'only the living have names');
  node.names.set(name, process);
  tiesOf(process).name = name;
}

export function register(name: string, pid: Pid): void {
  const { node } = here();
  const process = processIn(pid);
  if (process.node !== node) badarg(elsewhere('register', process));
  if (!process.alive) badarg('a process that has ended gets no name');
  if (node.names.has(name)) badarg(taken(node, name));
  const { name: own = null } = process.ties ?? {};
  if (own !== null) badarg(`the process is called ${own} already: it can have one name`);
  if (name === 'undefined') badarg('undefined is no name');
  giveName(node, name, process);
}

export function unregister(name: string): void {
  const { node } = here();
  const process = node.names.get(name);
  if (process === undefined) return badarg(`nobody on ${node.name} is called ${name}`);
  node.names.delete(name);
  if (process.ties !== null) process.ties.name = null;
}

export function whereis(name: string): Pid | undefined {
  return here().node.names.get(name)?.pid;
}
