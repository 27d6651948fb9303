/** The playground: one file, three nodes, and a run that goes on while one breaks it. */
import { useSignal, type Signal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { SourcePlace } from '#grader/verdict.ts';
import type { BenchProps } from '#workbench/Bench.tsx';
import { CodePane } from '#workbench/CodePane.tsx';
import { editorItems } from '#workbench/editor-menu.ts';
import { chooseTextFile } from '#workbench/files.ts';
import { ToolGlyph } from '#workbench/Glyph.tsx';
import { textsOf } from '#workbench/lab-state.ts';
import type { LabSession } from '#workbench/lab-session.ts';
import { Menu, type MenuItem } from '#workbench/Menu.tsx';
import { Notices } from '#workbench/Notices.tsx';
import { saveWords } from '#workbench/RunBar.tsx';
import type { PlaceLinks } from '#workbench/StoryList.tsx';
import { isSharedRun, type SharedAsk } from '#workbench/walk-ask.ts';
import type { Playing, Speed } from './playing.ts';
import { playFrom, playgroundInfo, playgroundMs } from './setting.ts';

type ViewPart = typeof import('./PlaygroundView.tsx');

interface PlaygroundProps extends BenchProps {
  /** None while the site is built. */
  readonly playing: Playing | null;
}

const speeds: readonly (readonly [Speed, string])[] = [
  ['slow', 'Slow'],
  ['normal', 'Normal'],
  ['fast', 'Fast'],
];

function useView(session: LabSession, isWanted: boolean): ViewPart | null {
  const part = useSignal<ViewPart | null>(null);
  useEffect(() => {
    if (!isWanted || part.value !== null) return;
    import('./PlaygroundView.tsx')
      .then((loaded) => (part.value = loaded))
      .catch(() =>
        session.notify({
          text: 'The viewer could not be loaded. Check the connection and reload.',
        }),
      );
  }, [isWanted, part, session]);
  return part.value;
}

function linksOf({ session, editorPort }: PlaygroundProps): PlaceLinks {
  return {
    open: (place: SourcePlace) => {
      if (session.surface.value === 'static') editorPort?.edit();
      session.openPlace(place);
    },
    knows: ({ file }) => session.state.value.files.some((one) => one.file === file),
    line: ({ file, line }) => textsOf(session.state.value)[file]?.split('\n')[line - 1] ?? null,
  };
}

interface ControlsProps {
  readonly playing: Playing | null;
  readonly run: () => void;
  readonly menu: readonly MenuItem[];
  /** Whether the draft is saved, in two words. */
  readonly saved: string;
}

/** What else can be done with the file; a run of one's own needs no history and no hints. */
function menuItems({ session, editorPort }: PlaygroundProps, openFile: () => void): MenuItem[] {
  const { undo } = session.state.value;
  return [
    { label: 'Reset to the starter', run: () => session.reset() },
    ...(undo === null ? [] : [{ label: `Undo ${undo.reason}`, run: () => session.undo() }]),
    { label: 'Open a shared run …', run: openFile },
    ...editorItems(session, editorPort),
  ];
}

function Controls({ playing, run, menu, saved }: ControlsProps) {
  const state = playing?.state.value ?? 'stopped';
  const isOpen = state === 'playing' || state === 'paused';
  return (
    <div class="play-bar">
      <button type="button" class="run-button" data-act="run" onClick={run}>
        <ToolGlyph tool="run" />
        {state === 'stopped' ? 'Run' : 'Run anew'}
      </button>
      {isOpen && (
        <button
          type="button"
          class="plain-button"
          onClick={() => (state === 'playing' ? playing?.pause() : void playing?.play())}
        >
          {state === 'playing' ? 'Pause' : 'Go on'}
        </button>
      )}
      {isOpen && (
        <button type="button" class="plain-button" onClick={() => void playing?.step()}>
          One step
        </button>
      )}
      {isOpen && playing !== null && (
        <label class="play-speed">
          Speed{' '}
          <select
            value={playing.speed.value}
            onChange={({ currentTarget }) => (playing.speed.value = currentTarget.value as Speed)}
          >
            {speeds.map(([speed, label]) => (
              <option key={speed} value={speed}>
                {label}
              </option>
            ))}
          </select>
        </label>
      )}
      <span role="status" class="play-state">
        {state === 'opening' && 'Compiling …'}
        {state === 'over' && 'The run is over.'}
      </span>
      <span class="play-saved">{saved}</span>
      <Menu label="More" items={menu} />
    </div>
  );
}

/** A shared run that somebody came for, by its link. */
function useShared(): Signal<SharedAsk | null> {
  const shared = useSignal<SharedAsk | null>(null);
  useEffect(() => {
    const look = (): void => {
      if (isSharedRun(location.hash)) shared.value = { kind: 'link', fragment: location.hash };
    };
    look();
    addEventListener('hashchange', look);
    return () => removeEventListener('hashchange', look);
  }, [shared]);
  return shared;
}

/** The page's part that lives; the site renders it once, the browser hydrates that markup. */
export function Playground(props: PlaygroundProps) {
  const { session, playing } = props;
  const links = useMemo(() => linksOf(props), [session]);
  const shared = useShared();
  const openFile = (): void => {
    void chooseTextFile('.json,application/json').then((chosen) => {
      if (chosen !== null) shared.value = { kind: 'file', text: chosen.text };
    });
  };
  const menu = menuItems(props, openFile);
  const machine = playing?.machine.value ?? null;
  const failure = playing?.failure.value ?? null;
  const view = useView(session, machine !== null || shared.value !== null);
  const stage = useRef<HTMLDivElement>(null);
  const isOnStage = machine !== null && view !== null;
  useEffect(() => {
    if (!isOnStage) return;
    const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    stage.current?.scrollIntoView({ block: 'start', behavior: isCalm ? 'auto' : 'smooth' });
  }, [isOnStage]);
  const source = () => ({
    lab: '',
    labHash: playgroundInfo.contentHash,
    texts: textsOf(session.state.value),
    imports: [],
    run: playFrom(1, playgroundMs),
    expectedHash: null,
    event: null,
  });
  const run = (): void => void playing?.start(source());
  return (
    <div class="lab-bench playground">
      {shared.value !== null && view !== null && (
        <view.SharedPlay
          session={session}
          ask={shared.value}
          close={() => {
            shared.value = null;
            history.replaceState(null, '', location.pathname);
          }}
        />
      )}
      <Notices session={session} />
      <CodePane {...props} />
      <div class="play-stage" ref={stage}>
        <h2 class="is-hidden">The run</h2>
        <Controls
          playing={playing}
          run={run}
          menu={menu}
          saved={saveWords(session.state.value.save)}
        />
        {failure !== null && (
          <p class="play-failure" role="alert">
            {failure.message} {failure.remedy}
          </p>
        )}
        {playing !== null && machine !== null && view !== null && (
          <view.PlaygroundView playing={playing} machine={machine} links={links} source={source} />
        )}
      </div>
    </div>
  );
}
