import { describe, expect, test } from 'vitest';
import { functions } from '#explorables/blast-radius/plan.ts';
import { evening, knobs, plan, stacks } from './model.ts';

describe('resource stack', () => {
  test('the plan runs every function once', () => {
    const names = plan.flatMap((type) => type.functions).toSorted();
    expect(names).toEqual(functions.map(({ name }) => name).toSorted());
  });

  test('every function follows one knob', () => {
    const moved = knobs.flatMap(({ moves }) => moves.split(' ')).toSorted();
    expect(moved).toEqual(functions.map(({ name }) => name).toSorted());
  });

  test('the evening: nothing above 62.5 % with one machine lost', () => {
    const fullest = Math.max(...stacks(evening, true).map((type) => type.fullest));
    expect(fullest).toBeCloseTo(0.625, 10);
  });

  test('edge: 12.5 GB on each of two machines are less than half, and pages take half of the CPU', () => {
    const edge = stacks(evening, true).find(({ name }) => name === 'edge');
    expect(edge).toMatchObject({ cores: 0.525, gb: 12.5 / 32, fullestIs: 'CPU' });
  });

  test('any traffic: the functions of a type add up to its bars', () => {
    for (const { parts, cores, gb, io } of stacks({ ...evening, readers: 170 }, true)) {
      for (const [key, whole] of Object.entries({ cores, gb, io })) {
        const sum = parts.reduce((all, part) => all + part[key as 'cores' | 'gb' | 'io'], 0);
        expect(sum).toBeCloseTo(whole, 10);
      }
    }
  });

  test('twice the readers: pages and searches are too full, and only they', () => {
    const full = stacks({ ...evening, readers: 200 }, true).filter((type) => type.isTooFull);
    expect(full.map(({ name }) => name)).toEqual(['edge', 'discover']);
  });
});
