/**
 * The owners, as `shop` can ask them. A question costs one message each way, whatever is in it. Nothing is sent before
 * you `ask`.
 */
import {
  call,
  node,
  now,
  receiveResponse,
  sendRequest,
  type CallResult,
  type ServerRef,
} from 'nines';
import type { Cents, Details, Err, ItemId, Row } from './types.ts';

/** A question to one owner, and what type its answer has. */
export interface Question<Answer> {
  readonly to: ServerRef;
  readonly request: unknown;
  /** There for the checker alone. */
  readonly answer?: Answer;
}

/** All that discover has on an item: 2 kB of blurb among it. */
export interface CatalogueRecord {
  readonly id: ItemId;
  readonly title: string;
  readonly blurb: string;
}

/** Titles are at home in `discover`. What it does not know, it answers with `undefined`. */
export const discover = {
  title: (id: ItemId): Question<string | undefined> => toDiscover({ op: 'title', id }),
  titles: (ids: readonly ItemId[]): Question<readonly (string | undefined)[]> =>
    toDiscover({ op: 'titles', ids }),
  records: (ids: readonly ItemId[]): Question<readonly CatalogueRecord[]> =>
    toDiscover({ op: 'records', ids }),
};

/** The rows that `data` knows of these ids, in their order, and a token over the prices of just these rows. */
export interface PriceList {
  readonly rows: readonly Row[];
  readonly priceVersion: string;
}
/** What must hold for an order to be taken. What is left out is not checked. */
export interface Conditions {
  /** The prices of these items are still those of this token. */
  readonly priceVersion?: string;
  /** There is at least one of each. */
  readonly inStock?: boolean;
}
/** `total` is what the order recorded. In the other two cases nothing has happened. */
export type Taken =
  | { readonly total: Cents }
  | { readonly refused: 'price_changed' }
  | { readonly refused: 'out_of_stock'; readonly items: ItemId[] };

/** Prices, stock and orders are at home in `data`. */
export const data = {
  price: (id: ItemId): Question<Cents | undefined> => toData({ op: 'price', id }),
  stock: (id: ItemId): Question<number | undefined> => toData({ op: 'stock', id }),
  priceAndStock: (ids: readonly ItemId[]): Question<PriceList> =>
    toData({ op: 'priceAndStock', ids }),
  /**
   * Takes one of each item from stock and records the order with today's prices and `details`, in one step. The same
   * `orderKey` again changes nothing and gets the same total.
   */
  take: (
    orderKey: string,
    items: readonly ItemId[],
    conditions: Conditions,
    details: Details,
  ): Question<Taken> => toData({ op: 'take', orderKey, items, conditions, details }),
};

/** Money moves in `pay`, once for each `orderKey`. */
export const pay = {
  charge: (orderKey: string, cents: Cents): Question<'charged'> => ({
    to: { name: 'pay', node: 'pay' },
    request: { op: 'charge', orderKey, cents },
  }),
};

/** True if no answer came, or one that says no. */
export function isErr(answer: unknown): answer is Err {
  return typeof answer === 'object' && answer !== null && 'error' in answer;
}

/** Asks and waits for the answer until `deadline`, an instant of `now()`; `unavailable` if none comes. */
export async function ask<Answer>(
  question: Question<Answer>,
  deadline: number,
): Promise<Answer | Err> {
  return answerIn(await call<Answer | Err>(question.to, question.request, left(deadline)));
}

/** Asks all questions at once and waits for all answers, which come in the order of the questions. */
export async function askAll<Answers extends readonly unknown[]>(
  questions: readonly [...{ [Index in keyof Answers]: Question<Answers[Index]> }],
  deadline: number,
): Promise<{ [Index in keyof Answers]: Answers[Index] | Err }> {
  const requests = questions.map(({ to, request }) => sendRequest(to, request));
  const answers: unknown[] = [];
  for (const id of requests) answers.push(answerIn(await receiveResponse(id, left(deadline))));
  return answers as { [Index in keyof Answers]: Answers[Index] | Err };
}

function answerIn<Answer>(result: CallResult<Answer>): Answer | Err {
  return result.kind === 'ok' ? result.value : { error: 'unavailable' };
}

function left(deadline: number): number {
  return Math.max(0, deadline - now());
}

/** Odd shops ask discover-1, even ones discover-2. */
function toDiscover(request: unknown): Question<never> {
  const number = Number(node().split('-')[1] ?? 1);
  return { to: { name: 'catalogue', node: `discover-${2 - (number % 2)}` }, request };
}

function toData(request: unknown): Question<never> {
  return { to: { name: 'data', node: 'data' }, request };
}
