import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anything, canonical, field, fits, isSame, oneOf, type Data } from './data.ts';
import { isMatch, isNamed, printMatch, type MessageView } from './match.ts';

const json = fc.jsonValue().map((value) => value as Data);

describe('patterns', () => {
  test('an object: named fields must fit, the others are free', () => {
    expect(fits({ fn: 'order', key: 'k' }, { fn: 'order' })).toBe(true);
    expect(fits({ fn: 'vote' }, { fn: 'order' })).toBe(false);
    expect(fits({}, { fn: 'order' })).toBe(false);
    expect(fits(null, { fn: 'order' })).toBe(false);
  });

  test('anything needs something to be there; oneOf takes any of its patterns', () => {
    expect(fits({ key: null }, { key: anything })).toBe(true);
    expect(fits({}, { key: anything })).toBe(false);
    expect(fits('b', oneOf('a', 'b'))).toBe(true);
    expect(fits('c', oneOf('a', 'b'))).toBe(false);
  });

  test('an inherited field is not there', () => {
    expect(field({}, 'constructor')).toBeUndefined();
    expect(fits({}, { toString: anything })).toBe(false);
  });

  test('property: data fits itself, equals itself, and its canonical text says so', () => {
    fc.assert(
      fc.property(json, json, (left, right) => {
        const copy: unknown = JSON.parse(JSON.stringify(left));
        expect(isSame(left, copy)).toBe(true);
        expect(canonical(left)).toBe(canonical(copy));
        expect(isSame(left, right)).toBe(canonical(left) === canonical(right));
      }),
      { numRuns: 300, seed: 1 },
    );
  });
});

describe('matches', () => {
  const view: MessageView = {
    tag: 'order-17',
    from: 'web-1',
    to: 'shop-2',
    ordinal: 1,
    carrier: 'call',
    body: { fn: 'order', key: 'k' },
  };

  test('a name with a star is a family', () => {
    expect(isNamed('shop-2', 'shop-*')).toBe(true);
    expect(isNamed('shop', 'shop-*')).toBe(false);
    expect(isNamed('shop-2', ['web-1', 'shop-2'])).toBe(true);
  });

  test('everything that is named must fit', () => {
    expect(isMatch({}, view)).toBe(true);
    expect(
      isMatch(
        {
          from: 'web-*',
          to: 'shop-2',
          tag: 'order-*',
          ordinal: 1,
          carrier: 'call',
          body: { fn: 'order' },
        },
        view,
      ),
    ).toBe(true);
    for (const match of [
      { from: 'sms-*' },
      { ordinal: 0 },
      { carrier: 'reply' as const },
      { body: { fn: 'vote' } },
    ]) {
      expect(isMatch(match, view)).toBe(false);
    }
  });

  test('it prints as a phrase', () => {
    expect(
      printMatch({ from: 'web-1', to: ['shop-1', 'shop-2'], carrier: 'call', tag: 'order-17' }),
    ).toBe('call messages from web-1 to shop-1|shop-2 of order-17');
  });
});
