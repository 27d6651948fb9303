/**
 * The workbench as a value: every change is `reduce(state, event)`, without clock, storage or browser. What must
 * happen beside a change (compiling, saving, loading an editor) is the business of `lab-session.ts`.
 */
import type { OutputLine, ProgressReport, Verdict } from '#sandbox/protocol.ts';
import type { LabFile, SourceFile } from './lab-info.ts';

/** `run` takes the few public seeds, `grade` those that decide; `attack` goes on beyond them. */
export type Goal = 'run' | 'grade' | 'attack';

/** File name -> text, of the editable files. */
export type Texts = Readonly<Record<string, string>>;

export interface FileState extends LabFile {
  readonly starter: string;
  readonly text: string;
}

export type Phase =
  | { readonly kind: 'idle' }
  | { readonly kind: 'compiling'; readonly run: number; readonly goal: Goal }
  | {
      readonly kind: ProgressReport['phase'];
      readonly run: number;
      readonly goal: Goal;
      readonly seed: number;
      readonly seedsDone: number;
      readonly seedsTotal: number;
      readonly events: number;
    }
  | { readonly kind: 'done'; readonly run: number; readonly goal: Goal };

/** The last verdict, with the text that it judges. */
export interface Judgement {
  /** Number of the run. */
  readonly run: number;
  readonly verdict: Verdict;
  readonly goal: Goal;
  readonly elapsedMs: number;
  readonly texts: Texts;
  /** Files of earlier labs that took part, by their whole names. */
  readonly imported: readonly SourceFile[];
}

/** A version of the learner's files worth going back to. */
export interface Version {
  readonly texts: Texts;
  readonly atMs: number;
}

export type SaveState =
  | { readonly kind: 'untouched' }
  | { readonly kind: 'changed' }
  | { readonly kind: 'saved'; readonly atMs: number }
  | { readonly kind: 'failed'; readonly reason: string };

/** Why the files were replaced as a whole. */
export type ReplaceReason =
  'reset' | 'restore' | 'import' | 'take' | 'other-tab' | 'update' | 'undo';

export interface LabState {
  readonly files: readonly FileState[];
  readonly active: string;
  readonly phase: Phase;
  readonly judgement: Judgement | null;
  readonly output: readonly OutputLine[];
  readonly outputDropped: number;
  readonly save: SaveState;
  /** How many rungs of help are open. */
  readonly hintsOpen: number;
  readonly passed: Version | null;
  /** What `undone` brings back after the files were replaced. */
  readonly undo: { readonly reason: ReplaceReason; readonly texts: Texts } | null;
}

export type LabEvent =
  | { readonly kind: 'fileChosen'; readonly file: string }
  | { readonly kind: 'edited'; readonly file: string; readonly text: string }
  | { readonly kind: 'replaced'; readonly texts: Texts; readonly reason: ReplaceReason }
  | { readonly kind: 'undone' }
  | {
      readonly kind: 'draftLoaded';
      readonly texts: Texts;
      readonly active: string;
      readonly hintsOpen: number;
      readonly passed: Version | null;
      readonly atMs: number;
    }
  | { readonly kind: 'saved'; readonly texts: Texts; readonly atMs: number }
  | { readonly kind: 'saveFailed'; readonly reason: string }
  | { readonly kind: 'hintOpened'; readonly rung: number }
  | { readonly kind: 'runStarted'; readonly run: number; readonly goal: Goal }
  | { readonly kind: 'progressed'; readonly run: number; readonly progress: ProgressReport }
  | {
      readonly kind: 'printed';
      readonly run: number;
      readonly lines: readonly OutputLine[];
      readonly dropped: number;
    }
  | {
      readonly kind: 'judged';
      readonly run: number;
      readonly verdict: Verdict;
      readonly elapsedMs: number;
      readonly texts: Texts;
      readonly imported: readonly SourceFile[];
      readonly atMs: number;
    }
  | { readonly kind: 'found'; readonly judgement: Judgement };

/** More lines than this are counted, not kept: a page of text that nobody reads costs memory and frames. */
export const outputLinesMax = 1_000;

/** The workbench as it opens, before any draft is known. */
export function initialState(files: readonly LabFile[], sources: readonly SourceFile[]): LabState {
  const sourceOf = new Map(sources.map(({ file, source }) => [file, source]));
  const states = files.map((file) => {
    const starter = sourceOf.get(file.file) ?? '';
    return { ...file, starter, text: starter };
  });
  return {
    files: states,
    active: states[0]?.file ?? '',
    phase: { kind: 'idle' },
    judgement: null,
    output: [],
    outputDropped: 0,
    save: { kind: 'untouched' },
    hintsOpen: 0,
    passed: null,
    undo: null,
  };
}

/** The learner's files as they stand. */
export function textsOf(state: LabState): Texts {
  return Object.fromEntries(
    state.files.filter(({ access }) => access === 'editable').map(({ file, text }) => [file, text]),
  );
}

