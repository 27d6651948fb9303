/**
 * Who may see what. Learners see what is public and what is their own; consoles see all; the projector sees what is
 * public. Votes, predictions, an answer and counts stay hidden until they are to be seen: not in a page's state, where
 * a curious reader would find them, but on the server.
 */
import type { Body, RoomEvent } from './messages.ts';
import {
  newSession,
  type Chaos,
  type Participant,
  type Question,
  type Session,
} from './session.ts';

/** Who is looking: staff see the whole session. */
export type Viewer =
  | { readonly as: 'participant'; readonly id: string }
  | { readonly as: 'staff' }
  | { readonly as: 'projector' };

/** Of whom an event speaks; null for the whole room, `staff` for consoles alone. */
export function concernsOf({ body, by }: RoomEvent): string | null {
  switch (body.kind) {
    case 'joined':
    case 'requested':
    case 'claimed':
    case 'released':
    case 'helped':
      return body.participant;
    case 'renamed':
    case 'status':
    case 'visited':
    case 'ran':
    case 'rung':
    case 'consented':
    case 'shared':
    case 'declined':
    case 'left':
    case 'voted':
    case 'predicted':
    case 'endured':
      return by;
    case 'scanned':
      return body.participant ?? 'staff';
    case 'counted':
    case 'invited':
    case 'handed':
      return 'staff';
    default:
      return null;
  }
}

/** A body as learners and the projector may read it. */
function redacted(body: Body): Body {
  if (body.kind !== 'asked') return body;
  const { why: _why, ...open } = body;
  return { ...open, answer: null };
}

const unsaid = { outcome: 'undecided', code: null, fingerprint: null, traceHash: null } as const;

/** What the projector learns of an answer: that there is one, so that it can say how many have answered. */
function veiled({ seq, atMs, by, body }: RoomEvent): RoomEvent | null {
  switch (body.kind) {
    case 'voted':
    case 'predicted':
      return { seq, atMs, by, body: { ...body, choice: 0 } };
    case 'endured':
      return { seq, atMs, by, body: { ...body, ...unsaid, work: 'unsaid' } };
    default:
      return null;
  }
}

/** An event as a viewer may see it; null if it is none of their business. */
export function eventFor(event: RoomEvent, viewer: Viewer): RoomEvent | null {
  if (viewer.as === 'staff') return event;
  const concerns = concernsOf(event);
  if (concerns === null) return { ...event, body: redacted(event.body) };
  if (viewer.as === 'projector') return veiled(event);
  return concerns === viewer.id ? event : null;
}

function own<Value>(
  values: Readonly<Record<string, Value>>,
  viewer: Viewer,
): Record<string, Value> {
  const value = viewer.as === 'participant' ? values[viewer.id] : undefined;
  return viewer.as === 'participant' && value !== undefined ? { [viewer.id]: value } : {};
}

/** One's own answer; for the projector who has answered, and nothing of what. */
function answersFor<Value>(
  values: Readonly<Record<string, Value>>,
  viewer: Viewer,
  veil: NoInfer<Value>,
): Record<string, Value> {
  if (viewer.as !== 'projector') return own(values, viewer);
  return Object.fromEntries(Object.keys(values).map((id) => [id, veil]));
}

function questionFor(question: Question, viewer: Viewer): Question {
  const { isRevealed } = question;
  return {
    ...question,
    votes: answersFor(question.votes, viewer, 0),
    answer: isRevealed ? question.answer : null,
    why: isRevealed ? question.why : null,
    counts: isRevealed ? question.counts : [],
  };
}

function chaosFor(chaos: Chaos, viewer: Viewer): Chaos {
  return {
    ...chaos,
    predictions: answersFor(chaos.predictions, viewer, 0),
    outcomes: answersFor(chaos.outcomes, viewer, { ...unsaid, work: 'unsaid' }),
  };
}

/** A session as a viewer may see it. */
export function sessionFor(session: Session, viewer: Viewer): Session {
  if (viewer.as === 'staff') return session;
  return {
    ...newSession(session),
    ...session,
    participants: own<Participant>(session.participants, viewer),
    staff: {},
    driver: null,
    questions: session.questions.map((question) => questionFor(question, viewer)),
    chaos: session.chaos.map((chaos) => chaosFor(chaos, viewer)),
  };
}
