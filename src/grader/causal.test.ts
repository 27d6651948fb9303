import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { causal, checkCausal, type Access, type AccessCall } from './causal.ts';
import { emptyRecord } from './mini-lab.ts';

let clock = 0;
function call(id: string, session: string, access: Access, object = 'x'): AccessCall {
  clock += 1;
  return { id, session, startedMs: clock, endedMs: clock + 0.5, object, access };
}
const write = (value: unknown): Access => ({ kind: 'write', value });
const read = (value: unknown): Access => ({ kind: 'read', value, initial: 0 });
const add = (element: string): Access => ({ kind: 'add', element });
const remove = (element: string): Access => ({ kind: 'remove', element });
const look = (...elements: string[]): Access => ({ kind: 'look', elements });
const lost = (one: AccessCall): AccessCall => ({ ...one, endedMs: null });

/** A relation over the places of a history: `order[a][b]` if a comes before b. */
type Order = readonly (readonly boolean[])[];

/** Every strict partial order of so many places that holds the given pairs. */
function* partialOrders(size: number, pairs: readonly (readonly [number, number])[]) {
  const places = Array.from({ length: size }, (_, place) => place);
  const free = places.flatMap((a) => places.filter((b) => b !== a).map((b) => [a, b] as const));
  for (let bits = 0; bits < 2 ** free.length; bits++) {
    const order = places.map(() => places.map(() => false));
    for (const [index, [a, b]] of free.entries()) {
      const row = order[a];
      if (row !== undefined) row[b] = (bits & (1 << index)) !== 0;
    }
    if (pairs.every(([a, b]) => order[a]?.[b]) && isStrict(order)) yield order;
  }
}

function isStrict(order: Order): boolean {
  return order.every((row, a) =>
    row.every((held, b) => {
      if (!held) return true;
      if (order[b]?.[a]) return false;
      return order.every((_, c) => !order[b]?.[c] || order[a]?.[c] === true);
    }),
  );
}

/** Every order of some places that respects a partial order. */
function* linearizations(places: readonly number[], order: Order): Generator<number[]> {
  if (places.length === 0) yield [];
  for (const first of places) {
    if (places.some((other) => order[other]?.[first])) continue;
    const rest = places.filter((other) => other !== first);
    for (const tail of linearizations(rest, order)) yield [first, ...tail];
  }
}

/** The definition: some causal order under which each read is explained by an order of its past. */
function bruteForce(calls: readonly AccessCall[]): boolean {
  const sessions = calls.flatMap((one, a) =>
    calls.flatMap((other, b) => (a < b && one.session === other.session ? [[a, b] as const] : [])),
  );
  for (const order of partialOrders(calls.length, sessions)) {
    const isExplained = calls.every(({ access, object }, place) => {
      if (access.kind !== 'read') return true;
      const past = calls.flatMap((_, other) => (order[other]?.[place] ? [other] : []));
      for (const one of linearizations(past, order)) {
        let value: unknown = access.initial;
        for (const at of one) {
          const before = calls[at];
          if (before?.object === object && before.access.kind === 'write') {
            ({ value } = before.access);
          }
        }
        if (value === access.value) return true;
      }
      return false;
    });
    if (isExplained) return true;
  }
  return false;
}

