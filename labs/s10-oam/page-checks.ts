/** Who is woken, and for what: roots, silence, deploys, the business, and how many kinds of alarms there are. */
import type { Judgement, RunRecord } from '#grader/index.ts';
import { eveningRecordOf, graceMs } from './alarms.ts';
import { minutesSay, nameOf } from './evening-words.ts';
import { placeOf } from './place.ts';

const minute = 60_000;
const held: Judgement = { checked: 0, worst: null, badness: 0, breach: null };

/** One page for what is one thing. Right: 1 each; m10: 18 for the split, 13 for the crash. */
const pagesMax = 2;

export function judgeRoots(record: RunRecord): Judgement {
  const { happened, pages, untilMs } = eveningRecordOf(record);
  const counts = happened
    .filter(({ what }) => what.kind === 'split' || what.kind === 'crash')
    .filter(({ endMs }) => endMs + graceMs <= untilMs)
    .map((one) => ({ one, count: pages.filter(({ about }) => about?.id === one.id).length }));
  const wrong = counts.find(({ count }) => count > pagesMax || count === 0);
  return {
    checked: counts.length,
    worst: counts.map(({ one: { id }, count }) => `${id} ${count}`).join(', '),
    badness: Math.max(0, ...counts.map(({ count }) => count)),
    breach:
      wrong === undefined
        ? null
        : {
            atMs: wrong.one.endMs + graceMs,
            expected: `one page for one thing, ${pagesMax} at most`,
            observed: `${wrong.count} ${wrong.count === 1 ? 'page' : 'pages'}`,
            operation: `${wrong.one.id}: ${nameOf(wrong.one.what)}`,
            tags: [wrong.one.id],
            cause: wrong.count === 0 ? 'nobody woken' : 'everybody woken',
            place: placeOf(record, 'correlate.ts', 'rootOf'),
          },
  };
}

/** Right: 65 s; m09: never. */
const silenceMs = 2 * minute;

/** No data is said to be no data. */
export function judgeSilence(record: RunRecord): Judgement {
  const { happened, episodes, untilMs } = eveningRecordOf(record);
  const silence = happened.find(({ what }) => what.kind === 'exporter');
  if (silence === undefined) return held;
  const { id, what, fromMs, endMs } = silence;
  const node = 'node' in what ? what.node : '';
  const raised = episodes.find(
    (one) => one.alarm === 'no_data' && one.on === node && one.atMs >= fromMs && one.atMs < endMs,
  );
  const delay = raised === undefined ? null : raised.atMs - fromMs;
  const isDue = fromMs + silenceMs <= untilMs;
  const isLate = isDue && (delay === null || delay > silenceMs);
  // Nobody can know that something is over on a node that tells nothing.
  const cleared = episodes.find(
    (one) =>
      one.on === node &&
      one.alarm !== 'no_data' &&
      one.clearedMs !== null &&
      one.clearedMs > fromMs &&
      one.clearedMs <= endMs,
  );
  const shared = { tags: [id], operation: `${id}: ${nameOf(what)}` };
  return {
    checked: isDue || cleared !== undefined ? 1 : 0,
    worst: delay === null ? 'never' : `${Math.round(delay / 1000)} s`,
    badness: delay ?? Infinity,
    breach: isLate
      ? {
          ...shared,
          atMs: fromMs + silenceMs,
          expected: `no_data on ${node} within ${minutesSay(silenceMs)}`,
          observed: 'no such alarm',
          cause: 'silence unseen',
          place: placeOf(record, 'rules.ts', 'rules'),
        }
      : cleared === undefined
        ? null
        : {
            ...shared,
            atMs: cleared.clearedMs ?? 0,
            expected: `what was raised on ${node} stays until there is data again`,
            observed: `${cleared.alarm} is cleared in the middle of the silence`,
            cause: 'all clear in the dark',
            place: placeOf(record, 'rules.ts', 'step'),
          },
  };
}

