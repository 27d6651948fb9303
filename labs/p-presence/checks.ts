/** The checks of each evening, in the order of the table. */
import {
  always,
  atMost,
  check,
  share,
  type Check,
  type Instance,
  type Judgement,
  type Measured,
  type Outcome,
  type RunRecord,
} from '#grader/index.ts';
import { crowd } from './evenings.ts';
import {
  friendsOf,
  publishes,
  type CrowdTold,
  type Ended,
  type PublishedNews,
  type Shown,
} from './news.ts';

/**
 * A publish is to be back after 400 ms. Over seeds 1–3 and 101–125 every correct solution needs 400.0 ms, since nine
 * friends keep it waiting; the quickest wrong one, whose deadline slides with each answer (m04), needs 700 ms.
 */
const publishMaxMs = 480;
/** A publish that waits on is told until it is over, if that is soon: what it waited for comes after its time was up. */
const overSoonMs = 1_000;
/** Correct solutions answer a ping at once; the session that gathers by itself (m10) after up to 400 ms. */
const pingMaxMs = 20;
/** Correct solutions know the status again after 5 ms: the first that asks is a little early. */
const backMaxMs = 100;

/** P-1: a status reaches those who are well, once, and what is said of it is true. */
export function delivery(options: { readonly atLeast: number }): readonly Check[] {
  return [
    always({ code: 'P-1', as: 'repeated', expected: 'once on the screen', of: repeated }),
    share({
      code: 'P-1',
      as: 'reached',
      what: 'of the friends who are well have the status',
      atLeast: options.atLeast,
      of: reached,
    }),
  ];
}

function* repeated(record: RunRecord): Generator<Instance> {
  for (const { friend, text, times, atMs, tag } of record.seen<Shown>('shown')) {
    yield {
      ok: times === 1,
      atMs,
      operation: `“${text}” for ${friend}`,
      tags: [tag, friend],
      observed: `${times} times`,
      cause: 'shown twice',
    };
  }
}

function* reached(record: RunRecord): Generator<Outcome> {
  const shown = new Set(record.seen<Shown>('shown').map(({ friend, text }) => `${friend} ${text}`));
  const well = friendsOf(record).filter(({ health }) => health === 'well');
  for (const { status, startedMs, operation } of publishes(record)) {
    for (const { name } of well) {
      yield {
        ok: shown.has(`${name} ${status}`),
        atMs: startedMs,
        operation: `“${status}” for ${name}`,
        tags: [operation, name],
        cause: 'never shown',
      };
    }
  }
}

/**
 * P-1: the session says how many have the status, and it is so. Whoever waits long enough hears from the slow ones as
 * well. To be checked where nobody is killed.
 */
export const account: Check = always({
  code: 'P-1',
  as: 'wrong accounts',
  expected: 'those who acknowledged are delivered, all others failed',
  of: function* (record) {
    const friends = friendsOf(record);
    const count = (wanted: string): number =>
      friends.filter(({ health }) => health === wanted).length;
    const well = count('well');
    for (const { delivered, failed, atMs, operation } of record.seen<PublishedNews>('published')) {
      yield {
        ok:
          delivered >= well &&
          delivered <= well + count('drowsy') + count('slow') &&
          delivered + failed === friends.length,
        atMs,
        operation: 'what Ada hears of the publish',
        tags: [operation, ...silentFriends(record)],
        observed: `${delivered} delivered and ${failed} failed, when ${well} of ${friends.length} are well`,
        cause: 'wrong account',
      };
    }
  },
});

/** P-2: a publish is over in time. One that is late has not come round to all friends, or waits on although it has. */
export const inTime: Check = atMost({ code: 'P-2', max: publishMaxMs, unit: 'ms', of: durations });

function* durations(record: RunRecord): Generator<Measured> {
  const shown = record.seen<Shown>('shown');
  const able = friendsOf(record).filter(({ health }) => health !== 'gone' && health !== 'frail');
  for (const { startedMs, done, operation, status } of publishes(record)) {
    const endedMs = done?.atMs ?? record.untilMs;
    const dueMs = startedMs + publishMaxMs;
    const told = shown.filter(({ text, atMs }) => text === status && atMs <= dueMs).length;
    const isRound = told >= able.length;
    yield {
      value: endedMs - startedMs,
      atMs: Math.min(isRound ? startedMs + overSoonMs : dueMs, endedMs),
      operation: 'the publish',
      tags: [operation, ...(isRound ? lateFriends(record) : silentFriends(record))],
      cause: isRound ? 'waits on' : 'one after the other',
    };
  }
}

/** P-3: the session listens meanwhile. */
export const listening: Check = atMost({
  code: 'P-3',
  max: pingMaxMs,
  unit: 'ms',
  of: function* (record): Generator<Measured> {
    for (const { operation, startedMs, endedMs } of record.asked('ping')) {
      const untilMs = endedMs ?? record.untilMs;
      yield {
        value: untilMs - startedMs,
        atMs: Math.min(startedMs + pingMaxMs, untilMs),
        operation: operation.id.replace('-', ' '),
        tags: [operation.id, 'publish-1', ...silentFriends(record)],
        cause: 'deaf',
      };
    }
  },
});

