/** The checks of the campaign, in the order of the table. */
import {
  always,
  atMost,
  eventually,
  field,
  fits,
  shareAtMost,
  share,
  type Check,
  type Instance,
  type Measured,
  type RunRecord,
} from '#grader/index.ts';
import { settledMs } from './campaign.ts';
import {
  forgedCents,
  forgedChoice,
  grouped,
  orderBooks,
  smsArgs,
  textOf,
  type Charged,
  type ForgerTold,
  type OrderBook,
  type Shipped,
  type Shown,
  type Tallied,
} from './effects.ts';
import { nameOf, price } from './words.ts';

/** Half a minute for a promise to come true. */
const promisedWithinMs = 30_000;
const answerMaxMs = 2_000;

export const checks: readonly Check[] = [
  atMost({
    code: 'E-1',
    max: 1,
    unit: '',
    of: (record) =>
      orderBooks(record).map((book) => counted(book, book.charges, 'charges', 'charged twice')),
  }),
  atMost({
    code: 'E-1',
    max: 1,
    unit: '',
    of: (record) =>
      orderBooks(record).map((book) => counted(book, book.parcels, 'parcels', 'shipped twice')),
  }),
  always({ code: 'E-1', expected: 'only prices that somebody ordered', of: strangers }),
  eventually({
    code: 'E-2',
    withinMs: promisedWithinMs,
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
  share({
    code: 'E-2',
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
  always({ code: 'E-3', expected: 'told an error: never charged', of: brokenPromises }),
  shareAtMost({
    code: 'E-3',
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
    expected: 'settled: one charge and one parcel, or neither',
    of: unsettled,
  }),
  always({ code: 'E-4', expected: 'on the reader’s screen', of: unshown }),
  shareAtMost({ code: 'E-4', what: 'of the texts shown twice', max: 0.02, of: shownTwice }),
  always({ code: 'E-5', expected: 'exactly 1 message', of: noticesSent }),
  always({ code: 'E-5', expected: 'at most 1 text on the phone', of: noticesTexted }),
  always({ code: 'E-6', expected: 'exactly 1 vote, for the right finalist', of: tallies }),
  always({ code: 'E-6', expected: 'id_conflict', of: forgersAnswers }),
  always({ code: 'E-6', expected: 'no effect', of: forgersEffects }),
  atMost({ code: 'E-9', max: answerMaxMs, unit: 'ms', of: waits }),
];

/** E-1: how often something happened on account of an order, and what its requests looked like. */
function counted(
  { call, requests }: OrderBook,
  happened: readonly { readonly atMs: number }[],
  what: string,
  cause: string,
): Measured {
  const keys = new Set(requests.map(({ body }) => field(body, 'key')));
  const isKeyed = [...keys].every((key) => typeof key === 'string' && key !== '');
  return {
    value: happened.length,
    atMs: happened[1]?.atMs ?? call.startedMs,
    operation: nameOf(call.operation),
    tags: [call.operation.id],
    observed: `${happened.length} ${what}`,
    cause: `${cause}, ${isKeyed ? (keys.size > 1 ? 'several keys' : 'one key') : 'no key'}`,
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
      observed: `told an error, and charged`,
      cause: 'told an error, charged',
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
    };
  }
}

function shownByText(record: RunRecord): Map<string, readonly { readonly atMs: number }[]> {
  return grouped(record.seen<Shown>('shown'), ({ text }) => text);
}

/** E-4: an acknowledged text is on the screen. */
function* unshown(record: RunRecord): Generator<Instance> {
  const shown = shownByText(record);
  for (const { operation, answer } of record.asked('sendChat')) {
    if (answer !== 'ok') continue;
    yield {
      ok: shown.has(textOf(operation)),
      atMs: Math.min(settledMs, record.untilMs),
      operation: nameOf(operation),
      tags: [operation.id],
      observed: 'acknowledged, never shown',
      cause: 'acknowledged, never shown',
    };
  }
}

function shownTwice(record: RunRecord): Instance[] {
  const shown = shownByText(record);
  return record.asked('sendChat').map(({ operation, startedMs }) => {
    const times = shown.get(textOf(operation)) ?? [];
    return {
      ok: times.length > 1,
      atMs: times[1]?.atMs ?? startedMs,
      operation: nameOf(operation),
      tags: [operation.id],
      observed: `${times.length} times on the screen`,
      cause: 'shown twice',
    };
  });
}

/** E-5: one message is sent for a notice, whatever becomes of it. */
function* noticesSent(record: RunRecord): Generator<Instance> {
  const sent = grouped(record.wire('notices'), ({ tag }) => tag);
  for (const { operation, startedMs } of record.asked('notify')) {
    const messages = sent.get(operation.id) ?? [];
    yield {
      ok: messages.length === 1,
      atMs: messages[1]?.sentMs ?? startedMs,
      operation: nameOf(operation),
      tags: [operation.id],
      observed: messages.length === 0 ? 'none' : `${messages.length} messages`,
      cause: messages.length === 0 ? 'not sent' : 'sent again',
    };
  }
}

function* noticesTexted(record: RunRecord): Generator<Instance> {
  const texted = grouped(record.seen<Shown>('texted'), ({ text }) => text);
  for (const { operation, startedMs } of record.asked('notify')) {
    const texts = texted.get(textOf(operation)) ?? [];
    yield {
      ok: texts.length <= 1,
      atMs: texts[1]?.atMs ?? startedMs,
      operation: nameOf(operation),
      tags: [operation.id],
      observed: `${texts.length} texts`,
      cause: 'texted twice',
    };
  }
}

/** E-6: one record in the ledger for each text message, and it holds what the sender chose. */
function* tallies(record: RunRecord): Generator<Instance> {
  const tallied = grouped(record.seen<Tallied>('tallied'), (seen) => field(seen.record, 'id'));
  for (const { operation } of record.asked('sendVote')) {
    const { id, choice } = smsArgs(operation);
    const records = (tallied.get(id) ?? []).filter((one) => one.record.choice !== forgedChoice);
    const isRight = records.every((one) => one.record.choice === choice);
    yield {
      ok: records.length === 1 && isRight,
      atMs: records[1]?.atMs ?? Math.min(settledMs, record.untilMs),
      operation: nameOf(operation),
      tags: [operation.id],
      observed: isRight ? `${records.length} votes` : 'a vote for somebody else',
      cause: records.length === 0 ? 'vote missing' : isRight ? 'counted twice' : 'wrong choice',
    };
  }
}

/** E-6: a forger is told `id_conflict`. Judged where the true request was served, for else its key is not known. */
function* forgersAnswers(record: RunRecord): Generator<Instance> {
  for (const { operation: id, answer, atMs } of record.seen<ForgerTold>('forgerTold')) {
    const call = record.operation(id);
    if (call === undefined || !isServed(call.answer)) continue;
    yield {
      ok: answer === 'id_conflict' || fits(answer, { error: 'id_conflict' }),
      atMs,
      operation: nameOf(call.operation),
      tags: [id],
      observed: answer === null ? 'no answer' : `told ${JSON.stringify(answer)}`,
      cause: answer === null ? 'forgery not answered' : 'forgery not refused',
    };
  }
}

function isServed(answer: unknown): boolean {
  return answer === 'ok' || field(answer, 'ok') !== undefined;
}

/** E-6: what a forger asked for does not happen. */
function* forgersEffects(record: RunRecord): Generator<Instance> {
  const served = new Set(
    record.operations.filter(({ answer }) => isServed(answer)).map(({ operation }) => operation.id),
  );
  const effects = [
    ...record.seen<Charged>('charged').map((seen) => ({ seen, ok: seen.cents < forgedCents })),
    ...record.seen<Shipped>('shipped').map((seen) => ({ seen, ok: seen.cents < forgedCents })),
    ...['tallied', 'recounted'].flatMap((kind) =>
      record
        .seen<Tallied>(kind)
        .map((seen) => ({ seen, ok: field(seen.record, 'choice') !== forgedChoice })),
    ),
  ];
  for (const { seen, ok } of effects) {
    const operation = record.operation(seen.tag)?.operation;
    yield {
      ok: ok || !served.has(seen.tag),
      atMs: seen.atMs,
      operation: operation === undefined ? seen.tag : nameOf(operation),
      tags: [seen.tag],
      observed: 'the forged request took effect',
      cause: 'forgery obeyed',
    };
  }
}

/** E-9: how long each request of a customer waits; the aggregator asks for one vote several times. */
function* waits(record: RunRecord): Generator<Measured> {
  const answered = grouped(
    record.seen<{ readonly operation: string }>('answered'),
    (seen) => seen.operation,
  );
  const askedAgain = grouped(
    record.seen<{ readonly operation: string }>('askedAgain'),
    (seen) => seen.operation,
  );
  for (const { operation, startedMs } of record.operations) {
    const asks = [startedMs, ...(askedAgain.get(operation.id) ?? []).map(({ atMs }) => atMs)];
    const answers = answered.get(operation.id) ?? [];
    for (const [index, askedMs] of asks.entries()) {
      const endedMs = answers[index]?.atMs ?? record.untilMs;
      yield {
        value: endedMs - askedMs,
        atMs: Math.min(askedMs + answerMaxMs, endedMs),
        operation: nameOf(operation),
        tags: [operation.id],
        cause: 'waited too long',
      };
    }
  }
}
