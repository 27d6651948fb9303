/** Whether somebody is there, from presence and the log. Pure. */
import type { Participant } from './session.ts';

/**
 * `here`: their page was touched lately. `silent`: it is open and nobody touches it. `away`: it is closed, or its network
 * is. `left`: they said goodbye. `unseen`: a status read off a screen; there is no page to hear of.
 */
export type Sign = 'here' | 'silent' | 'away' | 'left' | 'unseen';

/**
 * Nobody touched the page for so long, milliseconds: longer than reading a hint or a story takes, shorter than a pause
 * that goes unnoticed in a lab of twenty minutes.
 */
const silentAfterMs = 4 * 60_000;

/**
 * What a person's signs of life come to.
 *
 * @param seenMs what presence has of them: the last time that their page was touched, 0 if it is gone, undefined if this
 *   server has not heard of it.
 */
export function signOf(
  participant: Pick<Participant, 'hasLeft' | 'isScanned' | 'lastAtMs'>,
  seenMs: number | undefined,
  nowMs: number,
): Sign {
  if (participant.hasLeft) return 'left';
  if (participant.isScanned) return 'unseen';
  if (seenMs === undefined || seenMs === 0) return 'away';
  const lastMs = Math.max(seenMs, participant.lastAtMs);
  return nowMs - lastMs > silentAfterMs ? 'silent' : 'here';
}
