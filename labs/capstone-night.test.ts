/** The promises of the night, over histories made by hand: what keeps them, what breaks each, and from when on it is certain. */
import { describe, expect, test } from 'vitest';
import { at } from './capstone/clock.ts';
import { faultsOf } from './capstone/fault-table.ts';
import { nightOf, promises, recordOf, type Code, type History } from './capstone/night.ts';
import type { Broken } from './capstone/promise.ts';
import { fns, outcomes, type Fn, type Observed, type Outcome } from './capstone/world/observed.ts';

type Seen = History['observed'][number];

interface Ask {
  readonly fn: Fn;
  readonly key: number;
  readonly askedMs: number;
  readonly tookMs?: number;
  readonly outcome?: Outcome;
  readonly zone?: number;
}
/** A call on record, as soon as it is over. */
function called({ fn, key, askedMs, tookMs = 20, outcome = 'ok', zone = 1 }: Ask): Seen {
  const isSilent = outcome === 'silent';
  const answeredMs = isSilent ? -1 : askedMs + tookMs;
  const rows = [fns.indexOf(fn), key, zone, askedMs, answeredMs, outcomes.indexOf(outcome), 1];
  return { atMs: askedMs + (isSilent ? 5_000 : tookMs), value: { kind: 'calls', rows } };
}
const seen = (atMs: number, value: Observed): Seen => ({ atMs, value });

const faults = faultsOf({
  scenario: {
    nodes: [],
    boot: [],
    workload: [],
    faults: [],
    untilMs: at(30),
  },
  struck: [],
});

function history(more: readonly Seen[], untilMs = at(30)): History {
  const observed = [...calm(), ...more]
    .filter(({ atMs }) => atMs <= untilMs)
    .sort((left, right) => left.atMs - right.atMs);
  return { seed: 1, untilMs, events: 0, observed, faults, ledger: {} };
}

/** A night in which everything goes well: an order a second, a page, and what the desk has to hear. */
function calm(): Seen[] {
  const list: Seen[] = [];
  for (let second = 0; second < 29 * 60; second++) {
    const askedMs = second * 1_000;
    list.push(called({ fn: 'order', key: second, askedMs }));
    list.push(called({ fn: 'browse', key: second, askedMs }));
    list.push(seen(askedMs + 10, { kind: 'charged', order: second }));
    list.push(seen(askedMs + 30, { kind: 'shipped', order: second }));
  }
  for (let vote = 0; vote < 25_000; vote++) {
    list.push(called({ fn: 'vote', key: vote, askedMs: at(13) + (vote * 59_900) / 25_000 }));
  }
  const votes = Array.from({ length: 25_000 }, (_, vote) => vote);
  list.push(seen(at(29, 20), { kind: 'ballotAudit', tallied: votes, billed: votes }));
  list.push(
    seen(at(2, 1), {
      kind: 'takenOver',
      what: 'carts',
      lost: 'shop-2',
      by: 'shop-1',
      lostMs: at(2),
    }),
    seen(at(13, 22), {
      kind: 'takenOver',
      what: 'votes',
      lost: 'vote-1',
      by: 'vote-2',
      lostMs: at(13, 20),
    }),
  );
  for (const { fromMs, alarms } of faults) {
    const [alarm] = alarms;
    if (alarm === undefined) continue;
    list.push(alarmed(fromMs + 9_000, alarm.alarm, `the ${alarm.alarm} of ${fromMs}`));
  }
  return list;
}
function alarmed(atMs: number, alarm: string, entity: string, paged = true): Seen {
  return seen(atMs, { kind: 'alarm', alarm, entity, state: 'raised', paged, explainedBy: null });
}

function broken(made: History): [Code, Broken][] {
  const record = recordOf(made);
  return promises.flatMap((promise) => {
    const { code, broken: all } = promise(record);
    return all.slice(0, 1).map((one): [Code, Broken] => [code, one]);
  });
}

/** Orders that fail, from the third minute on. */
const failing = (fn: Fn, count: number, outcome: Outcome): Seen[] =>
  Array.from({ length: count }, (_, index) =>
    called({ fn, key: 9_000 + index, askedMs: at(3) + index * 10, outcome }),
  );

