/** Links of the frame that every page has, in the reader's language as far as pages are there in it. */
import { editionIn, type Locale } from './locales.ts';
import { link } from './paths.ts';
import { wordsIn, type Words } from './words.ts';

/** Gives the link to a page of the frame: in the reader's language, or in English, which is then said. */
export function frameLinkIn(locale: Locale) {
  const words = wordsIn(locale);
  return (path: keyof Words['pages']) => {
    const edition = editionIn(locale, path);
    const isOther = edition.locale !== locale;
    return {
      address: link(edition.path),
      name: words.pages[path],
      language: isOther ? edition.locale : undefined,
    };
  };
}
