import { describe, expect, test } from 'vitest';
import type { Passed } from '#grader/verdict.ts';
import { MemoryStore } from './draft-storage.ts';
import {
  allPassed,
  formatPassed,
  keepPassed,
  parsePassed,
  passedWork,
  readPassed,
} from './passed.ts';

const verdict: Passed = {
  kind: 'passed',
  runs: [],
  seeds: [101, 102],
  events: 50_123,
  traceHash: 'a'.repeat(16),
  checks: [
    { code: 'E-1', sentence: 'Once.', status: 'held', worst: '1', bound: '≤ 1 each' },
    { code: 'E-2', sentence: 'Told ok.', status: 'held', worst: null, bound: '≥ 96 %' },
  ],
  imports: [{ lab: 's2-ring', files: ['ring.ts'], from: 'reference' }],
};
const work = passedWork(verdict, {
  lab: 's5-retry',
  contentHash: 'b'.repeat(16),
  texts: { 'client.ts': 'mine' },
  atMs: 1_000,
});

describe('passed work', () => {
  test('written and read back is the same', () => {
    expect(parsePassed(formatPassed(work), 's5-retry')).toEqual(work);
  });

  test.each([
    ['nothing', undefined],
    ['no JSON', '{"version":1'],
    ['another lab', formatPassed({ ...work, lab: 's6-share' })],
    ['a later format', formatPassed(work).replace('"version":1', '"version":2')],
    ['a text that is no text', formatPassed(work).replace('"mine"', '7')],
    ['a check without a code', formatPassed(work).replace('"code":"E-1"', '"code":1')],
    ['an import from nowhere', formatPassed(work).replace('"reference"', '"elsewhere"')],
  ])('%s is no pass', (_what, raw) => {
    expect(parsePassed(raw, 's5-retry')).toBeNull();
  });

  test('a store gives every lab’s last pass, and skips what cannot be read', async () => {
    const store = new MemoryStore();
    await keepPassed(store, { ...work, atMs: 1 });
    await keepPassed(store, work);
    await keepPassed(store, { ...work, lab: 'p-presence' });
    await store.put('passed/s9-regulate', 'torn');
    expect((await allPassed(store)).map(({ lab, atMs }) => [lab, atMs])).toEqual([
      ['p-presence', 1_000],
      ['s5-retry', 1_000],
    ]);
    expect(await readPassed(store, 's9-regulate')).toBeNull();
  });
});
