/** Which machines run what, by your plan, and which of them are up as far as this node knows. */
import { monitorNodes, node, receive, type NodeDown, type NodeUp } from 'nines';
import { nodeTypes } from './nodes.ts';
import type { Address, AppName, NodeType } from './types.ts';

function namesOf({ name, count }: NodeType): string[] {
  return Array.from({ length: count }, (_, index) => `${name}-${index + 1}`);
}

/** The names of all machines. */
export const allMachines: readonly string[] = nodeTypes.flatMap(namesOf);

/** All machines that run a function, up or not. */
export function machinesWith(app: AppName): readonly string[] {
  let names = machinesOf.get(app);
  if (names === undefined) {
    names = nodeTypes.filter(({ apps }) => apps.includes(app)).flatMap(namesOf);
    machinesOf.set(app, names);
  }
  return names;
}
const machinesOf = new Map<AppName, readonly string[]>();

/** Those that are up. A machine that has crashed is left out one millisecond later. */
export function upWith(app: AppName): readonly string[] {
  const all = machinesWith(app);
  return down.size === 0 ? all : all.filter((name) => !down.has(name));
}

/** True unless the connection to it has been lost. */
export function isUp(machine: string): boolean {
  return !down.has(machine);
}

/** Machines that are known to be down. */
const down = new Set<string>();

/** Runs on every machine and keeps count of the others. */
export async function watch(): Promise<void> {
  monitorNodes();
  for (;;) {
    const message = await receive<NodeDown | NodeUp>();
    if (message.kind === 'nodedown') down.add(message.node);
    if (message.kind === 'nodeup') down.delete(message.node);
  }
}

/** One of them after the other. */
export function anyOf(app: AppName): Address {
  const turn = turns.get(app) ?? 0;
  turns.set(app, turn + 1);
  return { name: app, node: inTurn(app, turn) };
}
const turns = new Map<AppName, number>();

/** The one whose turn it is, counting round. */
export function inTurn(app: AppName, turn: number): string {
  const up = upWith(app);
  const names = up.length > 0 ? up : machinesWith(app);
  return names[turn % names.length] ?? node();
}

/** The same machine for the same key, whoever asks; the next one while it is down. */
export function homeOf(app: AppName, key: string): Address {
  const all = machinesWith(app);
  const first = placeOf(key, all.length);
  for (let step = 0; step < all.length; step++) {
    const name = all[(first + step) % all.length];
    if (name !== undefined && isUp(name)) return { name: app, node: name };
  }
  return { name: app, node: all[first] ?? node() };
}

/** Where a key belongs among so many. */
export function placeOf(key: string, count: number): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < key.length; index++) {
    hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193);
  }
  return ((hash ^ (hash >>> 15)) >>> 0) % Math.max(1, count);
}
