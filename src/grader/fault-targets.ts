/** Whom a fault strikes: the processes of a node. */
import type { Node } from '#runtime/node.ts';
import type { Process } from '#runtime/process.ts';

/** The processes that live on a node, oldest first. */
export function* processesOf(node: Node): Generator<Process> {
  for (let process = node.firstProcess; process !== null; process = process.after) yield process;
}

/** Their ids. */
export function processIds(node: Node): number[] {
  return [...processesOf(node)].map((process) => process.id);
}
