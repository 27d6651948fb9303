/**
 * Judges one seed and nothing more: which code breaks first, without shrinking and without a story. For counting over
 * many seeds how often a program passes, and what it breaks if it does not.
 */
import { judge } from './judge.ts';
import { isChosen, isDear, type LabGrader } from './lab.ts';
import { player } from './play.ts';
import type { LabProgram } from './program.ts';
import { primaryOf, type Violation } from './table.ts';

/** What one seed came to. */
export interface Counted {
  readonly seed: number;
  /** The first code that broke, the code of a stop, or null if all held. */
  readonly code: string | null;
}

/** `index` is the place of the seed in its list: some parts of the sheet run for the first few seeds only. */
export function* count(
  lab: LabGrader,
  program: LabProgram,
  { seed, index }: { readonly seed: number; readonly index: number },
): Generator<void, Counted> {
  const bar = { lab, program, play: player({ program }) };
  const violations: Violation[] = [];
  const broken = (): string | null => primaryOf(lab, violations)?.code ?? null;
  for (const item of lab.sheet) {
    if (!isChosen(item.seeds, index, 'grade')) continue;
    if (isDear(item) && broken() !== null) continue;
    const judged = yield* judge(bar, item, seed);
    if (judged.kind === 'stopped') return { seed, code: broken() ?? judged.stopped.code };
    for (const { culprit } of judged.opinions)
      if (culprit !== null) violations.push(culprit.violation);
    const code = broken();
    // Nothing that comes later on the sheet can be named before it.
    if (code !== null && (lab.primary === undefined || code === lab.primary[0])) break;
  }
  return { seed, code: broken() };
}
