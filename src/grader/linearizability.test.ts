import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isSame } from './data.ts';
import { emptyRecord } from './mini-lab.ts';
import { RunRecord } from './record.ts';
import { checkHistory, checkPartitioned, linearizable } from './linearizability.ts';
import type { HistoryCall, SequentialModel } from './history-search.ts';

type RegisterInput = { readonly kind: 'write'; readonly value: number } | { readonly kind: 'read' };

const register: SequentialModel<number, RegisterInput> = {
  initial: 0,
  apply: (state, input) =>
    input.kind === 'write' ? { state: input.value, output: 'ok' } : { state, output: state },
};

type Span = readonly [startedMs: number, endedMs: number | null];

function write(id: string, value: number, [startedMs, endedMs]: Span): HistoryCall<RegisterInput> {
  return { id, startedMs, endedMs, input: { kind: 'write', value }, answer: 'ok' };
}
function read(id: string, answer: number, [startedMs, endedMs]: Span): HistoryCall<RegisterInput> {
  return { id, startedMs, endedMs, input: { kind: 'read' }, answer };
}

/** Tries every subset of the unanswered calls in every order that respects real time. */
function bruteForce(calls: readonly HistoryCall<RegisterInput>[]): boolean {
  const go = (state: number, left: readonly HistoryCall<RegisterInput>[]): boolean => {
    if (left.every((call) => call.endedMs === null)) return true;
    return left.some((call) => {
      const others = left.filter((other) => other !== call);
      const isTooEarly = others.some(
        (other) => other.endedMs !== null && other.endedMs < call.startedMs,
      );
      if (isTooEarly) return false;
      const { state: after, output } = register.apply(state, call.input);
      if (call.endedMs !== null && !isSame(output, call.answer)) return false;
      return go(after, others);
    });
  };
  return go(register.initial, calls);
}

function endedBefore(call: HistoryCall<RegisterInput>, atMs: number): boolean {
  return call.endedMs !== null && call.endedMs < atMs;
}
function reopened(call: HistoryCall<RegisterInput>): HistoryCall<RegisterInput> {
  return { ...call, endedMs: null };
}

const history = fc
  .array(
    fc.record({
      isWrite: fc.boolean(),
      value: fc.integer({ min: 0, max: 2 }),
      startedMs: fc.integer({ min: 0, max: 12 }),
      tookMs: fc.option(fc.integer({ min: 1, max: 6 }), { freq: 5 }),
    }),
    { maxLength: 7 },
  )
  .map((calls) =>
    calls.map(({ isWrite, value, startedMs, tookMs }, index) => {
      const endedMs = tookMs === null ? null : startedMs + tookMs;
      return isWrite
        ? write(`c${index}`, value, [startedMs, endedMs])
        : read(`c${index}`, value, [startedMs, endedMs]);
    }),
  );

