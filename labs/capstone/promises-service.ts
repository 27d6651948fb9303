/** Z-6 to Z-9: how much of what was asked for was served, and how soon somebody else served it. */
import { formatNumber } from '#grader/format.ts';
import { isCounted, isInFinal, isServed, nameOf, sayEnd, waitedMs, type Call } from './calls.ts';
import { clockOf, final, patienceMs } from './clock.ts';
import { ordersMayFail, ordersPlanned, pagesMayFail, pagesPlanned } from './objectives.ts';
import {
  counted,
  duringOf,
  faultAt,
  ledgerRow,
  wiring,
  type Broken,
  type NightPromise,
  type Reading,
  type NightRecord,
  seen,
} from './promise.ts';
import { cap, percent } from './promises-overload.ts';
import type { Code, Decision } from './night-types.ts';

interface Budget {
  readonly code: Code;
  readonly noun: string;
  readonly mayFail: number;
  readonly planned: number;
  readonly decide: (record: NightRecord, fault: string | null) => Decision;
}

/** A budget of failures: broken by the first failure beyond it. */
function budgeted(record: NightRecord, calls: readonly Call[], budget: Budget): Reading {
  const { code, noun, mayFail, planned, decide } = budget;
  const failed = calls.filter((call) => !isServed(call));
  const last = failed[mayFail];
  const share = 1 - failed.length / Math.max(planned, 1);
  const broken: Broken[] = [];
  if (last !== undefined) {
    const { from, count, share: most } = worstStretch(record, failed.slice(0, mayFail + 1));
    broken.push({
      atMs: last.knownMs,
      fromMs: from.askedMs,
      untilMs: last.knownMs,
      title: `Too many ${noun}s fail`,
      text: `${counted(mayFail + 1, noun)} have failed by ${clockOf(last.knownMs)}; the night may have ${formatNumber(mayFail)}. ${formatNumber(count)} of them (${percent(most, 0)})${duringOf(record, from.askedMs).replace(', ', ' fell under: ')}; the first of these: ${sayEnd(from)} at ${clockOf(from.askedMs)}.`,
      count: failed.length,
      decision: decide(record, faultAt(record.faults, from.askedMs)?.id ?? null),
      observed: `${formatNumber(mayFail + 1)} of ${formatNumber(planned)} ${noun}s failed by ${clockOf(last.knownMs)}`,
      operation: nameOf(from),
      cause: `${noun}s failed: ${faultAt(record.faults, from.askedMs)?.id ?? 'no fault'}`,
      tags: [`${from.fn}-${from.key}`],
    });
  }
  return {
    code,
    checked: calls.length,
    value: percent(share, 2),
    badness: failed.length - mayFail,
    broken,
  };
}

/** Under which fault most of the failures fell, and the first of them. */
function worstStretch(
  record: NightRecord,
  failed: readonly Call[],
): { readonly from: Call; readonly count: number; readonly share: number } {
  const groups = new Map<string, Call[]>();
  for (const call of failed) {
    const key = faultAt(record.faults, call.askedMs)?.id ?? '';
    groups.set(key, [...(groups.get(key) ?? []), call]);
  }
  const [largest = []] = [...groups.values()].sort((left, right) => right.length - left.length);
  const [from] = largest;
  if (from === undefined) throw new Error('a budget is broken by some failure');
  return { from, count: largest.length, share: largest.length / failed.length };
}

/** Z-6: orders. */
export const orders: NightPromise = (record) =>
  budgeted(
    record,
    record.calls.filter((call) => call.fn === 'order' && isCounted(call)),
    {
      code: 'Z-6',
      noun: 'order',
      mayFail: ordersMayFail,
      planned: ordersPlanned,
      decide: (whole, fault) =>
        fault === 'F6' || fault === 'F7'
          ? wiring('queues', 's9-regulate')
          : fault === 'F4'
            ? ledgerRow(whole, { row: 'order.place', column: 'sharing', chapter: 's6-share' })
            : ledgerRow(whole, { row: 'order.place', column: 'retry', chapter: 's5-retry' }),
    },
  );

/** Z-7: browsing and carts, on both sides of every cut. */
export const pages: NightPromise = (record) =>
  budgeted(
    record,
    record.calls.filter(({ fn }) => fn === 'browse' || fn === 'cart'),
    {
      code: 'Z-7',
      noun: 'page',
      mayFail: pagesMayFail,
      planned: pagesPlanned,
      decide: (whole, fault) =>
        fault === 'F9'
          ? wiring('lb.healthMs', 's3-wire')
          : ledgerRow(whole, { row: 'cart.add', column: 'sharing', chapter: 's6-share' }),
    },
  );

/** While the node of the power loss is down two thirds of the capacity are up, and its take-over does not count. */
const capacityShare = 0.9;
const capacityPerS = 500;
const nodes = 3;
const takeOverMs = 3_000;