/** The learner's files as they were given. */
export function startersOf(state: LabState): Texts {
  return Object.fromEntries(
    state.files
      .filter(({ access }) => access === 'editable')
      .map(({ file, starter }) => [file, starter]),
  );
}

export function sameTexts(a: Texts, b: Texts): boolean {
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name) && a[name] === b[name])
  );
}

/** True while a run can be stopped. */
export function isBusy({ phase }: LabState): boolean {
  return phase.kind !== 'idle' && phase.kind !== 'done';
}

/** True if the text has changed since the verdict on screen was given. */
export function isStale(state: LabState): boolean {
  return state.judgement !== null && !sameTexts(state.judgement.texts, textsOf(state));
}

/** True if any editable file differs from what was given. */
export function isChanged(state: LabState): boolean {
  return state.files.some(({ text, starter }) => text !== starter);
}

function withTexts(state: LabState, texts: Texts): readonly FileState[] {
  return state.files.map((file) => {
    const text =
      file.access === 'editable' && Object.hasOwn(texts, file.file) ? texts[file.file] : undefined;
    return text === undefined || text === file.text ? file : { ...file, text };
  });
}

function hasFile(state: LabState, name: string): boolean {
  return state.files.some(({ file }) => file === name);
}

/** Reports of a run that was stopped or overtaken come late and must change nothing. */
function isCurrent({ phase }: LabState, run: number): boolean {
  return phase.kind !== 'idle' && phase.kind !== 'done' && phase.run === run;
}

function printed(state: LabState, lines: readonly OutputLine[], dropped: number): LabState {
  const room = Math.max(0, outputLinesMax - state.output.length);
  return {
    ...state,
    output: [...state.output, ...lines.slice(0, room)],
    outputDropped: state.outputDropped + dropped + Math.max(0, lines.length - room),
  };
}

function judged(state: LabState, event: Extract<LabEvent, { kind: 'judged' }>): LabState {
  if (!isCurrent(state, event.run) || state.phase.kind === 'idle') return state;
  const { verdict, elapsedMs, texts, imported, atMs } = event;
  const { run, goal } = state.phase;
  return {
    ...state,
    phase: { kind: 'done', run, goal },
    judgement: { run, verdict, goal, elapsedMs, texts, imported },
    passed: goal === 'grade' && verdict.kind === 'passed' ? { texts, atMs } : state.passed,
  };
}

function progressed(state: LabState, run: number, progress: ProgressReport): LabState {
  if (!isCurrent(state, run) || state.phase.kind === 'idle') return state;
  const { phase: kind, seed, seedsDone, seedsTotal, events } = progress;
  const { goal } = state.phase;
  return { ...state, phase: { kind, run, goal, seed, seedsDone, seedsTotal, events } };
}

function replace(state: LabState, texts: Texts, reason: ReplaceReason): LabState {
  const before = textsOf(state);
  const files = withTexts(state, texts);
  if (sameTexts(before, textsOf({ ...state, files }))) return state;
  return { ...state, files, save: { kind: 'changed' }, undo: { reason, texts: before } };
}

/** The next state. An event that does not fit the state changes nothing. */
export function reduce(state: LabState, event: LabEvent): LabState {
  switch (event.kind) {
    case 'fileChosen':
      return hasFile(state, event.file) ? { ...state, active: event.file } : state;
    case 'edited': {
      const files = withTexts(state, { [event.file]: event.text });
      const isSame = files.every((file, index) => file === state.files[index]);
      return isSame ? state : { ...state, files, save: { kind: 'changed' } };
    }
    case 'replaced':
      return replace(state, event.texts, event.reason);
    case 'undone':
      return state.undo === null ? state : replace(state, state.undo.texts, 'undo');
    case 'draftLoaded':
      return {
        ...state,
        files: withTexts(state, event.texts),
        active: hasFile(state, event.active) ? event.active : state.active,
        hintsOpen: Math.max(state.hintsOpen, event.hintsOpen),
        passed: event.passed,
        save: { kind: 'saved', atMs: event.atMs },
      };
    case 'saved':
      // Typing went on while the save was under way: what is on screen is not yet what is kept.
      return sameTexts(event.texts, textsOf(state))
        ? { ...state, save: { kind: 'saved', atMs: event.atMs } }
        : state;
    case 'saveFailed':
      return { ...state, save: { kind: 'failed', reason: event.reason } };
    case 'hintOpened':
      return { ...state, hintsOpen: Math.max(state.hintsOpen, event.rung) };
    case 'runStarted': {
      const { run, goal } = event;
      return { ...state, phase: { kind: 'compiling', run, goal }, output: [], outputDropped: 0 };
    }
    case 'progressed':
      return progressed(state, event.run, event.progress);
    case 'printed':
      return isCurrent(state, event.run) ? printed(state, event.lines, event.dropped) : state;
    case 'judged':
      return judged(state, event);
    case 'found':
      // A run that is under way will have its own verdict in a moment.
      return isBusy(state) ? state : { ...state, judgement: event.judgement };
  }
}
