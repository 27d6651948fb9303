import { describe, expect, test } from 'vitest';
import { receive, self, send, sleep, spawn } from './index.ts';
import { body, play } from './test-system.ts';
import { eventAt, firstDifference, sayEvent } from './trace-difference.ts';
import { eventKind } from './trace.ts';
import { observe } from './world.ts';

function traceOf(waitMs: number) {
  return play(function* () {
    spawn(
      body(function* () {
        yield receive();
      }),
    );
    send(self(), 'x');
    yield receive();
    yield sleep(waitMs);
    observe('awake');
  }).system.trace.columns();
}

describe('the difference of two traces', () => {
  test('trace: equal runs have none', () => {
    expect(firstDifference(traceOf(1), traceOf(1))).toBe(null);
  });

  test('trace: the first event that differs is named with its instant', () => {
    const parting = firstDifference(traceOf(1), traceOf(2));
    const words = [parting?.one, parting?.other].map(
      (event) => event && sayEvent(event, ['a', 'b']),
    );
    expect(words).toEqual([
      'process 1 on a putting a value on record at 1.001 ms',
      'process 1 on a putting a value on record at 2.001 ms',
    ]);
  });

  test('trace: one that goes on where the other has ended differs there', () => {
    const long = traceOf(1);
    const short = { ...long, length: long.length - 1 };
    expect(firstDifference(short, long)).toMatchObject({ row: long.length - 1, one: null });
    expect(eventAt(short, short.length)).toBe(null);
  });

  test('trace: every kind of event has its words', () => {
    const event = { atNs: 2_500_000, a: 1, b: 0, c: 1, site: 0 };
    const said = Object.values(eventKind).map((kind) => sayEvent({ ...event, kind }, ['a', 'b']));
    expect(new Set(said).size).toBe(said.length);
    expect(said.every((text) => text.endsWith(' at 2.5 ms'))).toBe(true);
  });
});
