/** E-7 and E-8: what retries do to a ledger that is short of breath, and to the shops that are left after a crash. */
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
  type WireMessage,
} from '#grader/index.ts';
import { crashedShop, crashMs, watchedMs } from './crash.ts';
import { grouped } from './effects.ts';
import { afterwards, brownOut, lines } from './finale.ts';
import { nameOf } from './names.ts';

/**
 * Seeds 1–3 and 101–125: three right programs send 1.21 to 1.22 attempts per vote, one whose budget is fed by answers
 * 1.13 to 1.15. Three buckets of 100 are 300 attempts to 2,560 votes: 0.12 of it. Three attempts without a budget (m13)
 * are 2.73 to 2.84, attempts without a pause and without end (m11) 4.60 to 4.83.
 */
const amplificationMax = 1.3;
/**
 * Same seeds: 91.7 to 100 % for right programs, 11.2 to 23.7 % for m13, 4.3 to 11 % for m11, nothing for m14. Without any
 * retry a calm ledger gives 92 %: one service in twelve takes longer than 500 ms.
 */
const goodputMin = 0.9;

/**
 * The stretch goal. The ledger has room for 75 % of the votes in the brown-out. Same seeds: who turns votes away at the
 * door has 57 to 67 % of them told ok, who lets them queue and looks at the clock afterwards 16 to 28 %: there the lines
 * are busy with votes that expire a moment later.
 */
const brownGoodputMin = 0.45;

/** E-7 and E-10, in the world of the finale. */
export const finaleChecks: readonly Check[] = [
  check({ code: 'E-7', scope: 'whole', calibrated: true, as: 'attempts', judge: amplification }),
  check({ code: 'E-7', scope: 'whole', calibrated: true, as: 'in time', judge: goodput }),
  share({
    code: 'E-10',
    scope: 'whole',
    what: 'of the votes cast in the brown-out told ok',
    atLeast: brownGoodputMin,
    of: (record) =>
      asked(record, brownOut).map(({ operation, startedMs, answer }) => ({
        ok: answer === 'ok',
        atMs: startedMs,
        operation: nameOf(operation),
        tags: [operation.id],
        cause: 'not told ok',
      })),
  }),
];

/** E-8, in the world of the crash. */
export const crashChecks: readonly Check[] = [
  check({ code: 'E-8', scope: 'whole', calibrated: true, as: 'sent again', judge: sentAgain }),
  check({ code: 'E-8', scope: 'whole', calibrated: true, as: 'at once', judge: herd }),
];

/** The attempts of each vote, in order. */
function attemptsOf(record: RunRecord): ReadonlyMap<string, readonly WireMessage[]> {
  return grouped(record.wire('requests'), ({ tag }) => tag);
}

function asked(record: RunRecord, window: TimeWindow): readonly CallRecord[] {
  return record.asked('tapVote').filter(({ startedMs }) => isInside(startedMs, window));
}

/** E-7: attempts for each vote while the ledger is short of breath. */
function amplification(record: RunRecord): Judgement {
  const votes = asked(record, brownOut);
  const attempts = record.wire('requests').filter(({ sentMs }) => isInside(sentMs, brownOut));
  const reached = attempts.length / votes.length;
  return {
    checked: votes.length,
    worst: formatMeasure(reached, '×'),
    badness: reached - amplificationMax,
    breach: reached <= amplificationMax ? null : amplified(attempts, votes),
  };
}

function amplified(inTime: readonly WireMessage[], votes: readonly CallRecord[]): Found {
  const attempts = grouped(inTime, ({ tag }) => tag);
  const timesOf = ({ operation }: CallRecord): number => attempts.get(operation.id)?.length ?? 0;
  const most = Math.max(...votes.map(timesOf));
  // Of those that were sent most often, the last whose story is over in time.
  const example = votes.findLast(
    (vote) => timesOf(vote) === most && (vote.endedMs ?? Infinity) <= brownOut.untilMs,
  );
  const mine = attempts.get(example?.operation.id ?? '') ?? [];
  return {
    atMs: brownOut.untilMs,
    expected: `at most ${amplificationMax} attempts per vote in the brown-out`,
    observed: `${formatNumber(inTime.length / votes.length)}: ${formatNumber(inTime.length)} attempts for ${formatNumber(votes.length)} votes`,
    operation: example === undefined ? 'the brown-out' : nameOf(example.operation),
    tags: example === undefined ? [] : [example.operation.id],
    cause: isHasty([...attempts.values()]) ? 'amplified at once' : 'amplified, with pauses',
    isOverMany: true,
    ...(mine.length > 1 && { decidedMs: mine.at(-1)?.sentMs ?? 0 }),
  };
}

