/** What an actor is told to do, and what it knows. */
import { isRaised, whereis, self, type Pid, type Ref, type ServerRef, type TimerRef } from 'nines';

/** Somebody to talk to: by name on some node, by name here, or one of those the actor knows. */
export type Target =
  | { readonly kind: 'there'; readonly name: string; readonly node: string }
  | { readonly kind: 'here'; readonly name: string }
  | { readonly kind: 'known'; readonly index: number };

/** One move. What its numbers mean is the move's own affair. */
export interface Move {
  readonly do: string;
  readonly to: Target;
  readonly n: number;
  readonly ms: number;
}

export interface Role {
  readonly name: string;
  readonly moves: readonly Move[];
}

/** What an actor has gathered while it moved. */
export interface Actor {
  readonly name: string;
  /** Names of all nodes, its own among them. */
  readonly nodes: readonly string[];
  readonly known: Pid[];
  readonly monitors: Ref[];
  readonly timers: TimerRef[];
}

/** The process that an index stands for; the actor itself if it knows nobody. */
export function acquaintance(actor: Actor, index: number): Pid {
  return actor.known[index % Math.max(1, actor.known.length)] ?? self();
}

/** Where a message for a target goes. A name that nobody has on this node would be an error: then to oneself. */
export function aim(actor: Actor, to: Target): ServerRef {
  if (to.kind === 'there') return { name: to.name, node: to.node };
  if (to.kind === 'known') return acquaintance(actor, to.index);
  return whereis(to.name) === undefined ? self() : to.name;
}

export function meet(actor: Actor, pid: Pid): void {
  if (!actor.known.includes(pid)) actor.known.push(pid);
  if (actor.known.length > 12) actor.known.shift();
}

/** What an error says, without the words that the console adds for people: those are the engine's. */
export function reasonOf(error: unknown): unknown {
  return isRaised(error) ? error.reason : String(error);
}
