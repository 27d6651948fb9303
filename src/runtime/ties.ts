/** What ties a process to others: links, monitors, names, sockets. Most processes have none of it. */
import type { Node } from './node.ts';
import type { Ref } from './pid.ts';
import type { Priority } from './priority.ts';
import type { Process } from './process.ts';
import type { Registry } from './registry.ts';
import type { Request } from './request.ts';

/** One process watching another. */
export interface Monitor {
  readonly kind: 'monitor';
  readonly ref: Ref;
  readonly owner: Process;
  /** Null while the name has not been looked up on the other node. */
  target: Process | null;
  readonly node: Node;
  readonly name: string | null;
  /** Set while the owner has neither been told nor stopped watching. */
  active: boolean;
  /** The call it belongs to: then it ends the call instead of becoming a message. */
  readonly request: Request | null;
}

/** Everything that ties a process to others. Few have every kind of tie, so each collection is made when needed. */
export class Ties {
  /** Peer to 0, or to the number of the unlink that has not been acknowledged. */
  links: Map<Process, number> | null = null;
  /** Monitors it owns, and monitors on it. */
  monitors: Set<Monitor> | null = null;
  watchers: Set<Monitor> | null = null;
  /** How often it watches each node. */
  nodes: Map<string, number> | null = null;
  name: string | null = null;
  /** Sockets that end with it. */
  sockets: Set<{ ownerEnded(): void }> | null = null;
  /** How often it wants to hear of every node that comes or goes. */
  allNodes = 0;
  /** Null for the normal one. */
  priority: Priority | null = null;
  /** Registries in which it has entries. */
  registries: Set<Registry> | null = null;
  /** Processes it has started, and those outside of any conversation: a counter behind keyed chance. */
  children = 0;
  spawned = 0;
}

/** The ties of a process, made when first needed. */
export function tiesOf(process: Process): Ties {
  return (process.ties ??= new Ties());
}

/** The links of a process, to be added to. */
export function linksOf(process: Process): Map<Process, number> {
  return (tiesOf(process).links ??= new Map());
}

/** The monitors on a process, to be added to. */
export function watchersOf(process: Process): Set<Monitor> {
  return (tiesOf(process).watchers ??= new Set());
}
