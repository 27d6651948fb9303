/**
 * The labs of this page that are awake and have their draft: the way for other parts of the page to a lab's files. What
 * takes something in calls `replace`, so that the lab keeps a version and offers to undo it.
 */
import { signal, type ReadonlySignal } from '@preact/signals';
import type { LabSession } from './lab-session.ts';

const open = signal<readonly LabSession[]>([]);

/** In the order in which they opened. */
export const openLabs: ReadonlySignal<readonly LabSession[]> = open;

/** A lab has its draft, and what replaces its files from now on is kept in its history. */
export function labOpened(session: LabSession): void {
  open.value = [...open.value, session];
}
