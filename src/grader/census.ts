/**
 * Judges one seed and nothing more: which code breaks first, without shrinking and without a story. For counting over
 * many seeds how often a program passes, and what it breaks if it does not.
 */
import { Draw } from './draw.ts';
import { Examiner } from './examine.ts';
import { scenarioOf } from './grade.ts';
import { isChosen, type LabGrader, type SheetItem } from './lab.ts';
import { player } from './play.ts';
import type { LabProgram } from './program.ts';
import { primaryOf, type Violation } from './table.ts';

/** What one seed came to. */
export interface Counted {
  readonly seed: number;
  /** The first code that broke, the code of a stop, or null if all held. */
  readonly code: string | null;
  readonly events: number;
}

/** `index` is the place of the seed in its list: some parts of the sheet run for the first few seeds only. */
export function* count(
  lab: LabGrader,
  program: LabProgram,
  { seed, index }: { readonly seed: number; readonly index: number },
): Generator<void, Counted> {
  const violations: Violation[] = [];
  let events = 0;
  for (const item of lab.sheet) {
    if (!isChosen(item.seeds, index, 'grade')) continue;
    const judged = yield* judge(lab, program, { item, seed });
    events += judged.events;
    if (judged.stopped !== null) {
      return { seed, code: primaryOf(lab, violations)?.code ?? judged.stopped, events };
    }
    violations.push(...judged.violations);
  }
  return { seed, code: primaryOf(lab, violations)?.code ?? null, events };
}

interface Judged {
  readonly violations: readonly Violation[];
  readonly events: number;
  readonly stopped: string | null;
}

function* judge(
  lab: LabGrader,
  program: LabProgram,
  { item, seed }: { readonly item: SheetItem; readonly seed: number },
): Generator<void, Judged> {
  const violations: Violation[] = [];
  if (item.kind === 'examination') {
    const draw = new Draw(`${lab.id}/${item.id}/${seed}`);
    for (const { code, breach } of yield* item.examine(new Examiner(program, seed), draw, seed)) {
      if (breach !== null) violations.push({ code, seed, item, check: null, breach, others: [] });
    }
    return { violations, events: 0, stopped: null };
  }
  const scenario = scenarioOf(lab, item, seed);
  const end = yield* player({ program })({ world: item, scenario, seed, rich: false });
  if (end.kind === 'stopped') return { violations, events: end.events, stopped: end.stopped.code };
  for (const check of item.checks) {
    const { breach, others = [] } = check.judge(end.record);
    if (breach !== null) violations.push({ code: check.code, seed, item, check, breach, others });
  }
  return { violations, events: end.record.events, stopped: null };
}
