import { expect, test } from 'vitest';
import { isDark, toHex } from './colour.ts';

test.each([
  ['rgb(243, 243, 238)', '#f3f3ee'],
  ['rgba(0, 0, 0, 0.5)', '#00000080'],
  ['rgb(0 0 0 / 0)', '#00000000'],
  ['color(srgb 1 0.5 0)', '#ff8000'],
])('colour: %s is %s', (computed, hex) => {
  expect(toHex(computed)).toBe(hex);
});

test('colour: paper is light, slate is dark', () => {
  expect(isDark('#f3f3ee')).toBe(false);
  expect(isDark('#1b1d22')).toBe(true);
});