/** Z-8: in the final every vote gets a word in time, and the tally does what it can. */
export const votes: NightPromise = (record) => {
  const asked = record.calls.filter((call) => isInFinal(call));
  const broken: Broken[] = [];
  const unanswered = asked.filter(
    (call) => waitedMs(call) > patienceMs || (call.outcome !== 'ok' && call.outcome !== 'rejected'),
  );
  for (const call of unanswered) {
    broken.push({
      atMs: call.knownMs,
      fromMs: call.askedMs,
      untilMs: call.knownMs,
      title: 'A vote without a word',
      text: `${cap(sayEnd(call))}, sent at ${clockOf(call.askedMs)} in the final. Whoever cannot take a vote has to say so within 2 s: silence makes people send again.`,
      count: unanswered.length,
      decision: wiring('queues', 's9-regulate'),
      observed: sayEnd(call),
      operation: nameOf(call),
      cause: 'vote unanswered',
      tags: [`vote-${call.key}`],
    });
  }
  const { accepted, due } = goodput(record, asked);
  const isOver = record.untilMs >= final.untilMs + patienceMs;
  if (isOver && accepted < due) {
    broken.push({
      atMs: final.untilMs + patienceMs,
      fromMs: final.fromMs,
      untilMs: final.untilMs,
      title: 'The tally wastes its capacity',
      text: `${formatNumber(accepted)} votes were accepted in the final; with 90 % of the capacity that was up it would have been ${formatNumber(due)}. Work that is refused too late, or thrown away after it was begun, is capacity lost.`,
      count: due - accepted,
      decision: wiring('queues', 's9-regulate'),
      observed: `${formatNumber(accepted)} votes accepted`,
      operation: 'the final',
      cause: 'goodput of votes',
      tags: [],
    });
  }
  broken.sort((left, right) => left.atMs - right.atMs);
  const share = asked.length === 0 ? 1 : 1 - unanswered.length / asked.length;
  return {
    code: 'Z-8',
    checked: asked.length,
    value: `${percent(share)}; ${due === 0 ? '' : percent((capacityShare * accepted) / due)}`,
    badness: unanswered.length + Math.max(0, due - accepted),
    broken,
  };
};

/** Votes that were accepted in the final outside the take-over, and how many it takes. */
function goodput(
  record: NightRecord,
  asked: readonly Call[],
): { readonly accepted: number; readonly due: number } {
  const loss = record.faults.find(({ id }) => id === 'F7');
  const lostMs = loss?.fromMs ?? Infinity;
  const backMs = loss?.untilMs ?? Infinity;
  const isTakeOver = (ms: number): boolean => ms >= lostMs && ms < lostMs + takeOverMs;
  const accepted = asked.filter(
    ({ outcome, answeredMs }) =>
      outcome === 'ok' &&
      answeredMs !== null &&
      answeredMs < final.untilMs &&
      !isTakeOver(answeredMs),
  );
  let due = 0;
  for (let ms = final.fromMs; ms < final.untilMs; ms += 1_000) {
    if (isTakeOver(ms)) continue;
    const up = ms >= lostMs && ms < backMs ? nodes - 1 : nodes;
    due += Math.floor((capacityShare * capacityPerS * up) / nodes);
  }
  return { accepted: accepted.length, due };
}

/** What is served anew after which fault. */
const handed = [
  { fault: 'F1', what: 'carts', row: 'slots.ring', chapter: 's2-ring' },
  { fault: 'F7', what: 'votes', row: 'suspectMs', chapter: 's2-ring' },
] as const;
const keptMin = 0.999;

/** Z-9: what a lost node owned is served by somebody else within 3 s, and its sessions go on. */
export const takeOver: NightPromise = (record) => {
  const broken: Broken[] = [];
  let longest = 0;
  let checked = 0;
  for (const { fault: id, what, row, chapter } of handed) {
    const fault = record.faults.find((one) => one.id === id);
    if (fault === undefined || record.untilMs < fault.fromMs + takeOverMs) continue;
    checked++;
    const taken = seen(record, 'takenOver').find(
      ({ value }) => value.what === what && Math.abs(value.lostMs - fault.fromMs) < 5_000,
    );
    const tookMs = taken === undefined ? null : taken.atMs - taken.value.lostMs;
    longest = Math.max(longest, tookMs ?? record.untilMs - fault.fromMs);
    if (tookMs !== null && tookMs <= takeOverMs) continue;
    const said = tookMs === null ? 'not yet' : `after ${(tookMs / 1000).toFixed(1)} s`;
    broken.push({
      atMs: fault.fromMs + takeOverMs,
      fromMs: fault.fromMs,
      untilMs: fault.fromMs + (tookMs ?? takeOverMs),
      title: `Nobody owns the ${what}`,
      text: `${fault.title} at ${clockOf(fault.fromMs)}; the first new work on its ${what} was served ${said}. A silent peer is found out by a lease or by heart-beats of your own: the ticks of the network take 6 to 10 s here.`,
      count: 1,
      decision: wiring(row, chapter),
      observed: said,
      operation: fault.title,
      cause: `take-over of ${what}`,
      tags: [],
    });
  }
  for (const { atMs, value } of seen(record, 'sessionsKept')) {
    checked++;
    if (value.held === 0 || value.kept >= keptMin * value.held) continue;
    broken.push({
      atMs,
      fromMs: atMs,
      untilMs: atMs,
      title: 'Sessions are lost with their node',
      text: `${value.lost} took ${formatNumber(value.held - value.kept)} of ${formatNumber(value.held)} sessions with it: nobody else had a copy.`,
      count: value.held - value.kept,
      decision: ledgerRow(record, { row: 'session.touch', column: 'sharing', chapter: 's6-share' }),
      observed: `${formatNumber(value.kept)} of ${formatNumber(value.held)} sessions kept`,
      operation: value.lost,
      cause: 'sessions lost',
      tags: [],
    });
  }
  broken.sort((left, right) => left.atMs - right.atMs);
  return {
    code: 'Z-9',
    checked,
    value: `${(longest / 1000).toFixed(1)} s`,
    badness: longest - takeOverMs,
    broken,
  };
};
