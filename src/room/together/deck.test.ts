import { expect, test } from 'vitest';
import { chapterOf, placeAfter, placeOf, slideAt, type Deck } from './deck.ts';
import { slidesOf } from './slides.ts';

const deck: Deck = {
  chapter: 's5-retry',
  title: 'Retry',
  page: '/chapters/s5-retry/',
  slides: slidesOf({
    title: 'Retry',
    headings: [{ depth: 2, slug: 'two-books', text: 'Two books' }],
    cuts: [{ section: 'two-books', at: 'books', title: 'The picture' }],
  }),
  questions: [],
  labs: [],
};

test('deck: next and previous walk through head, sections and cuts, and stop at both ends', () => {
  const titles: (string | undefined)[] = [];
  for (let at = placeAfter(deck, null, 1); at !== null; at = placeAfter(deck, at, 1))
    titles.push(at.title);
  expect(titles).toEqual(['Retry', 'Two books', 'The picture']);
  const [head] = deck.slides;
  expect(head && placeAfter(deck, placeOf(deck, head), -1)).toBeNull();
});

test('deck: a place of another page is none of its slides, and next begins at the head', () => {
  const elsewhere = { page: '/chapters/s2-ring/', section: null, slide: 0 };
  expect(slideAt(deck, elsewhere)).toBe(-1);
  expect(placeAfter(deck, elsewhere, 1)?.title).toBe('Retry');
});

test('deck: the chapter of a page', () => {
  expect(chapterOf('/chapters/s5-retry/')).toBe('s5-retry');
  expect(chapterOf('/labs/s5-retry/')).toBeNull();
});
