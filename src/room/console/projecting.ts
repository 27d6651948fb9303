/** What the projector shows, in words, and what it may show next. Pure. */
import { countsOf } from '#room/stage/progress.ts';
import type { Projected } from '#workshop/messages.ts';
import type { Session } from '#workshop/session.ts';
import { labTitle, type Course } from './desk.ts';

/** `The story of E-1 in “Two books”`. */
export function projectedWords(session: Session, course: Course): string {
  const what = session.projected;
  switch (what.view) {
    case 'nothing':
      return 'Nothing: it is dark';
    case 'join':
      return 'How to join';
    case 'timer':
      return 'The timer';
    case 'agenda':
      return 'The agenda';
    case 'progress':
      return `Progress in “${labTitle(course, what.lab)}”`;
    case 'story':
      return `The story of ${what.code} in “${labTitle(course, what.lab)}”`;
    case 'question': {
      const asked = session.questions.find(({ id }) => id === what.question);
      return `The question “${asked?.text ?? ''}”`;
    }
    case 'chaos': {
      const drill = session.chaos.find(({ id }) => id === what.chaos);
      return `The fault plan “${drill?.title ?? ''}”`;
    }
    case 'mirror':
      return 'Your editor';
    case 'text':
      return `“${what.text}”`;
  }
}

/** Views that need nothing but a click, with the word on the button. */
export function simpleViews(
  session: Session,
): readonly { readonly label: string; readonly what: Projected }[] {
  const lab = session.classLab;
  return [
    { label: 'Join', what: { view: 'join' } },
    ...(session.agenda ? [{ label: 'Agenda', what: { view: 'agenda' } as const }] : []),
    ...(session.timer ? [{ label: 'Timer', what: { view: 'timer' } as const }] : []),
    ...(lab !== null
      ? [
          {
            label: 'Progress',
            what: { view: 'progress', lab, counts: countsOf(session, lab) } as const,
          },
        ]
      : []),
  ];
}

/** The view after the one that is shown, in the order of the buttons. */
export function nextView(session: Session): Projected {
  const views = simpleViews(session);
  const now = views.findIndex(({ what }) => what.view === session.projected.view);
  return views[(now + 1) % views.length]?.what ?? { view: 'nothing' };
}
