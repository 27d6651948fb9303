/**
 * Everything of a learner's in one file: drafts, their histories, what passed, choices, and the answers to quizzes. It
 * moves work to another browser, and it is the backup that a browser's storage is not.
 */
import { formatHistoryEntry, isRecord, parseDraft, readJson } from './draft-format.ts';
import type { TextStore } from './draft-storage.ts';

const kinds = ['draft/', 'history/', 'passed/', 'report/', 'imports/', 'corrupt/'] as const;
const settingPrefix = 'nines:';
/** Who somebody is in a room is no work: a file that is shown to others would make them the same person. */
const secretKeys: ReadonlySet<string> = new Set(['nines:room', 'nines:console-token']);

interface WorkFile {
  readonly kind: 'nines-work';
  readonly version: 1;
  readonly texts: Readonly<Record<string, string>>;
  /** Small things that pages keep beside the labs. */
  readonly settings: Readonly<Record<string, string>>;
}

/** What is kept beside the store: answers, cards for review, and settings. */
export interface Settings {
  entries(): readonly (readonly [key: string, value: string])[];
  set(key: string, value: string): void;
}

/** The browser's small storage; empty where it is refused. */
export const browserSettings: Settings = {
  entries: () => {
    try {
      return Object.entries(localStorage).flatMap(([key, value]) =>
        key.startsWith(settingPrefix) && typeof value === 'string' ? [[key, value] as const] : [],
      );
    } catch {
      return [];
    }
  },
  set: (key, value) => {
    try {
      localStorage.setItem(key, value);
    } catch {
      // Where nothing can be kept, nothing can be brought back.
    }
  },
};

/** The text of the file. */
export async function formatWork(store: TextStore, settings: Settings): Promise<string> {
  const keys = (await Promise.all(kinds.map((kind) => store.keys(kind)))).flat();
  const texts = await Promise.all(
    keys.map(async (key) => [key, (await store.get(key)) ?? ''] as const),
  );
  const file: WorkFile = {
    kind: 'nines-work',
    version: 1,
    texts: Object.fromEntries(texts),
    settings: Object.fromEntries(settings.entries().filter(([key]) => !secretKeys.has(key))),
  };
  return `${JSON.stringify(file, null, 1)}\n`;
}

export type Imported =
  | { readonly kind: 'refused'; readonly why: string }
  /** Labs whose work was brought in; what was there before is in their histories. */
  | { readonly kind: 'done'; readonly labs: readonly string[] };

function isTextRecord(value: unknown): value is Readonly<Record<string, string>> {
  return isRecord(value) && Object.values(value).every((text) => typeof text === 'string');
}

/** Puts the draft that an import replaces into the history of its lab. */
async function keepOld(store: TextStore, lab: string, nowMs: number): Promise<void> {
  const old = parseDraft(await store.get(`draft/${lab}`), lab);
  if (old.kind !== 'draft') return;
  const { texts } = old.draft;
  await store.put(
    `history/${lab}/${String(nowMs).padStart(16, '0')}`,
    formatHistoryEntry({ texts, atMs: nowMs, reason: 'before-import' }),
  );
}

/** Brings a file's work in. Nothing of it is trusted: keys of other kinds and texts that do not fit stay out. */
export async function importWork(
  chosen: { readonly name: string; readonly text: string },
  store: TextStore,
  { settings, nowMs }: { readonly settings: Settings; readonly nowMs: number },
): Promise<Imported> {
  const value = readJson(chosen.text);
  if (!isRecord(value) || value['kind'] !== 'nines-work' || !isTextRecord(value['texts'])) {
    return {
      kind: 'refused',
      why: `${chosen.name} holds no work from this course. Choose a file made by “Export everything”.`,
    };
  }
  if (value['version'] !== 1) {
    return {
      kind: 'refused',
      why: `${chosen.name} was written by a newer version of the course. Reload this page and try again.`,
    };
  }
  const labs = new Set<string>();
  for (const [key, text] of Object.entries(value['texts'])) {
    const [, lab] =
      /^(?:draft|history|passed|report|imports|corrupt)\/([a-z0-9-]+)/.exec(key) ?? [];
    if (lab === undefined) continue;
    if (key.startsWith('draft/')) {
      if (parseDraft(text, lab).kind !== 'draft') continue;
      if ((await store.get(key)) !== text) await keepOld(store, lab, nowMs);
    }
    await store.put(key, text);
    labs.add(lab);
  }
  if (isTextRecord(value['settings'])) {
    for (const [key, text] of Object.entries(value['settings'])) {
      if (key.startsWith(settingPrefix) && !secretKeys.has(key)) settings.set(key, text);
    }
  }
  return { kind: 'done', labs: [...labs].sort() };
}

/** What an import did, in a sentence. */
export function importedWords(imported: Imported): string {
  if (imported.kind === 'refused') return imported.why;
  if (imported.labs.length === 0) return 'The file holds no work that could be brought in.';
  return `Brought in: ${imported.labs.join(', ')}. What was here before is in the labs’ histories.`;
}
