import { expect, test } from 'vitest';
import type { Failed, Stopped } from '#grader/verdict.ts';
import { readLinkFile } from './permalink.ts';
import { claimOf, readUnfair, writeUnfair, type UnfairFile } from './unfair.ts';
import { linkFormat, runtimeVersion } from './versions.ts';

const failed: Failed = {
  kind: 'failed',
  seeds: [101],
  events: 500,
  traceHash: 'a'.repeat(16),
  checks: [],
  counterexample: {
    seed: 101,
    world: 'campaign',
    breach: {
      code: 'E-1',
      sentence: 'An order is charged at most once',
      expected: 'at most 1',
      observed: '2',
      observedWhole: null,
      operation: 'order 17',
      atMs: 5,
    },
    story: {
      title: '',
      events: [],
      place: null,
      placeIs: '',
      hint: 1,
      fingerprint: 'f'.repeat(16),
    },
    diagram: { lanes: [], arrows: [], marks: [], fromMs: 0, untilMs: 0 },
    recipe: '{"lab":"x1"}',
    before: { operations: 1, faults: 1, switches: 0 },
    after: { operations: 1, faults: 1, switches: 0 },
    traceHash: 'b'.repeat(16),
  },
};
const hang: Stopped = {
  kind: 'stopped',
  code: 'KIT-HANG',
  message: '',
  remedy: '',
  place: null,
  seed: 7,
};
const about: Pick<UnfairFile, 'lab' | 'goal' | 'files' | 'imports'> = {
  lab: { id: 'x1', hash: 'c'.repeat(16) },
  goal: 'grade',
  files: [{ file: 'client.ts', source: 'export {};' }],
  imports: [{ file: 'labs/x0/ring.ts', source: 'export const a = 1;' }],
};
const labHash = (lab: string): string | null => (lab === 'x1' ? 'c'.repeat(16) : null);
const written = writeUnfair(about, failed, '  The reply was on its way.  ');

/** The file with some fields changed. */
function changed(fields: object): string {
  return JSON.stringify({ ...(JSON.parse(written) as object), ...fields });
}

test('unfair: a file that was written is read with code, seed, plan, hashes and versions', () => {
  expect(readUnfair(written, labHash)).toEqual({
    kind: 'unfair',
    notices: [],
    file: {
      kind: 'nines-unfair',
      format: linkFormat,
      runtime: runtimeVersion,
      ...about,
      claim: { kind: 'failed', code: 'E-1', seed: 101, traceHash: 'a'.repeat(16) },
      run: { recipe: '{"lab":"x1"}', hash: 'b'.repeat(16) },
      why: 'The reply was on its way.',
    },
  });
});

test('unfair: a stop has a seed and a code, and no run to walk through', async () => {
  const text = writeUnfair(about, hang, '');
  const read = readUnfair(text, labHash);
  expect(read.kind === 'unfair' ? read.file : read).toMatchObject({
    claim: { kind: 'stopped', code: 'KIT-HANG', seed: 7, traceHash: null },
    run: null,
  });
  expect(await readLinkFile(text)).toMatchObject({
    kind: 'refused',
    message: 'This file disputes a verdict that has no run to walk through.',
  });
});

test('unfair: a file with a story opens in the time machine as well', async () => {
  expect(await readLinkFile(written)).toMatchObject({
    kind: 'link',
    payload: {
      lab: about.lab,
      files: about.files,
      imports: [{ specifier: 'labs/x0/ring.ts', origin: 'own' }],
      run: { subject: { kind: 'recipe', recipe: '{"lab":"x1"}' }, forks: [] },
      hash: 'b'.repeat(16),
    },
  });
});

test('unfair: what is written for another version of the lab or of the course says so', () => {
  const lab = { id: 'x1', hash: 'd'.repeat(16) };
  const read = readUnfair(changed({ lab, runtime: runtimeVersion + 1 }), labHash);
  expect(read.kind === 'unfair' ? read.notices : read).toEqual([
    'It was made with a newer version of the course; the verdict may differ.',
    'It was made with another version of this lab; the verdict may differ.',
  ]);
});

test.each([
  ['half a file', written.slice(0, written.length / 2), 'not whole'],
  ['another JSON', '{"kind":"nines-work"}', 'disputes no verdict'],
  ['a newer format', changed({ format: linkFormat + 1 }), 'newer version'],
  ['a lab that is not there', changed({ lab: { id: 'gone', hash: '' } }), "no lab 'gone'"],
  ['a claim of another shape', changed({ claim: { kind: 'won' } }), 'claim.kind is not one of'],
  ['a file as large as a book', changed({ why: 'x'.repeat(600_000) }), 'more than 512 KB'],
])('unfair: %s is refused with the reason', (_, text, message) => {
  const read = readUnfair(text, labHash);
  expect(read.kind === 'refused' ? read.message : read).toContain(message);
});

test('unfair: problems of the compiler are a claim without seed', () => {
  const place = { file: 'client.ts', line: 1, column: 1 };
  const problem = { place, code: 'not-awaited', message: '', remedy: '' };
  expect(claimOf({ kind: 'rejected', problems: [problem] })).toEqual({
    kind: 'rejected',
    code: 'not-awaited',
    seed: null,
    traceHash: null,
  });
});
