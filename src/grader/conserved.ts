/** Invariants that compare two lists of the record: what closes a key and what happens after; what goes in and what is there. */
import type { Happening } from './count.ts';
import { formatMeasure, type Unit } from './format.ts';
import { always } from './checks.ts';
import type { Check, CheckOptions } from './invariant.ts';
import type { RunRecord } from './record.ts';

/** Once this has happened to a key, that never does again. */
export function neverAfter(
  options: CheckOptions & {
    readonly expected: string;
    /** What closes a key. */
    readonly after: (record: RunRecord) => Iterable<Happening>;
    readonly never: (
      record: RunRecord,
    ) => Iterable<Happening & { readonly operation: string; readonly observed: string }>;
  },
): Check {
  return always({
    ...options,
    of: function* (record) {
      const closedAt = new Map<string, number>();
      for (const { key, atMs } of options.after(record)) {
        closedAt.set(key, Math.min(atMs, closedAt.get(key) ?? atMs));
      }
      for (const happening of options.never(record)) {
        const closed = closedAt.get(happening.key);
        const tags = happening.tag === undefined ? [] : [happening.tag];
        yield { ...happening, tags, ok: closed === undefined || happening.atMs <= closed };
      }
    },
  });
}

/** What goes in equals what is there: money, stock, tickets. Broken at the end of the run. */
export function conserved(
  options: CheckOptions & {
    readonly unit: Unit;
    readonly of: (record: RunRecord) => Iterable<{
      readonly operation: string;
      readonly expected: number;
      readonly observed: number;
      readonly tags: readonly string[];
      readonly atMs?: number;
    }>;
  },
): Check {
  return always({
    ...options,
    expected: 'nothing lost and nothing made',
    of: function* (record) {
      for (const sum of options.of(record)) {
        yield {
          ok: sum.expected === sum.observed,
          atMs: sum.atMs ?? record.untilMs,
          operation: sum.operation,
          tags: sum.tags,
          expected: formatMeasure(sum.expected, options.unit),
          observed: formatMeasure(sum.observed, options.unit),
          cause: sum.observed < sum.expected ? 'lost' : 'made',
        };
      }
    },
  });
}
