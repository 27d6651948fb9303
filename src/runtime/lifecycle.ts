/** How processes begin and end. */
import { assert } from './assert.ts';
import { functionName, localFunction, nativeName } from './toplevel.ts';
import {
  Raised,
  engineTextOf,
  isOrderly,
  languageText,
  textOf,
  type ErrorReason,
} from './exit-reason.ts';
import { recopy } from './copy.ts';
import { digest } from './digest.ts';
import { announceEnd, isWatched } from './links.ts';
import { tiesOf } from './ties.ts';
import { machine } from './machine.ts';
import type { Node } from './node.ts';
import { Process, waiting, type Body } from './process.ts';
import { show } from './print.ts';
import { setPriority, type Priority } from './priority.ts';
import { mix, purpose } from './random.ts';
import { leaveRegistries } from './registry.ts';
import { Signal, dueKind } from './signal.ts';
import type { Conversation } from './conversation.ts';
import { eventKind } from './trace.ts';

type AnyFunction = (...args: never[]) => unknown;

/** A function that is known already: on another node it stands for that node's own. */
export function bodyOf(callable: AnyFunction, arg: unknown, functions = false): Body {
  return {
    arg,
    functions,
    resolve: (node) => localFunction(node, callable) as (arg: unknown) => unknown,
  };
}

/** What people call a process that runs this function. */
export function labelOf(callable: AnyFunction): string {
  const name = functionName(callable)?.name ?? nativeName(callable) ?? callable.name;
  return name === '' ? 'process' : name;
}

/** What a new process is given. */
export interface Birth {
  readonly node: Node;
  readonly parent: Process | null;
  readonly priority?: Priority;
  readonly body: Body;
  readonly label: string;
  readonly conversation: Conversation;
  /** Name to register on its node. */
  readonly name?: string;
  /** Bytes of its argument, for the message that carries it to another node. */
  readonly size: number;
}

/** Makes a process. On its own node it is runnable at once, on another when the spawn signal has got there. */
export function createProcess(birth: Birth): Process {
  const { node, parent, conversation } = birth;
  const { system } = node;
  const key = keyOfChild(birth);
  const process = new Process(system.nextProcessId(), key, node, birth.label, conversation);
  assert(birth.size >= 0, 'an argument has a size');
  process.held = birth.body;
  process.waitsFor = waiting.start;
  if ((birth.priority ?? 'normal') !== 'normal') setPriority(process, birth.priority ?? 'normal');
  if (parent !== null) tiesOf(parent).children += 1;
  const parentId = parent === null ? 0 : parent.id;
  system.trace.add(eventKind.spawned, process.id, parentId, node.index, system.hooks.at);
  if (parent === null || parent.node === node) beginProcess(process);
  else {
    const signal = new Signal(
      dueKind.spawn,
      parent,
      process,
      null,
      birth.size,
      conversation,
      0,
      null,
    );
    system.delivery.sendControl(signal, parent.node, node);
  }
  if (system.observer !== undefined) system.views.spawned(process, parent);
  return process;
}

function keyOfChild({ node, parent, conversation }: Birth): number {
  const { system } = node;
  // Within a tagged conversation the ordinal is the conversation's: what else the parent starts does not count.
  const tagged = conversation !== system.conversations.none;
  if (tagged) conversation.spawned += 1;
  else if (parent === null) node.hostSpawned += 1;
  else tiesOf(parent).spawned += 1;
  const untagged = parent === null ? node.hostSpawned : (parent.ties?.spawned ?? 0);
  const ordinal = tagged ? conversation.spawned : untagged;
  const origin = parent === null ? mix(mix(system.key, purpose.spawn), node.key) : parent.key;
  return mix(mix(origin, conversation.key), ordinal);
}

/** The process is on its node and can run. */
export function beginProcess(process: Process): void {
  assert(process.alive && process.waitsFor === waiting.start, 'a process begins once');
  const { node } = process;
  node.add(process);
  node.system.queue.wake(process);
}

/** Ends a process with a reason: everybody tied to it is told. */
export function endProcess(process: Process, reason: unknown): void {
  if (!process.alive) return;
  const { node } = process;
  const { system } = node;
  if (system.observer !== undefined) system.views.exited(process, reason);
  system.trace.add(eventKind.exited, process.id, digest(reason), node.index, process.site);
  const name = process.ties?.name ?? null;
  if (name !== null) node.names.delete(name);
  if (process.ties?.registries) leaveRegistries(process);
  removeProcess(process);
  announceEnd(process, reason);
}

/** Takes a process out of its node without telling anybody: part of dying, and all of it in a crash. */
export function removeProcess(process: Process): void {
  const { node, timer } = process;
  const { system } = node;
  if (timer !== null) system.timeline.cancel(timer);
  process.timer = null;
  if (process.waitsFor === waiting.device) node.cpu.remove(process);
  if (process.hasMail) {
    node.messageCount -= process.mailbox.length;
    node.memory -= process.mailbox.clear();
  }
  const begun = process.waitsFor !== waiting.start || process.queued;
  assert(process.alive, 'a process is removed once');
  process.drop();
  if (begun) node.remove(process);
  if (machine.process === process) {
    machine.process = null;
    system.hooks.stopping = true;
  }
}

/** A process ends by what it threw and did not catch. */
export function fail(process: Process, error: unknown): void {
  const { system } = process.node;
  process.site = system.hooks.at;
  const reason = reasonOf(process, error);
  const exits = error instanceof Raised && error.kind === 'exit';
  if (!exits && !isOrderly(reason) && system.crashes.length < system.limits.occurrencesMax) {
    system.crashes.push({
      atMs: system.nowMs,
      process: system.views.process(process),
      reason,
      site: process.site,
      watched: isWatched(process),
      engineText: error instanceof Error ? (engineTextOf(error) ?? ownMessage(error) ?? '') : null,
    });
  }
  endProcess(process, reason);
}

/** The message as text, without asking an object of the learner's for it. */
function ownMessage(error: Error): string | undefined {
  const message: unknown = Object.getOwnPropertyDescriptor(error, 'message')?.value;
  return typeof message === 'string' || message === undefined ? message : show(message);
}

/** The exit reason of an uncaught error: data, and the same on every engine. */
export function reasonOf(process: Process, error: unknown): unknown {
  const { system } = process.node;
  // Zero is no place: the process has passed none yet.
  const place = system.hooks.at === 0 ? null : system.program.place(system.hooks.at);
  const at = place === null ? null : `${place.file}:${place.line}`;
  if (error instanceof Raised) {
    if (error.kind === 'exit') return recopy(error.reason);
    const message = textOf(error);
    return { kind: 'error', name: show(error.reason), message, at } satisfies ErrorReason;
  }
  if (!(error instanceof Error)) {
    return { kind: 'error', name: 'nocatch', message: show(error), at } satisfies ErrorReason;
  }
  const own = system.hooks.isThrown(error);
  const message = own ? (ownMessage(error) ?? '') : languageText;
  return { kind: 'error', name: errorName(error, own), message, at } satisfies ErrorReason;
}

const languageErrors = [TypeError, RangeError, ReferenceError, SyntaxError, URIError, EvalError];

function errorName(error: Error, own: boolean): string {
  const name: unknown = own ? Object.getOwnPropertyDescriptor(error, 'name')?.value : undefined;
  if (typeof name === 'string') return name;
  const kind = languageErrors.find((candidate) => error instanceof candidate);
  return kind === undefined ? 'Error' : kind.prototype.name;
}
