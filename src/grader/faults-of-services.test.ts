import { describe, expect, test } from 'vitest';
import {
  clockJump,
  fillDisk,
  leak,
  poison,
  signal,
  skew,
  slow,
  surge,
  type Fault,
} from './index.ts';
import { operation, play, type Heard } from './talking-world.ts';

describe('faults of services, clocks and machines', () => {
  test('slow and signal: the process is told, and told again at the end', () => {
    const ear = { node: 'b', name: 'ear' };
    const record = play([
      slow({ dependency: ear, factor: 4, fromMs: 100, untilMs: 200 }),
      signal({
        process: ear,
        at: 300,
        message: { kind: 'dim' },
        forMs: 50,
        after: { kind: 'bright' },
      }),
    ]);
    const told = record
      .seen<Heard>('heard')
      .flatMap(({ heard, atMs }) => (heard.kind === undefined ? [] : [[Math.round(atMs), heard]]));
    expect(told).toEqual([
      [100, { kind: 'slow', factor: 4 }],
      [200, { kind: 'slow', factor: 1 }],
      [300, { kind: 'dim' }],
      [350, { kind: 'bright' }],
    ]);
  });

  test('skew and clock jump: only what the node itself reads is off', () => {
    const clocks = (fault: Fault): number[] =>
      play([fault])
        .seen<Heard>('heard')
        .filter(({ node }) => node === 'b')
        .map(({ clock, atMs }) => Math.round(clock - atMs));
    expect(new Set(clocks(skew({ node: 'b', byMs: 300 })))).toEqual(new Set([300]));
    expect(new Set(clocks(clockJump({ node: 'b', at: 200, byMs: 70 })))).toEqual(new Set([0, 70]));
  });

  test('leak and full disk: memory and disk grow', () => {
    const record = play([
      leak({ node: 'd', megabytesPerS: 100 }),
      fillDisk({ node: 'd', percentPerS: 100 }),
    ]);
    const [memoryBefore, memoryAfter] = record.readings('memory').map(({ value }) => value);
    expect((memoryAfter ?? 0) - (memoryBefore ?? 0)).toBeCloseTo(40, 0);
    const [diskBefore, diskAfter] = record.readings('disk').map(({ value }) => value);
    expect((diskAfter ?? 0) - (diskBefore ?? 0)).toBeCloseTo(48, 0);
  });

  test('poison and surge: operations on top of the workload', () => {
    const record = play([
      poison(operation('bad', 200)),
      surge([operation('more-1', 300), operation('more-2', 310)]),
    ]);
    expect(record.operations.map((call) => call.operation.id)).toEqual([
      'first',
      'bad',
      'more-1',
      'more-2',
    ]);
    expect(record.operations.every((call) => call.endedMs !== null)).toBe(true);
  });
});
