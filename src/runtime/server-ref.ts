/** Where a message can go: a process, a name on this node, or a name on another node. */
import { Raised } from './exit-reason.ts';
import { misuse } from './machine.ts';
import { remedyForName } from './node-names.ts';
import type { Node } from './node.ts';
import { isPid, processOf, type Pid } from './pid.ts';
import type { Process } from './process.ts';
import { show } from './print.ts';

export type ServerRef = Pid | string | { readonly name: string; readonly node: string };

/** A destination: either the process is known, or its name is, to be looked up on arrival. */
export interface Target {
  readonly process: Process | null;
  readonly node: Node;
  readonly name: string | null;
}

/** What a reference means to a process; null for a name that is not registered on its own node. */
export function resolveTarget(from: Process, to: unknown): Target | null {
  if (isPid(to)) {
    const process = processOf(to);
    return { process, node: process.node, name: null };
  }
  if (typeof to === 'string') {
    const process = from.node.names.get(to);
    return process === undefined ? null : { process, node: from.node, name: to };
  }
  if (typeof to === 'object' && to !== null) {
    const { name, node: nodeName } = to as { readonly name?: unknown; readonly node?: unknown };
    if (typeof name === 'string' && typeof nodeName === 'string') {
      return namedTarget(from, name, nodeName);
    }
  }
  return misuse(
    `${show(to)} is no process and no name`,
    'Give a pid, a registered name, or { name, node }.',
  );
}

function namedTarget(from: Process, name: string, nodeName: string): Target | null {
  const node = knownNode(from, nodeName);
  if (node !== from.node) return { process: null, node, name };
  const process = node.names.get(name);
  return process === undefined ? null : { process, node, name };
}

/** The node of that name. A name nobody has is a mistake in the program, not a fault of the network. */
export function knownNode(from: Process, name: unknown): Node {
  const { system } = from.node;
  const node = typeof name === 'string' ? system.nodesByName.get(name) : undefined;
  if (node !== undefined) return node;
  const names = system.nodes.map((known) => known.name);
  return misuse(`there is no node ${show(name)}`, remedyForName(name, names));
}

/** Ends the caller as OTP does where an argument cannot be meant; the text says why, and what to do instead. */
export function badarg(text: string): never {
  throw new Raised('error', 'badarg', text);
}
