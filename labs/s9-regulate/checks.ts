/** What the checks of the long nights share: how they are judged and what they blame, and two that several nights have. */
import {
  check,
  formatMeasure,
  formatNumber,
  isInside,
  type CallRecord,
  type Check,
  type Found,
  type Judgement,
  type RunRecord,
  type TimeWindow,
} from '#grader/index.ts';
import { memoryMb } from './home.ts';
import { nameOf } from './names.ts';
import { classOf, isPaid } from './reading.ts';

/**
 * Of about 150, so that two may have bad luck where a longer night would allow half a per cent. Seeds 1, 101–103, 201–216
 * and 401–445: right programs 100 %, without a class of their own (m09) 40 to 57 % on vote night and 15 to 23 % in the ramp.
 */
const settleMin = 0.98;

/** A check of a night that is told whole: all that came is what the bound is about. */
export function whole(code: string, as: string, judge: (record: RunRecord) => Judgement): Check {
  return check({ code, scope: 'whole', calibrated: true, as, judge });
}

/** Who came in a window of time. */
export function came(record: RunRecord, window: TimeWindow): readonly CallRecord[] {
  return record.operations.filter(({ startedMs }) => isInside(startedMs, window));
}

/** A breach of a bound over many, shown by one of them. */
export function found(
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

/** L-7: who is about to finish comes first. Lost is who has left without having paid, and in the end who never paid. */
export function settles(untilMs: number, judgedMs: number): Check {
  return check({
    code: 'L-7',
    scope: 'whole',
    calibrated: true,
    judge: (record) => {
      const all = record.operations.filter(
        (call) => classOf(call) === 'settle' && call.startedMs < untilMs,
      );
      const isLost = (call: CallRecord): boolean =>
        !isPaid(call) && (call.endedMs ?? Infinity) <= judgedMs;
      const lost = all.filter(isLost);
      const reached = 1 - lost.length / all.length;
      return {
        checked: all.length,
        worst: formatMeasure(reached, '%'),
        badness: settleMin - reached,
        breach:
          reached >= settleMin
            ? null
            : found(lost[0], {
                atMs: judgedMs,
                expected: `at least ${formatMeasure(settleMin, '%')} of the check-outs under way paid`,
                observed: `${formatMeasure(reached, '%')}: ${formatNumber(lost.length)} of ${formatNumber(all.length)} have left without`,
                cause: 'not before the others',
              }),
      };
    },
  });
}

/** L-9: the node keeps its memory. */
export function memory(record: RunRecord): Judgement {
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
