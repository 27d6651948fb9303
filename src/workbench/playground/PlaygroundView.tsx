/** What the playground fetches when something runs: the time machine in the page, its output, and shared runs. */
import type { ReadonlySignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { OutputLine } from '#sandbox/protocol.ts';
import type { LabSession } from '#workbench/lab-session.ts';
import type { Machine } from '#workbench/machine/machine.ts';
import { SharedRun } from '#workbench/machine/SharedRun.tsx';
import { TimeMachine } from '#workbench/machine/TimeMachine.tsx';
import { shareRun, type WalkSource } from '#workbench/machine/walk-source.ts';
import { printInstant } from '#workbench/print.ts';
import type { PlaceLinks } from '#workbench/StoryList.tsx';
import { playFrom } from './setting.ts';

const shownMax = 12;

interface PlaygroundViewProps {
  readonly machine: Machine;
  readonly links: PlaceLinks;
  readonly source: () => WalkSource;
  readonly output: ReadonlySignal<readonly OutputLine[]>;
}

function pageHere(): string {
  return location.href.replace(/#.*$/, '');
}

function Output({ output }: Pick<PlaygroundViewProps, 'output'>) {
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

export function PlaygroundView({ machine, links, source, output }: PlaygroundViewProps) {
  return (
    <>
      <div class="tm-host is-inline">
        <TimeMachine
          machine={machine}
          links={links}
          title="Three nodes"
          share={(view) => {
            // What is shared ends where the reader is: opening it must not play an hour.
            const { walk } = view;
            const { forks } = walk.run;
            const { subject } = playFrom(1, Math.ceil(walk.end.atMs));
            return shareRun({ ...source(), run: { subject, forks } }, view, pageHere());
          }}
        />
      </div>
      <Output output={output} />
    </>
  );
}

interface SharedPlayProps {
  readonly session: LabSession;
  readonly fragment: string;
  readonly close: () => void;
}

export function SharedPlay({ session, fragment, close }: SharedPlayProps) {
  const ask = useMemo(() => ({ kind: 'link', fragment }) as const, [fragment]);
  return <SharedRun ask={ask} session={session} page={pageHere()} close={close} />;
}
