/**
 * When a question is asked again. Leitner's boxes: a right answer moves a question one box on, a wrong one back to the
 * first, and each box waits about twice as long as the one before it. An answer that comes before its day counts only
 * if it is wrong, so going through a chapter's quiz twice in an evening moves nothing on.
 */

/** Days until a question of a box is asked again. */
const waits = [1, 3, 7, 16, 35, 90];

/** One question's place in the boxes. */
export interface Card {
  /** 0 is the first box. */
  readonly box: number;
  /** Day on which it is due, counted from 1970. */
  readonly due: number;
}

/** Question -> its place; a question is named `chapter/id`. */
export type Cards = Readonly<Record<string, Card>>;

/** The day of an instant where the reader is. */
export function dayOf(instant: Date): number {
  return Math.floor(instant.getTime() / 86_400_000 - instant.getTimezoneOffset() / 1440);
}

function cardIn(box: number, today: number): Card {
  const last = waits.length - 1;
  const kept = Math.min(box, last);
  return { box: kept, due: today + (waits[kept] ?? 1) };
}

/** The question's place after an answer. */
export function answered(card: Card | undefined, isRight: boolean, today: number): Card {
  if (!isRight) return cardIn(0, today);
  if (card === undefined) return cardIn(1, today);
  return card.due <= today ? cardIn(card.box + 1, today) : card;
}

/** The questions that are due, the longest overdue first. */
export function dueOn(cards: Cards, today: number): readonly string[] {
  return Object.entries(cards)
    .filter(([, { due }]) => due <= today)
    .toSorted(([nameA, a], [nameB, b]) => a.due - b.due || (nameA < nameB ? -1 : 1))
    .map(([name]) => name);
}

/** The first day on which something is due, or null if no question was ever answered. */
export function nextDay(cards: Cards): number | null {
  const days = Object.values(cards).map(({ due }) => due);
  return days.length === 0 ? null : Math.min(...days);
}
