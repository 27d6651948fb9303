/**
 * Leading the class through a chapter: where it stands, what to say there, what comes next, and a list to jump in. The
 * same on the console and on the presenter's page.
 */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Place } from '#workshop/session.ts';
import { ChapterChoice } from './ChapterChoice.tsx';
import { chapterOf, placeAfter, placeOf, slideAt, type Deck } from './deck.ts';
import { NotesView } from './NotesView.tsx';
import { useDeck } from './use-deck.ts';

export interface LeadDeskProps {
  /** Where the class stands; null while nobody leads. */
  readonly place: Place | null;
  readonly lead: (place: Place | null) => void;
  /** The chapter to begin with. */
  readonly first: string;
  /** False where the notes stand beside it anyway. */
  readonly hasNotes?: boolean;
  /** Said beside the buttons: who follows, how long it has taken. */
  readonly children?: ComponentChildren;
}

/** Keys of a presenter's remote control, and the arrows. */
function stepOf({ key }: KeyboardEvent): 1 | -1 | null {
  if (key === 'PageDown' || key === 'ArrowRight') return 1;
  if (key === 'PageUp' || key === 'ArrowLeft') return -1;
  return null;
}

const fields = 'input, textarea, select, [contenteditable], [role=tablist], dialog';

interface DeckProps extends LeadDeskProps {
  readonly deck: Deck;
}

/**
 * Keys for as long as the desk is in sight: a remote control's anywhere on the page, the arrows within the desk. What is
 * written in a field stays there.
 */
function useStepKeys(go: (by: 1 | -1) => void): (element: HTMLElement | null) => void {
  const desk = useRef<HTMLElement | null>(null);
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const by = stepOf(event);
      const { target } = event;
      if (by === null || !(target instanceof Element) || target.closest(fields) !== null) return;
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      const isSeen = desk.current?.checkVisibility() ?? false;
      const isWithin = desk.current?.contains(target) ?? false;
      if (!isSeen || (event.key.startsWith('Arrow') && !isWithin)) return;
      event.preventDefault();
      go(by);
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  });
  return (element) => {
    desk.current = element;
  };
}

/** Where the class is, what to say there, and on to the next. */
function Now({ deck, place, lead, children }: DeckProps) {
  const now = slideAt(deck, place);
  const slide = deck.slides[now];
  const next = deck.slides[now + 1];
  const isLeading = now >= 0;
  const go = (by: 1 | -1): void => {
    const to = placeAfter(deck, place, by);
    if (to !== null) lead(to);
  };
  const watch = useStepKeys((by) => {
    if (isLeading) go(by);
  });
  return (
    <section class="lead-now" aria-label="Where the class is" ref={watch}>
      <p class="lead-count label">
        {isLeading ? `${now + 1} of ${deck.slides.length}` : 'Nobody is led here yet'}
      </p>
      <p class="lead-title" role="status">
        {slide?.title ?? deck.title}
      </p>
      {slide?.say && <p class="lead-say">{slide.say}</p>}
      <p class="console-acts">
        <button type="button" disabled={now < 1} onClick={() => go(-1)}>
          ‹ Previous
        </button>
        <button
          type="button"
          class="is-primary"
          data-start
          disabled={isLeading && next === undefined}
          onClick={() => go(1)}
        >
          {isLeading ? 'Next ›' : 'Lead from the top'}
        </button>
        {place !== null && (
          <button type="button" onClick={() => lead(null)}>
            Stop leading
          </button>
        )}
      </p>
      {isLeading && (
        <p class="label">
          {next ? `Next: ${next.title}.` : 'This is the last one.'} <kbd>Page Down</kbd> and{' '}
          <kbd>Page Up</kbd>, as on a remote control, go on and back.
        </p>
      )}
      {children}
    </section>
  );
}

/** All slides, to jump to. */
function SlideList({ deck, place, lead }: DeckProps) {
  const now = slideAt(deck, place);
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    const current = list.current?.querySelector<HTMLElement>('[aria-current]');
    if (current && list.current)
      list.current.scrollTop = current.offsetTop - list.current.clientHeight / 3;
  }, [now]);
  return (
    <ol class="lead-list" ref={list} data-list aria-label="Sections of the chapter">
      {deck.slides.map((slide, index) => (
        <li key={`${slide.section ?? ''} ${slide.slide}`} data-depth={slide.depth}>
          <button
            type="button"
            data-item
            aria-current={index === now ? 'step' : undefined}
            onClick={() => lead(placeOf(deck, slide))}
          >
            {slide.title}
          </button>
        </li>
      ))}
    </ol>
  );
}

export function LeadDesk(props: LeadDeskProps) {
  const { place, first, hasNotes = true } = props;
  const led = place === null ? null : chapterOf(place.page);
  const [chosen, choose] = useState<string | null>(null);
  // Another instructor, or the agenda, may move on to another chapter.
  useEffect(() => choose(null), [led, first]);
  const chapter = chosen ?? led ?? first;
  const deck = useDeck(chapter);
  return (
    <>
      <ChapterChoice chapter={chapter} choose={choose} />
      {deck.kind === 'missing' && <p role="alert">{deck.why}</p>}
      {deck.kind === 'here' && (
        <>
          <Now {...props} deck={deck.value} />
          <SlideList {...props} deck={deck.value} />
          {hasNotes && <NotesView chapter={chapter} />}
        </>
      )}
    </>
  );
}
