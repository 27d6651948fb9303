/** The dialog around a time machine: over the whole window. Escape closes it and gives the focus back. */
import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { PlaceLinks } from '#workbench/StoryList.tsx';
import { useMachineStyles } from './styles.ts';

interface Inside {
  /** Links that close the dialog before they lead out of it. */
  readonly links: PlaceLinks;
  readonly closeButton: ComponentChildren;
}

interface MachineFrameProps {
  readonly title: string;
  readonly links: PlaceLinks;
  /** True once there is something to walk through. */
  readonly isOpen: boolean;
  /** Called when it has been closed. */
  readonly close: () => void;
  readonly children: (inside: Inside) => ComponentChildren;
}

export function MachineFrame({ title, links, isOpen, close, children }: MachineFrameProps) {
  useMachineStyles();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  useEffect(() => {
    // The drawing takes the keys as soon as it is there.
    if (isOpen) dialog.current?.querySelector<HTMLElement>('.tm-canvas')?.focus();
  }, [isOpen]);
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
      <div class="tm-host">{children({ links: ownLinks, closeButton })}</div>
    </dialog>
  );
}
