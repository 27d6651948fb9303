/**
 * The code editor: one Monaco for the whole page, lent to whichever lab was opened last, with a model for each of its
 * files. Texts live in the session; the models follow it, and it follows them.
 */
import { effect, untracked } from '@preact/signals';
import {
  editor as monaco,
  KeyCode,
  KeyMod,
  MarkerSeverity,
  Range,
  Uri,
} from 'monaco-editor/editor/editor.api';
import type { Problem, SourcePlace } from '#grader/verdict.ts';
import { followEarlier } from './editor-earlier.ts';
import type { ClientPoint } from './editor-port.ts';
import { setUpWorkers } from './editor-features.ts';
import { followKeys } from './editor-keys.ts';
import { followTheme } from './editor-theme.ts';
import { setUpTypeScript } from './editor-types.ts';
import type { LabSession } from './lab-session.ts';
import { isStale, type LabState } from './lab-state.ts';

interface OpenOptions {
  readonly host: HTMLElement;
  readonly session: LabSession;
  /** Where the learner clicked: there the caret goes. */
  readonly at: ClientPoint | null;
  /** Another lab has taken the editor. */
  readonly taken: () => void;
}

interface Loan {
  readonly session: LabSession;
  readonly taken: () => void;
}

interface SharedEditor {
  readonly instance: monaco.IStandaloneCodeEditor;
  readonly element: HTMLElement;
}

let shared: SharedEditor | null = null;
let loan: Loan | null = null;

/** Font and line height of the static code, so that the text does not move when the editor takes its place. */
function metricsOf(host: HTMLElement): monaco.IEditorOptions {
  const style = getComputedStyle(host);
  return {
    fontFamily: style.fontFamily,
    fontSize: Number.parseFloat(style.fontSize),
    lineHeight: Number.parseFloat(style.lineHeight),
    padding: { top: Number.parseFloat(style.getPropertyValue('--code-padding')) || 12, bottom: 12 },
  };
}

function createEditor(host: HTMLElement): SharedEditor {
  setUpWorkers();
  setUpTypeScript();
  const element = document.createElement('div');
  element.className = 'code-editor';
  const surface = document.createElement('div');
  surface.className = 'code-surface';
  const status = document.createElement('div');
  status.className = 'vim-line';
  element.append(surface, status);
  host.append(element);
  followTheme(host);
  const instance = monaco.create(surface, {
    ...metricsOf(host),
    model: null,
    ariaLabel: 'Code editor',
    accessibilitySupport: 'auto',
    automaticLayout: true,
    bracketPairColorization: { enabled: false },
    contextmenu: true,
    cursorSurroundingLines: 2,
    fixedOverflowWidgets: true,
    folding: false,
    glyphMargin: false,
    guides: { indentation: false },
    lineDecorationsWidth: 14,
    lineNumbersMinChars: 4,
    minimap: { enabled: false },
    occurrencesHighlight: 'off',
    overviewRulerLanes: 0,
    quickSuggestions: { other: true, comments: false, strings: false },
    renderLineHighlight: 'none',
    scrollBeyondLastLine: false,
    scrollbar: { alwaysConsumeMouseWheel: false, useShadows: false },
    smoothScrolling: false,
    stickyScroll: { enabled: false },
    tabSize: 2,
    wordBasedSuggestions: 'off',
  });
  instance.addCommand(KeyMod.CtrlCmd | KeyCode.Enter, () => void loan?.session.run('run'));
  instance.addCommand(
    KeyMod.CtrlCmd | KeyMod.Shift | KeyCode.Enter,
    () => void loan?.session.run('grade'),
  );
  followKeys({
    instance,
    status,
    run: (goal) => void loan?.session.run(goal),
    failed: (text) => loan?.session.notify({ text }),
  });
  return { instance, element };
}

function uriOf(session: LabSession, file: string): Uri {
  return Uri.parse(`file:///${session.lab.id}/${file}`);
}

/** The model of a file; made when first asked for, with the lab's other files, which it may import. */
function modelOf(session: LabSession, file: string): monaco.ITextModel | null {
  return monaco.getModel(uriOf(session, file));
}

function createModels(session: LabSession): void {
  for (const { file, text, access } of session.state.value.files) {
    if (modelOf(session, file) !== null) continue;
    const model = monaco.createModel(text, 'typescript', uriOf(session, file));
    model.updateOptions({
      bracketColorizationOptions: { enabled: false, independentColorPoolPerBracketType: false },
    });
    if (access === 'editable') model.onDidChangeContent(() => session.edit(file, model.getValue()));
  }
}

/** Brings the models in line with texts that changed elsewhere: reset, undo, another tab, the plain editor. */
function followTexts(session: LabSession): void {
  for (const { file, text } of session.state.value.files) {
    const model = modelOf(session, file);
    if (model === null || model.getValue() === text) continue;
    // As one edit, so that the editor's own undo still works across it.
    model.pushEditOperations([], [{ range: model.getFullModelRange(), text }], () => null);
  }
}

