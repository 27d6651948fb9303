/** Brings this page to where the class is, gently, and notices when its reader goes their own way. */
import type { Place } from '#workshop/session.ts';
import { addressOf, pageHere } from './course-place.ts';

/** Fields that take text, editors, and dialogs such as the time machine: whoever is in one of them is at work. */
const typing =
  'textarea, select, [contenteditable], .monaco-editor, input:not([type=radio], [type=checkbox], [type=button])';
const working = '.verdict-place.is-busy, dialog[open], [data-lab][data-unsaved]';
const scrollKeys = new Set(['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End', ' ']);

/** Figures and labs above the target come to life on the way and push it down: it is looked for again after so long. */
const settleMs = [700, 1_500, 3_000];
/** So far off is still there, px. */
const nearPx = 48;

/** True while somebody types, has a run under way, or has something open over the page. */
export function isAtWork(): boolean {
  return (
    document.activeElement?.closest(typing) !== null || document.querySelector(working) !== null
  );
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(typing) !== null;
}

/** What the room puts on a page is not the page: scrolling in it is no wandering. */
function isOfTheRoom(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('.dock, [data-room]') !== null;
}

/**
 * Calls back whenever the reader moves the page: wheel, finger, keys, scroll bar, a link within it. Gives a function that
 * ends it. A layout that shifts moves the page as well, so it is not the scrolling itself that is listened to.
 */
export function onOwnMove(moved: () => void): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  const unlessOfTheRoom = ({ target }: Event): void => {
    if (!isOfTheRoom(target)) moved();
  };
  addEventListener('wheel', unlessOfTheRoom, { signal, passive: true });
  addEventListener('touchmove', unlessOfTheRoom, { signal, passive: true });
  addEventListener('hashchange', moved, { signal });
  addEventListener(
    'keydown',
    ({ key, target }) => {
      if (scrollKeys.has(key) && !isTyping(target) && !isOfTheRoom(target)) moved();
    },
    { signal },
  );
  addEventListener(
    'pointerdown',
    ({ target, clientX }) => {
      const isOnScrollBar =
        target === document.documentElement && clientX >= document.documentElement.clientWidth;
      if (isOnScrollBar) moved();
    },
    { signal },
  );
  return () => stop.abort();
}

function targetOf({ section, at }: Place): Element | null {
  const anchor = at ?? section;
  return anchor === null ? document.querySelector('h1') : document.getElementById(anchor);
}

let settling: ReturnType<typeof setTimeout>[] = [];

/** Leaves the page where it is from now on. */
export function stopMoving(): void {
  for (const timer of settling) clearTimeout(timer);
  settling = [];
}

function scrollTo(target: Element, behavior: ScrollBehavior): void {
  target.scrollIntoView({ behavior, block: 'start' });
}

/** How far the target is from where it should stand: nothing at the end of the page, which goes no further. */
function offBy(target: Element): number {
  const root = document.documentElement;
  const isAtEnd = scrollY + innerHeight >= root.scrollHeight - 2;
  const { top } = target.getBoundingClientRect();
  if (isAtEnd && top > 0) return 0;
  const margin = Number.parseFloat(getComputedStyle(target).scrollMarginTop);
  const padding = Number.parseFloat(getComputedStyle(root).scrollPaddingTop);
  return Math.abs(top - (margin || 0) - (padding || 0));
}

/** Marks on the page where the class is; nothing for another page. */
export function markPlace(place: Place | null): void {
  for (const marked of document.querySelectorAll('[data-led]'))
    delete (marked as HTMLElement).dataset['led'];
  if (place === null || place.page !== pageHere()) return;
  const target = targetOf(place);
  if (target instanceof HTMLElement) target.dataset['led'] = '';
}

/** Address of a place. */
export function placeAddress({ page, section, at }: Place): string {
  const anchor = at ?? section;
  return addressOf(page) + (anchor === null ? '' : `#${anchor}`);
}

/** Goes to a place: scrolls, or opens its page. Whoever wants no motion gets none. */
export function goTo(place: Place): void {
  stopMoving();
  if (place.page !== pageHere()) {
    location.assign(placeAddress(place));
    return;
  }
  const target = targetOf(place);
  if (target === null) return;
  const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
  scrollTo(target, isStill ? 'instant' : 'smooth');
  settling = settleMs.map((afterMs) =>
    setTimeout(() => {
      if (offBy(target) > nearPx) scrollTo(target, 'instant');
    }, afterMs),
  );
}
