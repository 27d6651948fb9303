import { expect, test } from 'vitest';
import { disguised } from './disguise.ts';

function after(source: string): string {
  const [text] = disguised([{ file: 'a.ts', source, origin: 'learner' }]);
  return text?.source.replaceAll(/\n+/g, '\n') ?? '';
}

test('disguise: local names change, properties, keys, imports and exports stay', () => {
  expect(
    after(`import { call } from 'nines';
export async function placeOrder(order: Order): Promise<number> {
  const { key, cents: price } = order;
  const body = { key, cents: price, order: 1 };
  return await helper(body.order, call);
}
async function helper(order: number, [first]: number[]) { return order + first; }`),
  ).toBe(`// Another hand wrote this.
// It does the same.
import { call } from 'nines';
export async function placeOrder(order_: Order): Promise<number> {
  const { key: key_, cents: price_ } = order_;
  const body_ = { key: key_, cents: price_, order: 1 };
  return await helper_(body_.order, call);
}
async function helper_(order_: number, [first_]: number[]) { return order_ + first_; }`);
});

test('disguise: no line stays where it was', () => {
  const [text] = disguised([
    { file: 'a.ts', source: 'const a = 1;\nconst b = 2;', origin: 'learner' },
  ]);
  expect(text?.source.split('\n').indexOf('const a_ = 1;')).toBeGreaterThan(0);
});