describe('causal consistency of registers', () => {
  test('two sessions that see two writes in opposite orders: consistent', () => {
    const calls = [
      call('w1', 'a', write(1)),
      call('w2', 'b', write(2)),
      call('r1', 'c', read(1)),
      call('r2', 'c', read(2)),
      call('r3', 'd', read(2)),
      call('r4', 'd', read(1)),
    ];
    expect(checkCausal(calls)).toEqual({ kind: 'causal' });
  });

  test('an answer seen without its question: forgotten, names the read and the write it lacks', () => {
    const calls = [
      call('ask', 'a', write('question')),
      call('seen', 'b', read('question')),
      call('reply', 'b', write('answer'), 'y'),
      call('reads reply', 'c', read('answer'), 'y'),
      call('reads ask', 'c', read(0)),
    ];
    expect(checkCausal(calls)).toMatchObject({
      culprit: 'reads ask',
      against: 'ask',
      pattern: 'forgotten',
      expected: '"question"',
      observed: '0',
    });
  });

  test('an older value after a newer one that came from it: forgotten', () => {
    const calls = [
      call('w1', 'a', write(1)),
      call('w2', 'a', write(2)),
      call('r2', 'b', read(2)),
      call('r1', 'b', read(1)),
    ];
    expect(checkCausal(calls)).toMatchObject({ culprit: 'r1', against: 'w2' });
  });

  test('a value out of thin air, and an effect before its cause', () => {
    expect(checkCausal([call('r', 'a', read(7))])).toMatchObject({ pattern: 'bad read' });
    const calls = [
      call('r1', 'a', read(2)),
      call('w1', 'a', write(1), 'y'),
      call('r2', 'b', read(1), 'y'),
      call('w2', 'b', write(2)),
    ];
    expect(checkCausal(calls)).toMatchObject({ culprit: 'r1', pattern: 'cycle' });
  });

  test('a write that was never answered: may be seen late, or never, by its own session too', () => {
    const unseen = [lost(call('w', 'a', write(1))), call('r0', 'a', read(0))];
    expect(checkCausal(unseen)).toEqual({ kind: 'causal' });
    expect(checkCausal([...unseen, call('r1', 'a', read(1))])).toEqual({ kind: 'causal' });
    const gone = [...unseen, call('r1', 'a', read(1)), call('r2', 'a', read(0))];
    expect(checkCausal(gone)).toMatchObject({ culprit: 'r2', against: 'w' });
  });

  const history = fc
    .array(
      fc.record({
        session: fc.constantFrom('a', 'b'),
        object: fc.constantFrom('x', 'y'),
        isWrite: fc.boolean(),
        value: fc.integer({ min: 0, max: 4 }),
      }),
      { maxLength: 4 },
    )
    .map((drawn) =>
      drawn.map(({ session, object, isWrite, value }, index) =>
        // Each write its own value: that of its place.
        call(`c${index}`, session, isWrite ? write(index + 1) : read(value), object),
      ),
    );

  test('property: its verdicts are those of the definition, by brute force', () => {
    fc.assert(
      fc.property(history, (calls) => {
        expect(checkCausal(calls).kind === 'causal').toBe(bruteForce(calls));
      }),
      { seed: 20_171, numRuns: 150 },
    );
  });
});

describe('causal consistency of sets', () => {
  test('an element that was seen and is gone though nobody removed it: forgotten', () => {
    const calls = [
      call('a1', 'a', add('book')),
      call('l1', 'b', look('book')),
      call('l2', 'b', look()),
    ];
    expect(checkCausal(calls)).toMatchObject({
      culprit: 'l2',
      against: 'a1',
      pattern: 'forgotten',
    });
  });

  test('a deleted element that is back: resurrected', () => {
    const calls = [
      call('a1', 'a', add('book')),
      call('d1', 'a', remove('book')),
      call('l1', 'a', look('book')),
    ];
    expect(checkCausal(calls)).toMatchObject({
      culprit: 'l1',
      against: 'd1',
      pattern: 'resurrected',
      expected: 'no "book", which was removed',
    });
  });

  test('an element that somebody else removes meanwhile may be there or not', () => {
    const begin = [
      call('a1', 'a', add('book')),
      call('l1', 'b', look('book')),
      call('d1', 'a', remove('book')),
    ];
    expect(checkCausal([...begin, call('l2', 'b', look('book'))])).toEqual({ kind: 'causal' });
    expect(checkCausal([...begin, call('l2', 'b', look())])).toEqual({ kind: 'causal' });
  });

  test('an element that was never added: bad read', () => {
    expect(checkCausal([call('l1', 'a', look('ghost'))])).toMatchObject({ pattern: 'bad read' });
  });

  test('a check: breaks with expected, observed, operation and time', () => {
    const calls = [call('a1', 'a', add('book')), call('l1', 'a', look())];
    const { breach } = causal({
      code: 'M-1',
      of: () => calls,
      name: (id) => `operation ${id}`,
    }).judge(emptyRecord());
    expect(breach).toMatchObject({
      atMs: calls[1]?.endedMs,
      expected: '"book", which was added',
      observed: '[]',
      operation: 'operation l1',
      tags: ['l1', 'a1'],
      cause: 'not causally consistent: forgotten',
    });
  });
});
