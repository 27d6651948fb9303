import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { longRun } from '#workbench/fixtures/long-run.ts';
import { buildPyramid, visitWindow } from './pyramid.ts';
import { buildScene, noFilter } from './scene.ts';

const trace = longRun(2_000);
const options = { scale: 'folded', grain: 'processes', filter: noFilter, hasIdle: true } as const;

describe('pyramid', () => {
  const stretches = fc.array(
    fc.record({
      from: fc.integer({ min: 0, max: 5_000 }),
      length: fc.integer({ min: 0, max: 600 }),
      key: fc.integer({ min: 0, max: 5 }),
    }),
    { maxLength: 900 },
  );

  test('any window: the finest level visits exactly what touches it, in order', () => {
    fc.assert(
      fc.property(
        stretches,
        fc.integer({ min: -50, max: 5_500 }),
        fc.nat(800),
        (all, topY, height) => {
          const sorted = all.toSorted((a, b) => a.from - b.from);
          const from = Float64Array.from(sorted, (one) => one.from);
          const until = Float64Array.from(sorted, (one) => one.from + one.length);
          const keys = Float64Array.from(sorted, ({ key }) => key);
          const ids = Int32Array.from(sorted, (_, index) => index);
          const window = { topY, bottomY: topY + height, cellPx: 0 };
          const seen: number[] = [];
          visitWindow(buildPyramid(ids, { from, until, keys }), window, (id) => void seen.push(id));
          const touching = [...ids].filter(
            (id) => (from[id] ?? 0) <= window.bottomY && (until[id] ?? 0) >= topY,
          );
          expect(seen).toEqual(touching);
        },
      ),
      { seed: 20_261_121 },
    );
  });

  test('any level: those that are left out are counted by one of their own key', () => {
    fc.assert(
      fc.property(stretches, fc.integer({ min: 1, max: 400 }), (all, cellPx) => {
        const sorted = all.toSorted((a, b) => a.from - b.from);
        const from = Float64Array.from(sorted, (one) => one.from);
        const until = Float64Array.from(sorted, (one) => one.from + one.length);
        const keys = Float64Array.from(sorted, ({ key }) => key);
        const ids = Int32Array.from(sorted, (_, index) => index);
        const counted = new Map<number, number>();
        const everything = { topY: -1, bottomY: 10_000, cellPx };
        visitWindow(buildPyramid(ids, { from, until, keys }), everything, (id, count) => {
          const key = keys[id] ?? -1;
          counted.set(key, (counted.get(key) ?? 0) + count);
        });
        for (const key of new Set(keys))
          expect(counted.get(key)).toBe(sorted.filter((one) => one.key === key).length);
      }),
      { seed: 20_261_121 },
    );
  });
});

describe('scene', () => {
  test('time runs down: a later event is never higher, a message never runs up', () => {
    for (const scale of ['folded', 'linear'] as const) {
      const { ys, messages } = buildScene(trace, { ...options, scale });
      for (let event = 1; event < ys.length; event += 1)
        expect(ys[event]).toBeGreaterThanOrEqual(ys[event - 1] ?? 0);
      for (let message = 0; message < trace.messages.length; message += 1)
        expect(messages.until[message]).toBeGreaterThanOrEqual(messages.from[message] ?? 0);
    }
  });

  test('folded: a wait of seconds is no higher than a finger', () => {
    const { quiet } = buildScene(trace, options);
    for (const { fromY, untilY } of quiet) expect(untilY - fromY).toBeLessThan(120);
  });

  test('filter by process: only its own messages, and those it talks with, are left', () => {
    const scene = buildScene(trace, { ...options, filter: { ...noFilter, process: 3 } });
    const { message } = trace.events;
    for (const event of scene.rows) {
      const about = message[event] ?? -1;
      if (about < 0) continue;
      expect([trace.messages.from[about], trace.messages.to[about]]).toContain(3);
    }
    expect(scene.rows.length).toBeGreaterThan(0);
  });

  test('filter by conversation: what is stepped through belongs to it', () => {
    const [tag = 0] = trace.messages.tag;
    const { rows } = buildScene(trace, { ...options, filter: { ...noFilter, tag } });
    for (const event of rows)
      expect(trace.messages.tag[trace.events.message[event] ?? -1]).toBe(tag);
  });

  test('lanes: processes that follow each other share one, those that live together do not', () => {
    const base = { node: 0, label: 'worker', parent: null, born: null, died: null };
    const processes = [
      { ...base, id: 1, bornMs: 0, diedMs: 5 },
      { ...base, id: 2, bornMs: 3, diedMs: 9 },
      { ...base, id: 3, bornMs: 6, diedMs: null },
    ];
    const { lanes } = buildScene({ ...trace, processes }, options);
    expect(lanes.map(({ processes }) => processes)).toEqual([[0, 2], [1]]);
  });

  test('idle: a process that only begins and ends has a lane only if it is asked for', () => {
    const lazy = { node: 0, label: 'lazy', parent: null, born: null, died: null };
    const processes = [...trace.processes, { ...lazy, id: 99, bornMs: 0, diedMs: null }];
    const labels = (hasIdle: boolean): string[] =>
      buildScene({ ...trace, processes }, { ...options, hasIdle }).lanes.map(({ label }) => label);
    expect(labels(true)).toContain('lazy');
    expect(labels(false)).not.toContain('lazy');
  });
});
