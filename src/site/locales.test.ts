import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { editionIn, editionsOf, translated } from './locales.ts';

test('a page in its own language, and in English where nobody has translated it', () => {
  expect(editionIn('de', '/about/')).toEqual({ locale: 'de', path: '/de/about/' });
  expect(editionIn('de', '/labs/')).toEqual({ locale: 'en', path: '/labs/' });
  expect(editionIn('en', '/about/')).toEqual({ locale: 'en', path: '/about/' });
});

test.each(['/about/', '/de/about/'])('%s: both editions are found from either', (path) => {
  expect(editionsOf(path).map((edition) => edition.path)).toEqual(['/about/', '/de/about/']);
});

test('an untranslated page has one edition, also one whose folder looks like a language', () => {
  expect(editionsOf('/labs/')).toEqual([{ locale: 'en', path: '/labs/' }]);
  expect(editionsOf('/')).toEqual([{ locale: 'en', path: '/' }]);
});

test.each(Object.entries(translated))(
  '%s: its folder holds what is said to be translated',
  (locale, paths) => {
    const pages = readdirSync(`src/pages/${locale}`, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.astro'))
      .map((file) => `/${file.replace(/(?:index)?\.astro$/, '')}/`);
    expect(pages.toSorted()).toEqual([...paths].toSorted());
  },
);
