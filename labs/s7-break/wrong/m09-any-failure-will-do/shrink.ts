import type { Fault, Op, Violation } from './types.ts';

type Run = (faults: Fault[], ops: Op[]) => Violation | null;

/** Delta debugging (Zeller and Hildebrandt): leaves parts out as long as the same promise is broken. */
export function shrink(run: Run, faults: Fault[], ops: Op[]): { faults: Fault[]; ops: Op[] } {
  const first = run(faults, ops);
  if (first === null) return { faults, ops };
  const isSame = (some: Fault[], others: Op[]): boolean => run(some, others) !== null;
  let few = reduced(faults, (left) => isSame(left, ops));
  const fewOps = reduced(ops, (left) => isSame(few, left));
  // With fewer operations a fault may have lost its purpose.
  few = reduced(few, (left) => isSame(left, fewOps));
  return { faults: few, ops: fewOps };
}

/** Halves first, then ever smaller parts: the smallest list of which no single part can be left out. */
function reduced<Item>(items: Item[], fails: (left: Item[]) => boolean): Item[] {
  let kept = items;
  let parts = 2;
  while (kept.length > 0) {
    const size = Math.max(1, Math.ceil(kept.length / parts));
    const shorter = firstThat(kept, size, fails);
    if (shorter !== null) {
      kept = shorter;
      parts = Math.max(2, parts - 1);
    } else {
      if (size === 1) return kept;
      parts = Math.min(kept.length, parts * 2);
    }
  }
  return kept;
}

/** The list without one of its parts, if it still fails without it. */
function firstThat<Item>(
  items: Item[],
  size: number,
  fails: (left: Item[]) => boolean,
): Item[] | null {
  for (let at = 0; at < items.length; at += size) {
    const left = items.filter((_, index) => index < at || index >= at + size);
    if (fails(left)) return left;
  }
  return null;
}
