/** The files of a lab that this browser ran last: of the history, where every run leaves them. */
import { parseDraft, parseHistoryEntry } from '#workbench/draft-format.ts';
import type { TextStore } from '#workbench/draft-storage.ts';
import type { Texts } from '#workbench/lab-state.ts';

/** Why a version of the history was kept if it was run. */
const runReasons: ReadonlySet<string> = new Set(['run', 'grade', 'passed']);

/**
 * What was last run of a lab, else the draft as it stands; null if nothing was ever written. Files that the draft has and
 * the version has not (given later by a new edition of the lab) come from the draft.
 */
export async function lastWork(store: TextStore, lab: string): Promise<Texts | null> {
  const keys = await store.keys(`history/${lab}/`);
  const entries = await Promise.all(
    keys.map(async (key) => parseHistoryEntry((await store.get(key)) ?? '')),
  );
  const ran = entries.findLast((entry) => entry !== null && runReasons.has(entry.reason));
  if (ran) return ran.texts;
  const parsed = parseDraft(await store.get(`draft/${lab}`), lab);
  return parsed.kind === 'draft' ? parsed.draft.texts : null;
}
