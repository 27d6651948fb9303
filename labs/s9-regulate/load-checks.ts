/** L-3 to L-7, L-9 and L-10: what is left of the service when more comes than it can do. */
import {
  check,
  field,
  formatMeasure,
  formatNumber,
  isInside,
  share,
  type CallRecord,
  type Check,
  type Found,
  type Judgement,
  type RunRecord,
  type TimeWindow,
} from '#grader/index.ts';
import { memoryMb } from './home.ts';
import { nameOf, perS } from './names.ts';
import { afterSurge, inSlowness, inSurge, ramp, surge } from './nights.ts';
import {
  beats,
  classOf,
  goodPerS,
  inLine,
  isPaid,
  lateShare,
  patienceMs,
  sum,
  tookMs,
  type Charging,
} from './reading.ts';

/** Slots and service give 250 a second: four fifths of it. Right programs … */
const surgeGoodMin = 200;
const surgeP99MaxMs = 1_300;
const promptMin = 0.9;
const recoveredMin = 0.9;
const slowGoodMin = 48;
const lateMax = 0.05;
const settleMin = 0.995;
const lineMax = 200;
const firstNoMaxMs = 400;

function whole(code: string, as: string, judge: (record: RunRecord) => Judgement): Check {
  return check({ code, scope: 'whole', calibrated: true, as, judge });
}

function came(record: RunRecord, window: TimeWindow): readonly CallRecord[] {
  return record.operations.filter(({ startedMs }) => isInside(startedMs, window));
}

/** L-3: the slots are busy with what still matters, however much comes. */
function surgeGoodput(record: RunRecord): Judgement {
  const good = goodPerS(record, inSurge);
  const failed = came(record, inSurge).filter((call) => !isPaid(call));
  return {
    checked: came(record, inSurge).length,
    worst: perS(good),
    badness: surgeGoodMin - good,
    breach:
      good >= surgeGoodMin
        ? null
        : found(failed[0], {
            atMs: inSurge.untilMs,
            expected: `at least ${perS(surgeGoodMin)} paid in time in the surge, of 250/s`,
            observed: `${perS(good)}; ${formatMeasure(lateShare(record, inSurge), '%')} of what PayHub did was too late`,
            cause: lateShare(record, inSurge) > 0.5 ? 'dead work' : 'idle slots',
          }),
  };
}

function surgeLatency(record: RunRecord): Judgement {
  const paid = record.operations
    .filter((call) => isPaid(call) && isInside(call.endedMs ?? 0, inSurge))
    .toSorted((left, right) => tookMs(left) - tookMs(right));
  const at = paid[Math.floor(paid.length * 0.99)];
  if (at === undefined) return { checked: 0, worst: null, badness: 0, breach: null };
  const reached = tookMs(at);
  return {
    checked: paid.length,
    worst: formatMeasure(reached, 'ms'),
    badness: reached - surgeP99MaxMs,
    breach:
      reached <= surgeP99MaxMs
        ? null
        : found(at, {
            atMs: inSurge.untilMs,
            expected: `p99 of those paid in the surge at most ${formatMeasure(surgeP99MaxMs, 'ms')}`,
            observed: formatMeasure(reached, 'ms'),
            cause: 'a long line',
          }),
  };
}

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

/** L-5: when the surge is over, it is over. */
function recovery(record: RunRecord): Judgement {
  const calls = came(record, afterSurge);
  const failed = calls.filter((call) => !isPaid(call));
  const reached = 1 - failed.length / calls.length;
  return {
    checked: calls.length,
    worst: formatMeasure(reached, '%'),
    badness: recoveredMin - reached,
    breach: reached >= recoveredMin ? null : unrecovered(record, failed),
  };
}

function unrecovered(record: RunRecord, failed: readonly CallRecord[]): Found {
  const late = lateShare(record, afterSurge);
  const charged = record.seen<Charging>('charging');
  // Whoever was charged for nothing shows it best.
  const wasted = new Set(charged.filter(({ leftMs }) => leftMs < 0).map(({ tag }) => tag));
  const example = failed.find(({ operation }) => wasted.has(operation.id)) ?? failed[0];
  const atNode = record.readings('processes').findLast(({ atMs }) => atMs <= afterSurge.untilMs);
  const atEnd = record.readings('processes').findLast(({ atMs }) => atMs <= surge.untilMs);
  const grows =
    (atNode?.value ?? 0) > (atEnd?.value ?? 0) || sum(beats(record, afterSurge), 'refused') === 0;
  return found(example, {
    atMs: record.untilMs,
    expected: `at least ${formatMeasure(recoveredMin, '%')} of those who came long after the surge paid`,
    observed: `${perS(goodPerS(record, afterSurge))} paid in time, with ${formatNumber(atNode?.value ?? 0)} in the house; the surge is gone, and ${formatMeasure(late, '%')} of what PayHub does is for clients that have left`,
    cause:
      late < 0.5 ? 'too few in time' : grows ? 'a line without end' : 'a line that is always full',
  });
}

/** L-6: when PayHub is slow, what it does is done for somebody. */
function slowGoodput(record: RunRecord): Judgement {
  const good = goodPerS(record, inSlowness);
  return {
    checked: came(record, inSlowness).length,
    worst: perS(good),
    badness: slowGoodMin - good,
    breach: good >= slowGoodMin ? null : inVain(record),
  };
}

function slowWaste(record: RunRecord): Judgement {
  const late = lateShare(record, inSlowness);
  return {
    checked: came(record, inSlowness).length,
    worst: formatMeasure(late, '%'),
    badness: late - lateMax,
    breach: late <= lateMax ? null : inVain(record),
  };
}

