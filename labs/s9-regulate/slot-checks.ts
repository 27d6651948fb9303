/** L-1, L-2 and L-8: the fifty slots, not one more, all of them used, and all of them there again after crashes. */
import {
  check,
  field,
  formatMeasure,
  formatNumber,
  type CallRecord,
  type Check,
  type Found,
  type Judgement,
  type Match,
  type RunRecord,
} from '#grader/index.ts';
import { places } from './home.ts';
import { nameOf } from './names.ts';
import { afterCrashesMs, beforeCrashesMs, burstAtMs, burstCount, crashCount } from './nights.ts';
import { isPaid, isRefused } from './reading.ts';

/** How PayHub comes to have one too many: in which world, and whether slots had been given back before. */
type Cause = 'one too many' | 'slow';

const here = { from: 'pay', to: 'pay' };

/** The messages with which a ban is told, for the worlds that are short. */
export const slotWire = {
  charges: { from: 'pay', to: 'payhub', body: { kind: 'charge' } },
  granted: { ...here, body: { kind: 'granted' } },
  done: { ...here, body: { kind: 'done' } },
} as const satisfies Record<string, Match>;

/** L-1, wherever PayHub counts; `isWired` where the world has `slotWire`. */
export function notBanned(cause: Cause, isWired = false): Check {
  return check({
    code: 'L-1',
    scope: 'whole',
    judge: (record) => bans(record, cause, isWired),
  });
}

function bans(record: RunRecord, cause: Cause, isWired: boolean): Judgement {
  const most = Math.max(0, ...record.seen<{ count: number }>('most').map(({ count }) => count));
  const [ban] = record.seen<{ count: number }>('banned');
  const call = record.operation(ban?.tag ?? '');
  // It belongs to the conversation in which the slot was handed out: that of whoever had it before.
  const sent = isWired ? record.wire('charges') : [];
  const last = sent.findLast(({ body }) => field(body, 'id') === ban?.tag);
  const isSecondHand = last !== undefined && last.tag !== ban?.tag;
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
            observed: `${ban.count} at a time, and a ban for 5 s${isWired ? sayBooks(record, ban.atMs) : ''}`,
            operation: call === undefined ? 'PayHub' : nameOf(call.operation),
            tags: isSecondHand ? [ban.tag, last.tag] : [ban.tag],
            cause: isSecondHand ? 'a slot of another' : cause,
            ...(last !== undefined && { decidedMs: last.sentMs }),
          },
  };
}

/** How many slots the regulator had handed out by then, and how many it had been given back. */
function sayBooks(record: RunRecord, atMs: number): string {
  const until = (name: string): string =>
    formatNumber(record.wire(name).filter(({ sentMs }) => sentMs <= atMs).length);
  return `; by then ${until('granted')} slots had been handed out and ${until('done')} given back`;
}

/** Seeds 1, 101–103, 201–216 and 401–445: right programs need 499 to 828 ms; who keeps no line (m03) leaves 50 out. */
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
export const slotsCheck: Check = check({
  code: 'L-8',
  scope: 'whole',
  calibrated: true,
  judge: slots,
});

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
