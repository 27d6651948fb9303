import { describe, expect, test } from 'vitest';
import { makeErrorsPlain } from './plain-errors.ts';

class Refusal extends RangeError {
  override readonly name = 'Refusal';
}

const makers: readonly (readonly [string, () => Error])[] = [
  ['new', () => new Error('no', { cause: 1 })],
  ['called', () => TypeError('no')],
  ['subclass', () => new Refusal('no')],
  ['AggregateError', () => new AggregateError([1], 'no')],
];

describe.each(makers)('%s', (_, make) => {
  test('before: an error of the engine in all', () => {
    const error = make();
    expect(error.stack).toContain('plain-errors.test');
    expect(error.message).toBe('no');
  });
});

describe.each(makers)('%s', (_, make) => {
  test('plain: nothing but what it was given', () => {
    makeErrorsPlain();
    const error = make();
    const given = new Set(['message', 'cause', 'name', 'errors']);
    expect(Object.getOwnPropertyNames(error).filter((field) => !given.has(field))).toEqual([]);
    expect(error).toBeInstanceOf(Error);
    expect(error.stack).toBe(undefined);
    expect(error.message).toBe('no');
  });
});

describe('constructors', () => {
  test('are found where they belong', () => {
    expect(new TypeError('no').constructor).toBe(TypeError);
    expect(Object.getPrototypeOf(TypeError)).toBe(Error);
    expect(new Refusal('no').constructor).toBe(Refusal);
    expect([Error.name, Error.length, TypeError.name]).toEqual(['Error', 1, 'TypeError']);
    expect(() => (null as unknown as { field: number }).field).toThrow(TypeError);
  });
});
