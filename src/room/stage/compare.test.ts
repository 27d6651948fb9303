import { expect, test } from 'vitest';
import type { Failed, Passed } from '#grader/verdict.ts';
import type { Claim } from '#workshop/sharing.ts';
import { compare } from './compare.ts';

const finished = { seeds: [1], events: 10, checks: [], traceHash: 'all' } as const;
const passed: Passed = { ...finished, kind: 'passed', runs: [] };
const failed: Failed = {
  ...finished,
  kind: 'failed',
  counterexample: {
    seed: 7,
    world: 'shop',
    breach: {
      code: 'E-1',
      sentence: 'One parcel',
      expected: '1',
      observed: '2',
      observedWhole: null,
      operation: 'order 1',
      atMs: 5,
    },
    story: { title: 'Two', events: [], place: null, placeIs: '', hint: 1, fingerprint: 'f1' },
    diagram: { lanes: [], arrows: [], marks: [], fromMs: 0, untilMs: 1 },
    recipe: '{}',
    before: { operations: 1, faults: 1, switches: 0 },
    after: { operations: 1, faults: 1, switches: 0 },
    traceHash: 't1',
  },
};
const claimed: Claim = {
  goal: 'grade',
  kind: 'failed',
  code: 'E-1',
  fingerprint: 'f1',
  traceHash: 't1',
  seed: 7,
};

test('compare: the same code, story and trace is what was claimed', () => {
  expect(compare(claimed, failed)).toMatchObject({
    kind: 'same',
    sentence: 'Found what was claimed: E-1.',
  });
});

test('compare: a claimed pass that breaks is said with what broke', () => {
  const claim: Claim = {
    ...claimed,
    kind: 'passed',
    code: null,
    fingerprint: null,
    traceHash: 'x',
  };
  expect(compare(claim, failed)).toMatchObject({
    kind: 'differs',
    sentence: 'Claimed passed, found E-1.',
  });
  expect(compare(claimed, passed).sentence).toBe('Claimed E-1, found passed.');
});

test('compare: the same code by another story or trace differs', () => {
  expect(compare({ ...claimed, fingerprint: 'f2' }, failed).sentence).toBe(
    'Claimed and found E-1, but by another story.',
  );
  expect(compare({ ...claimed, traceHash: 't2' }, failed).sentence).toBe(
    'Claimed and found E-1, but by another trace.',
  );
  expect(compare({ ...claimed, traceHash: null }, failed).kind).toBe('same');
});

test('compare: files that were never run claim nothing', () => {
  expect(compare(null, failed)).toEqual({
    kind: 'unclaimed',
    sentence: 'Nothing was claimed. Found E-1.',
    lines: [],
  });
});
