/** I-3: what is charged and sold is what the owner says, and nobody is turned away without a cause. */
import { always, type Check, type Instance, type RunRecord } from '#grader/index.ts';
import {
  byOperation,
  byOrder,
  counted,
  euros,
  itemsOf,
  type Charged,
  type ItemNews,
  type Oversold,
  type Quoted,
  type Taken,
} from './news.ts';

/** The same check for A2 and A3, and in A8 for I-8: nothing is charged from a copy. */
export function money(code: string, as: string): Check {
  return always({
    code,
    as,
    expected: 'what is true at the owner',
    of: function* (record) {
      yield* charges(record);
      yield* sales(record);
      yield* answers(record);
    },
  });
}

/** What was charged is what the order recorded at the owner's prices, in the same step as it took the stock. */
function* charges(record: RunRecord): Generator<Instance> {
  const orders = byOrder<Taken>(record, 'taken');
  for (const { orderKey, cents, atMs } of record.seen<Charged>('charged')) {
    const order = orders.get(orderKey);
    const total = order === undefined || order.atMs > atMs ? undefined : order.total;
    yield {
      ok: cents === total,
      atMs,
      operation: orderKey.replace('-', ' '),
      tags: [orderKey],
      expected: total === undefined ? 'an order first' : `${euros(total)}, what the order says`,
      observed: `${euros(cents)} charged`,
      cause: total === undefined ? 'charged without an order' : 'charged a copy',
      blame: 'effect',
    };
  }
}

function* sales(record: RunRecord): Generator<Instance> {
  const oversold = byOrder<Oversold>(record, 'oversold');
  for (const { orderKey, atMs } of record.seen<Taken>('taken')) {
    const sold = oversold.get(orderKey);
    yield {
      ok: sold === undefined,
      atMs,
      operation: orderKey.replace('-', ' '),
      tags: [orderKey],
      expected: 'out_of_stock',
      observed: `item ${sold?.item ?? 0}: sold 1 of 0`,
      cause: 'sold what is not there',
      blame: 'effect',
    };
  }
}

/** Each answer against what had happened to the items by then. */
function* answers(record: RunRecord): Generator<Instance> {
  const quotes = byOperation<Quoted>(record, 'quoted');
  const charged = byOrder<Charged>(record, 'charged');
  const orders = byOrder<Taken>(record, 'taken');
  const repriced = record.seen<ItemNews>('repriced');
  const gone = record.seen<ItemNews>('soldOut');
  for (const { operation, answer, startedMs, endedMs } of record.asked('checkout')) {
    const quoted = quotes.get(operation.id);
    if (quoted === undefined || endedMs === null) continue;
    const items = itemsOf(operation);
    const among = (news: readonly (ItemNews & { readonly atMs: number })[], fromMs: number) =>
      news.filter(({ item, atMs }) => items.includes(item) && atMs >= fromMs && atMs <= endedMs);
    const paid = charged.get(operation.id)?.cents;
    const lie =
      answer === 'ok'
        ? falseOk(quoted.total, paid)
        : falseNo(answer, {
            isPaid: paid !== undefined || orders.has(operation.id),
            repriced: among(repriced, startedMs).length,
            gone: among(gone, 0).map(({ item }) => item),
          });
    yield {
      ok: lie === null,
      atMs: endedMs,
      operation: operation.id.replace('-', ' '),
      tags: [operation.id],
      expected: 'the answer that is true',
      observed: lie?.observed ?? '',
      cause: lie?.cause ?? '',
      blame: 'answer',
    };
  }
}

interface Lie {
  readonly observed: string;
  readonly cause: string;
}

function falseOk(quoted: number, paid: number | undefined): Lie | null {
  if (paid === quoted) return null;
  if (paid === undefined)
    return { observed: 'ok, and nothing was charged', cause: 'ok for nothing' };
  return {
    observed: `ok, with ${euros(paid)} charged where ${euros(quoted)} were shown`,
    cause: 'another price than shown',
  };
}

function falseNo(
  answer: unknown,
  facts: { readonly isPaid: boolean; readonly repriced: number; readonly gone: readonly number[] },
): Lie | null {
  if (facts.isPaid)
    return { observed: `${wordOf(answer)}, and it was taken`, cause: 'taken all the same' };
  if (answer === 'price_changed') {
    if (facts.repriced > 0) return null;
    return { observed: 'price_changed, when no price had', cause: 'no cause' };
  }
  const missing = (answer as { readonly out_of_stock?: unknown } | null)?.out_of_stock;
  if (Array.isArray(missing)) {
    const isSo = missing.length > 0 && missing.every((item) => facts.gone.includes(Number(item)));
    if (isSo) return null;
    return {
      observed: `out_of_stock, when ${counted(missing.length, 'item')} named were there`,
      cause: 'no cause',
    };
  }
  return { observed: `${wordOf(answer)}, when nothing was wrong`, cause: 'no cause' };
}

function wordOf(answer: unknown): string {
  return typeof answer === 'string' ? answer : JSON.stringify(answer);
}
