/** What must not touch a run, on small cases; e2e/determinism.test.ts plays large ones in every engine. */
import { describe, expect, test } from 'vitest';
import { receive, self, send, sleep } from './index.ts';
import { ModuleHooks } from './program.ts';
import type { Rule } from './rules.ts';
import type { System } from './system.ts';
import { play } from './test-system.ts';

/** Sends itself forty messages and takes what has come of them. */
function* chatter(): Generator<unknown, void, unknown> {
  for (let i = 0; i < 40; i += 1) {
    send(self(), i);
    yield sleep(1);
    yield receive(i, 0);
  }
}

const half: Rule = { id: 'half', match: {}, action: { kind: 'drop' }, probability: 0.5 };

/** The messages that a rule has met, by their ordinals. */
function dropped(prepare: (system: System) => void): readonly number[] {
  const { system } = play(chatter, {}, (made) => {
    prepare(made);
    made.at(20.5, () => made.addRule(half));
  });
  return system.occurrences.map(({ ordinal }) => ordinal);
}

describe('who looks', () => {
  test('observer: a rule that comes later meets the same messages', () => {
    const alone = dropped(() => undefined);
    expect(alone.length).toBeGreaterThan(3);
    expect(Math.min(...alone)).toBeGreaterThanOrEqual(20);
    const observed = dropped((system) => {
      system.observer = () => undefined;
    });
    expect(observed).toEqual(alone);
  });

  test('rule: one that never fires changes nothing about which messages another one meets', () => {
    const never: Rule = { id: 'never', match: { tag: 'nobody' }, action: { kind: 'tap' } };
    expect(dropped((system) => system.addRule(never))).toEqual(dropped(() => undefined));
  });
});

describe('powers', () => {
  const { pow } = new ModuleHooks();
  test('whole numbers of any size: exact', () => {
    expect(pow(3n, 50n)).toBe(717897987691852588770249n);
    expect(pow(2, 10)).toBe(1_024);
  });

  test('of two kinds: refused, as the language does', () => {
    expect(() => pow(2n, 3)).toThrow(TypeError);
    expect(() => pow(2n, -1n)).toThrow(RangeError);
  });
});
