import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { System } from '#runtime/system.ts';
import { items, mergeNames, replicas, type Item, type MergeName } from './merges.ts';
import {
  asked,
  instantOf,
  lineAfter,
  lines,
  outcomes,
  play,
  type Deed,
  type Snapshot,
} from './model.ts';
import { copy } from './processes.ts';
import { stories } from './stories.ts';
import { arrange, walkHistory, type History } from './walk.ts';

const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom('add' as const, 'remove' as const),
      item: fc.constantFrom(...items),
      at: fc.constantFrom(...replicas),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('cut' as const), line: fc.constantFrom(...lines) }),
  },
);
const deeds = fc.array(deed, { minLength: 1, maxLength: 9 });
/** Never a whole number of deeds: two writes of a last writer have two instants. */
const skew = fc.integer({ min: -5, max: 5 }).map((tens) => tens * 10_000 + 1_000);

/** The carts after each deed, as three processes on three nodes come by them. */
function real(history: History): Snapshot['carts'][] {
  const system = new System({ seed: 1, nodes: replicas.map((name) => ({ name })) });
  for (const me of replicas) {
    system.spawnOn(me, copy, { name: history.name, me }, { name: 'copy' });
  }
  arrange(system, history);
  const carts: Record<string, readonly Item[]> = {};
  system.observer = (event) => {
    if (event.kind !== 'observed') return;
    const { node, value } = event.observation;
    // Only our own process observes.
    carts[node] = (value as { cart: readonly Item[] }).cart;
  };
  return history.deeds.map((_, index) => {
    const result = system.run({ untilMs: instantOf(index + 1) - 1 });
    expect(result.kind).not.toBe('stopped');
    return { A: carts['A'] ?? [], B: carts['B'] ?? [], C: carts['C'] ?? [] };
  });
}

describe('three copies', () => {
  test('every merge, random deeds, lines and clocks: the carts are those of a real run, after each deed', () => {
    fc.assert(
      fc.property(fc.constantFrom(...mergeNames), deeds, skew, (name, some, skewMs) => {
        const told = play(name, some, skewMs).slice(1);
        expect(real({ name, deeds: some, skewMs })).toEqual(told.map(({ carts }) => carts));
      }),
      { numRuns: 300, seed: 6 },
    );
  });

  test('OR-Set: whatever happens, the carts hold what was asked for', () => {
    fc.assert(
      fc.property(deeds, (some) => {
        expect(play('OR-Set', some, 0).at(-1)?.carts).toEqual(asked(some));
      }),
      { numRuns: 2_000, seed: 6 },
    );
  });

  test('every merge: without a line, and 15 s after it is gone, the three copies are equal', () => {
    fc.assert(
      fc.property(fc.constantFrom(...mergeNames), deeds, skew, (name, some, skewMs) => {
        const whole: readonly Deed[] = [...some, { kind: 'cut', line: 0 }];
        const carts = play(name, whole, skewMs).at(-1)?.carts;
        expect([carts?.B, carts?.C]).toEqual([carts?.A, carts?.A]);
      }),
      { numRuns: 2_000, seed: 6 },
    );
  });
});

describe('three copies: what the reader is to discover', () => {
  /** `book+train set, back: book` by merge. */
  const results = (id: string): Record<MergeName, string> => {
    const story = stories.find((one) => one.id === id);
    if (story === undefined) throw new Error(`there is no story ${id}`);
    expect(lineAfter(story.deeds) % 3).toBe(0);
    const told = outcomes(story.deeds, story.skewMs).map(({ name, carts, faults }) => {
      const wrong = faults
        .filter(({ at }) => at === 'A')
        .map(({ kind, item }) => `, ${kind}: ${item}`);
      return [name, `${carts.A.join('+')}${wrong.join('')}`];
    });
    return Object.fromEntries(told) as Record<MergeName, string>;
  };

  test('deleted on one side: union and the last writer bring the book back', () => {
    expect(results('deleted')).toEqual({
      'last writer': 'book+train set, back: book',
      union: 'book+train set, back: book',
      '2P-Set': 'train set',
      'OR-Set': 'train set',
    });
  });
  test('an item on each side: the last writer drops one', () => {
    expect(results('both')).toEqual({
      'last writer': 'train set, lost: book',
      union: 'book+train set',
      '2P-Set': 'book+train set',
      'OR-Set': 'book+train set',
    });
  });
  test('deleted and bought again: a 2P-Set never sells the same thing twice', () => {
    for (const id of ['again', 'regret']) {
      expect(results(id)).toEqual({
        'last writer': 'book',
        union: 'book',
        '2P-Set': ', lost: book',
        'OR-Set': 'book',
      });
    }
  });
  test('a slow clock: the last writer drops an add without any partition', () => {
    expect(results('clock')).toEqual({
      'last writer': 'book, lost: train set',
      union: 'book+train set',
      '2P-Set': 'book+train set',
      'OR-Set': 'book+train set',
    });
  });
  test('in the time machine: every story opens under every merge, at the first change that is lost', () => {
    for (const story of stories) {
      for (const name of mergeNames) {
        const { walk, event } = walkHistory({ ...story, name });
        const hasLine = story.deeds.some(({ kind }) => kind === 'cut');
        expect(event > 0, `${story.id} ${name}`).toBe(hasLine);
        if (hasLine) {
          const { events, messages, texts } = walk.trace;
          const lost = texts[messages.phrase[events.message[event] ?? -1] ?? -1];
          expect(lost, `${story.id} ${name}`).toBe('changed');
        }
        expect(walk.end.steps).toBeGreaterThan(0);
        const wishes = new Set(walk.trace.texts.filter((text) => /^(add|remove) /.test(text)));
        expect(wishes.size).toBe(story.deeds.filter(({ kind }) => kind !== 'cut').length);
      }
    }
  });
});
