import { describe, expect, test } from 'vitest';
import { counts, fates, oddsOf, placeOf, type Fate, type Odds, type Setting } from './model.ts';

const orders = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
] as const;

/** The same odds by brute force: every order in which nodes can answer, and every way for them to be silent. */
function bruteForce({ read, write, fates: fated, answers }: Setting): Odds {
  const total = { written: 0, answered: 0, both: 0, stale: 0, gone: 0 };
  const patterns = Array.from({ length: 8 }, (_, bits) => [0, 1, 2].map((n) => (bits >> n) % 2));
  const chance = (pattern: readonly number[]): number =>
    pattern.reduce((all, on) => all * (on === 1 ? answers : 1 - answers), 1);
  const each = orders.flatMap((order) => patterns.map((heard) => ({ order, heard })));
  for (const writing of each) {
    for (const reading of each) {
      const likely = (chance(writing.heard) * chance(reading.heard)) / 36;
      const took = writing.order.filter((n) => writing.heard[n] === 1 && fated[n] !== 'down');
      const gave = reading.order.filter((n) => reading.heard[n] === 1 && fated[n] === 'up');
      const keepers: number[] = took.slice(0, write);
      const isWritten = took.length >= write;
      const isAnswered = gave.length >= read;
      if (isWritten) total.written += likely;
      if (isAnswered) total.answered += likely;
      if (isWritten && keepers.every((n) => fated[n] !== 'up')) total.gone += likely;
      if (!isWritten || !isAnswered) continue;
      total.both += likely;
      if (!gave.slice(0, read).some((n) => keepers.includes(n))) total.stale += likely;
    }
  }
  return {
    written: total.written,
    answered: total.answered,
    stale: total.both === 0 ? null : total.stale / total.both,
    gone: total.written === 0 ? null : total.gone / total.written,
  };
}

const settings = (answers: number): Setting[] =>
  counts.flatMap((read) =>
    counts.flatMap((write) =>
      fates.flatMap((a) =>
        fates.flatMap((b) =>
          fates.map((c): Setting => ({ read, write, fates: [a, b, c], answers })),
        ),
      ),
    ),
  );
const allUp: [Fate, Fate, Fate] = ['up', 'up', 'up'];

describe('quorums on three nodes', () => {
  test.each([1, 0.99, 0.9])('all 243 settings, answers %f: what brute force gives', (answers) => {
    const all = settings(answers);
    expect(all).toHaveLength(243);
    for (const setting of all) {
      const [told, counted] = [oddsOf(setting), bruteForce(setting)];
      for (const key of ['written', 'answered', 'stale', 'gone'] as const) {
        const expected = counted[key];
        if (expected === null) expect(told[key], JSON.stringify(setting)).toBeNull();
        else expect(told[key], `${key} ${JSON.stringify(setting)}`).toBeCloseTo(expected, 12);
      }
    }
  });

  test('R + W > N: no read misses a write, whoever is down before it; R + W <= N: some do', () => {
    for (const read of counts) {
      for (const write of counts) {
        const { stale } = oddsOf({ read, write, fates: allUp, answers: 1 });
        expect(stale === 0).toBe(read + write > 3);
      }
    }
  });

  test('the figures of the chapter', () => {
    const odds = (read: 1 | 2 | 3, write: 1 | 2 | 3, answers = 1, last: Fate = 'up') =>
      oddsOf({ read, write, fates: ['up', 'up', last], answers });
    expect(odds(1, 1).stale).toBeCloseTo(2 / 3, 12);
    expect(odds(1, 2).stale).toBeCloseTo(1 / 3, 12);
    expect(odds(1, 1, 1, 'dies').gone).toBeCloseTo(1 / 3, 12);
    expect(odds(2, 2, 0.99).written).toBeCloseTo(0.999702, 12);
    expect(odds(3, 3, 0.99).written).toBeCloseTo(0.970299, 12);
  });

  test('PACELC: 1 and 1 is PA/EL, every pair that meets is PC/EC, and two are neither', () => {
    const label = (read: 1 | 2 | 3, write: 1 | 2 | 3): string => {
      const { inPartition, otherwise } = placeOf({ read, write });
      return `P${inPartition}/E${otherwise}`;
    };
    expect(counts.map((read) => counts.map((write) => label(read, write)))).toEqual([
      ['PA/EL', 'P–/EL', 'PC/EC'],
      ['P–/EL', 'PC/EC', 'PC/EC'],
      ['PC/EC', 'PC/EC', 'PC/EC'],
    ]);
  });
});
