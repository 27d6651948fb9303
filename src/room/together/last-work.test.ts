import { expect, test } from 'vitest';
import { formatDraft, formatHistoryEntry, type HistoryReason } from '#workbench/draft-format.ts';
import { MemoryStore } from '#workbench/draft-storage.ts';
import { lastWork } from './last-work.ts';

const lab = 's5-retry';

async function storeOf(
  versions: readonly (readonly [HistoryReason, string])[],
): Promise<MemoryStore> {
  const store = new MemoryStore();
  for (const [index, [reason, text]] of versions.entries()) {
    const entry = formatHistoryEntry({ texts: { 'client.ts': text }, atMs: index, reason });
    await store.put(`history/${lab}/${String(index).padStart(16, '0')}`, entry);
  }
  return store;
}

test('last work: the newest version that was run, not one that was kept before a reset', async () => {
  const store = await storeOf([
    ['run', 'one'],
    ['grade', 'two'],
    ['before-reset', 'three'],
  ]);
  expect(await lastWork(store, lab)).toEqual({ 'client.ts': 'two' });
});

test('last work: without a run the draft, and without a draft nothing', async () => {
  const store = await storeOf([]);
  expect(await lastWork(store, lab)).toBeNull();
  const draft = { contentHash: 'x', base: null, active: 'client.ts', hintsOpen: 0, passed: null };
  const texts = { 'client.ts': 'half' };
  await store.put(`draft/${lab}`, formatDraft({ lab, texts, editedAtMs: 1, ...draft }));
  expect(await lastWork(store, lab)).toEqual(texts);
});
