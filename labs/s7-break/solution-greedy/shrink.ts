// Differs: takes single faults and operations away, last first, until a whole round changes nothing, in place of halves.
import type { Fault, Op, Violation } from './types.ts';

type Run = (faults: Fault[], ops: Op[]) => Violation | null;

/** Greedy shrinking: more runs than delta debugging on large inputs, fewer lines. */
export function shrink(run: Run, faults: Fault[], ops: Op[]): { faults: Fault[]; ops: Op[] } {
  const code = run(faults, ops)?.code;
  let left = { faults, ops };
  for (let isSmaller = true; isSmaller;) {
    isSmaller = false;
    for (const op of left.ops.toReversed()) {
      const fewer = { ...left, ops: left.ops.filter(({ id }) => id !== op.id) };
      if (run(fewer.faults, fewer.ops)?.code !== code) continue;
      left = fewer;
      isSmaller = true;
    }
    for (const fault of left.faults.toReversed()) {
      const fewer = { ...left, faults: left.faults.filter((other) => other !== fault) };
      if (run(fewer.faults, fewer.ops)?.code !== code) continue;
      left = fewer;
      isSmaller = true;
    }
  }
  return left;
}
