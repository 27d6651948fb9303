import { describe, expect, test } from 'vitest';
import { explain, isSteady, little, mean, sayPlan, usefulBound, windowAt } from './figures.ts';
import { answer } from './player.ts';
import { firstSeconds, firstSetting, recordedRuns } from './recorded.ts';
import { QueueRun } from './run.ts';
import { scene, type Second, type Setting } from './scene.ts';

const play = (setting: Setting, untilMs: number = scene.endMs, seed = 1): readonly Second[] => {
  const run = new QueueRun(setting, seed);
  run.advance(untilMs);
  return run.seconds;
};
const generous = firstSetting;
const fitting: Setting = { ...generous, bound: 200 };
/** The shortest run with a collapse in it: 300 a second are enough. */
const slight: Setting = { surge: 300, bound: 1_000, maxWait: false, slow: false };

describe('queue that kills: what the reader is to discover', () => {
  test('the useful bound is 450: below it the surge is served at capacity, above it nobody is', () => {
    expect(usefulBound).toBe(450);
    for (const { setting, outcome } of recordedRuns) {
      const bound = setting.bound ?? Infinity;
      if (bound < usefulBound) {
        expect(outcome.inSurge, sayPlan(setting)).toBeGreaterThan(245);
        expect(outcome.after, sayPlan(setting)).toBeGreaterThan(190);
      }
      if (bound > usefulBound) {
        expect(outcome.inSurge, sayPlan(setting)).toBeLessThan(5);
        expect(outcome.after, sayPlan(setting)).toBe(0);
      }
    }
  });
  test('PayHub works at capacity all the while', () => {
    for (const second of firstSeconds.slice(35))
      expect(Math.abs(second.inTime + second.late - scene.capacity)).toBeLessThan(30);
    expect(mean(firstSeconds, 'inTime', [90, 120])).toBe(0);
  });
  test('a surge of 1.2 times the capacity is enough, and one below it does no harm', () => {
    const seconds = play(slight);
    expect(mean(seconds, 'inTime', [90, 120])).toBe(0);
    const calm = play({ ...slight, surge: 230 });
    expect(mean(calm, 'late', [0, 120])).toBe(0);
  });
});

describe('queue that kills: the cure', () => {
  const cured = (setting: Setting, cure: Partial<Setting>): readonly Second[] => {
    const run = new QueueRun(setting, 1);
    run.advance(90_000);
    expect(mean(run.seconds, 'inTime', [80, 90])).toBe(0);
    run.setting = { ...setting, ...cure };
    run.advance(scene.endMs);
    return run.seconds;
  };
  test('a bound of 200 at 90 s: the thousand that wait are worked off in four seconds, then all is well', () => {
    const seconds = cured(slight, { bound: 200 });
    expect(mean(seconds, 'inTime', [95, 110])).toBeGreaterThan(190);
    expect(mean(seconds, 'late', [96, 120])).toBe(0);
  });
  test('without a bound there are too many to be worked off; a maximum wait sheds them at once', () => {
    const unbounded = { ...slight, bound: null };
    expect(mean(cured(unbounded, { bound: 200 }), 'inTime', [95, 120])).toBe(0);
    const shed = cured(unbounded, { maxWait: true });
    expect(mean(shed, 'inTime', [91, 110])).toBeGreaterThan(190);
    expect(mean(shed, 'late', [91, 120])).toBe(0);
  });
});

