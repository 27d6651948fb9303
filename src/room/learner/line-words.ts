/** How the line to the room stands, in words. */
import type { LineState } from './my-room.ts';

const short: Readonly<Record<LineState['connection'], string>> = {
  connecting: 'Connecting',
  live: 'In the room',
  polling: 'In the room',
  away: 'Away',
  refused: 'Outside',
};

/** For the dock: a word, and what waits. */
export function lineWord({ connection, waiting }: LineState): string {
  const waits = connection === 'live' || connection === 'polling' ? '' : waitingWords(waiting);
  return [short[connection], waits].filter((word) => word !== '').join(', ');
}

function waitingWords(waiting: number): string {
  return waiting === 0 ? '' : `${waiting} waiting`;
}

/** In a sentence or two: what is so, and what to do. */
export function lineSentence({ connection, why, waiting, isLasting }: LineState): string {
  const thing = waiting === 1 ? 'One thing you said waits' : `${waiting} things you said wait`;
  const where = isLasting
    ? 'on this device'
    : 'in this tab: leave it open, this browser keeps nothing';
  const waits = waiting === 0 ? '' : ` ${thing} ${where}.`;
  switch (connection) {
    case 'connecting':
      return `Looking for the room.${waits}`;
    case 'live':
      return 'You are in the room.';
    case 'polling':
      return 'You are in the room. This network lets no WebSocket through, so news come every few seconds.';
    case 'away':
      return `The room does not answer. Go on as before: all labs work, and the rest is sent when it is back.${waits}`;
    case 'refused':
      return `The room does not let this page in: ${why ?? 'join it again.'}${waits}`;
  }
}
