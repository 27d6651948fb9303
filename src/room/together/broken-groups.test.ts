import { expect, test } from 'vitest';
import type { Chaos } from '#workshop/session.ts';
import { brokenGroups } from './broken-groups.ts';

const broke = (code: string, fingerprint: string): Chaos['outcomes'][string] => {
  return { outcome: 'failed', code, fingerprint, traceHash: 'h', work: 'w' };
};

test('groups: the same story is one group, the largest first; what held or was stopped is in none', () => {
  const outcomes: Chaos['outcomes'] = {
    'p-1': broke('E-1', 'a'),
    'p-2': broke('E-2', 'b'),
    'p-3': broke('E-2', 'b'),
    'p-4': { ...broke('E-1', 'a'), outcome: 'passed', code: null, fingerprint: null },
    'p-5': { ...broke('KIT-HANG', 'a'), outcome: 'stopped', traceHash: null },
  };
  expect(brokenGroups({ outcomes })).toEqual([
    { code: 'E-2', fingerprint: 'b', people: ['p-2', 'p-3'] },
    { code: 'E-1', fingerprint: 'a', people: ['p-1'] },
  ]);
});
