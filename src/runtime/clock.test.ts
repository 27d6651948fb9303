import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Timeline, toNs } from './clock.ts';
import { NodeClock } from './node-clock.ts';
import { Conversation } from './conversation.ts';
import { localLatencyNs } from './limits.ts';
import { Signal, dueKind, type Due } from './signal.ts';
import { cancelTimer, now, receive, self, sendAfter, sleep } from './index.ts';
import { seen } from './test-system.ts';
import { observe } from './world.ts';

const none = new Conversation('');
interface Mark extends Due {
  readonly atNs: number;
  readonly number: number;
}

/** Takes everything; gives the marks in the order in which they came, with the instants. */
function drain(timeline: Timeline): { due: Due; atNs: number }[] {
  const taken: { due: Due; atNs: number }[] = [];
  while (timeline.isDue() || timeline.advance(Infinity)) {
    if (timeline.isDue()) taken.push({ due: timeline.take(), atNs: timeline.nowNs });
  }
  return taken;
}

describe('timeline', () => {
  test('timeline: gives everything at its instant, in order, entries of one instant as scheduled', () => {
    const plan = fc.array(fc.record({ at: fc.nat(50), cancel: fc.boolean() }), { maxLength: 200 });
    fc.assert(
      fc.property(plan, (entries) => {
        const timeline = new Timeline();
        const marks: Mark[] = entries.map(({ at }, number) => ({
          kind: dueKind.hostAction,
          atNs: at,
          number,
        }));
        for (const mark of marks) timeline.schedule(mark.atNs, mark);
        const kept = marks.filter((_, i) => entries[i]?.cancel === false);
        for (const mark of marks) if (!kept.includes(mark)) timeline.cancel(mark);
        const wanted = kept.toSorted((a, b) => a.atNs - b.atNs || a.number - b.number);
        const taken = drain(timeline);
        expect(taken.map(({ due }) => due)).toEqual(wanted);
        expect(taken.map(({ atNs }) => atNs)).toEqual(wanted.map(({ atNs }) => atNs));
        expect(timeline.nextNs()).toBe(Infinity);
      }),
      { seed: 20_261_121, numRuns: 300 },
    );
  });

  test('timeline: lane and heap together are in order of time', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(3_000), { minLength: 1, maxLength: 300 }), (delays) => {
        const timeline = new Timeline();
        let count = 0;
        for (const delay of delays) {
          const signal = new Signal(dueKind.message, null, null, count, 0, none, 0, null);
          if (delay % 2 === 0) timeline.sendLocal(signal);
          else timeline.schedule(timeline.nowNs + delay, signal);
          count += 1;
          // Take some on the way, so that the lane's ring and the heap move.
          if (delay % 3 === 0 && timeline.advance(Infinity)) {
            timeline.take();
            count -= 1;
          }
        }
        const taken = drain(timeline);
        expect(taken).toHaveLength(count);
        const instants = taken.map(({ atNs }) => atNs);
        expect(instants).toEqual(instants.toSorted((a, b) => a - b));
      }),
      { seed: 20_261_121, numRuns: 300 },
    );
  });

  test('timeline: thousands of cancelled timers are thrown out, the others stay in order', () => {
    const timeline = new Timeline();
    const marks: Mark[] = Array.from({ length: 10_000 }, (_, number) => ({
      kind: dueKind.hostAction,
      atNs: (number * 7_919) % 10_007,
      number,
    }));
    for (const mark of marks) timeline.schedule(mark.atNs, mark);
    for (const mark of marks) if (mark.number % 10 !== 0) timeline.cancel(mark);
    const wanted = marks
      .filter((mark) => mark.number % 10 === 0)
      .toSorted((a, b) => a.atNs - b.atNs);
    expect(drain(timeline).map(({ due }) => due)).toEqual(wanted);
  });

  test('timeline: a local signal takes a microsecond', () => {
    const timeline = new Timeline();
    timeline.sendLocal(new Signal(dueKind.message, null, null, 1, 0, none, 0, null));
    expect(timeline.nextNs()).toBe(localLatencyNs);
    expect(() => timeline.advanceTo(localLatencyNs)).toThrow('nothing due is skipped');
  });
});

describe('clocks', () => {
  test('node clock: skew, jump and drift add up, and drift begins when it is set', () => {
    const clock = new NodeClock();
    expect(clock.readMs(toNs(10))).toBe(10);
    clock.setOffset(-250);
    clock.jump(50);
    expect(clock.readMs(toNs(1_000))).toBe(800);
    clock.setDrift(toNs(1_000), 100_000);
    expect(clock.readMs(toNs(1_000))).toBe(800);
    expect(clock.readMs(toNs(2_000))).toBeCloseTo(1_900, 6);
    expect(clock.durationNs(toNs(110))).toBeLessThanOrEqual(toNs(100) + 1);
  });

  test('now: is the local clock; sleep is not moved by a skew', () => {
    const got = seen(
      function* () {
        const begin = now();
        yield sleep(100);
        observe([begin, now()]);
      },
      { nodes: [{ name: 'a', skewMs: 5_000 }] },
    );
    expect(got).toEqual([[5_000, 5_100]]);
  });

  test('sendAfter: timers fire in order of their due times; cancelTimer gives what was left', () => {
    const got = seen(function* () {
      for (const ms of [90, 30, 60]) sendAfter(ms, self(), ms);
      const unwanted = sendAfter(5_000, self(), 'no');
      for (let i = 0; i < 3; i += 1) observe([yield receive(), now()]);
      observe([cancelTimer(unwanted), cancelTimer(unwanted)]);
    });
    expect(got).toEqual([
      [30, 30.001],
      [60, 60.001],
      [90, 90.001],
      [4_910, false],
    ]);
  });
});
