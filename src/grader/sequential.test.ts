import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isSame } from './data.ts';
import type { SequentialModel } from './history-search.ts';
import { checkHistory } from './linearizability.ts';
import { emptyRecord } from './mini-lab.ts';
import { checkSequential, sequential, type SessionCall } from './sequential.ts';

type Input = { readonly object: string; readonly wrote: number | null };

/** Two registers, which start at 0. */
const registers: SequentialModel<Readonly<Record<string, number>>, Input> = {
  initial: {},
  apply: (state, { object, wrote }) =>
    wrote === null
      ? { state, output: state[object] ?? 0 }
      : { state: { ...state, [object]: wrote }, output: 'ok' },
};

function call(
  id: string,
  session: string,
  [startedMs, endedMs]: readonly [number, number | null],
  input: Input,
  answer: unknown = 'ok',
): SessionCall<Input> {
  return { id, session, startedMs, endedMs, input, answer };
}
const write = (object: string, wrote: number): Input => ({ object, wrote });
const read = (object: string): Input => ({ object, wrote: null });

/** Tries every order that keeps the sessions' own; an unanswered call may be left out, or come late. */
function bruteForce(calls: readonly SessionCall<Input>[]): boolean {
  const go = (
    state: Readonly<Record<string, number>>,
    left: readonly SessionCall<Input>[],
  ): boolean => {
    if (left.every(({ endedMs }) => endedMs === null)) return true;
    return left.some((one) => {
      const isBlocked = left.some(
        (other) =>
          other !== one &&
          other.session === one.session &&
          other.endedMs !== null &&
          other.startedMs < one.startedMs,
      );
      if (isBlocked) return false;
      const { state: after, output } = registers.apply(state, one.input);
      if (one.endedMs !== null && !isSame(output, one.answer)) return false;
      return go(
        after,
        left.filter((other) => other !== one),
      );
    });
  };
  return go(registers.initial, calls);
}

const history = fc
  .array(
    fc.record({
      session: fc.constantFrom('a', 'b', 'c'),
      object: fc.constantFrom('x', 'y'),
      isWrite: fc.boolean(),
      value: fc.integer({ min: 0, max: 2 }),
      isLost: fc.integer({ min: 0, max: 6 }).map((drawn) => drawn === 0),
    }),
    { maxLength: 7 },
  )
  .map((drawn) =>
    drawn.map(({ session, object, isWrite, value, isLost }, index) =>
      call(
        `c${index}`,
        session,
        [index, isLost ? null : index + 0.5],
        isWrite ? write(object, value) : read(object),
        isWrite ? 'ok' : value,
      ),
    ),
  );

describe('sequential consistency', () => {
  const stale = [call('w', 'a', [0, 1], write('x', 1)), call('r', 'b', [2, 3], read('x'), 0)];

  test('a session that lives in the past: consistent, though not linearizable', () => {
    expect(checkSequential(registers, stale)).toMatchObject({
      kind: 'explained',
      order: ['r', 'w'],
    });
    expect(checkHistory(registers, stale).kind).toBe('violated');
  });

  test('a session that goes back in time: violated, names the answer and what it should have been', () => {
    const back = [
      call('w', 'a', [0, 1], write('x', 1)),
      call('r1', 'b', [2, 3], read('x'), 1),
      call('r2', 'b', [4, 5], read('x'), 0),
    ];
    expect(checkSequential(registers, back)).toMatchObject({
      kind: 'violated',
      culprit: 'r2',
      atMs: 5,
      expected: [1],
    });
  });

  test('two that both see the other’s past: each register alone is consistent, both together are not', () => {
    const both = [
      call('wx', 'a', [0, 1], write('x', 1)),
      call('wy', 'b', [0, 1], write('y', 1)),
      call('ry', 'a', [2, 3], read('y'), 0),
      call('rx', 'b', [2, 4], read('x'), 0),
    ];
    expect(checkSequential(registers, both)).toMatchObject({ kind: 'violated', culprit: 'rx' });
    for (const object of ['x', 'y']) {
      const alone = both.filter(({ input }) => input.object === object);
      expect(checkSequential(registers, alone).kind).toBe('explained');
    }
  });

  test('property: its verdicts are those of brute force on generated histories', () => {
    fc.assert(
      fc.property(history, (calls) => {
        expect(checkSequential(registers, calls).kind === 'explained').toBe(bruteForce(calls));
      }),
      { seed: 20_161, numRuns: 400 },
    );
  });

  test('property: the first answer that cannot be explained is named', () => {
    fc.assert(
      fc.property(history, (calls) => {
        const end = checkSequential(registers, calls);
        if (end.kind !== 'violated') return;
        const forget = (fromMs: number): SessionCall<Input>[] =>
          calls.map((one) => ((one.endedMs ?? 0) >= fromMs ? { ...one, endedMs: null } : one));
        expect(bruteForce(forget(end.atMs))).toBe(true);
        expect(bruteForce(forget(end.atMs + 0.1))).toBe(false);
      }),
      { seed: 20_162, numRuns: 400 },
    );
  });

  test('a budget that is too small: undecided, and nothing counts as checked', () => {
    const many = Array.from({ length: 9 }, (_, index) =>
      call(`w${index}`, `s${index}`, [0, 9], write('x', index)),
    );
    const wrong = [...many, call('r', 'z', [0, 9], read('x'), 99)];
    expect(checkSequential(registers, wrong, 50).kind).toBe('undecided');
    const options = { code: 'M-1', model: registers, of: () => wrong, name: (id: string) => id };
    expect(sequential({ ...options, stepsMax: 50 }).judge(emptyRecord())).toMatchObject({
      checked: 0,
      breach: null,
    });
  });

  test('a check: breaks with expected, observed, operation and time', () => {
    const { breach } = sequential({
      code: 'M-1',
      model: registers,
      of: () => [...stale, call('r2', 'a', [4, 5], read('x'), 7)],
      name: (id) => `operation ${id}`,
    }).judge(emptyRecord());
    expect(breach).toMatchObject({
      atMs: 5,
      expected: '1',
      observed: '7',
      operation: 'operation r2',
      cause: 'not sequentially consistent',
    });
  });
});
