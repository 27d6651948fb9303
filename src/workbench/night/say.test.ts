import { describe, expect, test } from 'vitest';
import { sayChapter, sayClock, sayNines, sayNinesShown, sayShare, saySpan } from './say.ts';

describe('figures of a night', () => {
  test.each([
    [1, '100 %'],
    [0.995, '99.50 %'],
    [0.9949999, '99.49 %'],
    [0.99996, '99.996 %'],
    [0.999999, '99.9999 %'],
    [0.5, '50.00 %'],
    [0, '0.00 %'],
  ])('a share of %d is written %s: cut off, never rounded up', (share, text) => {
    expect(sayShare(share)).toBe(text);
  });
  test('a share just under 1 is not written as 100 %', () => {
    expect(sayShare(1 - 1e-9)).not.toContain('100');
  });
  test('nines are cut off; without a failure it is said what the night has shown', () => {
    expect(sayNines(-Math.log10(0.005))).toBe('2.3');
    expect(sayNines(-Math.log10(0.001))).toBe('3.0');
    expect(sayNines(null)).toBe('–');
    expect(sayNinesShown(10_800)).toBe('≥ 3.5');
  });
  test('instants and spans', () => {
    expect(sayClock(0)).toBe('0:00');
    expect(sayClock(800_000)).toBe('13:20');
    expect(sayClock(800_500, 1)).toBe('13:20.5');
    expect(saySpan(40)).toBe('40 ms');
    expect(saySpan(3_000)).toBe('3 s');
    expect(saySpan(59_999)).toBe('60 s');
    expect(saySpan(72_000)).toBe('1 min 12 s');
    expect(sayChapter('s5-retry')).toBe('Step 5');
    expect(sayChapter('capstone')).toBe('Capstone');
  });
});
