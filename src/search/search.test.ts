import MiniSearch from 'minisearch';
import { expect, test } from 'vitest';
import { comparable, indexOptions, wordsOf } from './document.ts';
import { excerpt, marked } from './excerpt.ts';

test('words: plurals meet their singular, accents and case do not matter, function words are no words', () => {
  expect(['Retries', 'retry', 'messages', 'process', 'Café', 'status'].map(comparable)).toEqual([
    'retry',
    'retry',
    'message',
    'process',
    'cafe',
    'status',
  ]);
  expect(comparable('the')).toBeNull();
});

test('words: the parts of a name can be found, and the name', () => {
  expect(wordsOf('await receiveResponse(id)')).toEqual([
    'await',
    'receiveResponse',
    'receive',
    'Response',
    'id',
    '',
  ]);
});

test('index: written and read again, it finds a name by its part and a word in the plural', () => {
  const index = new MiniSearch(indexOptions);
  index.addAll([
    { id: 'a', kind: 'reference', title: 'receiveResponse', page: 'Reference', text: 'Waits.' },
    { id: 'b', kind: 'chapter', title: 'Deadlines', page: 'Retry', text: 'Too late.' },
  ]);
  const read = MiniSearch.loadJSON(JSON.stringify(index), indexOptions);
  expect(read.search('response').map(({ id }) => String(id))).toEqual(['a']);
  expect(read.search('deadline').map(({ id }) => String(id))).toEqual(['b']);
});

test('marks: a match is marked as it is written in the text', () => {
  expect(marked('Two retries, no reply.', ['retry'])).toEqual([
    { text: 'Two ', isMatch: false },
    { text: 'retries', isMatch: true },
    { text: ', no reply.', isMatch: false },
  ]);
});

test('excerpt: it shows the place where most of the words stand together, between whole words', () => {
  const text = `A reply came. ${'Nothing happened then. '.repeat(20)}The lost reply was found. ${'More of it. '.repeat(20)}`;
  const shown = excerpt(text, ['lost', 'reply'])
    .map((segment) => segment.text)
    .join('');
  expect(shown).toContain('lost reply');
  expect(shown.length).toBeLessThan(170);
  expect(shown).toMatch(/^… .*…$/);
});

test('excerpt: a short text is shown whole', () => {
  expect(excerpt('Short.', ['x'])).toEqual([{ text: 'Short.', isMatch: false }]);
});
