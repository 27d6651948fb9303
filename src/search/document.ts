/** What can be found, and how words are compared: shared by the build, which makes the index, and the page, which asks it. */
import type { Options } from 'minisearch';

/** What a place belongs to; the order is that of the names shown beside results. */
export type SearchKind = 'chapter' | 'lab' | 'term' | 'correction' | 'reference' | 'page';

/** A section of a page, a term of the glossary, a correction, an entry of the reference. */
export interface SearchDocument {
  /** Address below the site's root, with its anchor: `chapters/s5-retry/#three-outcomes`. */
  readonly id: string;
  readonly kind: SearchKind;
  /** The section's own heading; a page's first section has the page's. */
  readonly title: string;
  /** Name of the page it stands on. */
  readonly page: string;
  readonly text: string;
}

/** The one file that the build writes beside the pages, and where it lies below the site's root. */
export const searchFile = 'search.json';

/** Function words: they are in every section and tell none from another. */
const stopWords = new Set(
  'a an and are as at be by can for from has have if in into is it its of on or so that the their then there they this to was which who will with you your'.split(
    ' ',
  ),
);

/** The s-stemmer of Harman (1991): plurals meet their singular, and no two different words become one. */
function singular(word: string): string {
  if (word.length < 4) return word;
  if (/[^ea]ies$/.test(word)) return `${word.slice(0, -3)}y`;
  if (/[^aeo]es$/.test(word)) return word.slice(0, -1);
  return /[^us]s$/.test(word) ? word.slice(0, -1) : word;
}

/** A word as it is compared: lower case, without accents, in the singular; null for function words. */
export function comparable(word: string): string | null {
  const plain = word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return stopWords.has(plain) || plain === '' ? null : singular(plain);
}

/** Words of a text, with the parts of a name like `receiveResponse` beside the name itself. */
export function wordsOf(text: string): string[] {
  return text.split(/[^\p{L}\p{N}]+/u).flatMap((word) => {
    const parts = word.split(/(?<=\p{Ll})(?=\p{Lu})/u);
    return parts.length > 1 ? [word, ...parts] : [word];
  });
}

/** How the index is made and read; both sides must agree. */
export const indexOptions: Options<SearchDocument> = {
  fields: ['title', 'page', 'text'],
  storeFields: ['kind', 'title', 'page', 'text'],
  tokenize: wordsOf,
  processTerm: comparable,
};
