import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  items,
  lastWriter,
  observedRemove,
  replicas,
  twoPhase,
  union,
  type Strategy,
} from './merges.ts';

/** One step of three copies: a change at one of them, or one of them merging another's state. */
const step = fc.oneof(
  fc.record({
    kind: fc.constantFrom('add' as const, 'remove' as const),
    item: fc.constantFrom(...items),
    at: fc.constantFrom(0, 1, 2),
  }),
  fc.record({ kind: fc.constant('merge' as const), at: fc.nat(2), from: fc.nat(2) }),
);
const steps = fc.array(step, { maxLength: 30 });
type Steps = typeof steps extends fc.Arbitrary<infer Value> ? Value : never;

/** States that three copies reach by these steps; each change has an instant of its own. */
function reached<State>(strategy: Strategy<State>, some: Steps): [State, State, State] {
  const states: [State, State, State] = [strategy.empty, strategy.empty, strategy.empty];
  for (const [index, each] of some.entries()) {
    const mine = states[each.at] ?? strategy.empty;
    const by = replicas[each.at] ?? 'A';
    states[each.at] =
      each.kind === 'merge'
        ? strategy.merge(mine, states[each.from] ?? strategy.empty)
        : strategy[each.kind](mine, each.item, { by, atMs: index * 1_000 });
  }
  return states;
}

function obeysTheLaws<State>(strategy: Strategy<State>): void {
  const { merge } = strategy;
  fc.assert(
    fc.property(steps, (some) => {
      const [a, b, c] = reached(strategy, some);
      const before = JSON.stringify([a, b, c]);
      expect(merge(a, b)).toEqual(merge(b, a));
      expect(merge(merge(a, b), c)).toEqual(merge(a, merge(b, c)));
      expect(merge(a, a)).toEqual(a);
      expect(JSON.stringify([a, b, c])).toBe(before);
    }),
    { numRuns: 2_000, seed: 6 },
  );
}

describe('three copies: the laws of a merge, on states reached by random steps', () => {
  test('last writer: commutative, associative, idempotent', () => obeysTheLaws(lastWriter));
  test('union: commutative, associative, idempotent', () => obeysTheLaws(union));
  test('2P-Set: commutative, associative, idempotent', () => obeysTheLaws(twoPhase));
  test('OR-Set: commutative, associative, idempotent', () => obeysTheLaws(observedRemove));

  test('a change only ever moves a state up, except for the union, where a remove is undone by any old copy', () => {
    const movesUp = <State>({ add, remove, merge, ...strategy }: Strategy<State>): boolean => {
      const [state] = reached({ add, remove, merge, ...strategy }, []);
      const full = add(state, 'book', { by: 'A', atMs: 1 });
      const bare = remove(full, 'book', { by: 'A', atMs: 2 });
      return JSON.stringify(merge(bare, full)) === JSON.stringify(bare);
    };
    expect([movesUp(lastWriter), movesUp(twoPhase), movesUp(observedRemove)]).toEqual([
      true,
      true,
      true,
    ]);
    expect(movesUp(union)).toBe(false);
  });

  test('OR-Set: a thousand adds and removes of one item leave no trace but a number', () => {
    let state = observedRemove.empty;
    for (let cycle = 0; cycle < 1_000; cycle++) {
      state = observedRemove.add(state, 'book', { by: 'A', atMs: cycle });
      state = observedRemove.remove(state, 'book', { by: 'A', atMs: cycle });
    }
    expect(state).toEqual({ dots: [], seen: { A: 1_000, B: 0, C: 0 } });
  });
});
