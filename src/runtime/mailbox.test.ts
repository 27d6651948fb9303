import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Conversation } from './conversation.ts';
import { Mailbox } from './mailbox.ts';
import { any, receive, self, send, sleep, spawn, timeout } from './index.ts';
import { Signal, dueKind } from './signal.ts';
import { body, seen } from './test-system.ts';
import { observe } from './world.ts';
import type { Pid } from './pid.ts';

const none = new Conversation('');
const signal = (value: number): Signal =>
  new Signal(dueKind.message, null, null, value, 8, none, 0, null);

type Step =
  | { readonly kind: 'append'; readonly value: number }
  | { readonly kind: 'shift' }
  | { readonly kind: 'take'; readonly rest: number; readonly anew: boolean }
  | { readonly kind: 'discard'; readonly rest: number };

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('append' as const), value: fc.nat(20) }),
    fc.record({ kind: fc.constant('shift' as const) }),
    fc.record({ kind: fc.constant('take' as const), rest: fc.nat(3), anew: fc.boolean() }),
    fc.record({ kind: fc.constant('discard' as const), rest: fc.nat(3) }),
  ),
  { maxLength: 60 },
);

describe('mailbox', () => {
  test('mailbox: behaves as a list from which the first that fits is taken', () => {
    fc.assert(
      fc.property(steps, (plan) => {
        const mailbox = new Mailbox();
        const model: number[] = [];
        for (const step of plan) {
          if (step.kind === 'append') {
            mailbox.append(signal(step.value));
            model.push(step.value);
          } else if (step.kind === 'shift') {
            mailbox.seen = null;
            expect(mailbox.shift()?.body).toBe(model.shift());
          } else if (step.kind === 'take') {
            mailbox.seen = null;
            const fits = (value: unknown): boolean => (value as number) % 4 === step.rest;
            const at = model.findIndex(fits);
            const wanted = at === -1 ? undefined : model.splice(at, 1)[0];
            expect(mailbox.take(fits)?.body).toBe(wanted);
          } else {
            const kept = model.filter((value) => value % 4 !== step.rest);
            const bytes = mailbox.discard((held) => (held.body as number) % 4 === step.rest);
            expect(bytes).toBe((model.length - kept.length) * 8);
            model.splice(0, model.length, ...kept);
          }
          expect(mailbox.length).toBe(model.length);
          expect(mailbox.contents()).toEqual(model);
        }
      }),
      { seed: 20_261_121, numRuns: 400 },
    );
  });

  test('mailbox: a waiting receive tests each message once', () => {
    const mailbox = new Mailbox();
    let asked = 0;
    const never = (): boolean => {
      asked += 1;
      return false;
    };
    for (let i = 0; i < 100; i += 1) {
      mailbox.append(signal(i));
      expect(mailbox.take(never)).toBeNull();
    }
    expect(asked).toBe(100);
  });
});

const three = body(function* (to: Pid) {
  yield sleep(1);
  for (const word of ['one', 'two', 'three']) send(to, { word });
});

describe('receive', () => {
  test('receive: what an earlier receive refused does not matter to a later one', () => {
    const got = seen(function* () {
      spawn(three, self());
      observe(yield receive({ word: 'three' }));
      observe(yield receive());
      observe(yield receive());
      spawn(three, self());
      observe(yield receive({ word: 'one' }));
    });
    expect(got).toEqual(['three', 'one', 'two', 'one'].map((word) => ({ word })));
  });

  test('receive: takes what fits and leaves the others in their order', () => {
    const got = seen(function* () {
      spawn(three, self());
      observe(yield receive({ word: 'two' }));
      observe(yield receive());
      observe(yield receive());
    });
    expect(got).toEqual([{ word: 'two' }, { word: 'one' }, { word: 'three' }]);
  });

  test('receive: with a timeout gives `timeout`, never early, and not restarted by other messages', () => {
    const got = seen(function* () {
      spawn(three, self());
      const result = yield receive({ word: 'four' }, 5);
      observe(result === timeout);
      observe(yield receive(any, 0));
      observe((yield receive({ word: 'four' }, 0)) === timeout);
    });
    expect(got).toEqual([true, { word: 'one' }, true]);
  });

  test('receive: a predicate that throws, throws in the process and loses no message', () => {
    const got = seen(function* () {
      send(self(), 1);
      try {
        yield receive(() => {
          throw new Error('picky');
        });
      } catch (error) {
        observe((error as Error).message);
      }
      observe(yield receive());
    });
    expect(got).toEqual(['picky', 1]);
  });
});
