import { expect, test } from 'vitest';
import { missingAnchors, slidesOf } from './slides.ts';

const headings = [
  { depth: 2, slug: 'two-books', text: 'Two books' },
  { depth: 3, slug: 'a-detail', text: 'A detail' },
  { depth: 4, slug: 'smaller', text: 'Smaller' },
  { depth: 2, slug: 'the-lab', text: 'The lab' },
];

test('slides: the head, every section, and the cuts that the notes name, in the order of the page', () => {
  const slides = slidesOf({
    title: 'Retry',
    headings,
    cuts: [
      { section: 'the-lab', at: 'lab-s5-retry', title: 'Write it', say: 'Twenty minutes.' },
      { section: 'two-books', say: 'Ask for the bug. Wait.' },
      { section: 'two-books', at: 'explorable-seven-cuts' },
    ],
  });
  expect(slides.map(({ section, slide, at, title }) => [section, slide, at, title])).toEqual([
    [null, 0, null, 'Retry'],
    ['two-books', 0, null, 'Two books'],
    ['two-books', 1, 'explorable-seven-cuts', 'Two books, 2'],
    ['a-detail', 0, null, 'A detail'],
    ['the-lab', 0, null, 'The lab'],
    ['the-lab', 1, 'lab-s5-retry', 'Write it'],
  ]);
  expect(slides[1]?.say).toBe('Ask for the bug. Wait.');
});

test('slides: notes on a section that is not there stop the build, with its name', () => {
  const cuts = [{ section: 'two-boks' }];
  expect(() => slidesOf({ title: 'Retry', headings, cuts })).toThrow('two-boks');
});

test('slides: a cut at something that the chapter does not have is named', () => {
  const text =
    '<Explorable\n  id="seven-cuts"\n/>\n<Lab id="s5-retry" />\n<SpaceTime id="books" />';
  const cuts = ['explorable-seven-cuts', 'lab-s5-retry', 'books', 'explorable-books'];
  expect(
    missingAnchors(
      text,
      cuts.map((at) => ({ section: 'x', at })),
    ),
  ).toEqual(['explorable-books']);
});
