/** What is checked of the evenings: N-1, N-2, N-3 and N-7. */
import {
  always,
  check,
  field,
  formatMeasure,
  formatNumber,
  isInside,
  share,
  type Check,
  type Found,
  type Instance,
  type Judgement,
  type Outcome,
  type RunRecord,
} from '#grader/index.ts';
import { endMs, faultMs, fromMs } from './evenings.ts';
import { background } from './world/demand.ts';
import type { AppName } from './world/types.ts';
import { checkouts, tagsOf, type Checkout, type Dropped, type Redialled } from './news.ts';

const window = { fromMs, untilMs: endMs };
const windowMs = 5_000;
/**
 * Over seeds 1–3, 101–103 and 529 others, the slowest hundredth of a correct solution takes 101 to 112 ms, of which PayHub
 * takes 80. With the phones on the web machines (m03) it takes 1,000 ms, which is when the browser gives up.
 */
const p99MaxMs = 300;

const nothing: Judgement = {
  checked: 0,
  worst: null,
  badness: Number.NEGATIVE_INFINITY,
  breach: null,
};

/**
 * N-1: no more than so many checkouts fail. Of a correct solution none does where nothing that it needs is struck; with
 * invoices in the shop (m02) it is 300 of 400. A crash costs what was under way on one machine, which is 0 to 2; with the
 * carts in the web machines (m04) it is 20.
 */
export function failures(options: { readonly max: number; readonly cause: string }): Check {
  return check({
    code: 'N-1',
    as: 'failures',
    calibrated: true,
    judge: (record) => judgeFailures(record, options),
  });
}

function judgeFailures(
  record: RunRecord,
  { max, cause }: { readonly max: number; readonly cause: string },
): Judgement {
  const all = checkouts(record);
  if (all.length === 0) return nothing;
  const failed = all.filter(({ ok }) => !ok);
  const last = failed[max];
  // Who threw something has not failed for the reason that the evening is about.
  const crash = record.crashes.find(({ place }) => place !== null);
  const count = `${formatNumber(failed.length)} of ${formatNumber(all.length)}`;
  return {
    checked: all.length,
    worst: String(failed.length),
    badness: failed.length - max,
    breach:
      last === undefined
        ? null
        : {
            atMs: last.beganMs + last.tookMs,
            expected: `at most ${max} ${max === 1 ? 'checkout' : 'checkouts'} that ${max === 1 ? 'fails' : 'fail'}`,
            observed:
              crash === undefined
                ? count
                : `${count}, for ${crash.process} on ${crash.node} ended with ${crash.reason}`,
            operation: `the checkout of ${last.name}`,
            tags: [...failed.slice(0, max + 1).map(({ tag }) => tag), ...tagsOf(record)],
            cause: crash === undefined ? cause : `${cause}: a process ended`,
            ...(crash === undefined ? { isOverMany: true } : { place: crash.place }),
          },
  };
}

/** N-1: of the checkouts of each five seconds, 99 in 100 are quick. */
export function quick(cause: string): Check {
  return check({
    code: 'N-1',
    as: 'p99',
    scope: 'load',
    calibrated: true,
    judge: (record) => judgeWindows(record, cause),
  });
}

function judgeWindows(record: RunRecord, cause: string): Judgement {
  const all = checkouts(record);
  if (all.length === 0) return nothing;
  let worst = 0;
  let breach: Found | null = null;
  for (let startMs = fromMs; startMs < endMs; startMs += windowMs) {
    const those = all.filter(({ beganMs }) =>
      isInside(beganMs, { fromMs: startMs, untilMs: startMs + windowMs }),
    );
    const slowestFirst = those.toSorted((left, right) => right.tookMs - left.tookMs);
    const one = slowestFirst[Math.floor(those.length / 100)];
    if (one === undefined) continue;
    worst = Math.max(worst, one.tookMs);
    if (one.tookMs > p99MaxMs) breach ??= slow(record, one, { startMs, cause });
  }
  return {
    checked: all.length,
    worst: `${formatNumber(worst, 0)} ms`,
    badness: worst - p99MaxMs,
    breach,
  };
}

function slow(
  record: RunRecord,
  one: Checkout,
  { startMs, cause }: { readonly startMs: number; readonly cause: string },
): Found {
  return {
    atMs: startMs + windowMs,
    expected: `p99 at most ${p99MaxMs} ms in every five seconds`,
    observed: `${formatNumber(one.tookMs, 0)} ms from ${formatNumber(startMs / 1_000)} to ${formatNumber((startMs + windowMs) / 1_000)} s`,
    operation: `the checkout of ${one.name}`,
    tags: [one.tag, ...tagsOf(record), 'chat'],
    cause,
  };
}

/** N-1 where a storm is to be waited out: first how slow it gets, then whether anybody is turned away. */
export function waitsOut(cause: string): Check {
  return check({
    code: 'N-1',
    as: 'p99',
    scope: 'load',
    calibrated: true,
    judge: (record) => {
      const windows = judgeWindows(record, cause);
      if (windows.breach !== null) return windows;
      const { breach } = judgeFailures(record, { max: 1, cause });
      return { ...windows, breach };
    },
  });
}

/**
 * N-2: while pictures crash machines, everything else goes on. With `thumb` alone nothing else is lost: 100 %. One program
 * on 21 machines (m01) loses 1.2 % of its connection-seconds, twelve times what is allowed; invoices beside `thumb` (m08)
 * lose 3 to 6 %, where one of 170 is already too many.
 */
const goesOnMin = 0.999;

