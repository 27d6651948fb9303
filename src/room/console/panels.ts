/** The panels of the console, in the order of the tabs. */
import type { Panel } from './desk.ts';
import { SessionPanel } from './SessionPanel.tsx';

/** A panel is one line here; a big one loads its view when it is first seen: see `late.tsx`. */
export const panels: readonly Panel[] = [
  {
    id: 'session',
    title: 'Session',
    key: 's',
    place: 'do',
    audience: 'instructors',
    View: SessionPanel,
  },
];
