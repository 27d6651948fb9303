import { describe, expect, test } from 'vitest';
import { Draw } from './draw.ts';
import { poisson, regular, scattered, type Operation } from './workload.ts';

function take(draw: Draw): number[] {
  return Array.from({ length: 5 }, () => draw.between(0, 1));
}

describe('draw', () => {
  test('the same path gives the same numbers, another path others', () => {
    expect(take(new Draw('7').of('faults'))).toEqual(take(new Draw('7').of('faults')));
    expect(take(new Draw('7').of('faults'))).not.toEqual(take(new Draw('8').of('faults')));
  });

  test('drawing from one stream does not move another', () => {
    const draw = new Draw('7');
    const before = draw.of('arrivals').between(0, 1);
    for (let index = 0; index < 100; index++) draw.of('faults').between(0, 1);
    draw.between(0, 1);
    expect(draw.of('arrivals').between(0, 1)).toBe(before);
  });

  test('exponential: mean and spread of an exponential time', () => {
    const draw = new Draw('exponential');
    const times = Array.from({ length: 100_000 }, () => draw.exponential(200));
    const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
    expect(mean).toBeGreaterThan(198);
    expect(mean).toBeLessThan(202);
    // e^-2.5 of them last longer than two and a half means.
    const long = times.filter((time) => time > 500).length / times.length;
    expect(long).toBeGreaterThan(0.079);
    expect(long).toBeLessThan(0.085);
  });

  test('integers: both ends occur, nothing outside', () => {
    const draw = new Draw('integers');
    const seen = new Set(Array.from({ length: 1000 }, () => draw.integer(3, 6)));
    expect([...seen].sort((a, b) => a - b)).toEqual([3, 4, 5, 6]);
  });

  test('some: as many as asked for, each once, in their order', () => {
    const draw = new Draw('some');
    const items = Array.from({ length: 50 }, (_, index) => index);
    for (let round = 0; round < 50; round++) {
      const chosen = draw.some(items, 7);
      expect(chosen).toHaveLength(7);
      expect(chosen).toEqual([...new Set(chosen)].sort((left, right) => left - right));
    }
    expect(draw.some(items, 99)).toEqual(items);
  });
});

function make(index: number): Omit<Operation, 'atMs'> {
  const driver = { node: 'web-1', name: 'web' };
  return { id: `order-${index + 1}`, fn: 'placeOrder', args: null, driver };
}

describe('workload', () => {
  test('scattered: exactly so many, in order of time, inside the window', () => {
    const operations = scattered(
      { count: 200, fromMs: 1000, untilMs: 40_000 },
      new Draw('1'),
      make,
    );
    expect(operations).toHaveLength(200);
    const instants = operations.map(({ atMs }) => atMs);
    expect(instants).toEqual(instants.toSorted((left, right) => left - right));
    expect(Math.min(...instants)).toBeGreaterThanOrEqual(1000);
    expect(Math.max(...instants)).toBeLessThanOrEqual(40_000);
    expect(operations[0]?.id).toBe('order-1');
  });

  test('poisson: about rate times duration; a shape thins it', () => {
    const options = { ratePerS: 200, fromMs: 0, untilMs: 50_000 };
    const full = poisson(options, new Draw('1'), make).length;
    expect(full).toBeGreaterThan(9_700);
    expect(full).toBeLessThan(10_300);
    const half = poisson({ ...options, shape: () => 0.5 }, new Draw('1'), make).length;
    expect(half).toBeGreaterThan(4_700);
    expect(half).toBeLessThan(5_300);
  });

  test('regular: from the start of the window, none at its end', () => {
    const operations = regular({ everyMs: 5, fromMs: 100, untilMs: 120 }, new Draw('1'), make);
    expect(operations.map(({ atMs }) => atMs)).toEqual([100, 105, 110, 115]);
  });
});
