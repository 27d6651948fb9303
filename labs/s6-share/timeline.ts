/** When nodes were down, silent or cut off: as it came about, for a smaller counterexample has other instants. */
import type { Fault, RunRecord } from '#grader/index.ts';

/** A stretch of a run; open ends last until the run is over. */
export interface Stretch {
  readonly fromMs: number;
  readonly untilMs: number;
  readonly nodes: readonly string[];
}

/** The stretches in which faults of a kind acted. */
export function stretches(record: RunRecord, kind: Fault['kind']): Stretch[] {
  const struck = record.struck.filter(({ fault }) => fault.kind === kind);
  return struck
    .filter(({ phase }) => phase === 'begins')
    .map(({ atMs, nodes, fault }) => {
      const end = struck.find(
        (one) => one.phase === 'ends' && one.fault === fault && one.atMs >= atMs,
      );
      return { fromMs: atMs, untilMs: end?.atMs ?? Number.POSITIVE_INFINITY, nodes };
    });
}

/** From when on nothing of this kind acts any more; 0 if nothing ever did, infinite if it never ends. */
export function overMs(record: RunRecord, kind: Fault['kind']): number {
  return Math.max(0, ...stretches(record, kind).map(({ untilMs }) => untilMs));
}
