/** E-1 to E-3: what happened on account of an order, and what its customer was told. */
import {
  always,
  atMost,
  eventually,
  field,
  share,
  shareAtMost,
  type Check,
  type Instance,
  type Measured,
  type RunRecord,
} from '#grader/index.ts';
import { forgedCents, orderBooks, type Charged, type OrderBook, type Shipped } from './effects.ts';
import { nameOf, price } from './names.ts';

/** Half a minute for a promise to come true. */
const promisedWithinMs = 30_000;

export const orderChecks: readonly Check[] = [
  atMost({
    code: 'E-1',
    max: 1,
    unit: '',
    as: 'charges',
    of: (record) => orderBooks(record).map((book) => counted(book, 'charges')),
  }),
  atMost({
    code: 'E-1',
    max: 1,
    unit: '',
    as: 'parcels',
    of: (record) => orderBooks(record).map((book) => counted(book, 'parcels')),
  }),
  always({
    code: 'E-1',
    as: 'nobody’s price',
    expected: 'only prices that somebody ordered',
    of: strangers,
  }),
  eventually({
    code: 'E-2',
    withinMs: promisedWithinMs,
    as: 'told ok, not so',
    expected: 'one charge and one parcel',
    of: (record) =>
      orderBooks(record)
        .filter(({ call }) => field(call.answer, 'ok') !== undefined)
        .map(({ call, charges: [charge], parcels: [parcel] }) => ({
          fromMs: call.endedMs ?? call.startedMs,
          doneMs:
            charge === undefined || parcel === undefined
              ? null
              : Math.max(charge.atMs, parcel.atMs, call.endedMs ?? 0),
          operation: nameOf(call.operation),
          tags: [call.operation.id],
          observed: `told ok, ${charge === undefined ? 'never charged' : 'charged'}, ${parcel === undefined ? 'never shipped' : 'shipped'}`,
          cause: charge === undefined ? 'never charged' : 'never shipped',
        })),
  }),
  // Calls for 4 % failures at most. Seeds 1–3 and 101–125: the reference has 1.0 to 2.5 %, m06 11 to 12.5 %.
  share({
    code: 'E-2',
    as: 'told ok',
    what: 'of the orders told ok',
    atLeast: 0.96,
    of: (record) =>
      record.asked('placeOrder').map((call) => ({
        ok: field(call.answer, 'ok') !== undefined,
        atMs: call.startedMs,
        operation: nameOf(call.operation),
        tags: [call.operation.id],
        cause: verdictOf(call.answer),
      })),
  }),
  always({ code: 'E-3', as: 'told an error, charged', expected: 'no charge', of: brokenPromises }),
  // Two orders of 200 lose their shop (F4). Same seeds: the reference has 1.0 to 2.5 %, three other solutions 0 to 2 %.
  shareAtMost({
    code: 'E-3',
    as: 'told unknown',
    what: 'of the orders told unknown',
    max: 0.03,
    of: (record) =>
      record.asked('placeOrder').map((call) => ({
        ok: field(call.answer, 'unknown') === true,
        atMs: call.startedMs,
        operation: nameOf(call.operation),
        tags: [call.operation.id],
        cause: 'too many unknown',
      })),
  }),
  always({
    code: 'E-3',
    as: 'unsettled',
    expected: 'settled: one charge and one parcel, or neither',
    of: unsettled,
  }),
];

/** E-1: how often something happened on account of an order, and what its requests looked like. */
function counted({ call, requests, ...effects }: OrderBook, what: 'charges' | 'parcels'): Measured {
  const happened = effects[what];
  const keys = new Set(requests.map(({ body }) => field(body, 'key')));
  const isKeyed = [...keys].every((key) => typeof key === 'string' && key !== '');
  return {
    value: happened.length,
    atMs: happened[1]?.atMs ?? call.startedMs,
    operation: nameOf(call.operation),
    tags: [call.operation.id],
    observed: `${happened.length} ${what}`,
    cause: `${what === 'charges' ? 'charged' : 'shipped'} twice, ${isKeyed ? (keys.size > 1 ? 'several keys' : 'one key') : 'no key'}`,
  };
}

/** E-1: charges and parcels that belong to no order, not even to a forged one. */
function* strangers(record: RunRecord): Generator<Instance> {
  const prices = new Set(orderBooks(record).map(({ cents }) => cents));
  const effects = [...record.seen<Charged>('charged'), ...record.seen<Shipped>('shipped')];
  for (const { cents, atMs, tag } of effects) {
    yield {
      ok: prices.has(cents) || prices.has(cents - forgedCents),
      atMs,
      operation: tag,
      tags: [tag],
      observed: `${price(cents)}, which nobody ordered`,
      cause: 'a price that nobody ordered',
    };
  }
}

function verdictOf(answer: unknown): string {
  if (field(answer, 'error') !== undefined) return 'told an error';
  return field(answer, 'unknown') === undefined ? 'no answer' : 'told unknown';
}

/** E-3: a definite error promises that no money moves, now or later. */
function* brokenPromises(record: RunRecord): Generator<Instance> {
  for (const { call, charges } of orderBooks(record)) {
    const error = field(call.answer, 'error');
    if (error === undefined) continue;
    const [charge] = charges;
    yield {
      ok: charge === undefined,
      atMs: Math.max(call.endedMs ?? 0, charge?.atMs ?? 0),
      operation: nameOf(call.operation),
      tags: [call.operation.id],
      observed: 'told an error, and charged all the same',
      cause: 'told an error, charged',
      blame: 'answer',
    };
  }
}

/** E-3: what was unknown is one sale or none in the end. */
function* unsettled(record: RunRecord): Generator<Instance> {
  for (const { call, charges, parcels } of orderBooks(record)) {
    if (field(call.answer, 'unknown') !== true) continue;
    const observed = `${charges.length} charged, ${parcels.length} shipped`;
    yield {
      ok: charges.length === parcels.length,
      atMs: record.untilMs,
      operation: nameOf(call.operation),
      tags: [call.operation.id],
      observed,
      cause: charges.length > parcels.length ? 'charged, never shipped' : 'shipped, never charged',
      blame: 'end',
    };
  }
}
