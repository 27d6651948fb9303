/** Turns the events of a trip into steps that a reader understands, and counts what they come to. */
import type { MessageView, RuntimeEvent } from '#runtime/events.ts';
import type { Loss } from '#runtime/loss.ts';
import type { Observed } from './processes.ts';
import type { Lane, Page, Step, Trip } from './setup.ts';

const laneOf = (node: string): Lane =>
  node.startsWith('shop') ? 'shop' : node === 'ledger' || node === 'warehouse' ? node : 'web';

/** The messages of the trip in words; those of the ledger are told by what they come to. */
function wordsFor({ fromNode, toNode, carries }: MessageView): string | null {
  if (fromNode === toNode || fromNode === 'ledger' || toNode === 'ledger') return null;
  if (fromNode === 'web') {
    return carries === 'cast'
      ? `Web acknowledges the reply of ${toNode}.`
      : `Web asks ${toNode}: one book for Ines.`;
  }
  if (toNode === 'warehouse') return `${fromNode} tells the warehouse to ship.`;
  if (fromNode === 'warehouse') return `The warehouse sends ${toNode} the receipt.`;
  return `${fromNode} replies to web.`;
}

const lostWords = (text: string): string => `${text.slice(0, -1)}, and the message is lost.`;
const lateWords = (text: string): string => `${text.slice(0, -1)}, who has stopped listening.`;

const pageWords: Readonly<Record<Page, string>> = {
  delivered: 'The page says: “Your book is on its way.”',
  'not delivered': 'The page says: “Your order has failed.”',
  unknown: 'The page says: “We do not know yet.”',
};

const claimWords = {
  free: 'claims the key in the ledger: it is free',
  started: 'claims the key in the ledger: somebody has begun. It does not ship, and says so to web',
  done: 'claims the key in the ledger: done. It repeats the stored answer',
  acknowledged: 'claims the key in the ledger: done, and the customer knows',
} as const;

/** A step that happens at one party. */
const atLane = (lane: Lane, kind: Step['kind'], text: string): Omit<Step, 'atMs'> => ({
  from: lane,
  to: lane,
  kind,
  text,
});

function gaveUpWords(value: Observed & { readonly kind: 'gaveUp' }, attemptsMax: number): string {
  const heard =
    value.why === 'timeout'
      ? 'Web has waited long enough'
      : 'Web learns that the connection is closed';
  return `${heard} and ${value.attempt < attemptsMax ? 'asks the next shop' : 'has no attempt left'}.`;
}

function observedStep(value: Observed, attemptsMax: number): Omit<Step, 'atMs'> | null {
  if (value.kind === 'asked') return null;
  if (value.kind === 'gaveUp') return atLane('web', 'timeout', gaveUpWords(value, attemptsMax));
  if (value.kind === 'page') return atLane('web', 'operation', pageWords[value.says]);
  if (value.kind === 'parcel') {
    const text = value.number === 1 ? 'A book leaves.' : `Book number ${value.number} leaves.`;
    return atLane('warehouse', 'effect', text);
  }
  if (value.kind === 'claim') {
    const text = `${value.shop} ${claimWords[value.found]}.`;
    return { from: 'shop', to: 'ledger', kind: 'note', text };
  }
  if (value.kind === 'reconciler') return atLane('ledger', 'note', value.text);
  const text = 'It writes to Ines: “Your book is on its way.”';
  return { from: 'ledger', to: 'web', kind: 'operation', text };
}

/** What the events of a trip tell. */
export type Story = Omit<Trip, 'events' | 'lesson'>;

/** The page's verdict, the books and the steps of a trip that made `attemptsMax` attempts at most. */
export function storyOf(events: readonly RuntimeEvent[], attemptsMax: number): Story {
  const steps: Step[] = [];
  const places = new Map<MessageView, number>();
  const trip = { books: 0, page: 'unknown' as Page, mailed: false, attempts: 0 };
  for (const event of events) {
    const { atMs } = event;
    if (event.kind === 'sent') {
      const text = wordsFor(event.message);
      if (text === null) continue;
      const { fromNode, toNode } = event.message;
      places.set(event.message, steps.length);
      steps.push({ atMs, from: laneOf(fromNode), to: laneOf(toNode), kind: 'message', text });
    } else if (event.kind === 'dropped') {
      const index = places.get(event.message);
      const step = index === undefined ? undefined : steps[index];
      if (index !== undefined && step !== undefined) steps[index] = loseStep(step, event.why);
    } else if (event.kind === 'nodeChanged' && event.change === 'crashed') {
      const text = `${event.node} crashes.`;
      steps.push({ atMs, from: 'shop', to: 'shop', kind: 'crash', text });
    } else if (event.kind === 'observed') {
      // Only our own processes observe.
      const value = event.observation.value as Observed;
      count(trip, value);
      const step = observedStep(value, attemptsMax);
      if (step !== null) steps.push({ atMs, ...step });
    }
  }
  return { ...trip, steps };
}

function loseStep(step: Step, why: Loss): Step {
  const isLate = why === 'late-reply' || why === 'process-dead';
  return isLate
    ? { ...step, kind: 'late', text: lateWords(step.text) }
    : { ...step, kind: 'lost', text: lostWords(step.text) };
}

function count(
  trip: { books: number; page: Page; mailed: boolean; attempts: number },
  value: Observed,
): void {
  if (value.kind === 'parcel') trip.books = value.number;
  else if (value.kind === 'page') trip.page = value.says;
  else if (value.kind === 'mailed') trip.mailed = true;
  else if (value.kind === 'asked') trip.attempts = value.attempt;
}
