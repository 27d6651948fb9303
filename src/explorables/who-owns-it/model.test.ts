import { describe, expect, test } from 'vitest';
import {
  bestChoices,
  fields,
  firstChoices,
  keepings,
  liesAs,
  nodes,
  outcomeOf,
  rightCount,
  turned,
} from './model.ts';

const one = (id: string) => {
  const found = fields.find((field) => field.id === id);
  if (found === undefined) throw new Error(`there is no field ${id}`);
  return found;
};

test('twelve fields, each with a home that is not among those who need it', () => {
  expect(fields).toHaveLength(12);
  for (const { home, neededBy } of fields) expect(neededBy).not.toContain(home);
});

test('the assignment that is shown as right is right, the first one is not', () => {
  expect(rightCount(bestChoices)).toBe(12);
  expect(rightCount(firstChoices)).toBeLessThan(6);
});

describe('a change at its home', () => {
  test('no owner, two owners, the wrong owner: never right', () => {
    for (const field of fields) {
      for (const keeping of keepings) {
        const other = nodes.find((node) => node !== field.home) ?? 'data';
        expect(outcomeOf(field, { owners: [], keeping }).isRight).toBe(false);
        expect(outcomeOf(field, { owners: [other], keeping }).isRight).toBe(false);
        expect(outcomeOf(field, { owners: [field.home, other], keeping }).isRight).toBe(false);
      }
    }
  });

  test('price: asked for it is right, kept for 2 s somebody acts on it, copied once it is wrong for ever', () => {
    const said = keepings.map((keeping) => outcomeOf(one('price'), { owners: ['data'], keeping }));
    expect(said.map(({ isRight }) => isRight)).toEqual([true, false, false]);
    expect(said.map(({ lies }) => liesAs(lies))).toEqual([
      '',
      'shop and pay, for 2 s',
      'shop and pay, for ever',
    ]);
  });

  test('what was agreed: right only if it was copied', () => {
    const said = keepings.map((keeping) =>
      outcomeOf(one('order-address'), { owners: ['shop'], keeping }),
    );
    expect(said.map(({ isRight }) => isRight)).toEqual([false, false, true]);
  });
});

test('turned: makes an owner, and takes it back', () => {
  const none = { owners: [], keeping: 'ask' } as const;
  expect(turned(none, 'shop').owners).toEqual(['shop']);
  expect(turned(turned(none, 'shop'), 'data').owners).toEqual(['data', 'shop']);
  expect(turned(turned(none, 'shop'), 'shop').owners).toEqual([]);
});
