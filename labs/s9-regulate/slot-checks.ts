/** L-1, L-2 and L-8: the fifty slots, not one more, all of them used, and all of them there again after crashes. */
import {
  check,
  formatMeasure,
  type CallRecord,
  type Check,
  type Found,
  type Judgement,
  type RunRecord,
} from '#grader/index.ts';
import { places } from './home.ts';
import { nameOf } from './names.ts';
import { afterCrashesMs, beforeCrashesMs, burstAtMs, burstCount, crashCount } from './nights.ts';
import { isPaid, isRefused } from './reading.ts';

/** L-1, wherever PayHub counts. `cause` tells the worlds apart in which one comes to it in different ways. */
export function notBanned(cause: string): Check {
  return check({ code: 'L-1', scope: 'whole', judge: (record) => bans(record, cause) });
}

function bans(record: RunRecord, cause: string): Judgement {
  const most = Math.max(0, ...record.seen<{ count: number }>('most').map(({ count }) => count));
  const [ban] = record.seen<{ count: number }>('banned');
  const call = record.operation(ban?.tag ?? '');
  return {
    checked: record.seen('charging').length,
    worst: `${most} at a time`,
    badness: most - places,
    breach:
      ban === undefined
        ? null
        : {
            atMs: ban.atMs,
            expected: `at most ${places} charges at a time`,
            observed: `${ban.count} at a time, and a ban for 5 s`,
            operation: call === undefined ? 'PayHub' : nameOf(call.operation),
            tags: [ban.tag],
            cause,
          },
  };
}

/**
 * Seeds 1–3, 101–103 and 201–220: right programs need 551 to 640 ms; who keeps no queue leaves 50 of the hundred out.
 * The tenth of a second and a bit that two rounds of 200 ms may need more is in it.
 */
const burstMaxMs = 1_100;

/** L-2: a hundred at once are served within 1.1 s. */
export const burstCheck: Check = check({
  code: 'L-2',
  scope: 'whole',
  calibrated: true,
  judge: burst,
});

function burst(record: RunRecord): Judgement {
  const endMs = burstAtMs + burstMaxMs;
  const isInTime = (call: CallRecord): boolean =>
    isPaid(call) && (call.endedMs ?? Infinity) <= endMs;
  const left = record.operations.filter((call) => !isInTime(call));
  const lastMs =
    Math.max(...record.operations.map(({ endedMs }) => endedMs ?? record.untilMs)) - burstAtMs;
  const refused = left.filter(isRefused);
  const example = refused[0] ?? left[0];
  return {
    checked: record.operations.length,
    worst:
      left.length === 0 ? formatMeasure(lastMs, 'ms') : `${left.length} of ${burstCount} left out`,
    badness: left.length === 0 ? (lastMs - burstMaxMs) / burstMaxMs : left.length,
    breach:
      example === undefined
        ? null
        : {
            atMs: endMs,
            expected: `all ${burstCount} paid within ${formatMeasure(burstMaxMs, 'ms')}`,
            observed: `${burstCount - left.length} paid, ${refused.length} refused`,
            operation: nameOf(example.operation),
            tags: [example.operation.id],
            cause: refused.length > 0 ? 'refused' : 'not in time',
            blame: 'answer',
            isOverMany: true,
          },
  };
}

/** A charge takes 150 ms at least: what PayHub has begun by then it does at the same time. */
const atOnceMs = 145;

/** So many of the slots may look unused when all are wanted: who lets payments begin one by one has not begun all. */
const usableMin = 0.9;

/** L-8: after sixty crashes as many slots are in use at once as before. */
export const slotsCheck: Check = check({ code: 'L-8', scope: 'whole', judge: slots });

function slots(record: RunRecord): Judgement {
  const before = begunAtOnce(record, 'first-', beforeCrashesMs);
  const after = begunAtOnce(record, 'again-', afterCrashesMs);
  return {
    checked: crashCount,
    worst: `${after} of ${before}`,
    badness: before - after,
    breach: after >= before * usableMin ? null : lost(record, before, after),
  };
}

function begunAtOnce(record: RunRecord, kind: string, fromMs: number): number {
  return record
    .seen('charging')
    .filter(({ tag, atMs }) => tag.startsWith(kind) && atMs < fromMs + atOnceMs).length;
}

function lost(record: RunRecord, before: number, after: number): Found {
  const charged = new Set(record.seen('charging').map(({ tag }) => tag));
  const [crash] = record.seen('closed');
  const waiting = record.operations.find(
    ({ operation: { id } }) => id.startsWith('again-') && !charged.has(id),
  );
  const tags = [crash?.tag ?? '', waiting?.operation.id ?? ''].filter((tag) => tag !== '');
  return {
    atMs: afterCrashesMs + atOnceMs,
    expected: `${before} payments at a time, as before the crashes`,
    observed: `${after}, after ${crashCount} workers have died`,
    operation: `${waiting === undefined ? 'the check-outs' : nameOf(waiting.operation)} and others`,
    tags,
    cause: after < before / 2 ? 'slots never come back' : 'some slots are missing',
    isOverMany: true,
    ...(crash !== undefined && { decidedMs: crash.atMs }),
  };
}
