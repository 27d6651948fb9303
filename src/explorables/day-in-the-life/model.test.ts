import { describe, expect, test } from 'vitest';
import { oracle } from '#labs/s8-blueprint/day-record.ts';
import * as plant from '#labs/s8-blueprint/plant.ts';
import { capacity, dayOf, dayS, demandOf, reference } from './model.ts';

describe('a day in the life', () => {
  test('its nodes are those of the lab', () => {
    for (const tier of ['web', 'shop', 'data'] as const) {
      for (const n of [1, 5, 12]) expect(capacity(tier, n)).toBe(plant.capacity(tier, n));
    }
    expect(dayS).toBe(plant.dayS);
  });

  test('the demand: 200 at the ends, 2,400 at noon, 800 more in the spot', () => {
    const demand = demandOf(true);
    const around = (at: number): number =>
      demand.slice(at - 10, at + 10).reduce((sum, value) => sum + value, 0) / 20;
    expect(demand[0]).toBeLessThan(215);
    expect(around(720)).toBeGreaterThan(2_330);
    expect(
      around(1_060) -
        demandOf(false)
          .slice(1_050, 1_070)
          .reduce((a, b) => a + b, 0) /
          20,
    ).toBeCloseTo(800, -2);
  });

  test('the reference: nothing slow, nothing failed, calm, and 1.4 to 1.5 times the oracle', () => {
    const day = dayOf(reference);
    expect(day.slow).toEqual([]);
    expect(day.failed).toBe(0);
    expect(day.turns.length).toBeLessThanOrEqual(20);
    expect(day.exposed.length).toBeLessThanOrEqual(14);
    expect(day.cost).toBeGreaterThan(1.4);
    expect(day.cost).toBeLessThan(1.5);
    const paid = day.seconds.reduce((all, second) => all + second.paid, 0);
    const least = day.seconds.reduce((all, second) => all + oracle(second.demand), 0);
    expect(day.cost).toBeCloseTo(paid / least);
  });

  test('80 % and no lead: cheaper, and the lost zone is felt', () => {
    const day = dayOf({ ...reference, target: 0.8, leadS: 0 });
    expect(day.cost).toBeLessThan(1.25);
    expect(day.slow.length).toBeGreaterThan(1);
    const calm = dayOf({ ...reference, target: 0.8, leadS: 0, losesZone: false, hasSpot: false });
    expect(calm.slow).toEqual([]);
  });

  test('no cool-down: up and down', () => {
    const day = dayOf({ ...reference, coolDownS: 0 });
    expect(day.turns.length).toBeGreaterThan(20);
  });

  test('no spare: the small hours are one crash away', () => {
    expect(dayOf({ ...reference, hasSpare: false }).exposed.length).toBeGreaterThan(14);
  });
});
