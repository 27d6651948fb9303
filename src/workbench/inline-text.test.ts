import { expect, test } from 'vitest';
import { parseInline } from './InlineText.tsx';

const marked = (source: string): string =>
  parseInline(source)
    .map(({ kind, text }) => (kind === 'text' ? text : `${kind}[${text}]`))
    .join('');

test('inline text: code, emphasis and line ends', () => {
  expect(marked('Told `ok`, which of *done* do you know?\n`x = 1`')).toBe(
    'Told code[ok], which of emphasis[done] do you know?break[\n]code[x = 1]',
  );
});

test('inline text: a single mark, a product and code with asterisks stay as they are', () => {
  expect(marked('a ` b')).toBe('a ` b');
  expect(marked('2 * 3 * 4')).toBe('2 * 3 * 4');
  expect(marked('`a * b * c`')).toBe('code[a * b * c]');
});
