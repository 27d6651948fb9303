/**
 * What stands between nodes: a partition in one of its shapes. A barrier is a rule about pairs, not a list of them:
 * with a thousand nodes, to split them in halves is a thousand marks and not half a million.
 *
 *   sides     {a b} | {c d}    nobody of one side reaches anybody of another; who is on no side reaches all: a bridge
 *   one way   {a b} → {c d}    nothing passes from the ones to the others; the way back is open
 *   ring      a b c d e        each reaches its neighbours alone: all see a majority, no two see the same one
 */
import { assert } from './assert.ts';
import type { Node } from './node.ts';

/** True if what one node sends to another does not get through. */
type Blocks = (from: Node, to: Node) => boolean;

export class Barrier {
  readonly sinceNs: number;
  readonly #blocks: Blocks;
  /** Where it has been taken down in part. */
  readonly #openings: Blocks[] = [];

  constructor(sinceNs: number, blocks: Blocks) {
    this.sinceNs = sinceNs;
    this.#blocks = blocks;
  }

  blocks(from: Node, to: Node): boolean {
    assert(from !== to, 'nothing stands between a node and itself');
    return this.#blocks(from, to) && !this.#openings.some((opens) => opens(from, to));
  }

  /** Lets through what `opens` says from now on. */
  open(opens: Blocks): void {
    this.#openings.push(opens);
  }
}

const sidesMax = 31;

/** Between any two of these sides, in both directions. A node may be on several. */
export function betweenSides(sides: readonly (readonly Node[])[]): Blocks {
  assert(sides.length <= sidesMax, `a partition has at most ${sidesMax} sides`);
  const marks = new Map<Node, number>();
  for (const [side, nodes] of sides.entries()) {
    for (const node of nodes) marks.set(node, (marks.get(node) ?? 0) | (1 << side));
  }
  return (from, to) => {
    const own = marks.get(from);
    const other = marks.get(to);
    if (own === undefined || other === undefined) return false;
    const isOneSide = own === other && (own & (own - 1)) === 0;
    return !isOneSide;
  };
}

/** From the ones to the others, in this direction only. */
export function oneWay(senders: readonly Node[], receivers: readonly Node[]): Blocks {
  const from = new Set(senders);
  const to = new Set(receivers);
  return (sender, receiver) => from.has(sender) && to.has(receiver);
}

/** Between any two that are more than `reach` places from each other on the ring. */
export function onRing(nodes: readonly Node[], reach: number): Blocks {
  assert(reach >= 1, 'on a ring each reaches its neighbours');
  const places = new Map(nodes.map((node, place) => [node, place]));
  return (from, to) => {
    const own = places.get(from);
    const other = places.get(to);
    if (own === undefined || other === undefined) return false;
    const apart = Math.abs(own - other);
    return Math.min(apart, nodes.length - apart) > reach;
  };
}

/** How far each must reach so that it sees a majority of so many nodes, itself counted. */
export function majorityReach(count: number): number {
  return Math.max(1, Math.ceil(Math.floor(count / 2) / 2));
}
