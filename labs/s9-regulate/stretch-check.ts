/** L-11: a limit that nobody has configured, found by whoever looks how long things take. */
import {
  check,
  type Check,
  type Judgement,
  type RunRecord,
  type TimeWindow,
} from '#grader/index.ts';
import { perS } from './names.ts';
import { found, foundAgain } from './nights.ts';
import { goodPerS } from './reading.ts';

/**
 * Of the 250 a second that PayHub can do. Seeds 1, 101–103, 201–216 and 401–425: who looks for the limit pays 252 to 269, who
 * takes the thousand at its word 30 to 90.
 */
const foundMin = 200;
/** Of 62.5, two seconds after it has changed. Same seeds: 44 to 65, none for the others, 13 for a bare rate limit. */
const foundAgainMin = 35;

/** Judged twice: as PayHub is, and when it has become four times as slow. */
export const stretchChecks: readonly Check[] = [
  limit('as it is', found, foundMin),
  limit('four times as slow', foundAgain, foundAgainMin),
];

function limit(as: string, window: TimeWindow, min: number): Check {
  return check({
    code: 'L-11',
    scope: 'whole',
    calibrated: true,
    as,
    judge: (record) => judged(record, window, min),
  });
}

function judged(record: RunRecord, window: TimeWindow, min: number): Judgement {
  const good = goodPerS(record, window);
  return {
    checked: 1,
    worst: perS(good),
    badness: (min - good) / min,
    breach:
      good >= min
        ? null
        : {
            atMs: window.untilMs,
            expected: `at least ${perS(min)} paid in time`,
            observed: perS(good),
            operation: 'the night without a number',
            tags: [],
            cause: 'no limit found',
            isOverMany: true,
          },
  };
}
