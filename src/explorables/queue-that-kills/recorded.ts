/**
 * What the figure shows before the reader has played anything: a run with a bound of 1,000, and the outcomes of six
 * bounds. A test plays them again and holds the file to the runs; `npx vitest run -u` of that test renews it.
 */
import recorded from './recorded.json' with { type: 'json' };
import type { Outcome } from './figures.ts';
import type { Second, Setting } from './scene.ts';

/** A run as columns of numbers, which packs better than two hundred objects. */
export type Columns = Readonly<Record<keyof Second, readonly number[]>>;

export const firstSetting: Setting = { surge: 2_000, bound: 1_000, maxWait: false };
const columns: Columns = recorded.first;

export const firstSeconds: readonly Second[] = columns.attempts.map((attempts, second) => ({
  attempts,
  letIn: columns.letIn[second] ?? 0,
  left: columns.left[second] ?? 0,
  inTime: columns.inTime[second] ?? 0,
  late: columns.late[second] ?? 0,
  refused: columns.refused[second] ?? 0,
  inside: columns.inside[second] ?? 0,
  insideMs: columns.insideMs[second] ?? 0,
}));

/** One bound each, at a surge of 2,000 a second. */
export const recordedRuns: readonly { readonly setting: Setting; readonly outcome: Outcome }[] =
  recorded.runs;
