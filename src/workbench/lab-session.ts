/**
 * One lab on a page: its state, and everything that can be done to it. The state changes through `reduce` alone;
 * what lies outside (compiler, sandbox, clock) is handed in, so that tests can stand in for it.
 *
 * ```ts
 * const session = new LabSession(lab, sources, { loadEngine, nowMs: Date.now });
 * await session.run('run');            // session.state.value.judgement holds the verdict
 * ```
 */
import { batch, signal, type Signal } from '@preact/signals';
import type { Problem, SourcePlace, Stopped, Verdict } from '#grader/verdict.ts';
import { Earlier } from './earlier.ts';
import type { Engine, RunGoal, RunOutcome } from './engine.ts';
import type { LabInfo, SourceFile } from './lab-info.ts';
import {
  initialState,
  isBusy,
  reduce,
  startersOf,
  textsOf,
  type Goal,
  type LabEvent,
  type LabState,
  type ReplaceReason,
  type Texts,
} from './lab-state.ts';
import { wordsOf } from './verdict-words.ts';
import type { WalkAsk } from './walk-ask.ts';

export interface Outside {
  /** The compiler and the sandbox, fetched when first needed. */
  loadEngine(): Promise<Engine>;
  /** Wall clock. */
  nowMs(): number;
}

/** What shows the code: Shiki's static text, a plain text field, or the code editor. */
export type Surface = 'static' | 'plain' | 'code';

/** Something the learner should know, with what can be done about it. */
export interface Notice {
  readonly text: string;
  readonly actions?: readonly { readonly label: string; readonly run: () => void }[];
  /** What to say for doing nothing; “Dismiss” if left out. */
  readonly dismissLabel?: string;
  /** What doing nothing means, where it means something. */
  readonly onDismiss?: () => void;
}

/** What is done about the files before they are run or replaced. */
export interface SessionHooks {
  /** Before anything runs: the draft is saved. */
  beforeRun(goal: RunGoal): Promise<void>;
  /** Before the files are replaced as a whole: a version is kept. */
  beforeReplace(reason: ReplaceReason, texts: Texts): void;
}

const noHooks: SessionHooks = {
  beforeRun: async () => undefined,
  beforeReplace: () => undefined,
};

function notStarted(error: unknown): Stopped {
  const detail = error instanceof Error ? error.message : String(error);
  return {
    kind: 'stopped',
    code: 'KIT-GRADER',
    message: `The run could not start: ${detail}`,
    remedy: 'Check the connection and run again. Your files are kept.',
    place: null,
    seed: null,
  };
}

/** For a run that is stopped before the sandbox has it; the sandbox says the same in its own words. */
const stoppedEarly: Stopped = {
  kind: 'stopped',
  code: 'KIT-CANCELLED',
  message: 'The run was stopped.',
  remedy: 'Start it again whenever you like.',
  place: null,
  seed: null,
};

export class LabSession {
  readonly lab: LabInfo;
  readonly state: Signal<LabState>;
  readonly surface = signal<Surface>('static');
  readonly notices: Signal<readonly Notice[]> = signal([]);
  /** Read aloud when it changes. */
  readonly announcement = signal('');
  /** A place that the surface should show; taken down by whoever has shown it. */
  readonly wantedPlace = signal<SourcePlace | null>(null);
  /** How many rungs of help the instructor lets be opened; all of them outside of a workshop. */
  readonly helpMost = signal(Number.POSITIVE_INFINITY);
  /** What the time machine is asked to show; null while it is closed. */
  readonly walk: Signal<WalkAsk | null> = signal(null);
  /** Warnings of the compiler about the code that was last run. */
  readonly warnings: Signal<readonly Problem[]> = signal([]);
  /** What the files import of earlier labs. */
  readonly earlier: Earlier;
  hooks: SessionHooks = noHooks;
  readonly #outside: Outside;
  readonly #judgedListeners: ((verdict: Verdict, goal: Goal) => void)[] = [];
  #lastRun = 0;
  #abort: AbortController | null = null;

  constructor(lab: LabInfo, sources: readonly SourceFile[], outside: Outside) {
    this.lab = lab;
    this.state = signal(initialState(lab.files, sources));
    this.earlier = new Earlier(lab);
    this.#outside = outside;
  }

  send(event: LabEvent): void {
    this.state.value = reduce(this.state.value, event);
  }

