/** I-4 to I-7, and what runs of I-8: each judged in the world that attacks it. */
import { always, isFields, isSame, type Check, type Instance } from '#grader/index.ts';
import {
  byOperation,
  byOrder,
  counted,
  euros,
  itemsOf,
  textOf,
  type Answered,
  type ItemNews,
  type Looked,
  type QuoteFailed,
  type Quoted,
  type ServerDied,
  type Shipped,
  type Taken,
  type Unpromised,
} from './news.ts';
import { mustBeRefused } from './fuzz.ts';
import { backMs, rebuildMaxMs, viewMaxMs } from './worlds.ts';

/**
 * I-4: two seconds after it is back the view says what the owner says. Correct solutions need one round trip, 6 ms at
 * most, or a second if they ask again and again; the view that is not rebuilt (m09) has no row after any time, and the one
 * that follows too late (m15) has wrong ones for ever.
 */
export const rebuilt: Check = always({
  code: 'I-4',
  as: 'wrong views',
  expected: 'what the owner says',
  of: function* (record): Generator<Instance> {
    for (const { operation, atMs, ...found } of record.seen<Looked>('looked')) {
      const isAfter = atMs > backMs;
      const when = isAfter ? `${rebuildMaxMs / 1_000} s after the restart` : 'before the crash';
      yield {
        ok: !found.isRefused && found.missing === 0 && found.wrong === 0,
        atMs,
        operation: `the view, ${when}`,
        tags: [operation],
        observed: saidOf(found, looksOf(record.operation(operation)?.operation.args)),
        cause: `${found.isRefused ? 'no view' : found.missing > 0 ? 'empty' : 'wrong'} ${isAfter ? 'after' : 'before'}`,
      };
    }
  },
});

function looksOf(args: unknown): number {
  const ids = (args as { readonly ids?: readonly unknown[] } | undefined)?.ids;
  return ids?.length ?? 0;
}

function saidOf(found: Omit<Looked, 'operation'>, rows: number): string {
  if (found.isRefused) return 'no answer, or unavailable';
  if (found.missing > 0) return `${rows - found.missing} of ${counted(rows, 'row')}`;
  return `${counted(found.wrong, 'wrong row')}: item ${found.item ?? 0} for ${euros(found.says ?? 0)}, at the owner ${euros(found.is ?? 0)}`;
}

/** I-5: where two versions meet nothing fails, and each side reads what the other one meant. */
export const compatible: Check = always({
  code: 'I-5',
  as: 'failed or misread',
  expected: 'ok, and the same price on both sides',
  of: function* (record): Generator<Instance> {
    const failed = byOperation<QuoteFailed>(record, 'quoteFailed');
    const quotes = byOperation<Quoted>(record, 'quoted');
    const answers = byOperation<Answered>(record, 'answered');
    const orders = byOrder<Taken>(record, 'taken');
    for (const { operation } of record.asked('checkout')) {
      const { id } = operation;
      const quoted = quotes.get(id);
      const failure = failed.get(id);
      const answer = answers.get(id);
      const common = { operation: id.replace('-', ' '), tags: [id] };
      const met = quoted ?? failure;
      // A version among its own kind is what runs today; only where it meets another one is anything new.
      if (met !== undefined && met.page !== met.shop) {
        yield {
          ...common,
          ok: quoted !== undefined && quoted.shown === quoted.total,
          atMs: met.atMs,
          observed:
            quoted === undefined
              ? `version ${met.page} of the page hears ${failure?.error ?? 'nothing'}`
              : quoted.shown === null
                ? `version ${met.page} of the page cannot read a line`
                : `version ${met.page} of the page shows ${euros(quoted.shown)} for ${euros(quoted.total)}`,
          cause:
            quoted === undefined
              ? 'quote refused'
              : quoted.shown === null
                ? 'unreadable'
                : 'misread',
        };
      }
      if (answer === undefined) continue;
      const isWished = answer.page === 2 && answer.shop === 2;
      const details = orders.get(id)?.details;
      const isKept = isFields(details) && details['giftWrap'] === true;
      yield {
        ...common,
        ok: answer.answer === 'ok' && (!isWished || isKept),
        atMs: answer.atMs,
        expected: answer.answer === 'ok' ? 'the gift wrap that was asked for' : 'ok',
        observed:
          answer.answer === 'ok'
            ? 'an order without it'
            : `shop, version ${answer.shop ?? '?'}, answers ${String(answer.answer)} to page version ${answer.page ?? '?'}`,
        cause: answer.answer === 'ok' ? 'wish lost' : 'confirm refused',
      };
    }
  },
});

