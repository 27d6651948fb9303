import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { replaceDigits, toRadix } from './digits.ts';

// Taken before they are replaced. This is V8, whose digits ours are where the engines differ.
const engineToString = Number.prototype.toString;
const engineParseInt = parseInt;
const anyRadix = fc.integer({ min: 2, max: 36 });
const radix = anyRadix.filter((base) => base !== 10);

beforeAll(replaceDigits);

describe('digits of a number', () => {
  const exact = fc.double({ noNaN: true, min: -(2 ** 53), max: 2 ** 53 });
  test('up to 2^53: those of V8', () => {
    fc.assert(
      fc.property(exact, radix, (value, base) => {
        expect(toRadix(value, base)).toBe(engineToString.call(value, base));
        expect(value.toString(base)).toBe(engineToString.call(value, base));
      }),
      { seed: 20_261_121 },
    );
  });

  test('above 2^53: exact', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 2n ** 53n, max: 2n ** 1_000n }), radix, (whole, base) => {
        const value = Number(whole);
        expect(toRadix(value, base)).toBe(BigInt(value).toString(base));
        expect((-value).toString(base)).toBe(`-${BigInt(value).toString(base)}`);
      }),
      { seed: 20_261_121 },
    );
  });

  test('rounded up: the carry goes through all digits', () => {
    expect((1 - 2 ** -53).toString(3)).toBe(engineToString.call(1 - 2 ** -53, 3));
    expect((0.1 + 0.2).toString(36)).toBe(engineToString.call(0.1 + 0.2, 36));
  });

  test('in base ten, or of no number: the language says it all', () => {
    expect([
      (0.1).toString(),
      (1e21).toString(10),
      NaN.toString(2),
      (-Infinity).toString(36),
    ]).toEqual(['0.1', '1e+21', 'NaN', '-Infinity']);
    expect((-0).toString(7)).toBe('0');
    for (const base of [-2, 0, 1, 37]) expect(() => (1.5).toString(base)).toThrow(RangeError);
    expect(() => Number.prototype.toString.call('1', 2)).toThrow(TypeError);
  });
});

describe('parseInt', () => {
  test('of many digits: the nearest number', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(2n ** 1_100n), max: 2n ** 1_100n }),
        anyRadix,
        (whole, base) => {
          expect(parseInt(`  ${whole.toString(base)}!`, base)).toBe(Number(whole));
        },
      ),
      { seed: 20_261_121 },
    );
    expect(parseInt('z'.repeat(5_000), 36)).toBe(Infinity);
    expect(parseInt(`-${'z'.repeat(5_000)}`, 36)).toBe(-Infinity);
  });

  test('of anything else: what the engine reads', () => {
    const texts = ['12px', '0x1f', '0X', '', ' -7', '+08', '1e3', '\u00a0\n9', 'zz', '0b1', '-0'];
    for (const text of texts) {
      for (const base of [undefined, 0, 1, 2, 8, 10, 16, 36, 37, NaN]) {
        expect(parseInt(text, base)).toBe(engineParseInt(text, base));
      }
    }
    expect(parseInt('0xfffffffffffffffff')).toBe(engineParseInt('0xfffffffffffffffff'));
    expect(Number.parseInt).toBe(parseInt);
  });
});
