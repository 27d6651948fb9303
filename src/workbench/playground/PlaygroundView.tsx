/** What the playground fetches when something runs: the time machine in the page, its output, and shared runs. */
import type { LabSession } from '#workbench/lab-session.ts';
import type { Machine } from '#workbench/machine/machine.ts';
import { SharedRun } from '#workbench/machine/SharedRun.tsx';
import { TimeMachine } from '#workbench/machine/TimeMachine.tsx';
import { shareRun, shownOf, type WalkSource } from '#workbench/machine/walk-source.ts';
import type { SharedAsk } from '#workbench/walk-ask.ts';
import { printInstant } from '#workbench/print.ts';
import type { PlaceLinks } from '#workbench/StoryList.tsx';
import type { Playing } from './playing.ts';
import { playFrom } from './setting.ts';

const shownMax = 12;

interface PlaygroundViewProps {
  readonly playing: Playing;
  readonly machine: Machine;
  readonly links: PlaceLinks;
  readonly source: () => WalkSource;
}

function pageHere(): string {
  return location.href.replace(/#.*$/, '');
}

function Output({ playing: { output } }: Pick<PlaygroundViewProps, 'playing'>) {
  const lines = output.value.slice(-shownMax);
  if (lines.length === 0) return null;
  return (
    <section class="play-output" aria-label="Output">
      <h4>Output</h4>
      <ol>
        {lines.map(({ atMs, where, text }, index) => (
          <li key={index}>
            <span>{printInstant(atMs)}</span> <span>{where}</span> <code>{text}</code>
          </li>
        ))}
      </ol>
    </section>
  );
}

export function PlaygroundView({ playing, machine, links, source }: PlaygroundViewProps) {
  return (
    <>
      <div class="tm-host is-inline">
        <TimeMachine
          machine={machine}
          links={links}
          title="Three nodes"
          share={async () => {
            await playing.finishInstant();
            const shown = shownOf(machine.left.value);
            // What is shared ends where the reader is: opening it must not play an hour.
            const { subject } = playFrom(1, machine.left.value.walk.end.atMs);
            const run = { subject, forks: shown.run.forks };
            return shareRun(source(), { ...shown, run }, pageHere());
          }}
        />
      </div>
      <Output playing={playing} />
    </>
  );
}

interface SharedPlayProps {
  readonly session: LabSession;
  readonly ask: SharedAsk;
  readonly close: () => void;
}

export function SharedPlay({ session, ask, close }: SharedPlayProps) {
  return <SharedRun ask={ask} session={session} page={pageHere()} close={close} />;
}
