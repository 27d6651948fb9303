/** The workbench as a whole: files, buttons, verdict, help. */
import { useSignal, type Signal } from '@preact/signals';
import type { FunctionComponent } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { SourcePlace } from '#grader/verdict.ts';
import type { Attack } from './attack.ts';
import { AttackPanel } from './AttackPanel.tsx';
import { CodePane } from './CodePane.tsx';
import { parseExport, formatExport } from './draft-format.ts';
import type { DraftKeeper } from './draft-keeper.ts';
import { EarlierStrip } from './EarlierStrip.tsx';
import { editorItems } from './editor-menu.ts';
import type { EditorPort } from './editor-port.ts';
import { chooseTextFile, downloadText } from './files.ts';
import { Hints } from './Hints.tsx';
import { isBusy, isStale, textsOf } from './lab-state.ts';
import type { LabSession } from './lab-session.ts';
import type { MenuItem } from './Menu.tsx';
import { Notices } from './Notices.tsx';
import { RunBar } from './RunBar.tsx';
import { commandKey } from './support.ts';
import type { PlaceLinks } from './StoryList.tsx';
import { isSharedRun } from './walk-ask.ts';

/** The parts that come only when they are needed. */
export interface Parts {
  readonly verdict: typeof import('./VerdictPart.tsx');
  readonly history: typeof import('./HistoryDialog.tsx');
  readonly keys: typeof import('./KeysDialog.tsx');
  readonly help: typeof import('./HelpPart.tsx');
  readonly machine: typeof import('#workbench/machine/LabWalk.tsx');
}

export interface BenchProps {
  readonly session: LabSession;
  /** File name -> Shiki's markup, while the site is built; empty in the browser. */
  readonly code: Readonly<Record<string, string>>;
  /** None while the site is built. */
  readonly editorPort: EditorPort | null;
  /** None while the site is built. */
  readonly attack: Attack | null;
  readonly keeper: Signal<DraftKeeper | null>;
  readonly loadPart: <Name extends keyof Parts>(name: Name) => Promise<Parts[Name]>;
}

/** A part, once it has been fetched; asked for when `isWanted`. */
function usePart<Name extends keyof Parts>(
  { loadPart, session }: BenchProps,
  name: Name,
  isWanted: boolean,
): Parts[Name] | null {
  const part = useSignal<Parts[Name] | null>(null);
  useEffect(() => {
    if (!isWanted || part.value !== null) return;
    loadPart(name)
      .then((loaded) => (part.value = loaded))
      .catch(() =>
        session.notify({
          text: 'A part of this page could not be loaded. Check the connection and reload; your files are kept.',
        }),
      );
  }, [isWanted, loadPart, name, part, session]);
  return part.value;
}

function placeLinks(session: LabSession, editorPort: EditorPort | null): PlaceLinks {
  return {
    open: (place: SourcePlace) => {
      if (session.surface.value === 'static') editorPort?.edit();
      session.openPlace(place);
    },
    knows: (place: SourcePlace) =>
      session.state.value.files.some(({ file }) => file === place.file),
    line: ({ file, line }: SourcePlace) => {
      const { judgement, files } = session.state.value;
      const text =
        judgement?.texts[file] ??
        judgement?.imported.find((given) => given.file === file)?.source ??
        files.find((given) => given.file === file)?.starter;
      return text?.split('\n')[line - 1] ?? null;
    },
  };
}

async function importFiles(session: LabSession): Promise<void> {
  const chosen = await chooseTextFile('.json,.ts,application/json,text/plain');
  if (chosen === null) return;
  const names = Object.keys(textsOf(session.state.value));
  const parsed = parseExport(chosen, session.lab.id, names);
  if (parsed.kind === 'refused') session.notify({ text: parsed.why });
  else session.replace(parsed.texts, 'import');
}

/** A run that was too long for a link comes as a file. */
async function openSharedRun(session: LabSession): Promise<void> {
  const chosen = await chooseTextFile('.json,application/json');
  if (chosen !== null) session.walk.value = { kind: 'file', text: chosen.text };
}

type DialogName = 'history' | 'keys' | 'passed';

interface MenuOptions {
  readonly session: LabSession;
  readonly editorPort: EditorPort | null;
  readonly open: (dialog: DialogName) => void;
}

function menuItems({ session, editorPort, open }: MenuOptions): MenuItem[] {
  return [
    { label: 'History', run: () => open('history') },
    { label: 'Reset to the starter', run: () => session.reset() },
    {
      label: 'Export to a file',
      run: () =>
        downloadText(
          `${session.lab.id}.json`,
          formatExport(session.lab.id, textsOf(session.state.value)),
        ),
    },
    { label: 'Import a file …', run: () => void importFiles(session) },
    { label: 'Open a shared run …', run: () => void openSharedRun(session) },
    ...editorItems(session, editorPort),
    ...(session.state.value.passed === null
      ? []
      : [{ label: 'Differences to my last pass', run: () => open('passed') }]),
    { label: 'Keys', keys: '?', run: () => open('keys') },
  ];
}

