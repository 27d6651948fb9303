/** Who asks for help. Pure. */
import type { Participant, Session } from '#workshop/session.ts';

/** Requests in the order in which they are to be met: those that nobody has taken, the longest wait first. */
export function requestsIn(session: Session): Participant[] {
  return Object.values(session.participants)
    .filter(({ status, hasLeft }) => status === 'help' && !hasLeft)
    .toSorted(
      (a, b) =>
        Number(a.claimedBy !== null) - Number(b.claimedBy !== null) || a.statusAtMs - b.statusAtMs,
    );
}