  /** Calls back after every run. */
  onJudged(listener: (verdict: Verdict, goal: Goal) => void): void {
    this.#judgedListeners.push(listener);
  }

  notify(notice: Notice): void {
    this.notices.value = [...this.notices.value.filter(({ text }) => text !== notice.text), notice];
  }

  dismiss(notice: Notice): void {
    this.notices.value = this.notices.value.filter((other) => other !== notice);
  }

  choose(file: string): void {
    this.send({ kind: 'fileChosen', file });
  }

  edit(file: string, text: string): void {
    this.send({ kind: 'edited', file, text });
  }

  /** Shows a place in the files, in the surface that is open or in the one that the learner prefers. */
  openPlace(place: SourcePlace): void {
    batch(() => {
      this.choose(place.file);
      this.wantedPlace.value = place;
    });
  }

  replace(texts: Texts, reason: ReplaceReason): void {
    this.hooks.beforeReplace(reason, textsOf(this.state.value));
    this.send({ kind: 'replaced', texts, reason });
  }

  reset(): void {
    this.replace(startersOf(this.state.value), 'reset');
    this.announcement.value = 'The files are as they were given. Undo brings your work back.';
  }

  undo(): void {
    const { undo } = this.state.value;
    if (undo === null) return;
    this.replace(undo.texts, 'undo');
    this.announcement.value = 'Undone.';
  }

  openHint(rung: number): void {
    if (rung > this.helpMost.value) return;
    this.send({ kind: 'hintOpened', rung });
  }

  /** Fetches what a run needs, ahead of the run. */
  prepare(): void {
    this.#outside
      .loadEngine()
      .then((engine) => engine.prewarm(this.lab.id))
      // A failure shows itself, with its words, at the run.
      .catch(() => undefined);
  }

  /** Compiles and runs the files as they stand. A run that is under way is stopped first. */
  async run(goal: RunGoal): Promise<void> {
    this.#abort?.abort();
    const abort = new AbortController();
    this.#abort = abort;
    const run = ++this.#lastRun;
    const texts = textsOf(this.state.value);
    this.send({ kind: 'runStarted', run, goal });
    const outcome = await this.#outcome({ run, goal, texts }, abort.signal);
    if (run !== this.#lastRun) return;
    this.#abort = null;
    const { verdict, elapsedMs, warnings, imported } = outcome;
    batch(() => {
      this.warnings.value = warnings;
      const atMs = this.#outside.nowMs();
      this.send({ kind: 'judged', run, verdict, elapsedMs, texts, imported, atMs });
      this.announcement.value = wordsOf(verdict, goal).announcement;
    });
    for (const listener of this.#judgedListeners) listener(verdict, goal);
  }

  /** Puts the outcome of an attack on screen, as a verdict on the files that were attacked. */
  judge({ verdict, elapsedMs, imported }: RunOutcome, texts: Texts): void {
    const run = ++this.#lastRun;
    const judgement = { run, verdict, goal: 'attack', elapsedMs, texts, imported } as const;
    this.send({ kind: 'found', judgement });
    this.announcement.value = wordsOf(verdict, 'attack').announcement;
    for (const listener of this.#judgedListeners) listener(verdict, 'attack');
  }

  async #outcome(
    { run, goal, texts }: { run: number; goal: RunGoal; texts: Texts },
    abort: AbortSignal,
  ): Promise<RunOutcome> {
    const startedMs = this.#outside.nowMs();
    try {
      // A program can take the tab with it: what is not saved before it runs may be lost.
      const [engine] = await Promise.all([this.#outside.loadEngine(), this.hooks.beforeRun(goal)]);
      return await engine.run(
        { lab: this.lab.id, texts, goal, earlier: this.earlier },
        {
          progress: (progress) => this.send({ kind: 'progressed', run, progress }),
          output: ({ lines, dropped }) => this.send({ kind: 'printed', run, lines, dropped }),
        },
        abort,
      );
    } catch (error) {
      const elapsedMs = this.#outside.nowMs() - startedMs;
      const verdict = abort.aborted ? stoppedEarly : notStarted(error);
      return { verdict, warnings: [], elapsedMs, imported: [] };
    }
  }

  /** Stops the run that is under way, if any; its verdict then says so. */
  stop(): void {
    if (isBusy(this.state.value)) this.#abort?.abort();
  }
}
