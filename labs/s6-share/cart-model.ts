/**
 * What must be in a cart, whoever replicates it and when: add wins. A remove takes out the adds that it has seen. It has
 * surely seen those of its own node before it, and those of other nodes that had time to spread; it has surely not seen
 * those that came after it. What lies between is up to the replication, and nobody is judged by it.
 */
import type { RunRecord } from '#grader/index.ts';
import { answerers, textOf } from './news.ts';
import { stretches } from './timeline.ts';

/** `maybe` for what depends on how fast the copies are. */
export type Membership = 'in' | 'out' | 'maybe';

interface Change {
  readonly id: string;
  readonly isAdd: boolean;
  readonly item: string;
  readonly node: string;
  readonly fromMs: number;
  /** Infinite if nobody knows whether it was done. */
  readonly untilMs: number;
  /** By then all nodes have seen it, those behind a cut as well. */
  readonly spreadMs: number;
  /** False if nobody knows whether it was done, or its node crashed before it had spread. */
  readonly isSafe: boolean;
}

export interface Membered {
  readonly item: string;
  readonly is: Membership;
  /** The changes of this item, by their operations. */
  readonly tags: readonly string[];
  /** The change that decides: the add that nothing took out, or the latest remove. */
  readonly decider: Pick<Change, 'id' | 'node'> | null;
  /** The nodes at which this cart was changed as well. */
  readonly others: readonly string[];
}

/** Every item that was ever meant for the cart. `spreadMs` after a change all nodes that it reaches have it. */
export function membersOf(record: RunRecord, cartId: string, spreadMs: number): Membered[] {
  const changes = changesOf(record, cartId, spreadMs);
  return [...new Set(changes.map(({ item }) => item))].sort().map((item) => {
    const own = changes.filter((one) => one.item === item);
    const adds = own.filter(({ isAdd }) => isAdd);
    const removes = own.filter(({ isAdd }) => !isAdd);
    const kept = adds.findLast(
      (one) => one.isSafe && removes.every((other) => hasNotSeen(other, one)),
    );
    const isOut = adds.every((one) => removes.some((other) => hasSeen(other, one)));
    const is = kept !== undefined ? 'in' : isOut ? 'out' : 'maybe';
    const decider = kept ?? removes.at(-1) ?? null;
    const others = [...new Set(changes.map(({ node }) => node))].filter(
      (node) => node !== decider?.node,
    );
    return { item, is, tags: own.map(({ id }) => id), decider, others };
  });
}

function hasNotSeen(remove: Change, add: Change): boolean {
  return remove.untilMs <= add.fromMs;
}

function hasSeen(remove: Change, add: Change): boolean {
  if (!Number.isFinite(remove.untilMs)) return false;
  return remove.fromMs >= (remove.node === add.node && add.isSafe ? add.untilMs : add.spreadMs);
}

/** When the last change of a cart ended. */
export function lastChangeMs(record: RunRecord, cartId: string): number {
  return Math.max(
    0,
    ...changesOf(record, cartId, 0).map(({ fromMs, untilMs }) =>
      Number.isFinite(untilMs) ? untilMs : fromMs,
    ),
  );
}

/** The changes of a cart; what was refused has not happened. */
function changesOf(record: RunRecord, cartId: string, spreadMs: number): Change[] {
  const nodes = answerers(record);
  const cuts = stretches(record, 'partition');
  const crashes = stretches(record, 'crash');
  const changes: Change[] = [];
  for (const { operation, startedMs, endedMs, answer } of record.operations) {
    const { id, fn } = operation;
    if ((fn !== 'add' && fn !== 'remove') || textOf(operation, 'cartId') !== cartId) continue;
    if (answer === 'unavailable') continue;
    const untilMs = answer === 'ok' && endedMs !== null ? endedMs : Number.POSITIVE_INFINITY;
    const node = nodes.get(id) ?? '';
    const cut = cuts.find((one) => untilMs + spreadMs > one.fromMs && untilMs < one.untilMs);
    // What a node alone had seen when it crashed is gone.
    const isLost = crashes.some(
      (one) =>
        one.nodes.includes(node) && untilMs + spreadMs > one.fromMs && startedMs < one.fromMs,
    );
    changes.push({
      id,
      isAdd: fn === 'add',
      item: textOf(operation, 'item'),
      node,
      fromMs: startedMs,
      untilMs,
      spreadMs: spreadMs + (cut?.untilMs ?? untilMs),
      isSafe: Number.isFinite(untilMs) && !isLost,
    });
  }
  return changes;
}
