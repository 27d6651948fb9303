import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shuffled } from './shuffle.ts';

test('shuffle: the same seed gives the same order, and no item is lost or made', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.string(), (items, seed) => {
      const once = shuffled(items, seed);
      expect(shuffled(items, seed)).toEqual(once);
      expect(once.toSorted((a, b) => a - b)).toEqual(items.toSorted((a, b) => a - b));
    }),
    { seed: 20_161_201 },
  );
});

test('shuffle: attempts differ, and every option comes first about as often', () => {
  const first = new Map<string, number>();
  for (let attempt = 0; attempt < 4000; attempt += 1) {
    const [option = ''] = shuffled(['a', 'b', 'c', 'd'], `timer ${attempt}`);
    first.set(option, (first.get(option) ?? 0) + 1);
  }
  for (const count of first.values()) expect(Math.abs(count - 1000)).toBeLessThan(120);
});
