/**
 * A draft as it lies in storage: JSON text under a key. What was written by an older version of the site, by another
 * tab or by a fault of the disk is read as a stranger's: `parseDraft` never throws and keeps what it cannot read.
 */
import type { Texts, Version } from './lab-state.ts';

/** Everything of a lab that is the learner's own. */
export interface Draft {
  readonly lab: string;
  /** Hash of the lab's files when the draft was begun. */
  readonly contentHash: string;
  readonly texts: Texts;
  /** The starter that it was begun with, so that a new one can be merged; null in drafts that are older than this. */
  readonly base: Texts | null;
  /** The file that was open. */
  readonly active: string;
  readonly hintsOpen: number;
  /** When the learner last changed something; the newest wins between two tabs. */
  readonly editedAtMs: number;
  readonly passed: Version | null;
}

const historyReasons = [
  'run',
  'grade',
  'passed',
  'before-reset',
  'before-restore',
  'before-import',
  'before-take',
  'other-tab',
  'before-update',
] as const;

/** Why a version went into the history. */
export type HistoryReason = (typeof historyReasons)[number];

export interface HistoryEntry extends Version {
  readonly reason: HistoryReason;
}

export type ParsedDraft =
  | { readonly kind: 'none' }
  | { readonly kind: 'draft'; readonly draft: Draft }
  | { readonly kind: 'corrupt'; readonly raw: string };

const formatVersion = 1;

/** So many versions are kept for one lab; the oldest go first, but never the last one that passed. */
export const historyMax = 40;

/** True for what JSON calls an object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True for files by name. */
export function isTexts(value: unknown): value is Texts {
  return isRecord(value) && Object.values(value).every((text) => typeof text === 'string');
}

function isVersion(value: unknown): value is Version {
  return isRecord(value) && isTexts(value['texts']) && Number.isFinite(value['atMs']);
}

function isReason(value: unknown): value is HistoryReason {
  return historyReasons.some((reason) => reason === value);
}

/** The value of a JSON text, or undefined if it is none. */
export function readJson(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch {
    return undefined;
  }
}

export function formatDraft(draft: Draft): string {
  return JSON.stringify({ version: formatVersion, ...draft });
}

/** Reads a stored draft. Text that is no draft of this lab is given back as it is, never thrown away. */
export function parseDraft(raw: string | undefined, lab: string): ParsedDraft {
  if (raw === undefined) return { kind: 'none' };
  const value = readJson(raw);
  if (!isRecord(value) || value['version'] !== formatVersion || value['lab'] !== lab) {
    return { kind: 'corrupt', raw };
  }
  const { contentHash, texts, base = null, active, hintsOpen, editedAtMs, passed } = value;
  if (
    typeof contentHash !== 'string' ||
    !isTexts(texts) ||
    !(base === null || isTexts(base)) ||
    typeof active !== 'string' ||
    typeof hintsOpen !== 'number' ||
    typeof editedAtMs !== 'number' ||
    !(passed === null || isVersion(passed))
  ) {
    return { kind: 'corrupt', raw };
  }
  return {
    kind: 'draft',
    draft: { lab, contentHash, texts, base, active, hintsOpen, editedAtMs, passed },
  };
}

export function formatHistoryEntry(entry: HistoryEntry): string {
  return JSON.stringify(entry);
}

/** A version of the history, or null if the text is none. */
export function parseHistoryEntry(raw: string): HistoryEntry | null {
  const value = readJson(raw);
  if (!isRecord(value) || !isVersion(value)) return null;
  const { reason } = value;
  return isReason(reason) ? { texts: value.texts, atMs: value.atMs, reason } : null;
}

/** Which keys of a lab's history, oldest first, must go so that `historyMax` remain. */
export function surplusKeys(
  entries: readonly { key: string; entry: HistoryEntry | null }[],
): string[] {
  const lastPassed = entries.findLast(({ entry }) => entry?.reason === 'passed')?.key;
  const unreadable = entries.filter(({ entry }) => entry === null);
  const readable = entries.filter(({ entry, key }) => entry !== null && key !== lastPassed);
  const room = historyMax - (lastPassed === undefined ? 0 : 1);
  const old = readable.slice(0, Math.max(0, readable.length - room));
  return [...unreadable, ...old].map(({ key }) => key);
}

/** What two tabs do about each other: the newest wins, and what loses is kept. */
export type TabDecision = 'ignore' | 'follow' | 'follow-and-keep-mine' | 'keep-theirs';

export interface TabSituation {
  readonly isSame: boolean;
  /** True if something here is not saved yet. */
  readonly isDirtyHere: boolean;
  readonly editedHereMs: number;
  readonly editedThereMs: number;
}

export function decideBetweenTabs(situation: TabSituation): TabDecision {
  const { isSame, isDirtyHere, editedHereMs, editedThereMs } = situation;
  if (isSame) return 'ignore';
  if (!isDirtyHere) return editedThereMs >= editedHereMs ? 'follow' : 'ignore';
  return editedThereMs > editedHereMs ? 'follow-and-keep-mine' : 'keep-theirs';
}

/** One file that carries a lab's work to another machine. */
export interface ExportFile {
  readonly kind: 'nines-lab';
  readonly lab: string;
  readonly texts: Texts;
}

export function formatExport(lab: string, texts: Texts): string {
  return `${JSON.stringify({ kind: 'nines-lab', lab, texts } satisfies ExportFile, null, 2)}\n`;
}

export type ParsedExport =
  | { readonly kind: 'texts'; readonly texts: Texts }
  | { readonly kind: 'refused'; readonly why: string };

/** Reads a file that a learner chose: an export of this lab, or one TypeScript file by its name. */
export function parseExport(
  chosen: { readonly name: string; readonly text: string },
  lab: string,
  files: readonly string[],
): ParsedExport {
  if (files.includes(chosen.name)) return { kind: 'texts', texts: { [chosen.name]: chosen.text } };
  const value = readJson(chosen.text);
  if (!isRecord(value) || value['kind'] !== 'nines-lab' || !isTexts(value['texts'])) {
    return {
      kind: 'refused',
      why: `${chosen.name} is no export of a lab. Choose a file made by “Export”, or one named ${files.join(', ')}.`,
    };
  }
  if (value['lab'] !== lab) {
    return {
      kind: 'refused',
      why: `${chosen.name} belongs to the lab ${String(value['lab'])}. Open that lab and import it there.`,
    };
  }
  return { kind: 'texts', texts: value['texts'] };
}
