/** The panels of the console, in the order of the tabs. */
import { AgendaPanel } from './AgendaPanel.tsx';
import { ClustersPanel } from './ClustersPanel.tsx';
import type { Panel } from './desk.ts';
import { late } from './late.tsx';
import { LocksPanel } from './LocksPanel.tsx';
import { PeoplePanel } from './PeoplePanel.tsx';
import { QueueBadge, QueuePanel } from './QueuePanel.tsx';
import { SessionPanel } from './SessionPanel.tsx';

/** A panel is one line here; a big one loads its view when it is first seen: see `late.tsx`. */
export const panels: readonly Panel[] = [
  {
    id: 'queue',
    title: 'Ask for help',
    key: 'q',
    place: 'hurt',
    audience: 'everybody',
    View: QueuePanel,
    Badge: QueueBadge,
  },
  {
    id: 'people',
    title: 'People',
    key: 'p',
    place: 'who',
    audience: 'everybody',
    View: PeoplePanel,
  },
  {
    id: 'clusters',
    title: 'Same story',
    key: 'c',
    place: 'hurt',
    audience: 'instructors',
    View: ClustersPanel,
  },
  {
    id: 'agenda',
    title: 'Agenda',
    key: 'a',
    place: 'do',
    audience: 'instructors',
    View: AgendaPanel,
  },
  {
    id: 'lead',
    title: 'Lead',
    key: 'e',
    place: 'do',
    audience: 'instructors',
    View: late(async () => (await import('#room/together/LeadPanel.tsx')).LeadPanel),
  },
  {
    id: 'ask',
    title: 'Ask',
    key: 'v',
    place: 'do',
    audience: 'instructors',
    View: late(async () => (await import('#room/together/AskPanel.tsx')).AskPanel),
  },
  {
    id: 'chaos',
    title: 'Chaos',
    key: 'x',
    place: 'do',
    audience: 'instructors',
    View: late(async () => (await import('#room/together/ChaosPanel.tsx')).ChaosPanel),
  },
  {
    id: 'stage',
    title: 'Give',
    key: 'g',
    place: 'do',
    audience: 'instructors',
    View: late(async () => (await import('#room/stage/StagePanel.tsx')).StagePanel),
  },
  {
    id: 'locks',
    title: 'Locks',
    key: 'l',
    place: 'do',
    audience: 'instructors',
    View: LocksPanel,
  },
  {
    id: 'scan',
    title: 'Scan',
    key: 'i',
    place: 'do',
    audience: 'everybody',
    View: late(async () => (await import('./ScanPanel.tsx')).ScanPanel),
  },
  {
    id: 'session',
    title: 'Session',
    key: 's',
    place: 'do',
    audience: 'instructors',
    View: SessionPanel,
  },
];
