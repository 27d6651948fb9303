/**
 * Delta debugging (Zeller and Hildebrandt, "Simplifying and Isolating Failure-Inducing Input", 2002): large parts of
 * what fails are left out, then smaller ones, then one by one, until every part that is left is needed.
 */

/** What delta debugging comes to. */
export interface Minimised<P> {
  /** The smallest list found that still fails, in its old order. */
  readonly kept: readonly P[];
  /** True if leaving out any one part of it was tried, and made the failure go. */
  readonly minimal: boolean;
}

/**
 * Leaves out what the failure does not need. `parts` fail as they are; `fails` says whether some of them still do, and
 * has to mean the same failure each time. `isSpent` ends the search early.
 *
 * @example const { kept } = yield* ddmin(events, function* (some) { yield; return run(some) === 'sold twice'; })
 */
export function* ddmin<P, Y>(
  parts: readonly P[],
  fails: (some: readonly P[]) => Generator<Y, boolean>,
  isSpent: () => boolean = () => false,
): Generator<Y, Minimised<P>> {
  let kept = parts;
  let chunks = 2;
  while (kept.length > 0) {
    if (isSpent()) return { kept, minimal: false };
    const size = Math.ceil(kept.length / chunks);
    let isSmaller = false;
    // From the end: what came later is less likely to matter.
    for (let end = kept.length; end > 0 && !isSmaller; end -= size) {
      const rest = [...kept.slice(0, Math.max(0, end - size)), ...kept.slice(end)];
      if (yield* fails(rest)) {
        kept = rest;
        isSmaller = true;
      }
    }
    if (isSmaller) chunks = Math.max(2, Math.min(chunks - 1, kept.length));
    else if (size === 1) return { kept, minimal: !isSpent() };
    else chunks = Math.min(kept.length, chunks * 2);
  }
  return { kept, minimal: true };
}
