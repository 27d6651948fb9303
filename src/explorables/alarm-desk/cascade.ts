/**
 * A node goes down under forty things that depend on it, and each of them raises an alarm of its own.
 *
 *     cascadeOf({ correlates: true, holdS: 10 }).pages;   // 2: the node, and later the one child with its own trouble
 *
 * The children notice within the first 15 s; the node's own alarm comes after 8 s, when its ticks have been missed. It
 * is back after two minutes and its children within half a minute more, all but one, whose disk has filled meanwhile.
 */

export const childCount = 40;
export const rootAtS = 8;
export const rootClearS = 120;
/** The child whose alarm stays when its node is back. */
export const ownTrouble = 30;

export interface Choice {
  readonly correlates: boolean;
  /** A child's page waits so long for a root that explains it. */
  readonly holdS: number;
}

export interface Child {
  readonly index: number;
  readonly raisedAtS: number;
  /** Null: not before somebody does something. */
  readonly clearedAtS: number | null;
}

/** The forty, in the order in which they notice. */
export const children: readonly Child[] = Array.from({ length: childCount }, (_, index) => ({
  index,
  raisedAtS: 1 + Math.floor((index * 14) / (childCount - 1)),
  clearedAtS: index === ownTrouble ? null : rootClearS + 5 + ((index * 7) % 25),
}));

export interface Told {
  readonly child: Child;
  /** When somebody is paged for it; null if nobody is. */
  readonly pagedAtS: number | null;
}

export interface Cascade {
  readonly told: readonly Told[];
  readonly pages: number;
  /** When the page for the node itself goes out. */
  readonly rootPagedAtS: number;
}

function pagedAt({ raisedAtS, clearedAtS }: Child, { correlates, holdS }: Choice): number | null {
  if (!correlates) return raisedAtS;
  const readyAtS = raisedAtS + holdS;
  const isExplained = readyAtS >= rootAtS;
  if (!isExplained) return readyAtS;
  // Suppressed as long as its node is down, and as long again as it may take to come back.
  const judgedAtS = rootClearS + 30;
  return clearedAtS === null || clearedAtS > judgedAtS ? judgedAtS : null;
}

/** Who is paged for what. */
export function cascadeOf(choice: Choice): Cascade {
  const told = children.map((child) => ({ child, pagedAtS: pagedAt(child, choice) }));
  return {
    told,
    pages: 1 + told.filter(({ pagedAtS }) => pagedAtS !== null).length,
    rootPagedAtS: rootAtS,
  };
}
