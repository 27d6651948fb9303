import type { Fault, Op, Violation } from './types.ts';

/** Plays the run again with some of its faults and operations; what your judge says first, or null. */
type Run = (faults: Fault[], ops: Op[]) => Violation | null;

/** The smallest run that still breaks the same promise. */
export function shrink(run: Run, faults: Fault[], ops: Op[]): { faults: Fault[]; ops: Op[] } {
  return { faults, ops };
}
