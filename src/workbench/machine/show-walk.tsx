/** Opens the time machine on a run that a figure of a chapter has played: there is no file to open, and no link to it. */
import { render } from 'preact';
import type { PlaceLinks } from '#workbench/StoryList.tsx';
import { Machine } from './machine.ts';
import { MachineFrame } from './MachineFrame.tsx';
import { TimeMachine } from './TimeMachine.tsx';
import type { WalkPort } from './walk-port.ts';
import { walkTools } from './walk-tools.ts';

const noLinks: PlaceLinks = { open: () => undefined, knows: () => false, line: () => null };

/** Shows a run from one of its events on. */
export function showWalk(
  walk: WalkPort,
  { title, event }: { readonly title: string; readonly event: number },
): void {
  // Outside of the article, whose styles are those of a text.
  const host = document.createElement('div');
  document.body.append(host);
  const machine = new Machine(walk, { tools: walkTools, event });
  const close = (): void => {
    render(null, host);
    host.remove();
  };
  render(
    <MachineFrame title={title} links={noLinks} isOpen close={close}>
      {({ links, closeButton }) => (
        <TimeMachine machine={machine} links={links} title={title} actions={closeButton} />
      )}
    </MachineFrame>,
    host,
  );
}