export const goesOn: readonly Check[] = [
  check({ code: 'N-2', as: 'chat.conn', calibrated: true, judge: connected }),
  ...(
    [
      ['pdf', 'of the invoices printed', 'print'],
      ['search', 'of the searches answered', 'search'],
    ] as const
  ).map(([app, what, fn]) =>
    share({
      code: 'N-2',
      as: app,
      what,
      atLeast: goesOnMin,
      of: (record) => requests(record, fn, app),
    }),
  ),
  ...(['web.render', 'sms.gw', 'search', 'recommend', 'db'] as const).map((app) =>
    check({
      code: 'N-2',
      as: `${app} under way`,
      calibrated: true,
      judge: (record) => underWay(record, app),
    }),
  ),
  share({ code: 'N-2', as: 'cart', what: 'of the carts filled', atLeast: goesOnMin, of: added }),
  share({
    code: 'N-2',
    as: 'checkout',
    what: 'of the orders placed',
    atLeast: goesOnMin,
    of: ordered,
  }),
];

function* requests(record: RunRecord, fn: string, app: string): Generator<Outcome> {
  for (const { operation, startedMs, answer } of record.asked(fn)) {
    if (!isInside(startedMs, { ...window, untilMs: endMs - 1_000 })) continue;
    yield {
      ok: field(answer, 'ok') === true,
      atMs: startedMs,
      operation: operation.id.replace('-', ' '),
      tags: [operation.id, ...tagsOf(record)],
      cause: app,
    };
  }
}

function* added(record: RunRecord): Generator<Outcome> {
  for (const { ok, atMs, tag } of record.seen<{ readonly ok: boolean }>('added')) {
    if (!isInside(atMs, window)) continue;
    yield {
      ok,
      atMs,
      operation: tag.replace('-', ' '),
      tags: [tag, ...tagsOf(record)],
      cause: 'cart',
    };
  }
}

function* ordered(record: RunRecord): Generator<Outcome> {
  for (const { ok, beganMs, tag, name } of checkouts(record)) {
    yield {
      ok,
      atMs: beganMs,
      operation: `the checkout of ${name}`,
      tags: [tag, ...tagsOf(record)],
      cause: 'checkout',
    };
  }
}

/**
 * What is not carried out request by request: a crash costs as many as were under way, which are as many as cores were
 * busy with them, and those that came in the millisecond until the reset was known.
 */
function underWay(record: RunRecord, app: AppName): Judgement {
  const holders = record.scenario.boot.filter(({ arg }) => appsOf(arg).includes(app));
  const load = background[app];
  if (load === undefined || holders.length === 0) return nothing;
  const ratePerS = (load.cores * 1_000) / load.eachMs;
  const crashes = record.struck.filter(
    ({ phase, nodes }) => phase === 'begins' && holders.some(({ node }) => nodes.includes(node)),
  );
  const lost = (crashes.length * (load.cores + ratePerS / 1_000)) / holders.length;
  const reached = 1 - lost / ((ratePerS * (endMs - fromMs)) / 1_000);
  const first = crashes[0];
  return {
    checked: 1,
    worst: formatMeasure(reached, '%'),
    badness: goesOnMin - reached,
    breach:
      reached >= goesOnMin || first === undefined
        ? null
        : {
            atMs: Math.min(record.untilMs, endMs),
            expected: `at least ${formatMeasure(goesOnMin, '%')} of all requests`,
            observed: `${formatMeasure(reached, '%')} of ${app}: what was under way died with the machine`,
            operation: app,
            tags: tagsOf(record),
            cause: app,
            isOverMany: true,
          },
  };
}

function appsOf(arg: unknown): readonly string[] {
  const apps = field(arg, 'apps');
  return Array.isArray(apps) ? (apps as readonly string[]) : [];
}

/** Connection-seconds: what was held of what could have been. */
function connected(record: RunRecord): Judgement {
  const dropped = record.seen<Dropped>('dropped');
  const redialled = record.seen<Redialled>('redialled');
  if (record.scenario.boot.length === 0) return nothing;
  const held = 12_000;
  let lostMs = 0;
  let away = 0;
  for (const { count, atMs } of dropped) {
    away += count;
    lostMs += count * Math.max(0, endMs - atMs);
  }
  for (const { count, atMs } of redialled) {
    away -= count;
    lostMs -= count * Math.max(0, endMs - atMs);
  }
  const reached = 1 - lostMs / (held * (endMs - fromMs));
  const first = dropped[0];
  return {
    checked: 1,
    worst: formatMeasure(reached, '%'),
    badness: goesOnMin - reached,
    breach:
      reached >= goesOnMin || first === undefined
        ? null
        : {
            atMs: Math.min(record.untilMs, endMs),
            expected: `at least ${formatMeasure(goesOnMin, '%')} of all connection-seconds`,
            observed: `${formatMeasure(reached, '%')}${away > 0 ? `, ${formatNumber(away)} still away` : ''}`,
            operation: 'the chat connections',
            tags: [...tagsOf(record), 'chat'],
            cause: 'chat.conn',
            isOverMany: true,
          },
  };
}

/** N-7: who was served by the machine that crashed is served by another one, and has lost nothing. */
export const survives: Check = always({
  code: 'N-7',
  as: 'lost sessions',
  // Of one crash. What a second one may cost is another question.
  calibrated: true,
  expected: 'the next request of the session succeeds',
  of: function* (record): Generator<Instance> {
    for (const { ok, why, web, first, isAdded, beganMs, tookMs, tag, name } of checkouts(record)) {
      // In flight at the crash is who had not yet been told that the books are in the cart.
      if (web === first || !isAdded || beganMs < faultMs) continue;
      yield {
        ok,
        atMs: beganMs + tookMs,
        operation: `the checkout of ${name}`,
        tags: [tag],
        observed: why,
        cause: 'session lost',
      };
    }
  },
});
