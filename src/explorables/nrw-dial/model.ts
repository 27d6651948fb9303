/**
 * What reading and writing with quorums come to on three nodes, by going through every case there is.
 *
 *     oddsOf({ read: 1, write: 1, fates: ['up', 'up', 'up'], answers: 1 }).stale;   // 2/3
 *
 * A write is sent to all nodes that are up and is accepted once `write` of them have said so; a read waits for `read`
 * answers. Which ones are first is equally likely for all. Nodes answer in time independently of each other. At the
 * read only those nodes have the write whose answers it waited for: the other copies are still on their way. That is
 * the worst instant, so staleness and loss are upper bounds. Quorums are strict: nobody stands in for a node.
 */

export const counts = [1, 2, 3] as const;
export type Count = (typeof counts)[number];
export const nodeNames = ['A', 'B', 'C'] as const;

/** Up all the time, down since before the write, or up at the write and down for good before the read. */
export const fates = ['up', 'down', 'dies'] as const;
export type Fate = (typeof fates)[number];

export interface Setting {
  /** Answers that a read waits for. */
  readonly read: Count;
  /** Answers that a write waits for. */
  readonly write: Count;
  readonly fates: readonly [Fate, Fate, Fate];
  /** Probability that a node which is up answers in time. */
  readonly answers: number;
}

export interface Odds {
  /** The write is accepted. */
  readonly written: number;
  /** The read is answered. */
  readonly answered: number;
  /** An answered read misses an accepted write; null if there is no such pair. */
  readonly stale: number | null;
  /** No node that is left has an accepted write; null if none is accepted. */
  readonly gone: number | null;
}

/** Sets of nodes as bits. */
const everySet = [0, 1, 2, 3, 4, 5, 6, 7] as const;
const sizeOf = (set: number): number => (set & 1) + ((set >> 1) & 1) + ((set >> 2) & 1);
const isWithin = (part: number, whole: number): boolean => (part & ~whole) === 0;

/** How likely each set of `count` nodes is to be the first to answer, if those in `asked` are up. */
function firstAnswers(asked: number, count: Count, answers: number): ReadonlyMap<number, number> {
  const chances = new Map<number, number>();
  for (const answering of everySet) {
    if (!isWithin(answering, asked) || sizeOf(answering) < count) continue;
    const silent = sizeOf(asked) - sizeOf(answering);
    const chance = answers ** sizeOf(answering) * (1 - answers) ** silent;
    const firsts = everySet.filter((set) => sizeOf(set) === count && isWithin(set, answering));
    for (const set of firsts) chances.set(set, (chances.get(set) ?? 0) + chance / firsts.length);
  }
  return chances;
}

const sum = (chances: Iterable<number>): number => [...chances].reduce((all, one) => all + one, 0);

/** The odds of a setting. */
export function oddsOf({ read, write, fates: fated, answers }: Setting): Odds {
  const are = (some: readonly Fate[]): number =>
    fated.reduce((set, fate, node) => (some.includes(fate) ? set | (1 << node) : set), 0);
  const left = are(['up']);
  const writes = firstAnswers(are(['up', 'dies']), write, answers);
  const reads = firstAnswers(left, read, answers);
  const written = sum(writes.values());
  const answered = sum(reads.values());
  let stale = 0;
  let gone = 0;
  for (const [keepers, chance] of writes) {
    if ((keepers & left) === 0) gone += chance;
    for (const [asked, likely] of reads) if ((keepers & asked) === 0) stale += chance * likely;
  }
  return {
    written,
    answered,
    stale: written * answered === 0 ? null : stale / (written * answered),
    gone: written === 0 ? null : gone / written,
  };
}

/** What a side of a partition can still do. */
export interface Side {
  readonly nodes: number;
  readonly reads: boolean;
  readonly writes: boolean;
}

/** Where a setting stands by PACELC. */
export interface Place {
  /** In a partition: `A` if every side goes on with both, `C` if no read misses a write; else neither. */
  readonly inPartition: 'A' | 'C' | '–';
  /** Else: `C` if every read meets every write, at the price of waiting; else `L`. */
  readonly otherwise: 'L' | 'C';
  /** The lone node, and the other two. */
  readonly sides: readonly [Side, Side];
}

export function placeOf({ read, write }: Pick<Setting, 'read' | 'write'>): Place {
  const side = (nodes: number): Side => ({ nodes, reads: read <= nodes, writes: write <= nodes });
  const sides = [side(1), side(2)] as const;
  const meets = read + write > nodeNames.length;
  const goesOn = sides.every(({ reads, writes }) => reads && writes);
  return {
    inPartition: goesOn ? 'A' : meets ? 'C' : '–',
    otherwise: meets ? 'C' : 'L',
    sides,
  };
}