/** True if most retries follow their attempt without a pause. */
function isHasty(all: readonly (readonly WireMessage[])[]): boolean {
  const pauses = all.flatMap((attempts) =>
    attempts.slice(1).map(({ sentMs }, index) => sentMs - deadlineOf(attempts[index])),
  );
  return pauses.filter((pauseMs) => pauseMs < 5).length > pauses.length / 2;
}

function deadlineOf(attempt: WireMessage | undefined): number {
  const deadline = field(attempt?.body, 'deadline');
  return typeof deadline === 'number' ? deadline : 0;
}

/** E-7: five seconds after the brown-out everybody is served again. */
function goodput(record: RunRecord): Judgement {
  const votes = asked(record, afterwards);
  const failed = votes.filter(({ answer }) => answer !== 'ok');
  const reached = 1 - failed.length / votes.length;
  return {
    checked: votes.length,
    worst: formatMeasure(reached, '%'),
    badness: goodputMin - reached,
    breach: reached >= goodputMin ? null : unserved(record, reached, failed),
  };
}

function unserved(record: RunRecord, reached: number, failed: readonly CallRecord[]): Found {
  const attempts = attemptsOf(record);
  const begun = record.seen('begun');
  const idle = begun.filter(({ tag, atMs }) => !isAwaited(attempts.get(tag) ?? [], atMs));
  const wastedShare = idle.length / Math.max(1, begun.length);
  const idlest = idlestShop(record);
  const isIdle = idlest !== null && idlest.most < lines / 2;
  const isForNobody = !isIdle && wastedShare > 0.2;
  const wasted = new Map(idle.map(({ tag, atMs }) => [tag, atMs]));
  const inHand = isIdle ? workOf(record, idlest.shop) : new Map<string, number>();
  const telling = isForNobody ? wasted : inHand;
  const example =
    failed.find(({ operation }) => telling.size === 0 || telling.has(operation.id)) ?? failed[0];
  const id = example?.operation.id ?? '';
  const work = record
    .wire('work')
    .findLast(({ tag, sentMs }) => tag === id && sentMs <= (telling.get(id) ?? 0));
  return {
    atMs: record.untilMs,
    expected: `at least ${formatMeasure(goodputMin, '%')} of the votes cast 5 to 10 s after it told ok`,
    observed: `${formatMeasure(reached, '%')}; ${isIdle ? sayIdle(idlest) : `${formatMeasure(wastedShare, '%')} of what the ledger worked on had nobody waiting any more`}`,
    operation: example === undefined ? 'the finale' : nameOf(example.operation),
    tags: id === '' ? [] : [id],
    cause: isForNobody ? 'work for nobody' : isIdle ? 'idle lines' : 'too few in time',
    isOverMany: true,
    ...(work === undefined ? { blame: 'answer' } : { decidedMs: work.sentMs }),
  };
}

/** The votes that a shop took to the ledger when all its lines were back, and when. */
function workOf(record: RunRecord, shop: string): ReadonlyMap<string, number> {
  const all = record.wire('work').filter(({ from, sentMs }) => {
    return from === shop && isInside(sentMs, afterwards);
  });
  return new Map(all.map(({ tag, sentMs }) => [tag, sentMs]));
}

interface Idlest {
  readonly shop: string;
  /** So many of its lines were in use at once. */
  readonly most: number;
}

function sayIdle({ shop, most }: Idlest): string {
  return most === 0
    ? `${shop} never used any of its ${lines} lines`
    : `${shop} never used more than ${most} of its ${lines} lines at once`;
}

/** The shop that had the fewest votes at the ledger at once when all its lines were back. */
function idlestShop(record: RunRecord): Idlest | null {
  const inHand = new Map<string, { now: number; most: number }>();
  const steps = [
    ...record.wire('work').map(({ from, sentMs }) => ({ shop: from, atMs: sentMs, by: 1 })),
    ...record.wire('worked').map(({ to, sentMs }) => ({ shop: to, atMs: sentMs, by: -1 })),
  ].toSorted((left, right) => left.atMs - right.atMs);
  for (const { to: shop } of record.wire('requests')) inHand.set(shop, { now: 0, most: 0 });
  for (const { shop, atMs, by } of steps) {
    const one = inHand.get(shop);
    if (one === undefined) continue;
    one.now += by;
    if (isInside(atMs, afterwards)) one.most = Math.max(one.most, one.now);
  }
  const [idlest] = [...inHand].toSorted(([, left], [, right]) => left.most - right.most);
  return idlest === undefined ? null : { shop: idlest[0], most: idlest[1].most };
}

