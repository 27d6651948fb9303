/** What must not touch a run, on small cases; e2e/determinism.test.ts plays large ones in every engine. */
import { describe, expect, test } from 'vitest';
import { receive, self, send, sleep } from './index.ts';
import { engineTextOf } from './exit-reason.ts';
import { keysOf } from './keys.ts';
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

/** What `run` throws, as a `catch` of compiled code gets it. */
function caughtBy(hooks: ModuleHooks, run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    hooks.caught(error);
    return error;
  }
  throw new Error('nothing was thrown');
}

describe('errors of the language', () => {
  const mistakes: readonly (readonly [typeof Error, () => unknown])[] = [
    [TypeError, () => (null as unknown as { field: number }).field],
    [RangeError, () => 'x'.repeat(-1)],
    // Quotes the learner, in words that an engine has for something else.
    [SyntaxError, () => JSON.parse('Maximum call stack size exceeded')],
  ];
  test.each(mistakes)('%o: says the same on every engine', (kind, run) => {
    const error = caughtBy(new ModuleHooks(), run);
    expect(error).toBeInstanceOf(kind);
    expect(String(error)).toBe(`${kind.name}: raised by the language itself`);
    expect(Object.getOwnPropertyNames(error)).toEqual(['message']);
    expect(engineTextOf(error as Error)).not.toBe('raised by the language itself');
  });

  test("the learner's own: keeps its text", () => {
    const hooks = new ModuleHooks();
    const error = caughtBy(hooks, () => {
      throw hooks.thrown(new Error('mine'));
    });
    expect(String(error)).toBe('Error: mine');
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

describe('keys', () => {
  test('taken away and put back during the loop: come if they are there when their turn is', () => {
    const object: Record<string, number> = { a: 1, b: 2, c: 3 };
    const seen: string[] = [];
    for (const key of keysOf(object)) {
      seen.push(key);
      delete object['b'];
      delete object['c'];
      object['b'] = object['late'] = 4;
    }
    expect(seen).toEqual(['a', 'b']);
  });

  test('of a prototype: come last, unless they are hidden', () => {
    const base = { shared: 1, own: 1, gone: 1 };
    const object: object = Object.assign(Object.create(base) as object, { own: 2 });
    const seen: string[] = [];
    for (const key of keysOf(object)) {
      seen.push(key);
      Reflect.deleteProperty(base, 'gone');
    }
    expect(seen).toEqual(['own', 'shared']);
    expect([...keysOf('xy'), ...keysOf(null), ...keysOf(7)]).toEqual(['0', '1']);
  });
});
