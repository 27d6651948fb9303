/** The promises of the night as checks: Z-1 to Z-14 from the record, Z-15 from the learner's own report of it. */
import { check, type Check, type Found, type Judgement, type RunRecord } from '#grader/index.ts';
import { judgedNight } from './judge.ts';
import { bounds, preferred, type Code } from './night.ts';
import type { Broken, Reading } from './promise.ts';
import { reportCheck } from './report-check.ts';

/** Before the first thing that has to do with a breach, so long is told. */
const leadMs = 3_000;
/** What shows in the books, or in nobody's request, has a longer past. */
const pastMs = 240_000;

export const nightChecks: readonly Check[] = [
  ...preferred
    .filter((code) => code !== 'Z-15')
    .map((code) =>
      check({ code, scope: 'whole', calibrated: true, judge: (record) => judge(record, code) }),
    ),
  reportCheck,
];

function judge(run: RunRecord, code: Code): Judgement {
  const { readings, record } = judgedNight(run);
  const reading = readings.get(code);
  if (reading === undefined) throw new Error(`${code} is a promise of the night`);
  const [first, ...others] = reading.broken.map((broken) => foundOf(code, broken, record.faults));
  return {
    checked: reading.checked,
    worst: reading.value,
    badness: reading.badness,
    breach: first ?? null,
    others: others.filter(({ cause }) => cause === first?.cause).slice(0, 10),
  };
}

function foundOf(
  code: Reading['code'],
  { atMs, fromMs, observed, operation, tags, cause }: Broken,
  faults: readonly { readonly fromMs: number; readonly untilMs: number }[],
): Found {
  const acting = faults.filter(
    (fault) => fault.fromMs <= fromMs && fromMs < fault.untilMs + leadMs,
  );
  const beganMs = Math.min(fromMs, ...acting.map((fault) => fault.fromMs));
  const isBooks = tags.length === 0 || code === 'Z-2' || code === 'Z-4';
  return {
    atMs,
    expected: bounds[code],
    observed,
    operation,
    tags,
    cause,
    sinceMs: Math.max(0, beganMs - (isBooks ? pastMs : leadMs)),
    isOverMany: false,
  };
}
