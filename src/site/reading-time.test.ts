import { expect, test } from 'vitest';
import { readingMinutes, withoutFences } from './reading-time.ts';

const words = (count: number): string => 'word '.repeat(count);

test('reading time: two hundred words take a minute, and a started minute counts', () => {
  expect(readingMinutes(words(200))).toBe(1);
  expect(readingMinutes(words(201))).toBe(2);
});

test('reading time: an empty chapter takes a minute', () => {
  expect(readingMinutes('')).toBe(1);
});

test('reading time: forty lines of code take a minute', () => {
  expect(readingMinutes(`${words(200)}\n\`\`\`ts\n${'x\n'.repeat(40)}\`\`\`\n`)).toBe(2);
});

test('reading time: tags, comments and link targets are not read', () => {
  const text = `{/* ${words(300)} */} <Lab id="${words(300)}" /> [a](https://${'x-'.repeat(300)})`;
  expect(readingMinutes(text)).toBe(1);
});

test('fences: their lines are blanked and stay, so that line numbers hold', () => {
  expect(withoutFences('a\n```ts\nconst b = 1;\n```\nc')).toBe('a\n\n\n\nc');
});
