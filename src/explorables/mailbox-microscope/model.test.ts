import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nativeFunction } from '#runtime/toplevel.ts';
import * as nines from '#runtime/index.ts';
import { System } from '#runtime/system.ts';
import { arrive, ask, expire, look, mailboxOf, receive, shapes, tell, wishes } from './model.ts';
import type { Shape, Wish } from './model.ts';

/** What the runtime's own receive takes of these messages, and what it leaves. */
function onRuntime(letters: readonly Shape[], wish: Wish): { taken: unknown; left: unknown[] } {
  const seen: { taken: unknown; left: unknown[] } = { taken: null, left: [] };
  const system = new System({ seed: 1, nodes: [{ name: 'one' }] });
  const body = nativeFunction(function* reader() {
    for (const shape of letters) nines.send(nines.self(), shape);
    yield nines.sleep(1);
    const taken = yield wish === 'anything' ? nines.receive(nines.any, 0) : nines.receive(wish, 0);
    seen.taken = taken === nines.timeout ? null : taken;
    for (;;) {
      const next = yield nines.receive(nines.any, 0);
      if (next === nines.timeout) return;
      seen.left.push(next);
    }
  });
  system.spawnOn('one', body, undefined);
  system.run({ untilMs: 1_000, eventsMax: 10_000 });
  return seen;
}

describe('receive', () => {
  test('any mailbox, any wish: takes and leaves what the runtime takes and leaves', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...shapes), { maxLength: 12 }),
        fc.constantFrom(...wishes),
        (letters, wish) => {
          const after = receive(mailboxOf(letters, wish));
          const real = onRuntime(letters, wish);
          expect(after.taken?.shape ?? null).toBe(real.taken);
          expect(after.letters.map(({ shape }) => shape)).toEqual(real.left);
        },
      ),
      { seed: 20_261_121 },
    );
  });

  test('the price: a look for each message before the one that fits', () => {
    const after = receive(mailboxOf(['hello', 'hello', 'data', 'stop'], 'stop'));
    expect(after.looked).toBe(4);
    expect(tell(after)).toBe('Taken: stop, after 4 looks. 3 messages stay, in their order.');
  });

  test('what never fits is looked at again by every receive', () => {
    const first = receive(mailboxOf(['hello', 'start', 'start'], 'start'));
    expect(receive(first).lookedInAll).toBe(4);
  });

  test('waiting: only what arrives is looked at', () => {
    const waiting = receive(mailboxOf(['hello', 'hello'], 'stop'));
    expect(waiting.isWaiting).toBe(true);
    const passed = receive(arrive(waiting, 'data'));
    expect(passed.isWaiting).toBe(true);
    expect(passed.lookedInAll).toBe(3);
    const taken = arrive(passed, 'stop');
    expect(taken.taken?.shape).toBe('stop');
    expect(taken.lookedInAll).toBe(4);
  });

  test('the time runs out: nothing is taken, and the next receive begins with the oldest', () => {
    const waiting = receive(mailboxOf(['hello', 'data'], 'stop'));
    const over = expire(waiting);
    expect(over.letters).toEqual(waiting.letters);
    expect(tell(over)).toContain('The time is up');
    expect(receive(over).lookedInAll).toBe(4);
    expect(expire(over)).toBe(over);
  });

  test('asking for something else begins anew', () => {
    const mailbox = ask(look(mailboxOf(['hello', 'stop'], 'start')), 'anything');
    expect(receive(mailbox).taken?.shape).toBe('hello');
  });
});
