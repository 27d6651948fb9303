/** Processes that the host starts: the workload, the world, the tests. */
import { assert } from './assert.ts';
import { copied, copy } from './copy.ts';
import { bodyOf, createProcess, labelOf } from './lifecycle.ts';
import type { ProcessView } from './events.ts';
import { tiesOf } from './ties.ts';
import { begin, machine, misuse, operationKind, type Frame } from './machine.ts';
import type { Node } from './node.ts';
import { any } from './pattern.ts';
import type { Pid } from './pid.ts';
import type { Body } from './process.ts';
import { memoryOf, queueLengthOf } from './process-info.ts';

/** A process that does something with each message and never waits for anything else. */
export interface Handler {
  readonly handle: (message: unknown) => void;
}

/** What the host may start: a function of the program, a generator function of its own, or a handler. */
export type HostBody =
  { readonly file: string; readonly name: string } | ((arg: never) => Frame) | Handler;

export interface HostSpawn {
  /** Name to register on the node. */
  readonly name?: string;
  /** Tag of the conversation it belongs to. */
  readonly tag?: string;
}

/** Starts a process without a parent. */
export function spawnFromHost(node: Node, what: HostBody, arg: unknown, options: HostSpawn): Pid {
  const { system } = node;
  assert(node.up, 'a process is started on a node that is up');
  const own = copy(arg, 'the argument');
  const process = createProcess({
    node,
    parent: null,
    body: hostBody(what, own),
    label: hostLabel(what),
    conversation: system.conversations.of(options.tag ?? ''),
    size: copied.bytes,
  });
  node.roots.push(process);
  if (options.name !== undefined) {
    assert(!node.names.has(options.name), `the name ${options.name} is free`);
    node.names.set(options.name, process);
    tiesOf(process).name = options.name;
  }
  return process.pid;
}

function hostBody(what: HostBody, arg: unknown): Body {
  if (typeof what === 'function') return bodyOf(what, arg);
  if ('handle' in what) return bodyOf(() => handle(what), arg);
  const { file, name } = what;
  return {
    arg,
    functions: false,
    resolve: (node) => {
      node.system.load(node, file);
      const body = node.functions.get(`${file}:${name}`);
      if (body !== undefined) return body as (arg: unknown) => unknown;
      return misuse(
        `${file} has no async function ${name} at its top level`,
        `Declare \`async function ${name}\` there.`,
      );
    },
  };
}

function hostLabel(what: HostBody): string {
  if (typeof what === 'function') return labelOf(what);
  return 'handle' in what ? 'handler' : what.name;
}

function* handle(handler: Handler): Frame {
  for (;;) {
    const operation = begin(operationKind.receive);
    machine.match = any;
    machine.ns = -1;
    handler.handle(yield operation);
  }
}

/** A living process, for faults that choose among them. */
export interface Living extends ProcessView {
  readonly pid: Pid;
  readonly bornMs: number;
  /** How many processes it has started. */
  readonly children: number;
  readonly messageQueueLen: number;
  readonly memory: number;
  readonly reductions: number;
}

/** The processes of a node, oldest first. */
export function livingOn(node: Node): Living[] {
  const living: Living[] = [];
  for (let process = node.firstProcess; process !== null; process = process.after) {
    const view = node.system.views.process(process);
    const { pid, bornMs, ties, reductions } = process;
    living.push({
      ...{ ...view, pid, bornMs, children: ties?.children ?? 0, reductions },
      ...{ messageQueueLen: queueLengthOf(process), memory: memoryOf(process) },
    });
  }
  return living;
}
