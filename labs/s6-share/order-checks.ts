/** D-5, D-6 and D-12: the last copy, both sides of a cut, and a leader who was replaced. */
import {
  always,
  percentile,
  share,
  type CallRecord,
  type Check,
  type Instance,
  type RunRecord,
} from '#grader/index.ts';
import {
  answerText,
  isOpen,
  nameOf,
  nodeOf,
  tagsOf,
  textOf,
  waitedMs,
  type Led,
  type Logged,
} from './news.ts';
import { isMinority } from './order-worlds.ts';
import { lastCopy } from './shops.ts';
import { overMs, stretches } from './timeline.ts';

/** D-5: of one copy one is sold. */
export const soldOnce: Check = always({
  code: 'D-5',
  as: 'sold twice',
  expected: '1 sold of 1',
  of: function* (record): Generator<Instance> {
    const sold: CallRecord[] = [];
    const asked = record
      .asked('order')
      .filter(({ operation }) => textOf(operation, 'item') === lastCopy);
    for (const call of asked.toSorted((left, right) => endOf(left) - endOf(right))) {
      if (call.answer === 'ok') sold.push(call);
      const nodes = new Set(sold.map(({ operation }) => nodeOf(operation)));
      const leaders = [...nodes].map((node) => record.operation(`leader-${node}`));
      const named = new Set(
        leaders.map((one) => one?.answer).filter((one) => typeof one === 'string'),
      );
      yield {
        ok: call.answer !== 'ok' || sold.length === 1,
        atMs: call.endedMs ?? record.untilMs,
        operation: nameOf(call.operation),
        tags: [...sold.slice(-2), ...(named.size > 1 ? leaders : [])].flatMap(
          (one) => one?.operation.id ?? [],
        ),
        observed: `${sold.length} sold of 1, at ${[...nodes].sort().join(' and ')}${named.size > 1 ? `, which follow two leaders: ${[...named].sort().join(' and ')}` : ''}`,
        cause: named.size > 1 ? 'two leaders' : 'sold twice',
        blame: 'answer',
      };
    }
  },
});

function endOf({ endedMs }: CallRecord): number {
  return endedMs ?? Number.POSITIVE_INFINITY;
}

/** A majority that has to find a leader first has this long. */
const electedAfterMs = 3_000;
/** A message that was under way when the cut began is nobody's, nor is an order that saw the heal. */
const edgeMs = 50;
const lateMs = 1_200;

/** Orders that were asked for on one side of the cut, from `afterMs` after it began until `beforeMs` before its end. */
function during(
  record: RunRecord,
  { isMinor, afterMs, beforeMs }: { isMinor: boolean; afterMs: number; beforeMs: number },
): CallRecord[] {
  const cuts = stretches(record, 'partition');
  return record
    .asked('order')
    .filter((call) => !isOpen(call, record))
    .filter(
      ({ operation, startedMs }) =>
        isMinority(nodeOf(operation)) === isMinor &&
        cuts.some(
          ({ fromMs, untilMs }) => startedMs >= fromMs + afterMs && startedMs < untilMs - beforeMs,
        ),
    );
}

/** From when it must have a leader. */
function onMajority(record: RunRecord): CallRecord[] {
  return during(record, { isMinor: false, afterMs: electedAfterMs, beforeMs: 0 });
}

function onMinority(record: RunRecord): CallRecord[] {
  return during(record, { isMinor: true, afterMs: edgeMs, beforeMs: lateMs });
}

const majoritySells: Check = share({
  code: 'D-6',
  what: 'of the orders on the majority side decided',
  as: 'on the majority side',
  atLeast: 0.99,
  of: (record) =>
    onMajority(record).map((call) => ({
      ok:
        call.answer === 'ok' ||
        (call.answer === 'sold_out' && textOf(call.operation, 'item') === lastCopy),
      atMs: call.endedMs ?? record.untilMs,
      operation: `the majority side, ${nameOf(call.operation)} at ${nodeOf(call.operation)}`,
      tags: tagsOf(record, [call.operation.id]),
      cause: 'nothing sold',
    })),
});

/**
 * Over 363 seeds a leader needs 7 ms at most, and nodes without one that get into each other’s way
 * 30 ms. Who waits for all three (m15) decides nothing.
 */
const decidedMaxMs = 100;
const majorityIsQuick: Check = percentile({
  code: 'D-6',
  as: 'on the majority side',
  p: 0.99,
  max: decidedMaxMs,
  unit: 'ms',
  of: (record) =>
    onMajority(record).map((call) => ({
      value: waitedMs(call, record),
      atMs: call.endedMs ?? record.untilMs,
      operation: `the majority side, ${nameOf(call.operation)}`,
      tags: tagsOf(record, [call.operation.id]),
      cause: 'slow',
    })),
});

