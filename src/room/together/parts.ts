/** What the class does together, as parts of the learner's dock. */
import type { Looking, Part } from '#room/learner/parts.ts';
import type { Chaos, Question } from '#workshop/session.ts';

function question({ session }: Looking): Question | undefined {
  return session.questions.at(-1);
}

function chaos({ session }: Looking): Chaos | undefined {
  return session.chaos.at(-1);
}

export const follow: Part = {
  id: 'follow',
  title: 'Where the class is',
  stand: ({ session }) => (session.led === null ? 'none' : 'shown'),
  news: () => '',
  load: async () => (await import('./FollowPart.tsx')).FollowPart,
};

export const vote: Part = {
  id: 'vote',
  title: 'The question',
  stand: (looking) => (question(looking) === undefined ? 'none' : 'shown'),
  news: (looking) => {
    const asked = question(looking);
    return asked === undefined
      ? ''
      : `${asked.id} ${asked.round} ${String(asked.isOpen)} ${String(asked.isRevealed)}`;
  },
  load: async () => (await import('./VotePart.tsx')).VotePart,
};

export const chaosPlan: Part = {
  id: 'chaos',
  title: 'The fault plan',
  stand: (looking) => (chaos(looking) === undefined ? 'none' : 'shown'),
  news: (looking) => {
    const drill = chaos(looking);
    return drill === undefined ? '' : `${drill.id} ${drill.stage}`;
  },
  load: async () => (await import('./ChaosPart.tsx')).ChaosPart,
};
