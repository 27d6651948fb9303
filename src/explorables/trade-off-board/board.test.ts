import { afterEach, describe, expect, test, vi } from 'vitest';
import { attemptsMax, loadAttempts, saveAttempts, withAttempt, type Attempt } from './attempts.ts';
import { firstMeasured, papertrainMeasured } from './baseline.ts';
import { scales } from './figures.ts';
import { firstLedger, papertrain } from './ledger.ts';
import { placeOf } from './Plot.tsx';
import { moved, promisesMoved, sayAnomalies, sayChanged, sayChanges, sayPromise } from './words.ts';

const first: Attempt = { ledger: firstLedger, measured: firstMeasured };
const house: Attempt = { ledger: papertrain, measured: papertrainMeasured };

/** A browser's storage, as far as it is used. */
function storage(start: string | null): { text: string | null } {
  const kept = { text: start };
  vi.stubGlobal('localStorage', {
    getItem: () => kept.text,
    setItem: (_key: string, text: string) => {
      kept.text = text;
    },
  });
  return kept;
}
afterEach(() => vi.unstubAllGlobals());

describe('trade-off board: attempts stay', () => {
  test('what is saved is loaded again', () => {
    storage(null);
    expect(loadAttempts()).toEqual([]);
    saveAttempts([first, house]);
    expect(loadAttempts()).toEqual([first, house]);
  });
  test('what is no attempt, or of another campaign, is left out', () => {
    const kept = storage(null);
    saveAttempts([first, house]);
    const text = kept.text ?? '';
    kept.text = text.replace('"majority"', '"all"');
    expect(loadAttempts()).toEqual([first]);
    kept.text = text.replace('"edition":1', '"edition":0');
    expect(loadAttempts()).toEqual([]);
    kept.text = '{';
    expect(loadAttempts()).toEqual([]);
  });
  test('storage that refuses is no error', () => {
    vi.stubGlobal('localStorage', undefined);
    expect(loadAttempts()).toEqual([]);
    expect(() => saveAttempts([first])).not.toThrow();
  });
  test('when there are too many, the first and the latest stay', () => {
    let attempts: readonly Attempt[] = [first];
    for (let count = 0; count < 20; count++) attempts = withAttempt(attempts, house);
    expect(attempts).toHaveLength(attemptsMax);
    expect(attempts[0]).toBe(first);
  });
});

describe('trade-off board: words', () => {
  test('what was changed', () => {
    expect(sayChanges(firstLedger, firstLedger)).toBe('Nothing was changed.');
    const order = { retry: 'exactly-once effect', sharing: 'nothing' } as const;
    expect(sayChanges(firstLedger, { ...firstLedger, order })).toBe(
      'Orders: at-least-once → exactly-once effect.',
    );
    expect(sayChanged(firstLedger, { ...papertrain, vote: firstLedger.vote })).toBe(
      'Orders, Cart, Session, Chat, Presence',
    );
    expect(sayChanges(firstLedger, papertrain)).toContain(
      'Presence: at-least-once → at-most-once.',
    );
  });
  test('what moved, for better and for worse', () => {
    const { better, worse } = moved(firstMeasured, papertrainMeasured);
    expect(better).toContain('promises broken in 1,000 operations 170 → 0');
    expect(worse).toContain('messages per operation 2.7 → 6.1');
    expect(promisesMoved(firstMeasured, papertrainMeasured)).toContain(
      'Orders: the promise is kept now.',
    );
    expect(promisesMoved(papertrainMeasured, firstMeasured)).toContain(
      'Cart: the promise is broken',
    );
  });
  test('what was counted, and what of it breaks a promise', () => {
    const { order, chat, presence } = firstMeasured.byFunction;
    expect(sayAnomalies(order)).toMatch(/^\d+ repeated, \d+ lost after “ok”, \d+ oversold$/);
    expect(sayPromise('chat', chat)).toMatch(/^broken: \d+ lost after “ok”$/);
    expect(sayPromise('presence', presence)).toBe('kept');
    expect(sayPromise('cart', firstMeasured.byFunction.cart)).toContain(
      'answered in the cut, of 90 %',
    );
  });
});

test('trade-off board: right is better on every scale', () => {
  for (const scale of scales) {
    const [worst, best] = scale.ends;
    const at = (value: number): number => placeOf({ ...scale, of: () => value }, firstMeasured);
    expect([at(worst), at(best)]).toEqual([0, 100]);
  }
});
