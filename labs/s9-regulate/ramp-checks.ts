/** L-4, L-9 and L-10: what is said to those for whom there is no room, and how soon. */
import {
  field,
  formatMeasure,
  formatNumber,
  type Check,
  type Judgement,
  type RunRecord,
} from '#grader/index.ts';
import { found, memory, settles, whole } from './checks.ts';
import { ramp, rampEndsMs } from './nights.ts';
import { beats, inLine, isPaid, patienceMs, sum } from './reading.ts';

/**
 * Who waits in line when the ramp begins is refused when the wait runs out; in a ramp of one second those are 3 to 7 in a
 * hundred, so the bound is 90 % and not 95. Seeds 1, 101–103, 201–216 and 401–445: four right programs 91.9 to 96.8 %, a
 * slow no (m08) none.
 */
const promptMin = 0.9;
/** Same seeds: right programs 125 to 148, two hundred for each class (m12) 410 to 416. */
const lineMax = 200;
/** Same seeds: right programs 114 to 171 ms, a sample every 5 s (m10) 645 to 683, an endless stack (m11) 2,181 and more. */
const firstNoMaxMs = 400;

/** L-4: a no costs nothing if it comes at once. */
function promptNo(record: RunRecord): Judgement {
  const all = beats(record, { fromMs: 0, untilMs: record.untilMs });
  const refused = sum(all, 'refused');
  if (refused === 0) return { checked: 0, worst: null, badness: -1, breach: null };
  const slow = record.seen<{ readonly tookMs: number }>('slowNo');
  const reached = 1 - sum(all, 'slow') / refused;
  const [first] = slow;
  const call = record.operation(first?.tag ?? '');
  return {
    checked: refused,
    worst: formatMeasure(reached, '%'),
    badness: promptMin - reached,
    breach:
      reached >= promptMin
        ? null
        : found(call, {
            atMs: record.untilMs,
            expected: `at least ${formatMeasure(promptMin, '%')} of the refusals within 20 ms`,
            observed: `${formatMeasure(reached, '%')}; this one took ${formatMeasure(first?.tookMs ?? 0, 'ms')}`,
            cause: 'a slow no',
          }),
  };
}

/** L-9: the sum of all lines is what the node pays for. */
function longestLine(record: RunRecord): Judgement {
  const line = inLine(record);
  const most = Math.max(0, ...line.map(({ count }) => count));
  const overAt = line.findIndex(({ count }) => count > lineMax);
  const over = line[overAt];
  return {
    checked: line.length,
    worst: `${formatNumber(most)} waiting`,
    badness: most - lineMax,
    breach:
      over === undefined
        ? null
        : found(record.operation(over.tag), {
            atMs: over.atMs + 1,
            expected: `at most ${lineMax} waiting, all classes together`,
            observed: `${over.count} and more: ${sayClasses(line.slice(0, overAt + 1))}`,
            cause: 'a long line',
            decidedMs: over.atMs,
          }),
  };
}

/** `4 check-outs, 31 orders and 166 card checks`. */
function sayClasses(steps: ReturnType<typeof inLine>): string {
  const of = (kind: string): string =>
    formatNumber(
      steps.filter(({ tag }) => tag.startsWith(kind)).reduce((total, { by }) => total + by, 0),
    );
  return `${of('settle')} check-outs, ${of('order')} orders and ${of('browse')} card checks`;
}

/** L-10: it says no while there is still something to be saved. */
function firstNo(record: RunRecord): Judgement {
  const refused = record.operations
    .filter(
      ({ answer, endedMs }) => field(answer, 'status') === 429 && (endedMs ?? 0) >= ramp.fromMs,
    )
    .toSorted((one, two) => (one.endedMs ?? 0) - (two.endedMs ?? 0));
  const [heard] = refused;
  const said =
    record.wire('rejected').find(({ sentMs }) => sentMs >= ramp.fromMs)?.sentMs ?? Infinity;
  const firstMs = Math.min(said, heard?.endedMs ?? Infinity) - ramp.fromMs;
  const isLate = firstMs <= patienceMs;
  const unheard = record.operations.find((call) => call.startedMs > ramp.untilMs && !isPaid(call));
  return {
    checked: 1,
    worst: firstMs === Infinity ? 'never' : formatMeasure(firstMs, 'ms'),
    badness: firstMs - firstNoMaxMs,
    breach:
      firstMs <= firstNoMaxMs
        ? null
        : found(isLate ? heard : unheard, {
            atMs: isLate ? (heard?.endedMs ?? record.untilMs) : record.untilMs,
            expected: `the first refusal at most ${formatMeasure(firstNoMaxMs, 'ms')} after the ramp begins`,
            observed: firstMs === Infinity ? 'never' : `after ${formatMeasure(firstMs, 'ms')}`,
            cause: isLate ? 'says no too late' : 'never says no',
          }),
  };
}

/** Of the ramp. */
export const rampChecks: readonly Check[] = [
  settles(rampEndsMs, rampEndsMs + patienceMs + 50),
  whole('L-9', 'line', longestLine),
  whole('L-9', 'memory', memory),
  whole('L-10', 'first no', firstNo),
  whole('L-4', 'prompt', promptNo),
];
