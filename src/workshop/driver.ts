/** Who moves class and projector. */
import type { Speaker } from './messages.ts';
import type { Session } from './session.ts';

/** Whether this person moves the class now. */
export function drives(session: Session, speaker: Pick<Speaker, 'id' | 'role'>): boolean {
  return (
    speaker.role === 'instructor' && (session.driver === null || session.driver === speaker.id)
  );
}
