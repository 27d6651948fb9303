import { describe, expect, test } from 'vitest';
import { cascadeOf, childCount, children, ownTrouble, rootAtS } from './cascade.ts';
import { deskOf, fullAt, leakFromS, signal, step, type Settings } from './model.ts';
import { saySeconds, sayShift, shifts } from './shifts.ts';

const node3 = signal();
const shift = (settings: Partial<Settings>) =>
  deskOf(node3, { raise: 80, clear: 80, raiseForS: 0, clearForS: 0, ...settings });

describe('alarm desk: one alarm', () => {
  test('the signal swings between 68 and 83 % and dies of the leak', () => {
    const calm = node3.levels.slice(0, leakFromS / 10);
    expect(Math.min(...calm)).toBeGreaterThan(66);
    expect(Math.max(...calm)).toBeLessThan(85);
    expect(node3.diesAtS).toBeGreaterThan(leakFromS + 900);
    expect(Math.max(...node3.levels)).toBe(fullAt);
    expect(signal()).toEqual(node3);
  });
  test('one level flaps; a lower one to clear halves that; below what is normal it never clears, and is deaf', () => {
    expect(shift({}).raised).toHaveLength(31);
    expect(shift({ clear: 75 }).raised).toHaveLength(18);
    expect(shift({ clear: 65 })).toMatchObject({ causeless: 1, noticeS: null, isDeaf: true });
  });
  test('95 % is raised at the moment of death', () => {
    expect(shift({ raise: 95, clear: 95 })).toMatchObject({ causeless: 0, noticeS: null });
  });
  test('above what is normal, or for longer than it lasts: nobody is woken for nothing', () => {
    expect(shift({ raise: 85, clear: 75 })).toMatchObject({ causeless: 0, noticeS: 950 });
    const waits = { raiseForS: 120, clearForS: 120 };
    const waited = shift({ clear: 75, ...waits });
    expect(waited).toMatchObject({ causeless: 0, noticeS: 960 });
    expect(waited.raised).toHaveLength(1);
  });
  test('a longer wait raises no sooner and no oftener', () => {
    for (const raise of [70, 75, 80, 85, 90]) {
      const counts = [0, 30, 60, 120, 300].map(
        (raiseForS) => shift({ raise, clear: raise - 5, raiseForS }).raised,
      );
      for (const [index, raised] of counts.entries()) {
        const before = counts[index - 1] ?? raised;
        expect(raised.length).toBeLessThanOrEqual(before.length);
        expect(raised[0]?.fromS ?? Infinity).toBeGreaterThanOrEqual(before[0]?.fromS ?? 0);
      }
    }
  });
  test('a state is left only after its wait, and what turns back in time was nothing', () => {
    const settings = { raise: 80, clear: 70, raiseForS: 20, clearForS: 20 };
    const levels = [81, 60, 81, 82, 81, 69, 75, 69, 69, 69];
    let desk: Parameters<typeof step>[0] = { state: 'clear', sinceS: 0 };
    const states = levels.map((level, index) => {
      desk = step(desk, { atS: index * 10, level }, settings);
      return desk.state;
    });
    expect(states.join(' ')).toBe(
      'pending clear pending pending raised clearing raised clearing clearing clear',
    );
  });
  test('the sentences and the table of settings', () => {
    const said = shifts.map(({ settings }) => sayShift(deskOf(node3, settings)));
    expect(said[0]).toContain('31 pages, 26 without a cause');
    expect(said[2]).toContain('raised all the time');
    expect(said[3]).toContain('Nobody was told');
    expect([90, 120, 950].map(saySeconds)).toEqual(['90 s', '2 min', '15 min 50 s']);
  });
});

describe('alarm desk: one node, forty alarms', () => {
  test('uncorrelated: a page for everybody, whatever they wait', () => {
    for (const holdS of [0, 30])
      expect(cascadeOf({ correlates: false, holdS }).pages).toBe(childCount + 1);
  });
  test('correlated: who complains before the node is known to be down is paged, unless pages wait', () => {
    const early = children.filter(({ raisedAtS }) => raisedAtS < rootAtS).length;
    expect(cascadeOf({ correlates: true, holdS: 0 }).pages).toBe(2 + early);
    expect(cascadeOf({ correlates: true, holdS: 10 }).pages).toBe(2);
  });
  test('what is suppressed is not forgotten: trouble of its own is paged when the node is back', () => {
    const { told } = cascadeOf({ correlates: true, holdS: 10 });
    expect(told.filter(({ pagedAtS }) => pagedAtS !== null)).toEqual([
      { child: children[ownTrouble], pagedAtS: 150 },
    ]);
  });
});
