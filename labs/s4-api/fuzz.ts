/** Requests that no page would send: a right one in which one thing is wrong, or nothing right at all. */
import type { Data, Draw } from '#grader/index.ts';

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

const right: { readonly [fn: string]: { readonly [field: string]: Data } } = {
  quote: { items: [1, 2, 3], deadline: 60_000 },
  confirm: {
    cart: 'cart of nobody',
    priceVersion: 'v1',
    orderKey: 'order of nobody',
    deadline: 60_000,
    giftWrap: false,
  },
};

const baskets: readonly Data[] = [
  [],
  [0],
  [1_001],
  [1, 1],
  [1, '2'],
  [1.5],
  [-3],
  [null],
  [[1]],
  [{ id: 1 }],
  Array.from({ length: 51 }, (_, index) => index + 1),
  Array.from({ length: 400 }, (_, index) => index + 1),
];

/** One request. */
export function fuzzed(draw: Draw): Data {
  const fn = draw.pick(['quote', 'confirm']);
  const body = right[fn] ?? {};
  switch (draw.integer(0, 5)) {
    case 0:
      return { fn, body: draw.pick(junk) };
    case 1:
      return { fn: 'quote', body: { ...body, deadline: 60_000, items: draw.pick(baskets) } };
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

function without(body: { readonly [field: string]: Data }, name: string): Data {
  return Object.fromEntries(Object.entries(body).filter(([field]) => field !== name));
}