describe('linearizability', () => {
  test('a read that overlaps a write may see it or not', () => {
    expect(checkHistory(register, [write('w', 1, [0, 10]), read('r', 0, [1, 2])]).kind).toBe(
      'explained',
    );
    expect(checkHistory(register, [write('w', 1, [0, 10]), read('r', 1, [1, 2])]).kind).toBe(
      'explained',
    );
  });

  test('a read after a write that does not see it: violated, names the read and what it should have said', () => {
    const end = checkHistory(register, [write('w', 1, [0, 1]), read('r', 0, [2, 3])]);
    expect(end).toMatchObject({ kind: 'violated', culprit: 'r', atMs: 3, expected: [1] });
  });

  test('two reads that see a write come and go: violated', () => {
    const end = checkHistory(register, [
      write('w', 1, [0, 10]),
      read('a', 1, [1, 2]),
      read('b', 0, [3, 4]),
    ]);
    expect(end).toMatchObject({ kind: 'violated', culprit: 'b', expected: [1] });
  });

  test('an unanswered write may take effect long after it began, or never', () => {
    const late = [write('w', 1, [0, null]), read('a', 0, [5, 6]), read('b', 1, [7, 8])];
    expect(checkHistory(register, late).kind).toBe('explained');
    expect(checkHistory(register, [write('w', 1, [0, null]), read('a', 0, [5, 6])]).kind).toBe(
      'explained',
    );
    const gone = [...late, read('c', 0, [9, 10])];
    expect(checkHistory(register, gone)).toMatchObject({ kind: 'violated', culprit: 'c' });
  });

  test('a budget that is too small: undecided, never a wrong answer', () => {
    const calls = Array.from({ length: 12 }, (_, index) => write(`w${index}`, index, [0, 100]));
    expect(checkHistory(register, [...calls, read('r', 99, [101, 102])], 50).kind).toBe(
      'undecided',
    );
  });

  test('partitions: each key is an object of its own', () => {
    const written = write('w', 1, [0, 1]);
    const missed = read('r', 0, [2, 3]);
    const apart = [
      { ...written, partition: 'a' },
      { ...missed, partition: 'b' },
    ];
    expect(checkPartitioned(register, apart).kind).toBe('explained');
    const together = [
      { ...written, partition: 'a' },
      { ...missed, partition: 'a' },
    ];
    expect(checkPartitioned(register, together)).toMatchObject({ kind: 'violated', culprit: 'r' });
  });

  test('property: agrees with brute force over all orders', () => {
    fc.assert(
      fc.property(history, (calls) => {
        const end = checkHistory(register, calls);
        expect(end.kind).toBe(bruteForce(calls) ? 'explained' : 'violated');
      }),
      { numRuns: 2000, seed: 20261121 },
    );
  });

  test('property: the culprit is the first answer that cannot be explained', () => {
    fc.assert(
      fc.property(history, (calls) => {
        const end = checkHistory(register, calls);
        if (end.kind !== 'violated') return;
        const before = calls
          .filter((call) => call.startedMs < end.atMs)
          .map((call) => (endedBefore(call, end.atMs) ? call : reopened(call)));
        expect(bruteForce(before)).toBe(true);
      }),
      { numRuns: 1000, seed: 7 },
    );
  });

  test('property: a history taken from a real register is linearizable, in the order given', () => {
    fc.assert(
      fc.property(history, (calls) => {
        // Let each call take effect in the middle of its time, one after the other.
        const byEffect = calls
          .map((call) => ({
            call,
            effectMs: call.endedMs === null ? call.startedMs : (call.startedMs + call.endedMs) / 2,
          }))
          .sort((left, right) => left.effectMs - right.effectMs);
        let state = register.initial;
        const real: HistoryCall<RegisterInput>[] = [];
        for (const { call } of byEffect) {
          const applied = register.apply(state, call.input);
          state = applied.state;
          real.push({ ...call, answer: applied.output });
        }
        const end = checkHistory(register, real);
        expect(end.kind).toBe('explained');
      }),
      { numRuns: 500, seed: 11 },
    );
  });
});

describe('linearizable, as a check', () => {
  const sale = linearizable<number, null>({
    code: 'D-5',
    model: {
      initial: 1,
      apply: (left) =>
        left > 0 ? { state: left - 1, output: 'ok' } : { state: left, output: 'sold_out' },
    },
    of: (record) =>
      record.operations.map(({ operation: { id }, startedMs, endedMs, answer }) => ({
        id,
        partition: 'last copy',
        startedMs,
        endedMs,
        input: null,
        answer,
      })),
    name: (id) => id.replace('-', ' '),
  });
  const sold = (...answers: string[]) => {
    const workload = answers.map((_, index) => ({
      id: `order-${index + 1}`,
      atMs: index * 10,
      fn: 'buy',
      args: null,
      driver: { node: 'web', name: 'web' },
    }));
    const observations = answers.map((answer, index) => ({
      atMs: index * 10 + 5,
      node: 'web',
      process: 'web',
      tag: '',
      value: { kind: 'answered', operation: `order-${index + 1}`, answer },
    }));
    return new RunRecord({
      seed: 1,
      world: 'w',
      scenario: emptyRecord().scenario,
      operations: workload,
      observations,
      crashes: [],
      struck: [],
      wires: new Map(),
      readings: new Map(),
      events: 0,
      traceHash: '',
    });
  };

  test('one copy sold once: held', () => {
    expect(sale.judge(sold('ok', 'sold_out', 'sold_out'))).toMatchObject({
      checked: 3,
      breach: null,
    });
  });

  test('one copy sold twice: the second sale, when it was answered', () => {
    expect(sale.judge(sold('ok', 'sold_out', 'ok')).breach).toMatchObject({
      atMs: 25,
      operation: 'order 3',
      expected: '"sold_out"',
      observed: '"ok"',
      tags: ['order-3', 'order-1', 'order-2'],
    });
  });
});