const cases: readonly [Code, string, readonly Seen[]][] = [
  ['Z-1', 'parcel twice', [seen(at(2, 40), { kind: 'shipped', order: 7 })]],
  ['Z-2', 'never charge', [called({ fn: 'order', key: 5_000, askedMs: at(9) })]],
  ['Z-2', 'unknown left', [seen(at(29, 10), { kind: 'orderAudit', unknown: [12] })]],
  ['Z-3', 'vote lost', [called({ fn: 'vote', key: 99_000, askedMs: at(9) })]],
  ['Z-3', 'vote twice', [seen(at(13, 40), { kind: 'talliedTwice', vote: 4, node: 'vote-2' })]],
  ['Z-4', 'lost add', [cart(['a'], [], [])]],
  ['Z-4', 'resurrection', [cart(['a'], ['b'], ['a', 'b'])]],
  ['Z-5', 'oversell', [seen(at(7, 41), { kind: 'sold', order: 3, item: 'train set', left: -1 })]],
  [
    'Z-10',
    'multiplied',
    [
      seen(at(7, 1), {
        kind: 'multiplied',
        fn: 'browse',
        key: 1,
        bottomCalls: 5,
        bottom: 'data-1',
      }),
    ],
  ],
  ['Z-10', 'not back', recovering()],
  ['Z-11', 'ban', [seen(at(10, 5), { kind: 'banned', concurrent: 51 })]],
  [
    'Z-14',
    'failed in the upgrade',
    [called({ fn: 'chat', key: 1, askedMs: at(18), outcome: 'unavailable' })],
  ],
  ['Z-6', 'orders failed: no fault', failing('order', 60, 'unavailable')],
  ['Z-7', 'pages failed: no fault', failing('cart', 60, 'unavailable')],
  [
    'Z-8',
    'vote unanswered',
    [called({ fn: 'vote', key: 50_000, askedMs: at(13, 9), outcome: 'silent' })],
  ],
  ['Z-12', 'false page', [alarmed(at(12), 'moon', 'full'), alarmed(at(12, 1), 'moon', 'new')]],
  ['Z-12', 'many pages', [alarmed(at(20, 5), 'zone_down', 'once more')]],
];

function cart(added: string[], removed: string[], shown: string[]): Seen {
  return seen(at(29, 9), { kind: 'cartAudit', cart: 4, added, removed, shown, changedMs: at(21) });
}
/** Half of what is asked for after the reply loss fails, and little else. */
function recovering(): Seen[] {
  return Array.from({ length: 40 }, (_, index) =>
    called({ fn: 'chat', key: index, askedMs: at(6, 6) + index * 50, outcome: 'unavailable' }),
  );
}

describe('the promises of the night', () => {
  test('a night in which all goes well: every promise is kept, and the medal is gold', () => {
    expect(broken(history([]))).toEqual([]);
    const night = nightOf(history([]));
    expect(night.medal).toBe('gold');
    expect(night.functions.find(({ fn }) => fn === 'order')).toMatchObject({
      ok: 1_740,
      total: 1_740,
      nines: null,
      byTime: 1,
    });
    expect(night.faults.filter(({ id }) => id !== 'upgrade').map(({ pages }) => pages)).toEqual(
      Array.from({ length: 12 }, () => 1),
    );
  });

  test.each(cases)('%s: %s, and nothing else', (code, cause, more) => {
    const found = broken(history(more)).filter(([, { cause: why }]) => why !== 'never charge');
    const all = cause === 'never charge' ? broken(history(more)) : found;
    expect(all.map(([which, { cause: why }]) => [which, why])).toEqual([[code, cause]]);
  });

  test.each(cases)(
    '%s: %s is certain at its instant, whatever comes later',
    (code, cause, more) => {
      const [, first] = broken(history(more)).find(([, one]) => one.cause === cause) ?? [];
      if (first === undefined) throw new Error(`${code} is broken`);
      const again = broken(history(more, first.atMs)).find(([which]) => which === code);
      expect(again?.[1]).toMatchObject({ cause, atMs: first.atMs, operation: first.operation });
      expect(
        broken(history(more, first.atMs - 1)).filter(([, one]) => one.cause === cause),
      ).toEqual([]);
    },
  );

  test('nobody takes over the votes: Z-9 after three seconds', () => {
    const whole = history([]);
    const observed = whole.observed.filter(
      ({ value }) => value.kind !== 'takenOver' || value.what !== 'votes',
    );
    const [[code, one] = []] = broken({ ...whole, observed });
    expect([code, one?.cause, one?.atMs]).toEqual(['Z-9', 'take-over of votes', at(13, 23)]);
  });

  test('a fleet of twice the size: Z-13, and the report says what it cost', () => {
    const nodes = Array.from({ length: 44 }, (_, index) => `shop-${index + 1}`);
    const dear = history([seen(0, { kind: 'fleet', nodes })]);
    expect(broken(dear).map(([code]) => code)).toEqual(['Z-13']);
    expect(nightOf(dear).cost).toMatchObject({ ratio: 2, nodesMax: 44 });
  });

  test('orders through zone 2 while it is away do not count; votes refused in time in the final do', () => {
    const away = called({
      fn: 'order',
      key: 1,
      zone: 2,
      askedMs: at(7, 30),
      outcome: 'unavailable',
    });
    const refused = called({ fn: 'vote', key: 60_000, askedMs: at(13, 30), outcome: 'rejected' });
    const report = (more: readonly Seen[], fn: Fn) =>
      nightOf(history(more)).functions.find((one) => one.fn === fn);
    expect(report([away], 'order')).toMatchObject({ total: 1_740, ok: 1_740 });
    expect(report([refused], 'vote')).toMatchObject({ total: 25_001, ok: 25_001 });
  });

  test('a whole night is small enough to travel with a verdict', () => {
    const queues = Array.from({ length: 30 * 180 }, (_, index): Seen =>
      seen((index % 180) * 10_000 + 9_999, {
        kind: 'queue',
        node: `vote-${index % 30}`,
        queue: 'votes',
        depth: 1 + (index % 400),
        limit: 400,
      }),
    );
    expect(JSON.stringify(nightOf(history(queues))).length).toBeLessThan(80 * 1024);
  });
});