describe('queue that kills: a PayHub that is four times slower', () => {
  const slowFrom10To40 = (setting: Setting): readonly Second[] => {
    const run = new QueueRun(setting, 1);
    run.advance(10_000);
    run.setting = { ...setting, slow: true };
    run.advance(40_000);
    run.setting = setting;
    run.advance(60_000);
    return run.seconds;
  };
  const ordinary: Setting = { surge: 200, bound: 200, maxWait: false, slow: false };
  test('a queue of 200 is too long now: nobody is answered in time, until it is fast again', () => {
    const seconds = slowFrom10To40(ordinary);
    expect(mean(seconds, 'inTime', [20, 40])).toBe(0);
    expect(mean(seconds, 'late', [20, 40])).toBeCloseTo(62.5, 0);
    expect(mean(seconds, 'inTime', [45, 60])).toBeGreaterThan(190);
  });
  test('with a maximum wait 55 of 62.5 are; without a bound and without that it never ends', () => {
    const waiting = slowFrom10To40({ ...ordinary, maxWait: true });
    expect(Math.round(mean(waiting, 'inTime', [20, 40]))).toBe(55);
    const seconds = slowFrom10To40({ ...ordinary, bound: null });
    expect(mean(seconds, 'inTime', [45, 60])).toBe(0);
  });
});

describe("queue that kills: Little's law", () => {
  test.each([
    ['calm', [10, 20]],
    ['full, in the surge', [40, 50]],
    ['full, after it', [80, 90]],
  ] as const)('%s: the three sizes, each measured by itself, agree to 3 %%', (_, window) => {
    const figures = little(firstSeconds, window);
    expect(isSteady(figures)).toBe(true);
    const product = figures.letIn * (figures.insideS ?? 0);
    expect(Math.abs(product / figures.inside - 1)).toBeLessThan(0.03);
  });
  test('the full queue: 1,050 inside at 250 a second are 4.2 s, more than anybody waits', () => {
    const figures = little(firstSeconds, [80, 90]);
    expect(figures.inside).toBeCloseTo(1_049.5, 0);
    expect(figures.insideS).toBeCloseTo(1_050 / 250, 1);
    expect(explain(figures)).toContain('PayHub works for nobody');
  });
  test('while the queue grows, the two sides do not meet, and the figure says so', () => {
    const seconds = play({ ...generous, bound: null }, 40_000);
    const figures = little(seconds, [30, 40]);
    expect(isSteady(figures)).toBe(false);
    expect(explain(figures)).toContain('grows by');
  });
  test('what is looked at are ten seconds, or as many as there are', () => {
    expect(windowAt(firstSeconds, 85)).toEqual([80, 90]);
    expect(windowAt(firstSeconds, 2)).toEqual([0, 10]);
    expect(windowAt(firstSeconds.slice(0, 4), 1)).toEqual([0, 4]);
    expect(explain(little([], [0, 0]))).toBe('Nobody has left yet.');
  });
});

describe('queue that kills: the run', () => {
  test('the same seed and setting give the same run, however it is sliced', () => {
    const whole = play(fitting, 36_000, 2);
    answer({ kind: 'start', setting: fitting, seed: 2 });
    const sliced = [7_300, 31_000, 31_999, 36_000].flatMap((untilMs) =>
      answer({ kind: 'advance', untilMs }),
    );
    expect(sliced).toEqual(whole);
  });
  test('the same customers come whatever the queue is', () => {
    const first = (setting: Setting): number => mean(play(setting, 30_000), 'attempts', [0, 30]);
    expect(first(fitting)).toBe(first(generous));
  });
  test('what is turned while it runs acts from then on', () => {
    answer({ kind: 'start', setting: { ...generous, surge: 200 }, seed: 1 });
    answer({ kind: 'advance', untilMs: 40_000 });
    answer({ kind: 'turn', setting: generous });
    const seconds = answer({ kind: 'advance', untilMs: 45_000 });
    expect(seconds).toHaveLength(5);
    expect(mean(seconds, 'attempts', [1, 3])).toBeGreaterThan(1_900);
  });
  test('everybody who came has been refused, has left, or is inside', () => {
    const seconds = play({ ...generous, maxWait: true }, 40_000);
    const sum = (field: keyof Second): number => mean(seconds, field, [0, 40]) * 40;
    const stillInside = sum('letIn') - sum('left');
    expect(stillInside).toBeGreaterThan(1_000);
    expect(stillInside).toBeLessThanOrEqual(1_050);
    expect(sum('inTime') + sum('late') + sum('refused')).toBe(sum('attempts') - stillInside);
  });
});
