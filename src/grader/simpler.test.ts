import { expect, test } from 'vitest';
import { crash, delay, hang, hold, onMessage, partition } from './fault.ts';
import { simplerBy, simplerNumbers } from './simpler.ts';
import type { Fault } from './fault.ts';

function waysOf(fault: Fault): (readonly Fault[])[] {
  return simplerBy(fault).filter((ways) => ways.length > 0);
}

test('numbers: from a hundredth to all, with one digit that counts, and never the same again', () => {
  expect(simplerNumbers(4_350)).toEqual([40, 400, 2_000, 4_000]);
  expect(simplerNumbers(4_000)).toEqual([40, 400, 2_000]);
  expect(simplerNumbers(-80)).toEqual([-0.8, -8, -40]);
  expect(simplerNumbers(0)).toEqual([]);
});

test('a crash: without its return, and triggered at once', () => {
  const at = onMessage('arrived', { to: 'payhub' }, { plusMs: 37 });
  const ways = waysOf(crash({ node: 'shop-1', at, backAfterMs: 1_900 }));
  expect(ways[0]).toEqual([crash({ node: 'shop-1', at })]);
  expect(ways.flat()).toContainEqual(
    crash({ node: 'shop-1', at: onMessage('arrived', { to: 'payhub' }), backAfterMs: 1_900 }),
  );
});

test('instants and durations are rounded one at a time', () => {
  const ways = waysOf(hang({ node: 'shop-1', at: 12_345, forMs: 812 }));
  expect(ways).toEqual([
    [8, 80, 400, 800].map((forMs) => hang({ node: 'shop-1', at: 12_345, forMs })),
    [12_000, 12_300].map((at) => hang({ node: 'shop-1', at, forMs: 812 })),
  ]);
});

test('chance: certain is simpler than likely', () => {
  const [first] = waysOf(delay({ match: {}, byMs: 4, probability: 0.05 }));
  expect(first).toEqual([delay({ match: {}, byMs: 4 })]);
});

test('a partition may stay; what has nothing to simplify has no ways', () => {
  const sides = [['a'], ['b']];
  expect(waysOf(partition({ sides, at: 1_000, forMs: 4_000 })).flat()).toContainEqual(
    partition({ sides, at: 1_000 }),
  );
  expect(waysOf(hold({ match: {}, until: {}, thenMs: 0 }))).toEqual([]);
});
