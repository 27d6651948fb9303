/**
 * What a learner's page tells the room by itself: where it is, how a run ended, which rung of help was opened. Nothing of it
 * is typed text or code; the page of the room lists it for the learner.
 */
import type { Room } from '#room/room.ts';
import { pageHere } from '#room/together/course-place.ts';
import { ownView } from '#workshop/own-view.ts';
import type { Participant } from '#workshop/session.ts';
import type { Judged } from './lab-news.ts';

/** The lab of this page, if it has one. */
export function labHere(): string | null {
  return document.querySelector<HTMLElement>('[data-lab]')?.dataset['lab'] ?? null;
}

/** This person, with what they have said counted in; null before the room has answered for the first time. */
export function myself(room: Room): Participant | null {
  const { session, you } = room.link;
  const id = you?.id ?? '';
  if (session === null || !Object.hasOwn(session.participants, id)) return null;
  const known = session.participants[id];
  return known ? ownView(known, room.link.pending, room.link.nowMs()) : null;
}

/** Says where this page is, unless the room knows it. */
export function tellPlace(room: Room): void {
  const me = myself(room);
  const page = pageHere();
  const lab = labHere();
  if (me?.page === page && (lab === null || me.lab === lab)) return;
  void room.link.say({ kind: 'visited', page, lab });
}

/** Says how a run ended. */
export function tellRun(room: Room, judged: Judged): void {
  const { lab, goal, kind: outcome, code, fingerprint, work } = judged;
  void room.link.say({ kind: 'ran', lab, goal, outcome, code, fingerprint, work });
  const me = myself(room);
  // Who runs works; what they said of themselves stands.
  if (me?.status === 'none')
    void room.link.say({ kind: 'status', status: 'working', lab, note: '' });
}

/** Says that a rung was opened, unless the room knows it. */
export function tellRung(room: Room, lab: string, rung: number): void {
  const known = myself(room)?.labs[lab]?.rungs ?? 0;
  if (rung > known) void room.link.say({ kind: 'rung', lab, rung });
}
