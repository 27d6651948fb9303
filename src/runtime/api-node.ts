/** 'nines': the node, its clock, its disk, and chance. */
import { assert } from './assert.ts';
import { awaitable } from './api-wait.ts';
import type { Visibility } from './connections.ts';
import { copy } from './copy.ts';
import { Failure } from './device.ts';
import { Raised } from './exit-reason.ts';
import { diskReadMs, diskWriteMs } from './limits.ts';
import { toNs } from './clock.ts';
import { begin, here, machine, misuse, operationKind } from './machine.ts';
import type { Ref } from './pid.ts';
import type { Process } from './process.ts';
import { mix, purpose, unit } from './random.ts';

export function node(): string {
  return here().node.name;
}

export function nodes(which: Visibility = 'visible'): string[] {
  const own = here().node;
  return own.system.network.connections.connected(own, which);
}

export function now(): number {
  const own = here().node;
  return own.clock.readMs(own.system.timeline.nowNs);
}

/** Keyed by process and conversation, so that another operation's draws do not move this one's. */
export function random(): number {
  const process = here();
  const { system } = process.node;
  const { conversation } = process;
  const tagged = conversation !== system.conversations.none;
  const ordinal = tagged ? (conversation.drawn += 1) : (process.drawn += 1);
  assert(ordinal > 0, 'draws are counted from one');
  const key = mix(mix(mix(system.key, purpose.learner), process.key), conversation.key);
  return unit(mix(key, ordinal));
}

export function makeRef(): Ref {
  return here().node.system.makeRef();
}

function useDisk(ms: number, action: (process: Process) => unknown): Promise<unknown> {
  const operation = begin(operationKind.disk);
  machine.ns = toNs(ms);
  machine.action = action;
  return awaitable(operation);
}

function keyOf(key: unknown): string {
  return typeof key === 'string'
    ? key
    : misuse('a key of the disk is not a string', 'Give a string.');
}

function write(key: string, value: { readonly held: unknown } | undefined): Promise<unknown> {
  const process = here();
  const { disk: store, system } = process.node;
  if (value !== undefined && store.filledAt(system.nowMs) >= 1) {
    return useDisk(diskReadMs, () => new Failure(new Raised('error', 'enospc')));
  }
  const operation = useDisk(diskWriteMs, () => store.finish(under));
  const under = store.begin(keyOf(key), value);
  return operation;
}

export const disk = {
  put(key: string, value: unknown): Promise<void> {
    here();
    return awaitable(write(key, { held: copy(value, 'the value for the disk') }));
  },
  get(key: string): Promise<unknown> {
    here();
    const own = keyOf(key);
    return useDisk(diskReadMs, (process) => process.node.disk.read(own));
  },
  delete(key: string): Promise<void> {
    here();
    return awaitable(write(key, undefined));
  },
  keys(): Promise<string[]> {
    here();
    return awaitable(useDisk(diskReadMs, (process) => process.node.disk.keys()));
  },
};
