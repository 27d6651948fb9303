/** Whom a fault strikes: the processes of a node, and the directions between the sides of a partition. */
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

/** Every direction from a node of one side to a node of another. */
export function pairsBetween(sides: readonly (readonly string[])[]): (readonly [string, string])[] {
  const pairs: (readonly [string, string])[] = [];
  for (const [index, side] of sides.entries()) {
    for (const other of sides.filter((_, position) => position !== index)) {
      for (const from of side) for (const to of other) pairs.push([from, to]);
    }
  }
  return pairs;
}
