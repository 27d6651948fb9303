import { expect, test } from 'vitest';
import { remedyForName } from './node-names.ts';

const shops = Array.from({ length: 12 }, (_, index) => `shop-${index + 1}`);
const names = [...shops, 'discover-1', 'discover-2', 'ops'];
const all = 'This system has the nodes shop-1 … shop-12, discover-1 and discover-2, ops.';

test.each([
  ['a letter too few', 'sho-3', 'shop-3'],
  ['a letter too many', 'shoop-3', 'shop-3'],
  ['two letters swapped', 'hsop-11', 'shop-11'],
  ['no number', 'discover', 'discover-1'],
  ['a number that is not there', 'shop-99', 'shop-9'],
  ['another case', 'Shop-2', 'shop-2'],
])('no such node: %s, the nearest name is offered', (_, wrong, right) => {
  expect(remedyForName(wrong, names)).toBe(`Did you mean '${right}'? ${all}`);
});

test.each([['warehouse'], [''], ['data'], [7], [undefined], [null]])(
  'no such node: %o is near to none, and the families of names are listed',
  (wrong) => {
    expect(remedyForName(wrong, names)).toBe(all);
  },
);

test('no such node: of eighty names in many families the first few are listed', () => {
  const many = Array.from({ length: 80 }, (_, index) => `${'abcdefghij'[index % 10]}-${index}`);
  expect(remedyForName('z', many).length).toBeLessThan(160);
  expect(remedyForName('z', many)).toContain('and others');
});