/** P-4: nothing that happens to a friend ends the session. */
export const alive: Check = check({
  code: 'P-4',
  judge: (record): Judgement => {
    const ends = record.seen<Ended>('sessionEnded');
    const [first] = ends;
    return {
      checked: record.asked('publish').length,
      worst: ends.length === 1 ? '1 exit' : `${ends.length} exits`,
      badness: ends.length,
      breach:
        first === undefined
          ? null
          : {
              atMs: first.atMs,
              expected: 'no exit',
              observed: `it ends: ${first.reason}`,
              operation: 'Ada’s session',
              tags: [
                ...record.asked('publish').map(({ operation }) => operation.id),
                ...silentFriends(record),
              ],
              cause: 'ended',
            },
    };
  },
});

/** P-5: a session that starts knows the last status that was stored. */
export function remembers(options: { readonly fromMs: number; readonly where: string }): Check {
  return always({
    code: 'P-5',
    as: 'wrong answers',
    expected: `the last status, within ${backMaxMs} ms`,
    of: function* (record): Generator<Instance> {
      for (const { operation, endedMs, answer } of record.asked('status')) {
        const before = record
          .asked('publish')
          .filter(({ startedMs }) => startedMs < options.fromMs);
        const last = before.at(-1);
        const status = last === undefined ? '' : statusOf(last.operation);
        const told = before.find((one) => statusOf(one.operation) === answer);
        const isInTime = endedMs !== null && endedMs <= options.fromMs + backMaxMs;
        yield {
          ok: isInTime && answer === status,
          atMs: Math.min(endedMs ?? record.untilMs, options.fromMs + backMaxMs),
          operation: `Ada’s status ${options.where}`,
          tags: [
            operation.id,
            ...[last, told === last ? undefined : told].flatMap((one) => one?.operation.id ?? []),
          ],
          expected: `“${status}”, within ${backMaxMs} ms`,
          ...(isInTime ? toldInstead(answer) : { observed: 'no answer', cause: 'silent' }),
        };
      }
    },
  });
}

/** What an answer other than the last status is. */
function toldInstead(answer: unknown): { readonly observed: string; readonly cause: string } {
  return answer === ''
    ? { observed: 'no status at all', cause: 'forgotten' }
    : { observed: `“${String(answer)}”`, cause: 'an older one' };
}

function statusOf(operation: { readonly args: unknown }): string {
  const { statuses } = operation.args as { readonly statuses: readonly string[] };
  return statuses[0] ?? '';
}

/** P-6: whoever was started for a publish is gone when it is quiet again. The probe is called `processes`. */
export const tidy: Check = check({
  code: 'P-6',
  judge: (record): Judgement => {
    const [before, after] = record.readings('processes');
    const asked = record.asked('publish');
    if (before === undefined || after === undefined || asked.length === 0) return nothingChecked;
    const friends = friendsOf(record).filter(({ health }) => health !== 'gone');
    const early = friends.filter(({ call }) => call.startedMs < before.atMs).length;
    // Friends who cannot bear a status are gone by then, each of them for a reason of its own.
    const died = record.crashes.filter(({ process }) => process.startsWith('friend-')).length;
    const left = after.value - friends.length + died - (before.value - early);
    return {
      checked: 1,
      worst: `${left} left`,
      badness: left,
      breach:
        left <= 0
          ? null
          : {
              atMs: after.atMs,
              expected: 'as many processes as before',
              observed: `${left} more`,
              operation: 'the node, three seconds after the publish',
              tags: [...asked.map(({ operation }) => operation.id), ...silentFriends(record)],
              cause: 'left behind',
            },
    };
  },
});

const nothingChecked: Judgement = {
  checked: 0,
  worst: null,
  badness: Number.NEGATIVE_INFINITY,
  breach: null,
};

/** More of them make a story no plainer. */
const silentMax = 2;

/** One who answers late and one who answers too late: whoever waits on after its time waits for these. */
function lateFriends(record: RunRecord): string[] {
  const friends = friendsOf(record);
  return ['drowsy', 'slow'].flatMap((wanted) =>
    friends
      .filter(({ health }) => health === wanted)
      .slice(0, 1)
      .map(({ name }) => name),
  );
}

/** Friends who never answer, or not in time: those who explain why somebody waits. */
function silentFriends(record: RunRecord): string[] {
  return friendsOf(record)
    .filter(({ health }) => health !== 'well')
    .slice(0, silentMax)
    .map(({ name }) => name);
}

/**
 * The stretch, in which nothing is left to chance: 10,000 ms of CPU time on four cores take 2,500. The pool has 64 alive and
 * needs 2,500.6 ms, the reference 10,000 and 2,500.8; a publish without workers (solution-asks) has none, and meets it too.
 */
const workersMax = 64;

/** P-9: everybody in the hall has it, and few work on it at a time. The probe is called `workers`. */
export const pooled: readonly Check[] = [
  always({
    code: 'P-9',
    as: 'late or left out',
    expected: `all ${crowd.count} have it within ${crowd.limitMs} ms`,
    of: function* (record): Generator<Instance> {
      const [told] = record.seen<CrowdTold>('crowdTold');
      yield {
        ok: told?.delivered === crowd.count && told.tookMs <= crowd.limitMs,
        atMs: told?.atMs ?? record.untilMs,
        operation: 'the status in the hall',
        tags: [],
        observed: told === undefined ? 'no answer' : `${told.delivered} in ${told.tookMs} ms`,
      };
    },
  }),
  atMost({
    code: 'P-9',
    as: 'alive',
    max: workersMax,
    unit: '',
    of: function* (record): Generator<Measured> {
      const readings = record.readings('workers');
      const before = readings.findLast(({ atMs }) => atMs < crowd.atMs)?.value ?? 0;
      for (const { value, atMs } of readings) {
        yield { value: value - before, atMs, operation: 'workers alive', tags: [] };
      }
    },
  }),
];
