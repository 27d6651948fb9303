/** What is on offer when the shop opens: a thousand items, each with a title and a price. */
import type { Cents, ItemId, Row } from './types.ts';

export const itemCount = 1_000;
const stockAtOpening = 10_000;

const subjects = ['Night Train', 'Harbour', 'Salt', 'Lighthouse', 'Winter Road', 'Signal Box'];
const kinds = ['a Novel', 'in Pictures', 'for Children', 'a History', 'Train Set'];

/** `Harbour 17, a Novel`. */
export function titleOf(id: ItemId): string {
  return `${subjects[id % subjects.length] ?? ''} ${id}, ${kinds[id % kinds.length] ?? ''}`;
}

/** Between 5 € and 60 €, in steps of ten cents. */
export function priceAtOpening(id: ItemId): Cents {
  return 500 + ((id * 370) % 5_500);
}

export function rowsAtOpening(): Row[] {
  return Array.from({ length: itemCount }, (_, index) => ({
    id: index + 1,
    price: priceAtOpening(index + 1),
    stock: stockAtOpening,
  }));
}

export function isItem(id: unknown): id is ItemId {
  return Number.isInteger(id) && Number(id) >= 1 && Number(id) <= itemCount;
}