function inVain(record: RunRecord): Found {
  const late = lateShare(record, inSlowness);
  const isDead = late > lateMax;
  const [first] = record.seen('late').filter(({ atMs }) => isInside(atMs, inSlowness));
  const failed = came(record, inSlowness).find((call) => !isPaid(call));
  const example = (isDead ? record.operation(first?.tag ?? '') : undefined) ?? failed;
  return found(example, {
    atMs: inSlowness.untilMs,
    expected: isDead
      ? `at most ${formatMeasure(lateMax, '%')} of what the slow PayHub does done for clients that have left`
      : `at least ${perS(slowGoodMin)} paid in time while PayHub is slow, of 62.5/s`,
    observed: `${formatMeasure(late, '%')} for clients that have left, ${perS(goodPerS(record, inSlowness))} paid in time`,
    cause: isDead ? 'dead work' : 'idle slots',
  });
}

/** L-7: who is about to finish comes first. */
function settles(of: (record: RunRecord) => boolean): Check {
  return share({
    code: 'L-7',
    scope: 'whole',
    what: 'of the check-outs under way paid',
    atLeast: settleMin,
    of: (record) =>
      of(record)
        ? record.operations
            .filter((call) => classOf(call) === 'settle')
            .map((call) => ({
              ok: isPaid(call),
              atMs: call.startedMs,
              operation: nameOf(call.operation),
              tags: [call.operation.id],
              cause: 'not before the others',
            }))
        : [],
  });
}

/** L-9: the sum of all lines is what the node pays for. */
function longestLine(record: RunRecord): Judgement {
  const line = inLine(record);
  const most = Math.max(0, ...line.map(({ count }) => count));
  const over = line.find(({ count }) => count > lineMax);
  return {
    checked: line.length,
    worst: `${formatNumber(most)} waiting`,
    badness: most - lineMax,
    breach:
      over === undefined
        ? null
        : found(record.operation(over.tag), {
            atMs: record.untilMs,
            expected: `at most ${lineMax} waiting, all classes together`,
            observed: `${formatNumber(most)}`,
            cause: 'a long line',
            decidedMs: over.atMs,
          }),
  };
}

function memory(record: RunRecord): Judgement {
  const readings = record.readings('memory');
  const most = Math.max(0, ...readings.map(({ value }) => value));
  return {
    checked: readings.length,
    worst: `${formatNumber(most, 1)} MB`,
    badness: most - memoryMb,
    breach:
      most < memoryMb
        ? null
        : found(undefined, {
            atMs: record.untilMs,
            expected: `less than ${memoryMb} MB`,
            observed: `${formatNumber(most, 1)} MB`,
            cause: 'out of memory',
          }),
  };
}

/** L-10: it says no while there is still something to be saved. */
function firstNo(record: RunRecord): Judgement {
  const isLate = ({ atMs }: { readonly atMs: number }): boolean => atMs >= ramp.fromMs;
  const byRegulator = record.wire('rejected').map(({ sentMs, tag }) => ({ atMs: sentMs, tag }));
  const byWeb = record.operations.flatMap(({ operation, answer, endedMs }) =>
    field(answer, 'status') === 429 ? [{ atMs: endedMs ?? 0, tag: operation.id }] : [],
  );
  const [first] = [...byRegulator, ...byWeb]
    .filter(isLate)
    .toSorted((one, two) => one.atMs - two.atMs);
  const tookMs = first === undefined ? null : first.atMs - ramp.fromMs;
  const example =
    record.operation(first?.tag ?? '') ??
    record.operations.find((call) => call.startedMs > ramp.untilMs && !isPaid(call));
  return {
    checked: 1,
    worst: tookMs === null ? 'never' : formatMeasure(tookMs, 'ms'),
    badness: (tookMs ?? Infinity) - firstNoMaxMs,
    breach:
      tookMs !== null && tookMs <= firstNoMaxMs
        ? null
        : found(example, {
            atMs: record.untilMs,
            expected: `the first refusal at most ${formatMeasure(firstNoMaxMs, 'ms')} after the ramp begins`,
            observed: tookMs === null ? 'never' : `after ${formatMeasure(tookMs, 'ms')}`,
            cause: tookMs === null || tookMs > patienceMs ? 'never says no' : 'says no too late',
          }),
  };
}

function found(
  example: CallRecord | undefined,
  rest: Pick<Found, 'atMs' | 'expected' | 'observed' | 'cause'> & { readonly decidedMs?: number },
): Found {
  return {
    ...rest,
    operation: example === undefined ? 'the night' : nameOf(example.operation),
    tags: example === undefined ? [] : [example.operation.id],
    isOverMany: true,
    ...(rest.decidedMs === undefined && { blame: 'answer' as const }),
  };
}

export const voteChecks: readonly Check[] = [
  whole('L-3', 'goodput', surgeGoodput),
  whole('L-3', 'p99', surgeLatency),
  whole('L-5', 'paid', recovery),
  settles(() => true),
  whole('L-9', 'memory', memory),
];
export const slowChecks: readonly Check[] = [
  whole('L-6', 'goodput', slowGoodput),
  whole('L-6', 'wasted', slowWaste),
];
export const rampChecks: readonly Check[] = [
  settles(() => true),
  whole('L-9', 'line', longestLine),
  whole('L-9', 'memory', memory),
  whole('L-10', 'first no', firstNo),
  whole('L-4', 'prompt', promptNo),
];