function markerOf(
  { place, message, remedy }: Problem,
  severity: MarkerSeverity,
): monaco.IMarkerData {
  const { line, column } = place;
  return {
    severity,
    message: `${message}\n${remedy}`,
    source: 'nines',
    startLineNumber: line,
    endLineNumber: line,
    startColumn: column,
    // A problem has a place, not a range: the word that begins there is underlined.
    endColumn: column + 1,
  };
}

function followProblems(session: LabSession): void {
  const { judgement } = session.state.value;
  const rejected = judgement?.verdict.kind === 'rejected' ? judgement.verdict.problems : [];
  const warnings = session.warnings.value;
  for (const { file } of session.state.value.files) {
    const model = modelOf(session, file);
    if (model === null) continue;
    const widen = (marker: monaco.IMarkerData): monaco.IMarkerData => {
      const word = model.getWordAtPosition({
        lineNumber: Math.min(marker.startLineNumber, model.getLineCount()),
        column: marker.startColumn,
      });
      return { ...marker, endColumn: word?.endColumn ?? marker.endColumn };
    };
    const inFile = ({ place }: Problem): boolean => place.file === file;
    monaco.setModelMarkers(model, 'nines', [
      ...rejected.filter(inFile).map((problem) => widen(markerOf(problem, MarkerSeverity.Error))),
      ...warnings.filter(inFile).map((problem) => widen(markerOf(problem, MarkerSeverity.Warning))),
    ]);
  }
}

/** The learner's lines that the verdict on screen speaks of. */
function toldPlaces(state: LabState): SourcePlace[] {
  const verdict = state.judgement?.verdict;
  if (verdict === undefined || isStale(state)) return [];
  if (verdict.kind === 'stopped') return verdict.place === null ? [] : [verdict.place];
  if (verdict.kind !== 'failed') return [];
  const { place } = verdict.counterexample.story;
  return place === null ? [] : [place];
}

/** Shows the active file, its highlighted lines, and any place that is wanted. */
function followView({ instance }: SharedEditor, session: LabSession): () => void {
  const decorations = instance.createDecorationsCollection();
  const stopView = effect(() => {
    const state = session.state.value;
    const file = state.files.find((candidate) => candidate.file === state.active);
    const model = file === undefined ? null : modelOf(session, file.file);
    if (instance.getModel() !== model) {
      instance.setModel(model);
      instance.updateOptions({
        readOnly: file?.access === 'given',
        ariaLabel: `${file?.file ?? ''}${file?.access === 'given' ? ', read only' : ''}, code editor`,
      });
    }
    decorations.set(
      toldPlaces(state)
        .filter((place) => place.file === state.active)
        .map(({ line }) => ({
          range: new Range(line, 1, line, 1),
          options: {
            isWholeLine: true,
            className: 'told-line',
            linesDecorationsClassName: 'told-margin',
          },
        })),
    );
  });
  const stopPlace = effect(() => {
    const place = session.wantedPlace.value;
    if (place === null || untracked(() => session.state.value.active) !== place.file) return;
    instance.setPosition({ lineNumber: place.line, column: place.column });
    instance.revealLineInCenter(place.line);
    instance.focus();
    instance.getDomNode()?.scrollIntoView({ block: 'nearest' });
    session.wantedPlace.value = null;
  });
  return () => {
    stopView();
    stopPlace();
    decorations.clear();
  };
}

/** Formats what the editor shows, as one change that can be undone. */
export async function formatOpenFile(): Promise<void> {
  shared?.instance.focus();
  await shared?.instance.getAction('editor.action.formatDocument')?.run();
}

function twoFrames(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
  });
}

/** Puts the editor into the host; resolves when it has painted, with a function that gives it back. */
export async function openEditor({ host, session, at, taken }: OpenOptions): Promise<() => void> {
  if (loan !== null && loan.session !== session) loan.taken();
  loan = { session, taken };
  if (shared === null) shared = createEditor(host);
  else if (shared.element.parentElement !== host) host.append(shared.element);
  const { instance } = shared;
  createModels(session);
  const stops = [
    effect(() => followTexts(session)),
    effect(() => followProblems(session)),
    followEarlier(session),
    followView(shared, session),
  ];
  instance.layout();
  const position = at === null ? null : instance.getTargetAtClientPoint(at.x, at.y)?.position;
  if (position) instance.setPosition(position);
  if (session.wantedPlace.value === null) instance.focus();
  await twoFrames();
  return () => {
    for (const stop of stops) stop();
    if (loan?.session === session) {
      loan = null;
      instance.setModel(null);
    }
  };
}
