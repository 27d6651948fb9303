/**
 * What the figure shows before the reader has played anything: a run with a bound of 1,000, and the outcomes of six
 * bounds. recorded.test.ts plays them again and holds the file to the runs; `npx vitest run -u` of it renews the file.
 */
import recorded from './recorded.json' with { type: 'json' };
import type { Outcome } from './figures.ts';
import type { Second, Setting } from './scene.ts';

/** A run as columns: all seconds of a field in one line, which packs better than two hundred objects. */
export type Columns = Readonly<Record<keyof Second, string>>;

export const firstSetting: Setting = { surge: 2_000, bound: 1_000, maxWait: false, slow: false };
const columns: Columns = recorded.first;
const numbers = (field: keyof Second): readonly number[] => columns[field].split(' ').map(Number);
const [letIn, left, inTime, late, refused, inside, insideMs] = (
  ['letIn', 'left', 'inTime', 'late', 'refused', 'inside', 'insideMs'] as const
).map(numbers);

export const firstSeconds: readonly Second[] = numbers('attempts').map((attempts, second) => ({
  attempts,
  letIn: letIn?.[second] ?? 0,
  left: left?.[second] ?? 0,
  inTime: inTime?.[second] ?? 0,
  late: late?.[second] ?? 0,
  refused: refused?.[second] ?? 0,
  inside: inside?.[second] ?? 0,
  insideMs: insideMs?.[second] ?? 0,
}));

/** One bound each, at a surge of 2,000 a second. */
export const recordedRuns: readonly { readonly setting: Setting; readonly outcome: Outcome }[] =
  recorded.runs;