const words = new Set<unknown>(['ok', 'price_changed', 'bad_request', 'unavailable']);
const errors = new Set<unknown>(['bad_request', 'unavailable']);

const closed: Check = always({
  code: 'I-6',
  as: 'no such answer',
  expected: 'an answer of the closed set',
  of: function* (record): Generator<Instance> {
    const unpromised = byOperation<Unpromised>(record, 'unpromised');
    const deaths = new Map(record.seen<ServerDied>('serverDied').map((one) => [one.tag, one]));
    for (const { operation, answer, endedMs } of record.asked('fuzz')) {
      const died = deaths.get(operation.id);
      const asked = (operation.args as { readonly asked?: { readonly fn?: string } }).asked;
      const isClosed = !unpromised.has(operation.id) && isAnswer(asked?.fn ?? '', answer);
      const isToRefuse = died === undefined && isClosed && mustBeRefused(asked);
      yield {
        ok:
          died === undefined &&
          isClosed &&
          (!isToRefuse || isSame(answer, { error: 'bad_request' })),
        atMs: died?.atMs ?? endedMs ?? record.untilMs,
        operation: `input ${operation.id.replace('fuzz-', '')}`,
        tags: [operation.id],
        ...(isToRefuse && { expected: 'bad_request' }),
        observed: died === undefined ? answerOf(answer) : `the server process died: ${died.reason}`,
        cause: died !== undefined ? 'died' : isToRefuse ? 'not refused' : 'no such answer',
      };
    }
  },
});

function answerOf(answer: unknown): string {
  const lines = isFields(answer) ? answer['lines'] : undefined;
  if (Array.isArray(lines)) return `a quote of ${counted(lines.length, 'line')}`;
  return `the answer ${JSON.stringify(answer) ?? 'nothing'}`;
}

/** I-6: whatever is asked, an answer of the closed set comes back, and nobody dies. Who dies, dies at a line. */
export const total: Check = {
  code: 'I-6',
  scope: 'operations',
  calibrated: false,
  judge: (record) => {
    const judgement = closed.judge(record);
    const { breach } = judgement;
    if (breach === null || breach.cause !== 'died') return judgement;
    const crash = record.crashes.find(({ atMs }) => Math.abs(atMs - breach.atMs) < 1);
    return { ...judgement, breach: { ...breach, place: crash?.place ?? null } };
  },
};

function isAnswer(fn: string, answer: unknown): boolean {
  if (fn === 'confirm') {
    if (words.has(answer)) return true;
    return isFields(answer) && isListOfNumbers(answer['out_of_stock']);
  }
  if (!isFields(answer)) return false;
  if ('error' in answer) return errors.has(answer['error']);
  const { total: sum, priceVersion, lines } = answer;
  return Number.isInteger(sum) && typeof priceVersion === 'string' && Array.isArray(lines);
}

function isListOfNumbers(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === 'number');
}

/** I-7: the parcel goes where the customer lived when the order was placed. */
export const snapshot: Check = always({
  code: 'I-7',
  as: 'wrong addresses',
  expected: 'the address of the day of the order',
  of: function* (record): Generator<Instance> {
    for (const { operation, orderKey, address, atMs } of record.seen<Shipped>('shipped')) {
      const order = record.operation(orderKey)?.operation;
      if (order === undefined) continue;
      const wanted = textOf(order, 'address');
      yield {
        ok: address === wanted,
        atMs,
        operation: `the parcel of ${orderKey.replace('-', ' ')}, ${counted(itemsOf(order).length, 'item')}`,
        tags: [orderKey, operation, operation.replace('parcel', 'move')],
        expected: `to ${wanted}`,
        observed: `shipped to ${address}`,
        cause: address === 'nowhere' ? 'shipped nowhere' : 'shipped to the new address',
        blame: 'effect',
      };
    }
  },
});

/**
 * I-8: a view that has heard nothing for longer than a copy may live says so, instead of what was true once. What has
 * changed less than two seconds ago it may still tell, and a smaller counterexample must not ask for more either.
 */
export const expires: Check = always({
  code: 'I-8',
  as: 'stale views',
  expected: 'unavailable, or what the owner says',
  of: function* (record): Generator<Instance> {
    const changes = record.seen<ItemNews>('repriced');
    for (const { operation, atMs, ...found } of record.seen<Looked>('looked')) {
      const isOver = changes.some((change) => atMs - change.atMs > viewMaxMs);
      yield {
        ok: found.isRefused || found.wrong === 0 || !isOver,
        atMs,
        operation: 'the view, more than two seconds after it heard of its owner',
        tags: [operation],
        observed: saidOf(found, looksOf(record.operation(operation)?.operation.args)),
        cause: 'stale',
      };
    }
  },
});
