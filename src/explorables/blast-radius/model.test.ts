import { describe, expect, test } from 'vitest';
import {
  blastOf,
  costOf,
  hopsOf,
  presets,
  typesOf,
  type FaultId,
  type Placement,
} from './model.ts';
import { buy, functions, useOf } from './plan.ts';

function preset(id: string): Placement {
  const found = presets.find((one) => one.id === id);
  if (found === undefined) throw new Error(`there is no preset ${id}`);
  return found.placement;
}

describe('plans', () => {
  test('one program: only mem holds everything at once, at 66 % of its memory with one of twenty lost', () => {
    expect(buy(functions)?.machine).toBe('mem');
    expect(useOf(functions, 'mem', 19).gb).toBeCloseTo(0.664, 3);
  });

  test('nine types: 20 machines or fewer; one type for each function: more than the budget has', () => {
    expect(costOf(preset('nine'))).toMatchObject({ isTooDear: false, isImpossible: false });
    expect(costOf(preset('nine')).machines).toBeLessThanOrEqual(20);
    expect(costOf(preset('each'))).toMatchObject({ machines: 23, credits: 92, isTooDear: true });
  });

  test('every preset places every function once', () => {
    for (const { placement } of presets) {
      const placed = typesOf(placement).flatMap((type) => type.functions);
      expect(placed).toHaveLength(functions.length);
    }
  });

  test('hops of a checkout: none in one program, five with a type for each function', () => {
    expect(presets.map(({ placement }) => hopsOf(placement))).toEqual([0, 4, 4, 5]);
  });
});

describe('blast radius', () => {
  test.each<FaultId>(['crash', 'runaway', 'storm'])(
    '%s: alone, it touches nobody else',
    (fault) => {
      expect(blastOf(preset('each'), fault).touched).toEqual([]);
      expect(blastOf(preset('nine'), fault).touched).toEqual([]);
    },
  );

  test('a crash in one program takes all others along, on one machine', () => {
    const { touched, machines } = blastOf(preset('one'), 'crash');
    expect(touched).toHaveLength(10);
    expect(machines).toMatch(/^1 of /);
  });

  test('runaway invoices in the logic tier: the shop has fewer cores than they take', () => {
    expect(blastOf(preset('tiers'), 'runaway').touched).toContain('checkout');
  });

  test('a storm: as few machines as the evening needs have no cores left for it', () => {
    expect(blastOf(preset('one'), 'storm').touched).toHaveLength(10);
    expect(blastOf(preset('tiers'), 'storm').touched).toEqual(['web.render', 'sms.gw']);
  });

  test('enough cores: whoever shares them is not touched', () => {
    const { 'chat.conn': _, ...others } = preset('each');
    const roomy = { ...others, 'chat.conn': 'Z' };
    expect(blastOf(roomy, 'storm')).toMatchObject({ touched: [], machines: 'all 1' });
  });
});
