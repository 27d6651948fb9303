import { describe, expect, test } from 'vitest';
import type { SourceText } from '#compiler/source-file.ts';
import { MemoryStore } from './draft-storage.ts';
import { Earlier } from './earlier.ts';
import type { LabInfo } from './lab-info.ts';
import { keepPassed } from './passed.ts';

/** A lab that goes on with the real `s5-retry`, whose reference is in the tree. */
const lab: LabInfo = {
  id: 's6-share',
  title: 'The partition',
  minutes: 30,
  files: [{ file: 'cart.ts', access: 'editable' }],
  invariants: [],
  hints: [],
  puzzles: [],
  imports: ['labs/s5-retry/policy.ts'],
  earlier: [{ lab: 's5-retry', title: 'Two books' }],
  contentHash: '0'.repeat(16),
};
const own: readonly SourceText[] = [
  {
    file: 'cart.ts',
    source: "import { policy } from 'labs/s5-retry/policy.ts';",
    origin: 'learner',
  },
];
const mine = {
  'policy.ts': "import type { Fn } from './types.ts';\nexport const policy = 'mine';",
};

async function passedStore(): Promise<MemoryStore> {
  const store = new MemoryStore();
  await keepPassed(store, {
    lab: 's5-retry',
    contentHash: '0'.repeat(16),
    texts: mine,
    atMs: 1_000,
    seeds: [101],
    events: 1,
    traceHash: '0'.repeat(16),
    checks: [],
    imports: [],
  });
  return store;
}

async function policyOf(earlier: Earlier): Promise<string | undefined> {
  const files = await earlier.complete(own);
  return files.find(({ file }) => file === 'labs/s5-retry/policy.ts')?.source;
}

describe('earlier labs', () => {
  test('a lab that was not passed: the reference, with the world files that it imports', async () => {
    const earlier = new Earlier(lab);
    await earlier.read(new MemoryStore());
    const files = await earlier.complete(own);
    expect(files.map(({ file, origin }) => `${origin} ${file}`)).toEqual([
      'learner cart.ts',
      'learner labs/s5-retry/policy.ts',
      'world labs/s5-retry/types.ts',
    ]);
    expect(earlier.whose('s5-retry')).toBe('reference');
  });

  test('a lab that was passed: the learner’s own file', async () => {
    const earlier = new Earlier(lab);
    await earlier.read(await passedStore());
    expect(await policyOf(earlier)).toBe(mine['policy.ts']);
    expect(earlier.whose('s5-retry')).toBe('learner');
  });

  test('a choice for the reference is kept, and taken back', async () => {
    const store = await passedStore();
    const earlier = new Earlier(lab);
    await earlier.read(store);
    await earlier.choose('s5-retry', 'reference');
    const later = new Earlier(lab);
    await later.read(store);
    expect(await policyOf(later)).toContain('exactly-once-effect');
    await later.choose('s5-retry', 'learner');
    expect(await policyOf(later)).toBe(mine['policy.ts']);
  });

  test('nobody can choose work that is not there', async () => {
    const earlier = new Earlier(lab);
    await earlier.read(new MemoryStore());
    await earlier.choose('s5-retry', 'learner');
    expect(earlier.whose('s5-retry')).toBe('reference');
  });

  test('files that import nothing of labs are given back as they are', async () => {
    const plain: readonly SourceText[] = [{ file: 'a.ts', source: '', origin: 'learner' }];
    expect(await new Earlier(lab).complete(plain)).toEqual(plain);
  });
});
