/**
 * Keeps a session's files: loads the draft when the lab opens, saves at every pause in typing, before each run and
 * when the page is left, writes the history, and comes to terms with the same lab in another tab. Whatever the
 * browser refuses is said once, in words.
 */
import { effect, signal, type Signal } from '@preact/signals';
import type { Passed, Verdict } from '#grader/verdict.ts';
import type { Draft, HistoryEntry, HistoryReason, ParsedDraft } from './draft-format.ts';
import { decideBetweenTabs } from './draft-format.ts';
import type { KeptIn } from './draft-storage.ts';
import type { Drafts } from './drafts.ts';
import type { RunGoal } from './engine.ts';
import { downloadText } from './files.ts';
import type { LabSession } from './lab-session.ts';
import {
  isChanged,
  sameTexts,
  startersOf,
  textsOf,
  type FileState,
  type ReplaceReason,
  type Texts,
} from './lab-state.ts';
import { passedWork } from './passed.ts';
import { printMany } from './print.ts';

const pauseMs = 500;

const keptWords: Readonly<Record<Exclude<KeptIn, 'indexeddb'>, string>> = {
  localstorage:
    'This browser refuses its database. Your files are kept in its small storage instead, with a shorter history.',
  memory:
    'This browser keeps nothing for this site (a private window, perhaps). Your files last as long as this tab: export them before you close it.',
};

const reasonOfReplace: Readonly<Record<ReplaceReason, HistoryReason>> = {
  reset: 'before-reset',
  restore: 'before-restore',
  import: 'before-import',
  take: 'before-take',
  'other-tab': 'other-tab',
  update: 'before-update',
  undo: 'before-restore',
};

interface Base {
  readonly contentHash: string;
  readonly texts: Texts | null;
}

/** The lab as it is now. */
function baseOf({ lab, state }: LabSession): Base {
  return { contentHash: lab.contentHash, texts: startersOf(state.value) };
}