/** True if some attempt of a vote was still waiting for its answer. */
function isAwaited(attempts: readonly WireMessage[], atMs: number): boolean {
  return attempts.some((attempt) => attempt.sentMs <= atMs && deadlineOf(attempt) > atMs);
}

/** All right programs send all 300 again: 100 for each web node, which is what a full bucket holds. */
const againMin = 0.9;
/**
 * Same seeds, at a base of 200 ms: full jitter 13.3 to 16.3 %, equal jitter 23.3 to 28.3 %, decorrelated jitter 7.7 to
 * 11 %; a jitter of ± 10 % 51.3 to 60.7 %, none (m12) 100 %.
 */
const herdMax = 0.35;
const herdMs = 20;

interface Again {
  readonly call: CallRecord;
  /** When the request was sent for the second time; null if it was not. */
  readonly atMs: number | null;
  /** True if that went to the shop that had crashed. */
  readonly isLost: boolean;
}

/** Who was in the hands of the shop that crashed, and when it was tried again. */
function struck(record: RunRecord): readonly Again[] {
  const attempts = attemptsOf(record);
  return [...record.asked('placeOrder'), ...record.asked('tapVote')].map((call) => {
    const second = attempts.get(call.operation.id)?.[1];
    const isAgain = second !== undefined && second.sentMs <= crashMs + watchedMs;
    return { call, atMs: isAgain ? second.sentMs : null, isLost: second?.to === crashedShop };
  });
}

/** E-8: what was in flight is tried again. */
function sentAgain(record: RunRecord): Judgement {
  const all = struck(record);
  const lost = all.filter(({ atMs }) => atMs === null);
  const reached = 1 - lost.length / all.length;
  const [first] = lost;
  return {
    checked: all.length,
    worst: `${all.length - lost.length} of ${all.length}`,
    badness: againMin - reached,
    breach:
      reached >= againMin || first === undefined
        ? null
        : {
            atMs: crashMs + watchedMs,
            expected: `at least ${againMin * all.length} of ${all.length} requests sent again`,
            observed: `${all.length - lost.length} of ${all.length}`,
            operation: nameOf(first.call.operation),
            tags: [first.call.operation.id],
            cause: 'not sent again',
            blame: 'answer',
            isOverMany: true,
          },
  };
}

/** E-8: first retries within any twenty milliseconds. */
function herd(record: RunRecord): Judgement {
  const { part, of, among } = densest(struck(record));
  // Two that do not go to the shop that is down show it best.
  const told = of.toSorted((left, right) => Number(left.isLost) - Number(right.isLost)).slice(0, 2);
  const [first] = told;
  return {
    checked: among,
    worst: formatMeasure(part, '%'),
    badness: part - herdMax,
    breach:
      part <= herdMax || first === undefined
        ? null
        : {
            atMs: crashMs + watchedMs,
            expected: `at most ${formatMeasure(herdMax, '%')} of the first retries within ${herdMs} ms`,
            observed: `${of.length} of ${among} (${formatMeasure(part, '%')}), ${formatMeasure((first.atMs ?? crashMs) - crashMs, 'ms')} after the crash`,
            operation: `${nameOf(first.call.operation)} and others`,
            tags: told.map(({ call }) => call.operation.id),
            cause: 'all at once',
            isOverMany: true,
            decidedMs: first.atMs ?? crashMs,
          },
  };
}

/** The twenty milliseconds that hold most. */
function densest(all: readonly Again[]): { part: number; of: readonly Again[]; among: number } {
  const sent = all
    .flatMap(({ atMs, ...again }) => (atMs === null ? [] : [{ ...again, atMs }]))
    .toSorted((left, right) => left.atMs - right.atMs);
  let best: readonly Again[] = [];
  for (const [index, { atMs }] of sent.entries()) {
    const end = sent.findIndex((one) => one.atMs >= atMs + herdMs);
    const those = sent.slice(index, end === -1 ? sent.length : end);
    if (those.length > best.length) best = those;
  }
  return { part: sent.length === 0 ? 0 : best.length / sent.length, of: best, among: sent.length };
}
