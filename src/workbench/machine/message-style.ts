/** How a message is drawn and spoken of: what became of it, and what was done to it on the way. */
import { traceFates, type RunTrace } from '#grader/walk.ts';

export type MessageStyle = 'plain' | 'lost' | 'held' | 'copy' | 'flying' | 'unheard';

/** In the order in which they are drawn: the exceptional above the ordinary. */
export const messageStyles: readonly MessageStyle[] = [
  'plain',
  'unheard',
  'flying',
  'held',
  'copy',
  'lost',
];

/** What a style adds to a message's words, so that no stroke must be known by heart. */
export const styleWords: Readonly<Record<MessageStyle, string>> = {
  plain: '',
  lost: ' · lost',
  held: ' · late',
  copy: ' · again',
  flying: ' · on its way',
  unheard: ' · too late',
};

/** How far along its way a lost message is drawn. */
export const lostShare = 0.55;

const heldUp = 1;
const madeByRule = 2;

export function styleOf({ messages }: RunTrace, message: number): MessageStyle {
  const fate = traceFates[messages.fate[message] ?? 0];
  if (fate === 'lost') return 'lost';
  const touched = messages.touched[message] ?? 0;
  if (touched === madeByRule) return 'copy';
  if (touched === heldUp) return 'held';
  if (fate === 'underWay') return 'flying';
  return fate === 'late' ? 'unheard' : 'plain';
}

/** The words on a message. */
export function labelOf(trace: RunTrace, message: number): string {
  return trace.texts[trace.messages.phrase[message] ?? -1] ?? '';
}

/** True for a message that stays on its node, where there are others to go to. */
export function isInside({ messages, nodes }: RunTrace, message: number): boolean {
  return nodes.length > 1 && messages.fromNode[message] === messages.toNode[message];
}
