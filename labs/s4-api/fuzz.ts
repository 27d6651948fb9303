/** Requests that no page would send: a right one in which one thing is wrong, or nothing right at all. */
import { isFields, type Data, type Draw } from '#grader/index.ts';

const junk: readonly Data[] = [
  null,
  true,
  0,
  -1,
  0.5,
  1e308,
  '',
  'DROP TABLE orders',
  '17',
  [],
  [[]],
  [null],
  {},
  { error: 'ok' },
  { length: 1 },
];

/** Long after every request, and the mark of one whose deadline nobody has spoilt. */
const deadlineMs = 60_000;
const itemsMax = 50;
const itemCount = 1_000;

const right: { readonly [fn: string]: { readonly [field: string]: Data } } = {
  quote: { items: [1, 2, 3], deadline: deadlineMs },
  confirm: {
    cart: 'cart of nobody',
    priceVersion: 'v1',
    orderKey: 'order of nobody',
    deadline: deadlineMs,
    giftWrap: false,
  },
};

const baskets: readonly Data[] = [
  [],
  [0],
  [1_001],
  [1, 1],
  [1, 2, 1_001],
  [1, '2'],
  [1.5],
  [-3],
  [null],
  [[1]],
  [{ id: 1 }],
  Array.from({ length: 51 }, (_, index) => index + 1),
  Array.from({ length: 400 }, (_, index) => index + 1),
];

/** One request: the wrong baskets first, each once, and then whatever the seed draws. */
export function fuzzed(draw: Draw, index: number): Data {
  const basket = baskets[index];
  if (basket !== undefined) return quoteOf(basket);
  const fn = draw.pick(['quote', 'confirm']);
  const body = right[fn] ?? {};
  switch (draw.integer(0, 5)) {
    case 0:
      return { fn, body: draw.pick(junk) };
    case 1:
      return quoteOf(draw.pick(baskets));
    case 2:
      return {
        fn,
        body: { ...body, [draw.pick(['colour', 'constructor', 'toString'])]: draw.pick(junk) },
      };
    case 3:
      return { fn, body: without(body, draw.pick(Object.keys(body))) };
    default:
      return { fn, body: { ...body, [draw.pick(Object.keys(body))]: draw.pick(junk) } };
  }
}

function quoteOf(items: Data): Data {
  return { fn: 'quote', body: { ...right['quote'], items } };
}

/** True for a quote of anything but one to fifty different items: whatever else is right, it is to be refused. */
export function mustBeRefused(asked: unknown): boolean {
  if (!isFields(asked) || asked['fn'] !== 'quote') return false;
  const { body } = asked;
  if (!isFields(body) || body['deadline'] !== deadlineMs) return false;
  const { items } = body;
  return !(
    Array.isArray(items) &&
    items.length >= 1 &&
    items.length <= itemsMax &&
    new Set(items).size === items.length &&
    items.every((item) => Number.isInteger(item) && item >= 1 && item <= itemCount)
  );
}

function without(body: { readonly [field: string]: Data }, name: string): Data {
  return Object.fromEntries(Object.entries(body).filter(([field]) => field !== name));
}
