import { describe, expect, test } from 'vitest';
import { fingerprintOf, roleOf } from './fingerprint.ts';

describe('fingerprint', () => {
  test('sixteen hex digits, the same for the same parts', () => {
    expect(fingerprintOf(['M-1', 'drop'])).toMatch(/^[0-9a-f]{16}$/);
    expect(fingerprintOf(['M-1', 'drop'])).toBe(fingerprintOf(['M-1', 'drop']));
  });

  test('order, borders and content of the parts count', () => {
    const prints = [['a', 'b'], ['b', 'a'], ['ab'], ['a', 'b', ''], ['a'], []].map(fingerprintOf);
    expect(new Set(prints).size).toBe(prints.length);
  });

  test('no collision among a hundred thousand', () => {
    const prints = new Set(
      Array.from({ length: 100_000 }, (_, index) => fingerprintOf(['M-1', String(index)])),
    );
    expect(prints.size).toBe(100_000);
  });

  test.each([
    ['shop-3', 'shop'],
    ['web12', 'web'],
    ['ledger', 'ledger'],
  ])('%s is a %s', (node, role) => expect(roleOf(node)).toBe(role));
});
