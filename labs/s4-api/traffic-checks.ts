/** I-1 and I-2: what a check-out costs on the wire, and how long a customer waits for the page. Stretch goal I-9. */
import {
  always,
  atMost,
  formatMeasure,
  percentile,
  ratio,
  type Check,
  type Instance,
  type Measured,
  type RunRecord,
  type WireMessage,
} from '#grader/index.ts';
import { byOperation, counted, itemsOf, type QuoteFailed, type Quoted } from './news.ts';

/** Two questions for the quote and two for the order, each with its answer. A whole number: no solution needs nine. */
const messagesMax = 8;
/**
 * Over seeds 1–3 and 101–110 the slowest correct solution, whose two questions follow each other, needs 17.1 ms; the
 * starter, with three questions for each item, at least 783 ms.
 */
const quoteMaxMs = 60;
/**
 * Requests and answers of a quote. Over the same seeds correct solutions send at most 65 % of what is allowed: 7.5 kB of
 * 11.5 kB at 50 items, 0.5 kB of 4.2 kB at one. Whole catalogue records (m01) are 26.4 kB of 5.8 kB at twelve items and
 * 109 kB at 50.
 */
const bytesBase = 4_000;
const bytesPerItem = 150;

export const wire = {
  requests: { from: 'shop-*', to: ['data', 'discover-*', 'pay'], carrier: 'call' },
  answers: { from: ['data', 'discover-*', 'pay'], to: 'shop-*', carrier: 'reply' },
} as const;

/** Messages between shop and the owners, by the check-out they belong to. */
function traffic(record: RunRecord): ReadonlyMap<string, readonly WireMessage[]> {
  const found = new Map<string, WireMessage[]>();
  for (const message of [...record.wire('requests'), ...record.wire('answers')]) {
    const known = found.get(message.tag);
    if (known === undefined) found.set(message.tag, [message]);
    else known.push(message);
  }
  return found;
}

/**
 * I-1: eight messages, whatever the size of the basket. Where several check-outs take more, those that take most show
 * it best; the others count as if they took eight.
 */
export const messages: Check = atMost({
  code: 'I-1',
  max: messagesMax,
  unit: 'messages',
  of: function* (record): Generator<Measured> {
    const byTag = traffic(record);
    const quoted = record.seen<Quoted>('quoted');
    const most = Math.max(...quoted.map(({ operation }) => byTag.get(operation)?.length ?? 0));
    for (const { operation, tookMs, atMs } of quoted) {
      const call = record.operation(operation);
      if (call === undefined) continue;
      const all = byTag.get(operation) ?? [];
      const forQuote = all.filter(({ sentMs }) => sentMs <= atMs).length;
      const isQuote = forQuote > messagesMax;
      const items = counted(itemsOf(call.operation).length, 'item');
      yield {
        value: all.length === most ? all.length : Math.min(all.length, messagesMax),
        // As soon as the quote alone has had too many.
        atMs: isQuote ? atMs : (call.endedMs ?? record.untilMs),
        operation: `${isQuote ? 'the quote of ' : ''}${operation.replace('-', ' ')}`,
        tags: [operation],
        observed: `${isQuote ? forQuote : all.length} messages for ${items}`,
        cause: tookMs > quoteMaxMs ? 'one after the other' : 'one by one',
      };
    }
  },
});

/** I-2: what a quote weighs. */
export const weight: Check = always({
  code: 'I-2',
  as: 'too heavy',
  expected: 'at most 4 kB and 150 B for each item',
  of: function* (record): Generator<Instance> {
    const byTag = traffic(record);
    for (const { operation, atMs } of record.seen<Quoted>('quoted')) {
      const call = record.operation(operation);
      if (call === undefined) continue;
      const items = itemsOf(call.operation).length;
      const sent = (byTag.get(operation) ?? []).filter(({ sentMs }) => sentMs <= atMs);
      const bytes = sent.reduce((sum, message) => sum + message.bytes, 0);
      const allowed = bytesBase + items * bytesPerItem;
      yield {
        ok: bytes <= allowed,
        atMs,
        operation: `the quote of ${operation.replace('-', ' ')}`,
        tags: [operation],
        expected: `at most ${kilobytes(allowed)} for ${counted(items, 'item')}`,
        observed: `${kilobytes(bytes)} for ${counted(items, 'item')}`,
        cause: 'too heavy',
        distance: 1 - bytes / allowed,
      };
    }
  },
});

function kilobytes(bytes: number): string {
  return `${(bytes / 1_000).toFixed(1)} kB`;
}

/** I-2: nobody waits for a page. A quote that fails although nothing is wrong counts as never. */
export const patience: readonly Check[] = [
  always({
    code: 'I-2',
    as: 'no quote',
    expected: 'a quote',
    of: function* (record): Generator<Instance> {
      const quoted = byOperation<Quoted>(record, 'quoted');
      const failed = byOperation<QuoteFailed>(record, 'quoteFailed');
      for (const { operation } of record.asked('checkout')) {
        const failure = failed.get(operation.id);
        yield {
          ok: quoted.get(operation.id)?.shown !== undefined,
          atMs: failure?.atMs ?? record.untilMs,
          operation: `the quote of ${operation.id.replace('-', ' ')}`,
          tags: [operation.id],
          observed: failure?.error ?? 'nothing',
          cause: 'no quote',
        };
      }
    },
  }),
  percentile({
    code: 'I-2',
    as: 'time to a quote',
    p: 0.99,
    max: quoteMaxMs,
    unit: 'ms',
    of: times,
  }),
];

function* times(record: RunRecord): Generator<Measured> {
  for (const { operation, tookMs, atMs } of record.seen<Quoted>('quoted')) {
    yield {
      value: tookMs,
      atMs,
      operation: `the quote of ${operation.replace('-', ' ')}`,
      tags: [operation],
      observed: formatMeasure(tookMs, 'ms'),
      cause: 'slow',
    };
  }
}

/**
 * I-9: with one reply in fifty 300 ms late, the hedged solution needs 19.8 ms at 1.5 % extra requests in its worst
 * seed; those that wait, 311 ms.
 */
const hedgedMaxMs = 40;
const extraMax = 0.06;
export const hedging: readonly Check[] = [
  percentile({
    code: 'I-9',
    as: 'time to a quote',
    p: 0.99,
    max: hedgedMaxMs,
    unit: 'ms',
    of: times,
  }),
  ratio({
    code: 'I-9',
    as: 'extra requests',
    what: 'extra requests',
    unit: '%',
    max: extraMax,
    of: (record) => {
      const sent = record.wire('requests');
      const wanted = new Set(sent.map(({ tag, body }) => `${tag} ${opOf(body)}`)).size;
      return { above: sent.length - wanted, below: wanted, cause: 'asked twice' };
    },
  }),
];

function opOf(body: unknown): string {
  return String((body as { readonly op?: unknown } | undefined)?.op);
}
