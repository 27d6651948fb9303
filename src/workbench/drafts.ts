/**
 * A lab's draft and its history, over whatever store the browser grants; and what two tabs tell each other.
 *
 * ```ts
 * const drafts = new Drafts('s5-retry', await sharedStore());
 * const loaded = await drafts.load();           // none, draft, or corrupt text that is kept
 * await drafts.save(draft);                     // other tabs hear of it
 * await drafts.keep({ texts, atMs, reason });   // a version for the history
 * ```
 */
import type { Verdict } from '#grader/verdict.ts';
import {
  formatDraft,
  formatHistoryEntry,
  parseDraft,
  parseHistoryEntry,
  surplusKeys,
  type Draft,
  type HistoryEntry,
  type ParsedDraft,
} from './draft-format.ts';
import type { KeptIn, TextStore } from './draft-storage.ts';
import { sameTexts } from './lab-state.ts';
import type { Occasion } from '#workbench/night/report.ts';
import { keepPassed, type PassedWork } from './passed.ts';

/** What tabs of one browser tell each other after a save; the text itself is read from the store. */
interface TabNews {
  readonly lab: string;
  readonly editedAtMs: number;
}

function isTabNews(value: unknown): value is TabNews {
  return (
    typeof value === 'object' &&
    value !== null &&
    'lab' in value &&
    typeof value.lab === 'string' &&
    'editedAtMs' in value &&
    typeof value.editedAtMs === 'number'
  );
}

export class Drafts {
  readonly #lab: string;
  readonly #store: TextStore;
  readonly #channel: BroadcastChannel | null;

  constructor(lab: string, store: TextStore) {
    this.#lab = lab;
    this.#store = store;
    this.#channel =
      typeof BroadcastChannel === 'function' ? new BroadcastChannel('nines/drafts') : null;
  }

  get keptIn(): KeptIn {
    return this.#store.keptIn;
  }

  get #draftKey(): string {
    return `draft/${this.#lab}`;
  }

  get #historyPrefix(): string {
    return `history/${this.#lab}/`;
  }

  async load(): Promise<ParsedDraft> {
    const parsed = parseDraft(await this.#store.get(this.#draftKey), this.#lab);
    if (parsed.kind === 'corrupt') await this.#store.put(`corrupt/${this.#lab}`, parsed.raw);
    return parsed;
  }

  async save(draft: Draft): Promise<void> {
    await this.#store.put(this.#draftKey, formatDraft(draft));
    this.#channel?.postMessage({
      lab: this.#lab,
      editedAtMs: draft.editedAtMs,
    } satisfies TabNews);
  }

  /** Keeps what a lab was passed with, for later labs and for the portfolio. */
  async keepPassed(work: PassedWork): Promise<void> {
    await keepPassed(this.#store, work);
  }

  /** Keeps what a verdict's runs report of their nights. What reads and writes it comes only with such a verdict. */
  async keepReport(verdict: Verdict, occasion: Occasion): Promise<void> {
    const { keepReport, reportOf } = await import('#workbench/night/report.ts');
    const report = reportOf(verdict, occasion);
    if (report !== null) await keepReport(this.#store, this.#lab, report);
  }

  /** Calls back when another tab saved this lab. Gives a function that ends it. */
  onOtherTab(changed: () => void): () => void {
    const channel = this.#channel;
    if (channel === null) return () => undefined;
    const listen = ({ data }: MessageEvent<unknown>): void => {
      if (isTabNews(data) && data.lab === this.#lab) changed();
    };
    channel.addEventListener('message', listen);
    return () => channel.removeEventListener('message', listen);
  }

  /** Versions of this lab, oldest first. */
  async history(): Promise<HistoryEntry[]> {
    const entries = await this.#entries();
    return entries.map(({ entry }) => entry).filter((entry) => entry !== null);
  }

  /** Adds a version, unless the newest one has the same text and tells the same. */
  async keep(entry: HistoryEntry): Promise<void> {
    const entries = await this.#entries();
    const newest = entries.at(-1);
    if (newest?.entry && sameTexts(newest.entry.texts, entry.texts)) {
      if (newest.entry.reason === entry.reason || entry.reason !== 'passed') return;
      await this.#store.delete(newest.key);
      entries.pop();
    }
    const key = `${this.#historyPrefix}${String(entry.atMs).padStart(16, '0')}`;
    await this.#store.put(key, formatHistoryEntry(entry));
    entries.push({ key, entry });
    await Promise.all(surplusKeys(entries).map((surplus) => this.#store.delete(surplus)));
  }

  async #entries(): Promise<{ key: string; entry: HistoryEntry | null }[]> {
    const keys = await this.#store.keys(this.#historyPrefix);
    return Promise.all(
      keys.map(async (key) => {
        const raw = await this.#store.get(key);
        return { key, entry: raw === undefined ? null : parseHistoryEntry(raw) };
      }),
    );
  }

  dispose(): void {
    this.#channel?.close();
  }
}
