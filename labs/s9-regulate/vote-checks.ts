/** L-3, L-5 and L-6: what PayHub is busy with in a surge, after it, and when PayHub itself is slow. */
import {
  formatMeasure,
  formatNumber,
  isInside,
  type CallRecord,
  type Check,
  type Found,
  type Judgement,
  type RunRecord,
} from '#grader/index.ts';
import { came, found, memory, settles, whole } from './checks.ts';
import { perS } from './names.ts';
import { afterSurge, inSlowness, inSurge, surge, surgeJudgedMs } from './nights.ts';
import { beats, goodPerS, isPaid, lateShare, sum, tookMs, type Charging } from './reading.ts';

/**
 * Fifty slots and 0.2 s are 250 a second; of that a right program cannot fall far short, so the bound is 76 % and not 90.
 * Seeds 1, 101–103, 201–216 and 401–445: four right programs 245 to 267, a breaker (m14) 94 to 109. A rate limit of 200
 * (m07) has 203 to 214: it is told when PayHub is slow.
 */
const surgeGoodMin = 190;
/** Same seeds: right programs 383 to 982 ms, a line of 340 (m13) 1,619 to 1,699. */
const surgeP99MaxMs = 1_300;
/**
 * Same seeds: right programs 100 %, queues that outlast the deadline (m01, m02) 0 %. An endless stack (m11) has 94 to 98:
 * it recovers, and is told by what it does in the ramp.
 */
const recoveredMin = 0.8;
/** Of 62.5 a second. Same seeds: right programs 59 to 66, m06 34 to 46: it is the next bound that tells it. */
const slowGoodMin = 48;
/**
 * The window has about 310 charges, three of which are a hundredth: the bound is 5 % where a night of 100 s has 2. Same
 * seeds: right programs 0 to 1.7 %, m06 26.6 to 44.8.
 */
const lateMax = 0.05;

/** L-3: the slots are busy with what still matters, however much comes. */
function surgeGoodput(record: RunRecord): Judgement {
  const good = goodPerS(record, inSurge);
  const failed = came(record, inSurge).find((call) => !isPaid(call));
  return {
    checked: came(record, inSurge).length,
    worst: perS(good),
    badness: surgeGoodMin - good,
    breach:
      good >= surgeGoodMin
        ? null
        : found(failed, {
            atMs: inSurge.untilMs + 1,
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
            atMs: inSurge.untilMs + 1,
            expected: `p99 of those paid in the surge at most ${formatMeasure(surgeP99MaxMs, 'ms')}`,
            observed: formatMeasure(reached, 'ms'),
            cause: 'a long line',
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
  // Whom PayHub charged for nobody shows it best, and of those who came last.
  const wasted = new Set(
    record
      .seen<Charging>('charging')
      .filter(({ leftMs }) => leftMs < 0)
      .map(({ tag }) => tag),
  );
  const example =
    record.operations.findLast(({ operation }) => wasted.has(operation.id)) ?? failed[0];
  const house = record.readings('processes').findLast(({ atMs }) => atMs <= afterSurge.untilMs);
  const isFull = sum(beats(record, afterSurge), 'refused') > 0;
  return found(example, {
    atMs: record.untilMs,
    expected: `at least ${formatMeasure(recoveredMin, '%')} of those who come long after the surge paid`,
    observed: `${perS(goodPerS(record, afterSurge))} paid in time, with ${formatNumber(house?.value ?? 0)} in the house; the surge is gone, and ${formatMeasure(late, '%')} of what PayHub does is for clients that have left`,
    cause:
      late < 0.5 ? 'too few in time' : isFull ? 'a line that is always full' : 'a line without end',
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
  const first = record.seen('late').find(({ atMs }) => isInside(atMs, inSlowness));
  const failed = came(record, inSlowness).find((call) => !isPaid(call));
  const example = (isDead ? record.operation(first?.tag ?? '') : undefined) ?? failed;
  return found(example, {
    atMs: inSlowness.untilMs + 1,
    expected: isDead
      ? `at most ${formatMeasure(lateMax, '%')} of what the slow PayHub does done for clients that have left`
      : `at least ${perS(slowGoodMin)} paid in time while PayHub is slow, of 62.5/s`,
    observed: `${formatMeasure(late, '%')} for clients that have left, ${perS(goodPerS(record, inSlowness))} paid in time`,
    cause: isDead ? 'dead work' : 'idle slots',
  });
}

/** Of vote night. */
export const voteChecks: readonly Check[] = [
  whole('L-3', 'goodput', surgeGoodput),
  whole('L-3', 'p99', surgeLatency),
  whole('L-5', 'paid', recovery),
  settles(surge.untilMs, surgeJudgedMs),
  whole('L-9', 'memory', memory),
];
/** Of the night on which PayHub is slow. */
export const slowChecks: readonly Check[] = [
  whole('L-6', 'goodput', slowGoodput),
  whole('L-6', 'wasted', slowWaste),
];
