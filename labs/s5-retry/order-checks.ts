/** E-1 to E-3: what happened on account of an order, and what its customer was told. */
import {
  always,
  atMost,
  check,
  eventually,
  field,
  share,
  shareAtMost,
  type CallRecord,
  type Check,
  type Instance,
  type Judgement,
  type Measured,
  type Operation,
  type RunRecord,
} from '#grader/index.ts';
import { forgedCents, orderBooks, type Charged, type OrderBook, type Shipped } from './effects.ts';
import { nameOf, price } from './names.ts';

/** Who is told unknown sooner was given up with time to spare. */
const earlyMs = 1_000;
/** Longer than a customer waits for an answer. */
const longAfterMs = 2_000;
/** Half a minute for a promise to come true. */
const promisedWithinMs = 30_000;

// Calls for 5 % failures at most. Seeds 1–3 and 101–125: the reference has 2.0 to 3.5 %, m06 12 to 13 %.
const toldOk = share({
  code: 'E-2',
  as: 'told ok',
  what: 'of the orders told ok',
  atLeast: 0.95,
  of: (record) => {
    const owners = keyOwners(record);
    return orderBooks(record).map(({ call, requests }) => {
      const tags = withOwner(call.operation, requests, owners);
      return {
        ok: field(call.answer, 'ok') !== undefined,
        atMs: call.startedMs,
        operation: nameOf(call.operation),
        tags,
        cause: tags.length > 1 ? 'key of another order' : verdictOf(call),
      };
    });
  },
});

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
    of: (record) => {
      const owners = keyOwners(record);
      return orderBooks(record)
        .filter(({ call }) => field(call.answer, 'ok') !== undefined)
        .map(({ call, charges: [charge], parcels: [parcel], requests }) => ({
          fromMs: call.endedMs ?? call.startedMs,
          doneMs:
            charge === undefined || parcel === undefined
              ? null
              : Math.max(charge.atMs, parcel.atMs, call.endedMs ?? 0),
          operation: nameOf(call.operation),
          tags: withOwner(call.operation, requests, owners),
          observed: `told ok, ${charge === undefined ? 'never charged' : 'charged'}, ${parcel === undefined ? 'never shipped' : 'shipped'}${sayOwner(call.operation, requests, owners)}`,
          cause: `${charge === undefined ? 'never charged' : 'never shipped'}${sayOwner(call.operation, requests, owners) === '' ? '' : ', key of another order'}`,
        }));
    },
  }),
  check({
    code: 'E-2',
    as: 'told ok',
    calibrated: true,
    judge: (record) => focused(toldOk.judge(record)),
  }),
  always({ code: 'E-3', as: 'told an error, charged', expected: 'no charge', of: brokenPromises }),
  // Four orders of 200 lose their shop (F4). Same seeds: the reference has 2.0 to 3.5 %, three other solutions 1.0 to 2.5 %.
  shareAtMost({
    code: 'E-3',
    as: 'told unknown',
    what: 'of the orders told unknown',
    max: 0.05,
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
    cause: `${what === 'charges' ? 'charged' : 'shipped'} twice, ${isKeyed ? (keys.size > 1 ? 'several keys' : 'one key') : 'no key'}${isLongAfter(happened) ? ', long after' : ''}`,
  };
}

/** True if nobody waited any more when it happened again. */
function isLongAfter([first, again]: readonly { readonly atMs: number }[]): boolean {
  return first !== undefined && again !== undefined && again.atMs - first.atMs > longAfterMs;
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

/** Who was given up with time to spare shows it better alone than beside those whom a crash struck. */
function focused(judgement: Judgement): Judgement {
  const { breach } = judgement;
  if (breach?.cause !== 'given up early') return judgement;
  return { ...judgement, breach: { ...breach, tags: breach.tags.slice(0, 1) } };
}

function verdictOf({ answer, startedMs, endedMs }: CallRecord): string {
  if (field(answer, 'error') !== undefined) return 'told an error';
  if (field(answer, 'unknown') === undefined) return 'no answer';
  return (endedMs ?? Infinity) - startedMs < earlyMs ? 'given up early' : 'told unknown';
}

/** Which order was the first to be asked for under each key. */
function keyOwners(record: RunRecord): ReadonlyMap<unknown, Operation> {
  const owners = new Map<unknown, Operation>();
  for (const { call, requests } of orderBooks(record)) {
    for (const { body } of requests) {
      const key = field(body, 'key');
      if (typeof key === 'string' && key !== '' && !owners.has(key))
        owners.set(key, call.operation);
    }
  }
  return owners;
}

/** The earlier order whose key this one uses. */
function ownerOf(
  operation: Operation,
  requests: OrderBook['requests'],
  owners: ReadonlyMap<unknown, Operation>,
): Operation | undefined {
  const all = requests.map(({ body }) => owners.get(field(body, 'key')));
  return all.find((owner) => owner !== undefined && owner !== operation);
}

/** The order, and the earlier one whose key it uses: the story is of both. */
function withOwner(...[operation, ...rest]: Parameters<typeof ownerOf>): string[] {
  const owner = ownerOf(operation, ...rest);
  return owner === undefined ? [operation.id] : [operation.id, owner.id];
}

function sayOwner(...parts: Parameters<typeof ownerOf>): string {
  const owner = ownerOf(...parts);
  return owner === undefined ? '' : `; its key is that of ${nameOf(owner)}`;
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
  const setOut = new Set(
    record.wire('parcels').map(({ body }) => field(field(body, 'order'), 'cents')),
  );
  for (const { call, cents, charges, parcels } of orderBooks(record)) {
    if (field(call.answer, 'unknown') !== true) continue;
    const observed = `${charges.length} charged, ${parcels.length} shipped`;
    yield {
      ok: charges.length === parcels.length,
      atMs: record.untilMs,
      operation: nameOf(call.operation),
      tags: [call.operation.id],
      observed,
      cause:
        charges.length <= parcels.length
          ? 'shipped, never charged'
          : setOut.has(cents)
            ? 'charged, its parcel never left'
            : 'charged, never shipped',
      blame: 'end',
    };
  }
}
