/** What the frame of every page says, in each language of the site. */
import { isLocale, type Locale } from './locales.ts';

/** Pages that the frame leads to, by their English address. */
export const mainPages = ['/chapters/', '/labs/', '/glossary/', '/reference/'] as const;
export const furtherPages = [
  '/playground/',
  '/portfolio/',
  '/review/',
  '/about/',
  '/graders/',
  '/offline/',
  '/preflight/',
  '/workshop/guide/',
] as const;

type FramePage = (typeof mainPages)[number] | (typeof furtherPages)[number];

export interface Words {
  readonly skip: string;
  readonly site: string;
  readonly search: string;
  readonly theme: string;
  readonly themes: {
    readonly auto: string;
    readonly light: string;
    readonly dark: string;
    readonly projector: string;
  };
  readonly pages: Readonly<Record<FramePage, string>>;
  /** What the course comes from, around the link to the corrections; then the rest of the footer. */
  readonly origin: readonly [before: string, corrections: string, after: string];
  /** Follows the names of links to pages in another language. */
  readonly inEnglish: string;
  readonly otherEditions: string;
}

const words: Readonly<Record<Locale, Words>> = {
  en: {
    skip: 'Skip to the content',
    site: 'Site',
    search: 'Search',
    theme: 'Theme',
    themes: { auto: 'Auto', light: 'Light', dark: 'Dark', projector: 'Projector' },
    pages: {
      '/chapters/': 'Chapters',
      '/labs/': 'Labs',
      '/glossary/': 'Glossary',
      '/reference/': 'Reference',
      '/playground/': 'Playground',
      '/portfolio/': 'Portfolio',
      '/review/': 'Review',
      '/about/': 'About',
      '/graders/': 'Graders',
      '/offline/': 'Offline',
      '/preflight/': 'Preflight',
      '/workshop/guide/': 'Holding a workshop',
    },
    origin: [
      'After the talk and tutorials of Francesco Cesarini; written anew, with',
      'corrections',
      'Text CC BY 4.0, code MIT. No accounts, no cookies, no third parties: what you write stays in this browser.',
    ],
    inEnglish: '',
    otherEditions: 'This page in other languages',
  },
  de: {
    skip: 'Zum Inhalt',
    site: 'Seiten',
    search: 'Suche',
    theme: 'Farben',
    themes: { auto: 'Wie das System', light: 'Hell', dark: 'Dunkel', projector: 'Beamer' },
    pages: {
      '/chapters/': 'Kapitel',
      '/labs/': 'Labore',
      '/glossary/': 'Glossar',
      '/reference/': 'Nachschlagen',
      '/playground/': 'Spielplatz',
      '/portfolio/': 'Mappe',
      '/review/': 'Wiederholen',
      '/about/': 'Über den Kurs',
      '/graders/': 'Prüfer',
      '/offline/': 'Ohne Netz',
      '/preflight/': 'Vorabtest',
      '/workshop/guide/': 'Einen Workshop halten',
    },
    origin: [
      'Nach dem Vortrag und den Kursen von Francesco Cesarini, neu geschrieben, mit',
      'Richtigstellungen',
      'Text CC BY 4.0, Code MIT. Keine Konten, keine Cookies, keine Dritten: Was Sie schreiben, bleibt in diesem Browser.',
    ],
    inEnglish: '(englisch)',
    otherEditions: 'Diese Seite in anderen Sprachen',
  },
};

/** The language of a page, by the folder it lies in. */
export function localeOf(folder: string | undefined): Locale {
  return isLocale(folder) ? folder : 'en';
}

export function wordsIn(locale: Locale): Words {
  return words[locale];
}