/** Over seeds 1-3 and 101-110: 277 ms with a leader who counts who confirms it, 801 ms for who gives up after 600 and looks every 200. */
const refusedMaxMs = 1_000;
const minorityRefuses: Check = always({
  code: 'D-6',
  as: 'not refused on the minority side',
  expected: 'unavailable, within 1 s',
  of: function* (record): Generator<Instance> {
    for (const call of onMinority(record)) {
      const isAccepted = call.answer !== 'unavailable';
      const isLate = waitedMs(call, record) > refusedMaxMs;
      yield {
        ok: !isAccepted && !isLate,
        atMs: call.endedMs ?? record.untilMs,
        operation: `the minority side, ${nameOf(call.operation)}`,
        tags: tagsOf(record, [call.operation.id]),
        observed: `${answerText(call.answer)}, after ${Math.round(waitedMs(call, record))} ms`,
        cause: isLate ? 'keeps waiting' : 'accepted by a minority',
        blame: isLate ? 'wait' : 'answer',
      };
    }
  },
});

export const split: readonly Check[] = [soldOnce, minorityRefuses, majoritySells, majorityIsQuick];

/** So long after the resumption, and after the last order, the logs have come together. */
const settledMs = 3_000;
/** Three nodes, each with two seconds to answer. */
const auditedMs = 6_100;

/** D-12: what a leader accepted who had been replaced. */
export const fenced: Check = always({
  code: 'D-12',
  as: 'writes of a deposed leader',
  expected: 'three logs that agree, and every ok in them',
  of: function* (record): Generator<Instance> {
    const logs = record.seen<Logged>('log');
    const resumeMs = overMs(record, 'hang');
    const lastMs = Math.max(0, ...record.asked('order').map(({ startedMs }) => startedMs));
    const readyMs = Math.max(resumeMs, lastMs) + settledMs;
    if (logs.some(({ atMs }) => atMs < readyMs)) return;
    const audits = record
      .asked('audit')
      .filter(({ startedMs }) => startedMs + auditedMs <= record.untilMs);
    for (const { operation, startedMs } of logs.length > 0 ? [] : audits) {
      const common = {
        ok: false,
        atMs: startedMs + auditedMs,
        operation: 'the logs',
        tags: [operation.id],
      };
      yield { ...common, observed: 'no log', cause: 'no log' };
    }
    const [hung] = stretches(record, 'hang');
    const deposed = hung?.nodes[0] ?? record.seen<Led>('led')[0]?.leader ?? 'A';
    for (const { shop, keys, atMs } of logs) {
      if (keys !== null) continue;
      const common = { ok: false, atMs, operation: `the log of ${shop}`, tags: ['audit'] };
      yield { ...common, observed: 'no log', cause: 'no log' };
    }
    const others = logs.filter(({ shop }) => shop !== deposed);
    if (others.length === 0) return;
    // What came to nothing around the hang: such an order may lie in the log of the one who stood still.
    const late = record
      .asked('order')
      .filter(
        ({ answer, startedMs }) =>
          answer !== 'ok' &&
          hung !== undefined &&
          startedMs >= hung.fromMs - 1_000 &&
          startedMs < hung.untilMs + 1_000,
      )
      .map(({ operation }) => operation.id);
    for (const call of record.asked('order')) {
      if (call.answer !== 'ok') continue;
      const { operation } = call;
      const isKept = others.some(({ keys }) => keys?.includes(operation.id) === true);
      yield {
        ok: isKept,
        atMs: logs.at(-1)?.atMs ?? record.untilMs,
        operation: nameOf(operation),
        tags: [operation.id, ...late, 'audit'],
        observed: `told ok at ${nodeOf(operation)}, and in the log of neither ${others.map(({ shop }) => shop).join(' nor ')}; ${deposed} had been replaced`,
        cause: 'written by a deposed leader',
        blame: 'answer',
      };
    }
    yield* differences(logs, deposed);
  },
});

/** Two logs must not differ where both have an entry. */
function* differences(
  logs: readonly (Logged & { readonly atMs: number })[],
  deposed: string,
): Generator<Instance> {
  for (const [index, one] of logs.entries()) {
    for (const other of logs.slice(index + 1)) {
      const mine = one.keys ?? [];
      const theirs = other.keys ?? [];
      const at = mine.findIndex(
        (key, position) => position < theirs.length && key !== theirs[position],
      );
      const here = mine[at] ?? '';
      const there = theirs[at] ?? '';
      yield {
        ok: at < 0,
        atMs: other.atMs,
        operation: `the logs of ${one.shop} and ${other.shop}`,
        tags: [here, there, 'audit'],
        observed: `position ${at + 1} is ${here.replace('-', ' ')} at ${one.shop}, ${there.replace('-', ' ')} at ${other.shop}; ${deposed} had been replaced`,
        cause: 'written by a deposed leader',
      };
    }
  }
}
