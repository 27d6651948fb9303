/** The time machine over the whole window: plays the run, then shows it. Escape closes it and gives the focus back. */
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { printCount } from '#workbench/print.ts';
import type { PlaceLinks } from '#workbench/StoryList.tsx';
import { Machine } from './machine.ts';
import { useMachineStyles } from './styles.ts';
import { TimeMachine } from './TimeMachine.tsx';
import { openWalk, shareRun, shownOf, walkTools, type WalkSource } from './walk-source.ts';

type State =
  | { readonly kind: 'playing'; readonly events: number }
  | { readonly kind: 'open'; readonly machine: Machine }
  | { readonly kind: 'failed'; readonly message: string; readonly remedy: string };

interface MachineDialogProps {
  readonly source: WalkSource;
  readonly title: string;
  readonly links: PlaceLinks;
  /** The page that a link to this run opens. */
  readonly page: string;
  readonly close: () => void;
}

function useOpening(source: WalkSource): State {
  const state = useSignal<State>({ kind: 'playing', events: 0 });
  useEffect(() => {
    const abort = new AbortController();
    const progress = ({ events }: { readonly events: number }): void =>
      void (state.value = { kind: 'playing', events });
    void openWalk(source, { listen: { progress } }, abort.signal).then((opened) => {
      if (abort.signal.aborted) return;
      state.value =
        opened.kind === 'walk'
          ? {
              kind: 'open',
              machine: new Machine(opened.walk, { tools: walkTools, event: source.event }),
            }
          : opened;
    });
    return () => {
      abort.abort();
      if (state.value.kind === 'open') state.value.machine.dispose();
    };
  }, [source, state]);
  return state.value;
}

/** Says when a shared run does not come out as it did where it was shared. */
function Difference({ machine }: { readonly machine: Machine }) {
  const { walk } = machine.left.value;
  if (walk.isExpected !== false) return null;
  return (
    <p class="tm-notice">
      This run has another hash than the one it was kept with: the lab or the course has changed
      since. What you see is what it does now.
    </p>
  );
}

function Waiting({
  title,
  state,
  close,
}: {
  title: string;
  state: State;
  close: ComponentChildren;
}) {
  return (
    <div class="tm-waiting">
      <h3>{title}</h3>
      {state.kind === 'playing' && (
        <p role="status">
          Playing the run …{' '}
          {state.events > 0 && <span class="is-quiet">{printCount(state.events)} events</span>}
        </p>
      )}
      {state.kind === 'failed' && (
        <p role="alert">
          {state.message} {state.remedy}
        </p>
      )}
      {close}
    </div>
  );
}

export function MachineDialog({ source, title, links, page, close }: MachineDialogProps) {
  useMachineStyles();
  const dialog = useRef<HTMLDialogElement>(null);
  const state = useOpening(source);
  useEffect(() => dialog.current?.showModal(), []);
  useEffect(() => {
    // The drawing takes the keys as soon as it is there.
    if (state.kind === 'open') dialog.current?.querySelector<HTMLElement>('.tm-canvas')?.focus();
  }, [state.kind]);
  const ownLinks = useMemo<PlaceLinks>(
    () => ({
      ...links,
      open: (place) => {
        dialog.current?.close();
        links.open(place);
      },
    }),
    [links],
  );
  const closeButton = (
    <button type="button" class="plain-button" onClick={() => dialog.current?.close()}>
      Close
    </button>
  );
  return (
    <dialog ref={dialog} class="tm-dialog" aria-label={title} onClose={close}>
      <div class="tm-host">
        {state.kind === 'open' ? (
          <>
            <Difference machine={state.machine} />
            <TimeMachine
              machine={state.machine}
              links={ownLinks}
              title={title}
              share={(view) => shareRun(source, shownOf(view), page)}
              actions={closeButton}
            />
          </>
        ) : (
          <Waiting title={title} state={state} close={closeButton} />
        )}
      </div>
    </dialog>
  );
}
