/** The time machine over the whole window: plays the run, then shows it. */
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { printCount } from '#workbench/print.ts';
import type { PlaceLinks } from '#workbench/StoryList.tsx';
import { Machine } from './machine.ts';
import { MachineFrame } from './MachineFrame.tsx';
import { TimeMachine } from './TimeMachine.tsx';
import { openWalk, shareRun, shownOf, type WalkSource } from './walk-source.ts';
import { walkTools } from './walk-tools.ts';

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
  const state = useOpening(source);
  return (
    <MachineFrame title={title} links={links} isOpen={state.kind === 'open'} close={close}>
      {({ links: ownLinks, closeButton }) =>
        state.kind === 'open' ? (
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
        )
      }
    </MachineFrame>
  );
}
