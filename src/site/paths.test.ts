import { expect, test } from 'vitest';
import { href, talkUrl } from './paths.ts';

test.each([
  ['/', '/labs/'],
  ['/nines/', '/nines/labs/'],
  ['/nines', '/nines/labs/'],
])('paths: under the base %s, /labs/ is %s', (base, path) => {
  expect(href(base, '/labs/')).toBe(path);
});

test('paths: a span of the talk opens at its beginning', () => {
  expect(talkUrl('31:05–42:17')).toBe('https://doi.org/10.5446/48787#t=31:05');
});
