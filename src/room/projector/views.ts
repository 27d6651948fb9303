/**
 * What the projector can show: one view for each kind of `Projected`, fetched when it is first wanted. A view fills the
 * window, measures everything in `rem` (which grows with the window: see projector.css) and holds nobody's name.
 */
import type { ComponentType } from 'preact';
import type { Room } from '#room/room.ts';
import type { Projected } from '#workshop/messages.ts';
import type { Session } from '#workshop/session.ts';

type Name = Projected['view'];

/** What a view is given: drawn anew whenever the session changes. */
export interface ViewProps<View extends Name = Name> {
  readonly room: Room;
  readonly session: Session;
  /** What is to be shown, with what came with it. */
  readonly what: Extract<Projected, { readonly view: View }>;
}

type Views = { readonly [View in Name]?: () => Promise<ComponentType<ViewProps<View>>> };

/** The views by name. One that is not here is said to be missing, with what to do. */
export const views: Views = {
  nothing: async () => (await import('./NothingView.tsx')).NothingView,
  join: async () => (await import('./JoinView.tsx')).JoinView,
  timer: async () => (await import('./TimerView.tsx')).TimerView,
  agenda: async () => (await import('./AgendaView.tsx')).AgendaView,
  progress: async () => (await import('./ProgressView.tsx')).ProgressView,
  story: async () => (await import('./StoryView.tsx')).StoryView,
  question: async () => (await import('#room/together/QuestionView.tsx')).QuestionView,
  chaos: async () => (await import('#room/together/ChaosView.tsx')).ChaosView,
  mirror: async () => (await import('./MirrorView.tsx')).MirrorView,
  text: async () => (await import('./TextView.tsx')).TextView,
};
