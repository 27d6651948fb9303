/**
 * Which of two versions of somebody's work counts when a browser meets what the room keeps: the newest, by the clock of
 * whoever wrote it; and the other one goes into the lab's history, so that nothing is lost by a clock that is wrong.
 */
import { parseDraft } from '#workbench/draft-format.ts';
import type { TextStore } from '#workbench/draft-storage.ts';
import { Drafts } from '#workbench/drafts.ts';
import { sameTexts } from '#workbench/lab-state.ts';
import { parsePassed } from '#workbench/passed.ts';
import type { KeptBody } from '#workshop/protocol.ts';

/** Drafts, and what labs were passed with: histories stay in the browser, and travel as one file. */
const prefixes = ['draft/', 'passed/'] as const;

/** The lab of a key that is kept in a room; null for other keys. */
export function labOf(key: string): string | null {
  const prefix = prefixes.find((one) => key.startsWith(one));
  const lab = prefix && key.slice(prefix.length);
  return lab !== undefined && /^[a-z0-9-]{1,40}$/.test(lab) ? lab : null;
}

/** Everything in this browser that a room keeps, by key. */
export async function workHere(store: TextStore): Promise<Record<string, KeptBody>> {
  const keys = (await Promise.all(prefixes.map((prefix) => store.keys(prefix)))).flat();
  const all = await Promise.all(
    keys.map(async (key) => {
      const body = readWork(key, (await store.get(key)) ?? '');
      return body && ([key, body] as const);
    }),
  );
  return Object.fromEntries(all.filter((one) => one !== null));
}

/** A text with when it was written; null for what is no work of that key. */
export function readWork(key: string, text: string): KeptBody | null {
  const lab = labOf(key);
  if (lab === null) return null;
  if (key.startsWith('passed/')) {
    const passed = parsePassed(text, lab);
    return passed && { text, atMs: passed.atMs };
  }
  const parsed = parseDraft(text, lab);
  if (parsed.kind !== 'draft') return null;
  const { editedAtMs, passed } = parsed.draft;
  return { text, atMs: Math.max(editedAtMs, passed?.atMs ?? 0) };
}

/** What is to be done about one key. */
export type Meeting = 'same' | 'send' | 'take';

/** Compares what lies here with what the room keeps; undefined where there is none. */
export function meet(here: KeptBody | undefined, there: KeptBody | undefined): Meeting {
  if (here === undefined) return there === undefined ? 'same' : 'take';
  if (there === undefined) return 'send';
  if (here.text === there.text) return 'same';
  return there.atMs > here.atMs ? 'take' : 'send';
}

/** Puts the version that does not count into the history of its lab. */
async function keepAside(drafts: Drafts, lab: string, text: string): Promise<void> {
  const parsed = parseDraft(text, lab);
  if (parsed.kind !== 'draft') return;
  const { texts, editedAtMs } = parsed.draft;
  await drafts.keep({ texts, atMs: editedAtMs, reason: 'other-tab' });
}

interface Both {
  readonly key: string;
  readonly here: KeptBody | undefined;
  readonly there: KeptBody | undefined;
}

/** Carries out a meeting in this browser's store. Gives true if what the room had is here now. */
export async function settle(store: TextStore, { key, here, there }: Both): Promise<boolean> {
  const lab = labOf(key);
  const meeting = meet(here, there);
  if (lab === null || there === undefined || meeting === 'same') return false;
  if (readWork(key, there.text) === null) return false;
  if (key.startsWith('passed/')) {
    if (meeting === 'take') await store.put(key, there.text);
    return meeting === 'take';
  }
  const drafts = new Drafts(lab, store);
  try {
    const theirs = parseDraft(there.text, lab);
    const ours = here && parseDraft(here.text, lab);
    const isSameCode =
      theirs.kind === 'draft' &&
      ours?.kind === 'draft' &&
      sameTexts(theirs.draft.texts, ours.draft.texts);
    const aside = meeting === 'take' ? here : there;
    if (aside && !isSameCode) await keepAside(drafts, lab, aside.text);
    if (meeting !== 'take' || theirs.kind !== 'draft') return false;
    // A lab that is open in a tab hears of it and follows.
    await drafts.save(theirs.draft);
    return true;
  } finally {
    drafts.dispose();
  }
}
