import { describe, expect, test } from 'vitest';
import {
  decideBetweenTabs,
  formatDraft,
  formatExport,
  historyMax,
  parseDraft,
  parseExport,
  type Draft,
} from './draft-format.ts';
import { MemoryStore } from './draft-storage.ts';
import { Drafts } from './drafts.ts';

const draft: Draft = {
  lab: 's5-retry',
  contentHash: '0123456789abcdef',
  texts: { 'client.ts': 'one', 'server.ts': 'two' },
  base: { 'client.ts': 'zero', 'server.ts': 'zero' },
  active: 'server.ts',
  hintsOpen: 1,
  editedAtMs: 1_000,
  passed: { texts: { 'client.ts': 'zero', 'server.ts': 'two' }, atMs: 900 },
};

describe('draft format', () => {
  test('draft: written and read back is the same', () => {
    expect(parseDraft(formatDraft(draft), 's5-retry')).toEqual({ kind: 'draft', draft });
  });

  test('draft: one from before there was a base can still be read', () => {
    const old = formatDraft(draft).replace(/"base":\{[^}]*\},/, '');
    expect(parseDraft(old, 's5-retry')).toEqual({ kind: 'draft', draft: { ...draft, base: null } });
  });

  test('draft: nothing stored is none', () => {
    expect(parseDraft(undefined, 's5-retry')).toEqual({ kind: 'none' });
  });

  test.each([
    ['no JSON', '{"version":1,"lab":"s5-re'],
    ['an array', '[]'],
    ['another lab', formatDraft({ ...draft, lab: 's6-share' })],
    ['a later format', formatDraft(draft).replace('"version":1', '"version":9')],
    ['a text that is no text', formatDraft(draft).replace('"one"', '17')],
    ['a base that is none', formatDraft(draft).replace('"zero"', '0')],
    ['no hints', formatDraft(draft).replace('"hintsOpen":1', '"hintsOpen":null')],
    ['a broken passing version', formatDraft(draft).replace('"atMs":900', '"atMs":"900"')],
  ])('draft: %s is corrupt, and the raw text is kept', (_what, raw) => {
    expect(parseDraft(raw, 's5-retry')).toEqual({ kind: 'corrupt', raw });
  });
});

describe('drafts', () => {
  test('load: a corrupt draft is kept under a key of its own', async () => {
    const store = new MemoryStore();
    await store.put('draft/s5-retry', 'garbage');
    expect(await new Drafts('s5-retry', store).load()).toEqual({ kind: 'corrupt', raw: 'garbage' });
    expect(await store.get('corrupt/s5-retry')).toBe('garbage');
  });

  test('history: the same text is kept once, and a pass takes the place of its run', async () => {
    const drafts = new Drafts('s5-retry', new MemoryStore());
    await drafts.keep({ texts: draft.texts, atMs: 1, reason: 'run' });
    await drafts.keep({ texts: draft.texts, atMs: 2, reason: 'grade' });
    await drafts.keep({ texts: draft.texts, atMs: 3, reason: 'passed' });
    await drafts.keep({ texts: draft.texts, atMs: 4, reason: 'run' });
    expect((await drafts.history()).map(({ reason }) => reason)).toEqual(['passed']);
  });

  test('history: is bounded, and the last version that passed outlives the bound', async () => {
    const drafts = new Drafts('s5-retry', new MemoryStore());
    await drafts.keep({ texts: { 'client.ts': 'good' }, atMs: 1, reason: 'passed' });
    for (let index = 0; index < historyMax + 20; index += 1) {
      await drafts.keep({ texts: { 'client.ts': String(index) }, atMs: 10 + index, reason: 'run' });
    }
    const history = await drafts.history();
    expect(history).toHaveLength(historyMax);
    expect(history[0]?.reason).toBe('passed');
    expect(history.at(-1)?.texts).toEqual({ 'client.ts': String(historyMax + 19) });
  });

  test('history: of another lab is not touched', async () => {
    const store = new MemoryStore();
    await new Drafts('s6-share', store).keep({ texts: {}, atMs: 1, reason: 'run' });
    expect(await new Drafts('s5-retry', store).history()).toEqual([]);
  });
});

describe('two tabs', () => {
  const base = { isSame: false, isDirtyHere: false, editedHereMs: 10, editedThereMs: 20 };
  test.each([
    ['the same text', { ...base, isSame: true }, 'ignore'],
    ['nothing unsaved here and newer there', base, 'follow'],
    ['nothing unsaved here and older there', { ...base, editedThereMs: 5 }, 'ignore'],
    ['unsaved here and newer there', { ...base, isDirtyHere: true }, 'follow-and-keep-mine'],
    ['unsaved and newer here', { ...base, isDirtyHere: true, editedThereMs: 5 }, 'keep-theirs'],
  ])('two tabs: %s', (_what, situation, expected) => {
    expect(decideBetweenTabs(situation)).toBe(expected);
  });
});

describe('export and import', () => {
  const files = ['client.ts', 'server.ts'];

  test('export: comes back as it was', () => {
    const text = formatExport('s5-retry', draft.texts);
    expect(parseExport({ name: 'x.json', text }, 's5-retry', files)).toEqual({
      kind: 'texts',
      texts: draft.texts,
    });
  });

  test('import: one file of the lab is taken by its name', () => {
    expect(parseExport({ name: 'server.ts', text: 'mine' }, 's5-retry', files)).toEqual({
      kind: 'texts',
      texts: { 'server.ts': 'mine' },
    });
  });

  test('import: another lab or another file is refused with what to choose', () => {
    const other = parseExport(
      { name: 'x.json', text: formatExport('s6-share', {}) },
      's5-retry',
      files,
    );
    expect(other).toEqual({
      kind: 'refused',
      why: 'x.json belongs to the lab s6-share. Open that lab and import it there.',
    });
    expect(parseExport({ name: 'cat.png', text: '\u0089PNG' }, 's5-retry', files).kind).toBe(
      'refused',
    );
  });
});
