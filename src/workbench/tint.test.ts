import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { tint } from './tint.ts';

const marked = (source: string): string =>
  tint(source)
    .map(({ hue, text }) => (hue === '' ? text : `${hue}[${text}]`))
    .join('');

test('tint: keywords, calls, types, strings, numbers and comments', () => {
  expect(marked("const r = await call<Receipt>(to, 'x', 100); // go")).toBe(
    "k[const] r p[=] k[await] f[call]p[<]t[Receipt]p[>(]top[,] s['x']p[,] n[100]p[);] c[// go]",
  );
});

test('tint: a template may span lines, a string that is not closed ends with its line', () => {
  expect(marked('`a\nb` + c')).toBe('s[`a\nb`] p[+] c');
  expect(marked("'open\nlet x")).toBe("s['open]\nk[let] x");
});

test('tint: a property that is named like a keyword stays plain', () => {
  expect(marked('message.from')).toBe('messagep[.]from');
});

test('tint: any text comes back unchanged', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (source) => {
      expect(
        tint(source)
          .map(({ text }) => text)
          .join(''),
      ).toBe(source);
    }),
    { seed: 5, numRuns: 300 },
  );
});
