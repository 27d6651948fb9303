/**
 * Somebody as they see themselves: what they have said counts at once, though the network may be away for an hour. The
 * room's own state takes it up when it is on record.
 */
import { apply } from './apply.ts';
import type { Message } from './messages.ts';
import { newSession, type Participant } from './session.ts';

/** A participant with what waits applied on top; the given one is not changed. */
export function ownView(
  participant: Participant,
  pending: readonly Message[],
  nowMs: number,
): Participant {
  if (pending.length === 0) return participant;
  const alone = newSession({ code: '', title: '', createdAtMs: 0 });
  alone.participants[participant.id] = structuredClone(participant);
  for (const [index, body] of pending.entries())
    apply(alone, { seq: index + 1, atMs: nowMs, by: participant.id, body });
  return alone.participants[participant.id] ?? participant;
}