/** True where typing a question mark means a question mark. */
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('input, textarea, select, [contenteditable], .monaco-editor') !== null
  );
}

/** The question mark asks for the keys wherever on the page it is typed; of several labs the first answers. */
function useQuestionMark(answer: () => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.key !== '?' || isTyping(event.target)) return;
      // An open dialog has the page to itself.
      if (document.querySelector('dialog[open]') !== null) return;
      event.preventDefault();
      answer();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  });
}

function Verdict(props: BenchProps & { readonly links: PlaceLinks }) {
  const { session, links } = props;
  const state = session.state.value;
  const { judgement } = state;
  const busy = isBusy(state);
  const part = usePart(props, 'verdict', busy || judgement !== null);
  const place = useRef<HTMLDivElement>(null);
  const isReady = part !== null && judgement !== null;
  useEffect(() => {
    // The verdict lies below the editor: bring its beginning into view, and nothing more.
    const box = place.current?.getBoundingClientRect();
    if (!isReady || box === undefined || box.top < innerHeight * 0.6) return;
    const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    scrollBy({ top: box.top - innerHeight * 0.4, behavior: isCalm ? 'auto' : 'smooth' });
  }, [isReady, judgement]);
  return (
    <div ref={place} class={`verdict-place${busy ? ' is-busy' : ''}`}>
      {isReady && (
        <>
          {isStale(state) && !busy && (
            <p class="stale">
              Your files have changed since this verdict. {commandKey()}+Enter runs them.
            </p>
          )}
          <part.VerdictPart session={session} links={links} judgement={judgement} />
        </>
      )}
    </div>
  );
}

/** The time machine, once somebody asks for it: by a button of the verdict, by a link, or with a file. */
function Walking(props: BenchProps & { readonly links: PlaceLinks }) {
  const { session, links } = props;
  useEffect(() => {
    const look = (): void => {
      if (isSharedRun(location.hash))
        session.walk.value = { kind: 'link', fragment: location.hash };
    };
    look();
    addEventListener('hashchange', look);
    return () => removeEventListener('hashchange', look);
  }, [session]);
  const ask = session.walk.value;
  const part = usePart(props, 'machine', ask !== null);
  if (ask === null || part === null) return null;
  return <part.LabWalk session={session} links={links} ask={ask} />;
}

/** The help ladder; its upper rungs come when the rung before them is open. */
function Help(props: BenchProps) {
  const { session } = props;
  const views = usePart(props, 'help', session.state.value.hintsOpen >= session.lab.hints.length);
  return <Hints session={session} views={views} />;
}

function Dialogs(props: BenchProps & { readonly shown: Signal<DialogName | null> }) {
  const { shown, session, keeper } = props;
  const history = usePart(props, 'history', shown.value === 'history' || shown.value === 'passed');
  const keys = usePart(props, 'keys', shown.value === 'keys');
  const close = (): void => void (shown.value = null);
  const read = useMemo(() => async () => (await keeper.value?.history()) ?? [], [keeper]);
  return (
    <>
      {shown.value === 'history' && history !== null && (
        <history.HistoryDialog session={session} history={read} close={close} />
      )}
      {shown.value === 'passed' && history !== null && (
        <history.PassedDialog session={session} close={close} />
      )}
      {shown.value === 'keys' && keys !== null && <keys.KeysDialog close={close} />}
    </>
  );
}

/** Everything inside the lab's section. The site renders it once; the browser hydrates that markup. */
export const Bench: FunctionComponent<BenchProps> = (props) => {
  const { session, editorPort, attack } = props;
  const dialog = useSignal<DialogName | null>(null);
  const open = (name: DialogName): void => void (dialog.value = name);
  const links = useMemo(() => placeLinks(session, editorPort), [session, editorPort]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void session.run(event.shiftKey ? 'grade' : 'run');
    } else if (event.key === 'Escape' && isBusy(session.state.value)) {
      session.stop();
    }
  };
  useQuestionMark(() => open('keys'));
  return (
    // Keys that buttons inside offer as well.
    <div class="lab-bench" onKeyDown={onKeyDown}>
      <p class="lab-missing" data-missing hidden />
      <Notices session={session} />
      <Walking {...props} links={links} />
      <CodePane {...props} />
      <EarlierStrip session={session} />
      <RunBar
        session={session}
        attack={attack}
        menu={menuItems({ session, editorPort, open })}
        openHistory={() => open('history')}
      />
      {attack !== null && <AttackPanel attack={attack} session={session} />}
      <Verdict {...props} links={links} />
      <Help {...props} />
      <p class="is-hidden" role="status">
        {session.announcement.value}
      </p>
      <Dialogs {...props} shown={dialog} />
    </div>
  );
};
