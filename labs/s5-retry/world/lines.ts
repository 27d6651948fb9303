/** The lines of a shop to the ledger, behind `slots.ts`. Where nobody says how many there are, there are enough. */
import { isAlive, receive, self, send, type Pid } from 'nines';
import { conversation } from 'nines/world';

interface Waiting {
  readonly who: Pid;
  readonly number: number;
}

const lines = { count: Number.POSITIVE_INFINITY, taken: 0 };
const queue: Waiting[] = [];
let numbers = 0;

/** Waits for a line and takes it. */
export async function takeLine(): Promise<void> {
  if (lines.taken < lines.count) {
    lines.taken += 1;
    return;
  }
  numbers += 1;
  const number = numbers;
  queue.push({ who: self(), number });
  // The turn comes from somebody else's conversation.
  const mine = conversation();
  await receive({ kind: 'turn', number });
  conversation(mine);
}

/** Gives a line back. */
export function giveLine(): void {
  lines.taken -= 1;
  handOut();
}

/** So many lines there are from now on: more or fewer than before. */
export function setLines(count: number): void {
  lines.count = count;
  handOut();
}

function handOut(): void {
  while (lines.taken < lines.count) {
    const next = queue.shift();
    if (next === undefined) return;
    if (!isAlive(next.who)) continue;
    lines.taken += 1;
    send(next.who, { kind: 'turn', number: next.number });
  }
}
