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

  test('chat: 24 GB on three machines of 32 GB are 37.5 % when one is lost', () => {
    const chat = stacks(evening, true).find(({ name }) => name === 'chat');
    expect(chat).toMatchObject({ gb: 0.375, fullestIs: 'memory' });
  });

  test('twice the readers: pages and searches are too full, and only they', () => {
    const full = stacks({ ...evening, readers: 200 }, true).filter((type) => type.isTooFull);
    expect(full.map(({ name }) => name)).toEqual(['web', 'discover']);
  });
});