/** A deploy wakes nobody. */
export function judgeDeploy(record: RunRecord): Judgement {
  const { pages, happened } = eveningRecordOf(record);
  const wrong = pages.filter(({ about }) => about?.what.kind === 'deploy');
  const about = happened.find(({ id }) => id === 'N3');
  // One of the deploy tells most; a node that boots after it has died looks the same.
  const first = wrong.find((page) => page.about?.id === about?.id) ?? wrong[0];
  return {
    checked: about === undefined ? 0 : 1,
    worst: wrong.length === 0 ? 'none' : String(wrong.length),
    badness: wrong.length,
    breach:
      first === undefined
        ? null
        : {
            atMs: first.atMs,
            expected: 'no page for a deploy',
            observed: `${wrong.length} ${wrong.length === 1 ? 'page' : 'pages'}`,
            operation: `${first.alarm} on ${first.on}`,
            tags: about === undefined ? [] : [about.id],
            cause: `deploy: ${first.metric ?? 'unknown'}`,
            isOverMany: true,
            place: placeOf(record, 'rules.ts', 'rules'),
          },
  };
}

/** What a person can know by heart. Right: 9 or 10 kinds of alarms; m13: 25. */
const kindsMax = 20;
const metricsMax = 150;

export function judgeKinds(record: RunRecord): Judgement {
  const { episodes, pages, tickets, happened, untilMs } = eveningRecordOf(record);
  const [catalogue] = record.seen<{ alarms: number; metrics: number }>('catalogue');
  const kinds = new Set(episodes.map(({ alarm }) => alarm)).size;
  const alarms = Math.max(catalogue?.alarms ?? 0, kinds);
  const metrics = catalogue?.metrics ?? 0;
  const notices = new Set([...pages, ...tickets].map(({ alarm }) => alarm)).size;
  const isWrong = alarms > kindsMax || notices > kindsMax || metrics > metricsMax;
  return {
    checked: 1,
    worst: `${metrics} metrics, ${alarms} alarms, ${notices} notifications`,
    badness: Math.max(alarms, notices),
    breach: isWrong
      ? {
          atMs: untilMs,
          expected: `at most ${metricsMax} metrics, ${kindsMax} kinds of alarms and of notifications`,
          observed: `${metrics}, ${alarms} and ${notices}`,
          operation: 'your rules',
          // The disk is as good an example as any.
          tags: happened.filter(({ what }) => what.kind === 'disk').map(({ id }) => id),
          cause: 'too many kinds',
          place: placeOf(record, 'rules.ts', 'rules'),
        }
      : null,
  };
}

/** Beyond: votes that stop, and no error anywhere. Met after 85 s. */
const businessMs = 3 * minute;

export function judgeBusiness(record: RunRecord): Judgement {
  const { pages, happened, untilMs } = eveningRecordOf(record);
  const silence = happened.find(({ what }) => what.kind === 'silence');
  if (silence === undefined || silence.fromMs + businessMs > untilMs) return held;
  const about = pages.filter(({ on }) => on === 'business');
  const first = about.find(({ atMs }) => atMs >= silence.fromMs && atMs < silence.endMs);
  const isFalse = about.some(({ about: one }) => one?.id !== silence.id);
  const delay = first === undefined ? null : first.atMs - silence.fromMs;
  const isMet = delay !== null && delay <= businessMs && !isFalse;
  return {
    checked: 1,
    worst: delay === null ? 'not told' : `told after ${Math.round(delay / 1000)} s`,
    badness: delay ?? Infinity,
    breach: isMet
      ? null
      : {
          atMs: silence.fromMs + businessMs,
          expected: 'a page about the votes within 3 min, and no other',
          observed: isFalse ? 'another one' : 'none',
          operation: `${silence.id}: ${nameOf(silence.what)}`,
          tags: [silence.id],
          cause: 'votes stop unseen',
          place: placeOf(record, 'rules.ts', 'rules'),
        },
  };
}
