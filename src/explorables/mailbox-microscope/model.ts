/**
 * Selective receive, one look at a time: a mailbox in the order of arrival, what receive asks for, and a counter of the
 * messages it had to look at. The model is compared with the runtime's own receive in model.test.ts.
 */

export const shapes = ['start', 'stop', 'data', 'hello'] as const;
export type Shape = (typeof shapes)[number];

/** How each kind of message is written. */
export const texts: Readonly<Record<Shape, string>> = {
  start: 'start',
  stop: 'stop',
  data: '{data, 12, 13}',
  hello: '“hello?”',
};

/** What receive asks for. */
export const wishes = ['anything', 'start', 'stop', 'data'] as const;
export type Wish = (typeof wishes)[number];

export interface Letter {
  readonly id: number;
  readonly shape: Shape;
}

export interface Mailbox {
  readonly letters: readonly Letter[];
  readonly wish: Wish;
  /** The letter that is looked at; null while no receive is under way. */
  readonly at: number | null;
  /** What the last receive took; null if it found nothing and waits. */
  readonly taken: Letter | null;
  readonly isWaiting: boolean;
  /** True if the time of the last receive ran out before anything that fits arrived. */
  readonly isOver: boolean;
  /** Letters looked at by this receive, and by all. */
  readonly looked: number;
  readonly lookedInAll: number;
  readonly nextId: number;
}

/** A mailbox with these letters, and nobody looking. */
export function mailboxOf(given: readonly Shape[], wish: Wish): Mailbox {
  return {
    letters: given.map((shape, index) => ({ id: index + 1, shape })),
    wish,
    at: null,
    taken: null,
    isWaiting: false,
    isOver: false,
    looked: 0,
    lookedInAll: 0,
    nextId: given.length + 1,
  };
}

/** More letters than this teach nothing, and do not fit. */
export const lettersMax = 40;

/** A message arrives: at the end, and a receive that waits looks at it alone. */
export function arrive(mailbox: Mailbox, shape: Shape): Mailbox {
  if (mailbox.letters.length >= lettersMax) return mailbox;
  const letter = { id: mailbox.nextId, shape };
  const letters = [...mailbox.letters, letter];
  const next = { ...mailbox, letters, nextId: mailbox.nextId + 1 };
  return mailbox.isWaiting ? look({ ...next, at: letters.length - 1, isWaiting: false }) : next;
}

/** One look: the next letter is taken if it fits, else the one after it is next. */
export function look(mailbox: Mailbox): Mailbox {
  if (mailbox.isWaiting) return mailbox;
  const fresh = mailbox.at === null;
  const at = mailbox.at ?? 0;
  const looked = fresh ? 0 : mailbox.looked;
  const letter = mailbox.letters[at];
  if (letter === undefined) {
    return { ...mailbox, at: null, taken: null, isWaiting: true, isOver: false, looked };
  }
  const lookedInAll = mailbox.lookedInAll + 1;
  const counted = { ...mailbox, looked: looked + 1, lookedInAll, isOver: false };
  if (!fits(letter.shape, mailbox.wish)) return { ...counted, at: at + 1, taken: null };
  const letters = mailbox.letters.filter((each) => each !== letter);
  return { ...counted, letters, at: null, taken: letter };
}

/** A whole receive: looks until it takes one, or has looked at all and waits. */
export function receive(mailbox: Mailbox): Mailbox {
  let next = look(mailbox);
  while (next.at !== null) next = look(next);
  return next;
}

/** The time of a receive that waits runs out: it takes nothing, and everything stays where it is. */
export function expire(mailbox: Mailbox): Mailbox {
  return mailbox.isWaiting ? { ...mailbox, isWaiting: false, isOver: true } : mailbox;
}

/** Asks for something else. A receive that was under way, or waiting, is given up. */
export function ask(mailbox: Mailbox, wish: Wish): Mailbox {
  return { ...mailbox, wish, at: null, taken: null, isWaiting: false, isOver: false, looked: 0 };
}

function fits(shape: Shape, wish: Wish): boolean {
  return wish === 'anything' || wish === shape;
}

/** What happened, in a sentence. */
export function tell(mailbox: Mailbox): string {
  const { at, taken, isWaiting, isOver, letters, wish, looked } = mailbox;
  if (taken !== null) {
    const rest = letters.length === 1 ? '1 message stays' : `${letters.length} messages stay`;
    return `Taken: ${texts[taken.shape]}, after ${looked === 1 ? 'one look' : `${looked} looks`}. ${rest}, in their order.`;
  }
  if (isWaiting) {
    return `${looked === 0 ? 'The mailbox is empty' : `None of the ${looked} fits`}: the process waits for ${wish}. Only what arrives from now on is looked at.`;
  }
  if (isOver) {
    return letters.length === 0
      ? 'The time is up: receive returns a timeout, and takes nothing.'
      : `The time is up: receive returns a timeout and takes nothing. The next one looks at ${letters.length === 1 ? 'the message' : `all ${letters.length} messages`} again.`;
  }
  if (at !== null) return 'It does not fit, and stays where it is.';
  return 'Nobody is looking yet.';
}
