import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mergeSort, replaceSort } from './sort.ts';

const engineSort = Array.prototype.sort;
const engineToSorted = Array.prototype.toSorted;
// Vitest gives each test file a realm of its own.
replaceSort();

const seed = 20_261_121;

describe('mergeSort', () => {
  test('numbers: come out in order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), (numbers) => {
        const ours = [...numbers];
        mergeSort(ours, (left, right) => left > right);
        expect(ours).toEqual(
          Reflect.apply(engineSort, [...numbers], [(a: number, b: number) => a - b]),
        );
      }),
      { seed },
    );
  });
  test('equal items: keep their order', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(3)), (keys) => {
        const items = keys.map((key, index) => ({ key, index }));
        mergeSort(items, (left, right) => left.key > right.key);
        for (const [at, item] of items.entries()) {
          const next = items[at + 1];
          if (next?.key === item.key) expect(next.index).toBeGreaterThan(item.index);
        }
      }),
      { seed },
    );
  });
});

describe('sort and toSorted', () => {
  const byNumber = (a: unknown, b: unknown) => Number(a) - Number(b);
  const anything = fc.oneof(fc.integer(), fc.string(), fc.constant(undefined), fc.boolean());

  test.each([
    ['without a comparison', undefined],
    ['by number', byNumber],
  ])('%s: give what the engine gives', (_, compare) => {
    fc.assert(
      fc.property(fc.array(anything), (items) => {
        // NaN compares as equal to all: then the result depends on the order of comparisons.
        fc.pre(compare === undefined || items.every((item) => !Number.isNaN(Number(item))));
        const expected: unknown = Reflect.apply(engineSort, [...items], [compare]);
        expect([...items].sort(compare)).toEqual(expected);
        expect(items.toSorted(compare)).toEqual(Reflect.apply(engineToSorted, items, [compare]));
      }),
      { seed },
    );
  });

  test('holes: stay holes at the end', () => {
    // oxlint-disable-next-line no-sparse-arrays -- this is about sparse arrays
    const holed = [3, , 1, undefined, 2];
    // oxlint-disable-next-line typescript/require-array-sort-compare -- and about the order by text
    const sorted = holed.sort();
    expect(sorted).toBe(holed);
    expect(Object.keys(sorted)).toEqual(['0', '1', '2', '3']);
    expect(sorted).toHaveLength(5);
  });

  test('the order of comparisons: is fixed', () => {
    const seen: string[] = [];
    [4, 2, 3, 1].sort((a, b) => {
      seen.push(`${a}-${b}`);
      return a - b;
    });
    expect(seen).toEqual(['4-2', '3-1', '2-1', '2-3', '4-3']);
  });

  test('a comparison that contradicts itself: comes to an end', () => {
    let flip = 0;
    const sorted = Array.from({ length: 1_000 }, (_, index) => index).sort(
      () => (flip++ % 2) - 0.5,
    );
    expect(new Set(sorted).size).toBe(1_000);
  });

  test('typed arrays: with and without a comparison', () => {
    const bytes = () => new Uint8Array([3, 1, 200, 2]);
    expect([...bytes().sort()]).toEqual([1, 2, 3, 200]);
    expect([...bytes().sort((a, b) => b - a)]).toEqual([200, 3, 2, 1]);
    expect([...bytes().toSorted((a, b) => b - a)]).toEqual([200, 3, 2, 1]);
    expect([...bytes().toSorted()]).toEqual([1, 2, 3, 200]);
  });

  test('something that is no function: is refused', () => {
    expect(() => [2, 1].sort('x' as never)).toThrow(TypeError);
    expect(() => new Uint8Array(2).toSorted(7 as never)).toThrow(TypeError);
  });
});
