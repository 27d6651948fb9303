/** What an instructor leads through: a chapter's slides and questions, as the site's build wrote them. */
import type { Place } from '#workshop/session.ts';
import { addressOf } from './course-place.ts';
import { isSamePlace } from './following.ts';
import type { Slide } from './slides.ts';

/** A question of the chapter's quiz, to be asked in a room. */
export interface DeckQuestion {
  readonly id: string;
  readonly text: string;
  readonly program: string | null;
  readonly choices: readonly string[];
  readonly answer: number;
  readonly why: string;
}

export interface Deck {
  readonly chapter: string;
  readonly title: string;
  /** The chapter's page, as a path of the course. */
  readonly page: string;
  readonly slides: readonly Slide[];
  readonly questions: readonly DeckQuestion[];
  readonly labs: readonly string[];
}

/** One line of the list of chapters. */
export interface DeckName {
  readonly chapter: string;
  readonly title: string;
  /** The mark on the course's map. */
  readonly mark: string;
}

/** Where the class stands when it sees a slide. */
export function placeOf({ page }: Pick<Deck, 'page'>, slide: Slide): Place {
  const { section, slide: cut, at, title } = slide;
  const shown = title.length <= 120 ? title : `${title.slice(0, 119)}…`;
  return { page, section, slide: cut, title: shown, ...(at !== null && { at }) };
}

/** Number of the slide at which the class stands; -1 if that is not in this deck. */
export function slideAt(deck: Deck, place: Place | null): number {
  return deck.slides.findIndex((slide) => isSamePlace(placeOf(deck, slide), place));
}

/** The place so many slides further on, or back; null beyond both ends. */
export function placeAfter(deck: Deck, place: Place | null, by: 1 | -1): Place | null {
  const now = slideAt(deck, place);
  const slide = deck.slides[now < 0 ? 0 : now + by];
  return slide === undefined ? null : placeOf(deck, slide);
}

/** The chapter that a page of the course belongs to; null for other pages. */
export function chapterOf(page: string): string | null {
  return /^\/chapters\/([\w-]+)\/$/.exec(page)?.[1] ?? null;
}

const kept = new Map<string, Promise<unknown>>();

/** Fetches a file of the build once; one that did not come is asked for again the next time. */
function fetchOnce<Value>(path: string): Promise<Value> {
  let coming = kept.get(path);
  if (coming === undefined) {
    coming = fetch(addressOf(path)).then((reply) => {
      if (!reply.ok) throw new Error(`${path} is not on this server: build the site anew.`);
      return reply.json();
    });
    coming.catch(() => kept.delete(path));
    kept.set(path, coming);
  }
  // Written by our own build, of the same version as this page.
  return coming as Promise<Value>;
}

export function loadDeckNames(): Promise<readonly DeckName[]> {
  return fetchOnce('/workshop/course/index.json');
}

/** The deck of a chapter. Rejects with a sentence if it cannot be fetched. */
export function loadDeck(chapter: string): Promise<Deck> {
  return fetchOnce(`/workshop/course/${chapter}.json`);
}
