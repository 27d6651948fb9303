import { expect, test } from 'vitest';
import { formatDraft, parseDraft, parseHistoryEntry, type Draft } from '#workbench/draft-format.ts';
import { MemoryStore, type TextStore } from '#workbench/draft-storage.ts';
import { labOf, meet, readWork, settle, workHere } from './kept-work.ts';

const draft = (text: string, editedAtMs: number): Draft => ({
  lab: 's5-retry',
  contentHash: '0123456789abcdef',
  texts: { 'client.ts': text },
  base: null,
  active: 'client.ts',
  hintsOpen: 0,
  editedAtMs,
  passed: null,
});
const key = 'draft/s5-retry';
const body = (text: string, atMs: number) => ({ text: formatDraft(draft(text, atMs)), atMs });

async function textIn(store: TextStore): Promise<string | undefined> {
  const parsed = parseDraft(await store.get(key), 's5-retry');
  return parsed.kind === 'draft' ? parsed.draft.texts['client.ts'] : undefined;
}

async function historyIn(store: TextStore): Promise<(string | undefined)[]> {
  const keys = await store.keys('history/s5-retry/');
  const raw = await Promise.all(keys.map((one) => store.get(one)));
  return raw.map((text) => parseHistoryEntry(text ?? '')?.texts['client.ts']);
}

async function storeWith(text: string, atMs: number): Promise<TextStore> {
  const store = new MemoryStore();
  await store.put(key, body(text, atMs).text);
  return store;
}

test('kept work: an empty browser gets what the room has', async () => {
  const store = new MemoryStore();
  expect(await settle(store, { key, here: undefined, there: body('theirs', 5) })).toBe(true);
  expect(await textIn(store)).toBe('theirs');
  expect(await historyIn(store)).toEqual([]);
});

test('kept work: the newest counts, and the other one goes into the history', async () => {
  const older = await storeWith('mine', 1);
  const here = (await workHere(older))[key];
  expect(await settle(older, { key, here, there: body('theirs', 5) })).toBe(true);
  expect(await textIn(older)).toBe('theirs');
  expect(await historyIn(older)).toEqual(['mine']);

  const newer = await storeWith('mine', 9);
  const mine = (await workHere(newer))[key];
  expect(await settle(newer, { key, here: mine, there: body('theirs', 5) })).toBe(false);
  expect(await textIn(newer)).toBe('mine');
  expect(await historyIn(newer)).toEqual(['theirs']);
});

test('kept work: what is no draft of the lab changes nothing', async () => {
  const store = await storeWith('mine', 1);
  const here = (await workHere(store))[key];
  const there = { text: '{"lab":"another"}', atMs: 99 };
  expect(await settle(store, { key, here, there })).toBe(false);
  expect(await textIn(store)).toBe('mine');
  expect(await historyIn(store)).toEqual([]);
});

test('kept work: keys of other kinds stay where they are', () => {
  expect(labOf('draft/s5-retry')).toBe('s5-retry');
  expect(labOf('history/s5-retry/1')).toBeNull();
  expect(labOf('passed/../x')).toBeNull();
  expect(readWork(key, 'no draft')).toBeNull();
  expect(meet(undefined, undefined)).toBe('same');
  expect(meet(body('a', 1), body('a', 1))).toBe('same');
  expect(meet(body('a', 1), undefined)).toBe('send');
});
