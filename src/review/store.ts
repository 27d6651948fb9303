/** Where the boxes are kept: in this browser, as one entry, which all its tabs share. */
import { answered, type Card, type Cards, dayOf } from './schedule.ts';

const key = 'nines:review';

function isCard(value: unknown): value is Card {
  return (
    typeof value === 'object' &&
    value !== null &&
    'box' in value &&
    Number.isInteger(value.box) &&
    'due' in value &&
    Number.isInteger(value.due)
  );
}

/** All cards; what cannot be read is left out. */
export function loadCards(): Cards {
  try {
    const saved: unknown = JSON.parse(localStorage.getItem(key) ?? '{}');
    if (typeof saved !== 'object' || saved === null) return {};
    return Object.fromEntries(
      Object.entries(saved).filter((entry): entry is [string, Card] => isCard(entry[1])),
    );
  } catch {
    return {};
  }
}

/** Puts an answered question into its box. */
export function remember(question: string, isRight: boolean): void {
  const cards = loadCards();
  const card = answered(cards[question], isRight, dayOf(new Date()));
  try {
    localStorage.setItem(key, JSON.stringify({ ...cards, [question]: card }));
  } catch {
    // Without storage nothing is asked again.
  }
}