export class DraftKeeper {
  /** Where drafts are kept; null until that is known. */
  readonly keptIn: Signal<KeptIn | null> = signal(null);
  readonly #session: LabSession;
  readonly #drafts: Drafts;
  readonly #nowMs: () => number;
  #editedAtMs = 0;
  /** What the files were begun with. */
  #base: Base;
  #seenFiles: readonly FileState[];
  #seenHints: number;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(session: LabSession, drafts: Drafts, nowMs: () => number) {
    this.#session = session;
    this.#drafts = drafts;
    this.#nowMs = nowMs;
    this.#base = baseOf(session);
    this.#seenFiles = session.state.value.files;
    this.#seenHints = 0;
  }

  /** Loads what is stored and keeps it up to date from now on. */
  async start(): Promise<void> {
    const session = this.#session;
    this.keptIn.value = this.#drafts.keptIn;
    if (this.#drafts.keptIn !== 'indexeddb') {
      session.notify({ text: keptWords[this.#drafts.keptIn] });
    }
    this.#take(await this.#load());
    session.hooks = {
      beforeRun: (goal) => this.#beforeRun(goal),
      beforeReplace: (reason, texts) => void this.#keep(reasonOfReplace[reason], texts),
    };
    session.onJudged((verdict, goal) => {
      if (goal === 'grade' && verdict.kind === 'passed') void this.#keepPassed(verdict);
      if (goal !== 'attack' && 'reports' in verdict) void this.#keepReport(verdict, goal);
    });
    this.#seenHints = session.state.value.hintsOpen;
    effect(() => this.#watch());
    this.#drafts.onOtherTab(() => void this.#hearOtherTab());
    // Phones kill hidden pages without asking again.
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'hidden') void this.#saveIfChanged();
    });
    addEventListener('pagehide', () => void this.#saveIfChanged());
  }

  /** Versions of this lab, newest first. */
  async history(): Promise<HistoryEntry[]> {
    return (await this.#drafts.history()).toReversed();
  }

  async #load(): Promise<ParsedDraft> {
    try {
      return await this.#drafts.load();
    } catch {
      return { kind: 'none' };
    }
  }

  #take(loaded: ParsedDraft): void {
    const session = this.#session;
    if (loaded.kind === 'corrupt') {
      session.notify({
        text: 'Your stored draft of this lab cannot be read. Its text is kept; the lab begins with the starter.',
        actions: [
          {
            label: 'Download the draft',
            run: () => downloadText(`${session.lab.id}-draft.txt`, loaded.raw),
          },
        ],
      });
    }
    if (loaded.kind !== 'draft') return;
    const { draft } = loaded;
    this.#editedAtMs = draft.editedAtMs;
    // Whoever typed before the draft was here goes on with what was typed; the draft goes into the history.
    if (isChanged(session.state.value)) {
      void this.#keep('other-tab', draft.texts);
      return;
    }
    session.send({ kind: 'draftLoaded', ...draft, atMs: draft.editedAtMs });
    this.#noticeNewLab(draft);
  }

  /** The lab was improved since the draft was begun: the learner decides what becomes of it. */
  #noticeNewLab(draft: Draft): void {
    const session = this.#session;
    if (draft.contentHash === session.lab.contentHash) return;
    if (!isChanged(session.state.value)) return;
    this.#base = { contentHash: draft.contentHash, texts: draft.base };
    const { base } = draft;
    const merge = { label: 'Merge', run: () => void this.#merge(base ?? {}) };
    const takeNew = {
      label: 'Take new',
      run: () => {
        this.#base = baseOf(session);
        session.replace(startersOf(session.state.value), 'update');
      },
    };
    session.notify({
      text: 'This lab has been changed since you began. Keep your files as they are, merge the changes into them, or take the new starter; whatever you choose, your files stay in the history.',
      actions: base === null ? [takeNew] : [merge, takeNew],
      dismissLabel: 'Keep mine',
      // Asked once for each version of the lab.
      onDismiss: () => {
        this.#base = baseOf(session);
        void this.#save();
      },
    });
  }

  async #merge(base: Texts): Promise<void> {
    const session = this.#session;
    const { mergeTexts } = await import('./merge.ts');
    const { value: state } = session.state;
    const { texts, conflicts } = mergeTexts(textsOf(state), base, startersOf(state));
    this.#base = baseOf(session);
    session.replace(texts, 'update');
    // Where nothing had to change, there is still the answer to keep.
    void this.#save();
    session.notify({
      text:
        conflicts === 0
          ? 'The changes of the lab are in your files now, without a conflict.'
          : `The changes of the lab are in your files now. In ${printMany(conflicts, 'place')} you and the lab changed the same lines: both are there, marked with ▼ and ▲.`,
    });
  }

  /** Runs at every change of the state; progress of a run is none of its business. */
  #watch(): void {
    const { files, save, hintsOpen } = this.#session.state.value;
    const isNewText = files !== this.#seenFiles && save.kind === 'changed';
    const isNewHint = hintsOpen !== this.#seenHints;
    this.#seenFiles = files;
    this.#seenHints = hintsOpen;
    if (isNewText) this.#editedAtMs = this.#nowMs();
    if (!isNewText && !isNewHint) return;
    clearTimeout(this.#timer);
    // A rung is opened rarely and on purpose: it is kept at once.
    this.#timer = setTimeout(() => void this.#save(), isNewHint ? 0 : pauseMs);
  }

  #draft(texts: Texts): Draft {
    const { active, hintsOpen, passed } = this.#session.state.value;
    const { id } = this.#session.lab;
    const editedAtMs = this.#editedAtMs;
    return {
      lab: id,
      contentHash: this.#base.contentHash,
      base: this.#base.texts,
      texts,
      active,
      hintsOpen,
      editedAtMs,
      passed,
    };
  }

  async #save(): Promise<void> {
    clearTimeout(this.#timer);
    const session = this.#session;
    const texts = textsOf(session.state.value);
    try {
      await this.#drafts.save(this.#draft(texts));
      session.send({ kind: 'saved', texts, atMs: this.#nowMs() });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      session.send({ kind: 'saveFailed', reason });
      session.notify({
        text: `Your files could not be saved (${reason}). Export them, or free some space; saving is tried again with your next change.`,
      });
    }
  }

  async #saveIfChanged(): Promise<void> {
    if (this.#session.state.value.save.kind === 'changed') await this.#save();
  }

  async #beforeRun(goal: 'run' | 'grade'): Promise<void> {
    const { value: state } = this.#session.state;
    if (isChanged(state)) await this.#keep(goal, textsOf(state));
    await this.#saveIfChanged();
  }

  async #keep(reason: HistoryReason, texts: Texts): Promise<void> {
    try {
      await this.#drafts.keep({ texts, atMs: this.#nowMs(), reason });
    } catch {
      // The draft itself is what matters; whether it can be saved is said by `#save`.
    }
  }

  async #keepPassed(verdict: Passed): Promise<void> {
    const session = this.#session;
    const { texts, atMs } = session.state.value.passed ?? {
      texts: textsOf(session.state.value),
      atMs: this.#nowMs(),
    };
    const { id: lab, contentHash } = session.lab;
    await this.#keep('passed', texts);
    await this.#save();
    try {
      await this.#drafts.keepPassed(passedWork(verdict, { lab, contentHash, texts, atMs }));
    } catch {
      // The same store has just refused the draft, or will refuse the next one: `#save` says so.
    }
  }

  /** What the runs report of their nights, whatever the verdict: the page of the report shows it. */
  async #keepReport(verdict: Verdict, goal: RunGoal): Promise<void> {
    const { lab, state } = this.#session;
    const texts = state.value.judgement?.texts ?? textsOf(state.value);
    const { contentHash } = lab;
    try {
      await this.#drafts.keepReport(verdict, { goal, texts, contentHash, atMs: this.#nowMs() });
    } catch {
      // As for a pass: the store says so where the draft is saved.
    }
  }

  async #hearOtherTab(): Promise<void> {
    const loaded = await this.#load();
    if (loaded.kind !== 'draft') return;
    const session = this.#session;
    const { draft } = loaded;
    const here = textsOf(session.state.value);
    const decision = decideBetweenTabs({
      isSame: sameTexts(here, draft.texts),
      isDirtyHere: session.state.value.save.kind === 'changed',
      editedHereMs: this.#editedAtMs,
      editedThereMs: draft.editedAtMs,
    });
    if (decision === 'ignore') return;
    if (decision === 'keep-theirs') {
      await this.#keep('other-tab', draft.texts);
      return;
    }
    clearTimeout(this.#timer);
    this.#editedAtMs = draft.editedAtMs;
    this.#base = { contentHash: draft.contentHash, texts: draft.base };
    if (decision === 'follow-and-keep-mine') await this.#keep('other-tab', here);
    session.send({ kind: 'draftLoaded', ...draft, atMs: draft.editedAtMs });
    session.notify({
      text:
        decision === 'follow'
          ? 'You changed this lab in another tab; this one follows.'
          : 'You changed this lab in two tabs. The newer version is shown; the other one is in the history.',
    });
  }
}
