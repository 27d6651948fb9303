import { describe, expect, test } from 'vitest';
import { longRun } from '#workbench/fixtures/long-run.ts';
import { buildScene, noFilter } from './scene.ts';
import { badgePx, badgesOf, nextTold, toldAt } from './story-marks.ts';

const trace = longRun(2_000);
const options = { scale: 'folded', grain: 'processes', filter: noFilter, hasIdle: true } as const;
const viewport = { widthPx: 900, heightPx: 600 };
const far = { topY: 0, zoom: 0.01, leftPx: 0 };

describe('badges', () => {
  test('far away: every number is there, and none covers another', () => {
    const story = Array.from({ length: 8 }, (_, index) => ({
      number: index + 1,
      kind: 'message' as const,
      text: 'said',
      event: 500 + index,
    }));
    const told = { ...trace, story };
    const scene = buildScene(told, options);
    const badges = badgesOf({ trace: told, scene, camera: far, viewport });
    expect(badges.map(({ told }) => told.number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    for (const one of badges)
      for (const other of badges)
        if (one !== other)
          expect(Math.hypot(one.x - other.x, one.y - other.y)).toBeGreaterThan(badgePx);
  });

  test('close up: only those in view', () => {
    const scene = buildScene(trace, options);
    const [first] = trace.story;
    const topY = (scene.ys[first?.event ?? 0] ?? 0) - 10;
    const badges = badgesOf({ trace, scene, camera: { topY, zoom: 6, leftPx: 0 }, viewport });
    expect(badges.map(({ told }) => told.number)).toEqual([1]);
  });

  test('filtered out: the number stays, at the edge', () => {
    const scene = buildScene(trace, { ...options, filter: { ...noFilter, tag: 99_999 } });
    expect(badgesOf({ trace, scene, camera: far, viewport })).toHaveLength(trace.story.length);
  });
});

describe('jumps', () => {
  test('next and previous: in the order of the run, and nothing beyond its ends', () => {
    const events = trace.story.map(({ event }) => event);
    const [first = 0, second = 0, last = 0] = events;
    expect(nextTold(trace, { here: -1, direction: 1 })).toBe(first);
    expect(nextTold(trace, { here: first, direction: 1 })).toBe(second);
    expect(nextTold(trace, { here: last, direction: 1 })).toBe(null);
    expect(nextTold(trace, { here: last, direction: -1 })).toBe(second);
    expect(nextTold(trace, { here: first, direction: -1 })).toBe(null);
    expect(toldAt(trace, last).map(({ kind }) => kind)).toEqual(['breach']);
  });
});
