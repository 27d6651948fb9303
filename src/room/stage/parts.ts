/** What the instructor gives and shows to the class, as parts of the learner's dock. */
import type { Part } from '#room/learner/parts.ts';
import { mirrorHistory } from './mirror-history.ts';

export const given: Part = {
  id: 'given',
  title: 'From the instructor',
  stand: ({ session }) =>
    session.pushes.some(({ isWithdrawn }) => !isWithdrawn) ? 'shown' : 'none',
  news: ({ session }) => session.pushes.findLast(({ isWithdrawn }) => !isWithdrawn)?.id ?? '',
  load: async () => (await import('./PushPart.tsx')).PushPart,
};

export const mirror: Part = {
  id: 'mirror',
  title: 'The instructor’s editor',
  stand: ({ session }) => {
    if (session.mirror !== null) return 'shown';
    return mirrorHistory().peek().length > 0 ? 'listed' : 'none';
  },
  // A key pressed by the instructor is no news: only that there is a mirror is.
  news: ({ session }) => (session.mirror === null ? '' : session.mirror.lab),
  load: async () => (await import('./MirrorPart.tsx')).MirrorPart,
};
