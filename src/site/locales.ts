/**
 * The languages of the site. A page in another language than English lies in that language's folder, `src/pages/de/`;
 * here stands which there are. What is not translated is read in English, and links to it say so.
 */
export const locales = ['en', 'de'] as const;
export type Locale = (typeof locales)[number];

/** What a language calls itself. */
export const nameOf: Readonly<Record<Locale, string>> = { en: 'English', de: 'Deutsch' };

/** Pages that are there in another language, by their English address. */
export const translated: Readonly<Record<Exclude<Locale, 'en'>, readonly string[]>> = {
  de: ['/about/'],
};

/** One page in one language. */
export interface Edition {
  readonly locale: Locale;
  readonly path: string;
}

export function isLocale(text: string | undefined): text is Locale {
  return locales.some((locale) => locale === text);
}

/** The page of an English address in a language, or in English where that is not written. */
export function editionIn(locale: Locale, path: string): Edition {
  if (locale === 'en' || !translated[locale].includes(path)) return { locale: 'en', path };
  return { locale, path: `/${locale}${path}` };
}

/** All editions of the page with this address, whatever its language; of most there is only the English one. */
export function editionsOf(path: string): readonly Edition[] {
  const folder = /^\/([^/]+)(\/.*)$/.exec(path);
  const english = folder && isLocale(folder[1]) && folder[2] ? folder[2] : path;
  const all = locales.map((locale) => editionIn(locale, english));
  return all.filter(({ locale }, index) => index === 0 || locale !== 'en');
}
