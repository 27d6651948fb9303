import { describe, expect, test } from 'vitest';
import { sizeAfterKey, type SplitOptions } from './split.ts';

const down: SplitOptions = { property: '--code-height', axis: 'y', min: 10, max: 60 };
const across: SplitOptions = { ...down, axis: 'x' };

describe('split', () => {
  test.each([
    ['ArrowDown', false, 20, down, 21],
    ['ArrowUp', false, 20, down, 19],
    ['ArrowDown', true, 20, down, 25],
    ['ArrowRight', false, 20, across, 21],
    ['ArrowLeft', true, 12, across, 10],
    ['Home', false, 20, down, 10],
    ['End', false, 20, down, 60],
    ['ArrowRight', false, 20, down, null],
    ['a', false, 20, down, null],
  ])('%s, shift %s, from %i', (key, shiftKey, size, options, expected) => {
    expect(sizeAfterKey({ key, shiftKey }, size, options)).toBe(expected);
  });
});
