import { describe, expect, test } from 'vitest';
import { formatDraft, parseHistoryEntry, type Draft } from './draft-format.ts';
import { MemoryStore } from './draft-storage.ts';
import { formatWork, importWork, type Settings } from './work-file.ts';

class MemorySettings implements Settings {
  readonly values = new Map<string, string>();
  entries(): readonly (readonly [string, string])[] {
    return [...this.values];
  }
  set(key: string, value: string): void {
    this.values.set(key, value);
  }
}

const draft: Draft = {
  lab: 's5-retry',
  contentHash: '0123456789abcdef',
  texts: { 'client.ts': 'mine' },
  base: null,
  active: 'client.ts',
  hintsOpen: 1,
  editedAtMs: 1_000,
  passed: null,
};

async function filled(): Promise<MemoryStore> {
  const store = new MemoryStore();
  await store.put('draft/s5-retry', formatDraft(draft));
  await store.put('passed/s5-retry', '{"version":1}');
  await store.put('imports/s6-share', '{"reference":["s5-retry"]}');
  return store;
}

describe('work file', () => {
  test('carries everything to an empty browser', async () => {
    const settings = new MemorySettings();
    settings.set('nines:quiz/s5-retry', '{"a":1}');
    const from = await filled();
    const text = await formatWork(from, settings);
    const [store, other] = [new MemoryStore(), new MemorySettings()];
    const done = await importWork({ name: 'w.json', text }, store, { settings: other, nowMs: 5 });
    expect(done).toEqual({ kind: 'done', labs: ['s5-retry', 's6-share'] });
    expect(await formatWork(store, other)).toBe(text);
  });

  test('the draft that it replaces goes into the history', async () => {
    const text = await formatWork(await filled(), new MemorySettings());
    const store = new MemoryStore();
    await store.put('draft/s5-retry', formatDraft({ ...draft, texts: { 'client.ts': 'other' } }));
    await importWork({ name: 'w.json', text }, store, { settings: new MemorySettings(), nowMs: 5 });
    const [key = ''] = await store.keys('history/s5-retry/');
    expect(parseHistoryEntry((await store.get(key)) ?? '')).toEqual({
      texts: { 'client.ts': 'other' },
      atMs: 5,
      reason: 'before-import',
    });
  });

  test.each([
    ['no JSON', 'x'],
    ['another file', '{"kind":"nines-lab"}'],
    ['a newer version', '{"kind":"nines-work","version":2,"texts":{}}'],
  ])('%s is refused, and nothing is changed', async (_what, text) => {
    const store = await filled();
    const options = { settings: new MemorySettings(), nowMs: 5 };
    expect((await importWork({ name: 'w.json', text }, store, options)).kind).toBe('refused');
    expect(await store.keys('')).toHaveLength(3);
  });

  test('keys of other kinds and torn drafts stay out', async () => {
    const text = JSON.stringify({
      kind: 'nines-work',
      version: 1,
      texts: { 'draft/s5-retry': '{"torn', 'room/token': 'x', 'draft/../x': '{}' },
      settings: { 'other:key': 'x' },
    });
    const [store, settings] = [new MemoryStore(), new MemorySettings()];
    await importWork({ name: 'w.json', text }, store, { settings, nowMs: 5 });
    expect(await store.keys('')).toEqual([]);
    expect(settings.entries()).toEqual([]);
  });

  test('leaves out who somebody is in a room, and takes nobody else’s in', async () => {
    const settings = new MemorySettings();
    settings.set('nines:room', '{"secret":"mine"}');
    settings.set('nines:theme', 'dark');
    const text = await formatWork(new MemoryStore(), settings);
    expect(text).not.toContain('secret');
    const foreign = text.replace('nines:theme', 'nines:room');
    const other = new MemorySettings();
    const options = { settings: other, nowMs: 5 };
    await importWork({ name: 'w.json', text: foreign }, new MemoryStore(), options);
    expect(other.entries()).toEqual([]);
  });
});
