import { describe, expect, test } from 'vitest';
import type { AttackReport } from '#sandbox/protocol.ts';
import { nearness, sayEnd, sayMany, sayWorth } from './attack-words.ts';

const report: AttackReport = {
  kind: 'attack',
  id: 1,
  phase: 'running',
  world: 'campaign',
  strategy: 'swarm',
  seed: 1_000_007,
  runs: 12_400,
  runsMax: 1_000_000,
  events: 6_120_000,
  faults: [
    { kind: 'drop', label: 'F1', runs: 900 },
    { kind: 'crash', label: 'F4b', runs: 0 },
  ],
  sites: [],
  nearest: null,
  elapsedMs: 38_000,
  runsPerS: 326,
};

describe('attack in words', () => {
  test('large numbers are rounded, small ones are not', () => {
    expect([950, 9_999, 48_210, 6_120_000].map(sayMany)).toEqual([
      '950',
      '9,999',
      '48 thousand',
      '6.1 million',
    ]);
  });

  test('what stands is not called right, and what was not tried is named', () => {
    expect(sayEnd({ kind: 'stopped' }, 12_400)).toBe('Still standing after 12,400 runs');
    expect(sayWorth(report)).toBe(
      '6.1 million events in 38 s. F4b has never struck. That nothing broke is no proof: it says how hard somebody has looked.',
    );
    expect(sayWorth({ ...report, faults: report.faults.slice(0, 1) })).toContain('Every kind');
    expect(sayWorth(null)).toBe('Nothing has been tried yet.');
  });

  test('a find is counted to the run that found it', () => {
    expect(sayEnd({ kind: 'found' }, 1)).toBe('Broken in run 1');
  });

  test('nearness stays a share', () => {
    expect([0, 0.2, 1, 3, -1].map((distance) => nearness({ distance }))).toEqual([1, 0.8, 0, 0, 1]);
  });
});
