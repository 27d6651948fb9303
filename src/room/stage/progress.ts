/**
 * How a lab goes, in counts: what the projector may know of it. The projector sees nobody, so a console counts for it, and
 * counts anew as long as the view is shown.
 */
import { effect } from '@preact/signals';
import type { Room } from '#room/room.ts';
import { drives } from '#workshop/driver.ts';
import type { Counts } from '#workshop/messages.ts';
import type { Session } from '#workshop/session.ts';

/** Between two counts, milliseconds: each is an event of the log that goes to everybody. */
const everyMs = 3_000;

/** Counts everybody who has not left. A status that is about another lab counts as none. */
export function countsOf(session: Session, lab: string): Counts {
  const people = Object.values(session.participants).filter(({ hasLeft }) => !hasLeft);
  const saying = (status: string): number =>
    people.filter((person) => {
      const about = person.statusLab ?? person.lab;
      return person.status === status && (about === null || about === lab);
    }).length;
  const standings = people
    .map(({ labs }) => labs[lab])
    .filter((standing) => standing !== undefined);
  return {
    here: people.length,
    working: saying('working'),
    done: saying('done'),
    help: saying('help'),
    ran: standings.filter(({ runs }) => runs > 0).length,
    passed: standings.filter(({ passedAtMs }) => passedAtMs !== null).length,
  };
}

/** The counts to show instead of those that are shown; null if they are right, or somebody else moves the projector. */
function newer(room: Room, session: Session): { lab: string; counts: Counts } | null {
  const { projected, isEnded } = session;
  const { you, connection } = room.link;
  if (projected.view !== 'progress' || isEnded || connection === 'away') return null;
  if (you?.role !== 'instructor' || !drives(session, { id: you.id, role: you.role })) return null;
  const counts = countsOf(session, projected.lab);
  const isSame = JSON.stringify(counts) === JSON.stringify(projected.counts);
  return isSame ? null : { lab: projected.lab, counts };
}

/** Keeps the projector's counts right while it shows progress. Gives a function that ends it. */
export function keepProgress(room: Room): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const look = (): void => {
    timer = null;
    const session = room.seen.peek()?.session;
    const next = session && newer(room, session);
    if (next) void room.say({ kind: 'projected', what: { view: 'progress', ...next } });
  };
  const end = effect(() => {
    const session = room.seen.value?.session;
    if (session && timer === null && newer(room, session) !== null)
      timer = setTimeout(look, everyMs);
  });
  return () => {
    end();
    if (timer !== null) clearTimeout(timer);
  };
}
