/** Follows the class on one page: the state machine, tied to the page, its keys and what the tab remembers. */
import { signal, type ReadonlySignal } from '@preact/signals';
import type { Place } from '#workshop/session.ts';
import { pageHere } from './course-place.ts';
import { begin, follow, type Following, type FollowEvent, type Remembered } from './following.ts';
import { goTo, isAtWork, markPlace, onOwnMove, stopMoving } from './page-motion.ts';

/** Kept by the tab: two tabs of one browser may go different ways. */
const key = 'nines:following';

function remembered(): Remembered | null {
  try {
    const value: unknown = JSON.parse(sessionStorage.getItem(key) ?? 'null');
    if (typeof value !== 'object' || value === null) return null;
    if (!('mode' in value) || !('page' in value) || typeof value.page !== 'string') return null;
    const { mode, page } = value;
    return mode === 'following' || mode === 'held' || mode === 'free' ? { mode, page } : null;
  } catch {
    return null;
  }
}

function remember({ mode, page }: Remembered): void {
  try {
    sessionStorage.setItem(key, JSON.stringify({ mode, page }));
  } catch {
    // Then the next page begins as a new tab does.
  }
}

/** A letter that was pressed on its own, where letters are not text. */
function isAlone(event: KeyboardEvent, letter: string): boolean {
  const { target } = event;
  const isText =
    target instanceof Element &&
    target.closest('input, textarea, select, [contenteditable], .monaco-editor, dialog') !== null;
  return (
    event.key.toLowerCase() === letter &&
    !isText &&
    !event.ctrlKey &&
    !event.metaKey &&
    !event.altKey &&
    !event.defaultPrevented
  );
}

export class Follower {
  readonly following: ReadonlySignal<Following>;
  readonly #following = signal<Following>({ mode: 'following', place: null });
  readonly #ends: (() => void)[] = [];
  #hasBegun = false;

  constructor() {
    this.following = this.#following;
  }

  /** Tells where the class is. The first time this decides whether the page begins as a part of it. */
  hear(place: Place | null): void {
    if (this.#hasBegun) {
      this.#do({ kind: 'led', place, isBusy: isAtWork() });
      return;
    }
    this.#hasBegun = true;
    this.#set(begin(remembered(), pageHere(), place));
    this.#listen();
    if (this.#following.value.mode === 'held' && !isAtWork()) this.comeBack();
  }

  /** Goes to the class and stays with it. */
  comeBack(): void {
    this.#do({ kind: 'returned' });
  }

  /** Goes one’s own way. */
  letGo(): void {
    stopMoving();
    this.#do({ kind: 'wandered' });
  }

  close(): void {
    stopMoving();
    markPlace(null);
    for (const end of this.#ends) end();
  }

  #listen(): void {
    this.#ends.push(
      onOwnMove(() => {
        if (this.#following.value.mode !== 'free') this.letGo();
      }),
    );
    const press = (event: KeyboardEvent): void => {
      if (this.#following.value.place === null || !isAlone(event, 'f')) return;
      event.preventDefault();
      this.comeBack();
    };
    document.addEventListener('keydown', press);
    this.#ends.push(() => document.removeEventListener('keydown', press));
  }

  #set(following: Following): void {
    this.#following.value = following;
    markPlace(following.place);
    const { mode } = following;
    remember({ mode, page: pageHere() });
  }

  #do(event: FollowEvent): void {
    const { following, goTo: place } = follow(this.#following.value, event);
    this.#set(following);
    if (place === null) return;
    // The page that is opened now begins as a part of the class.
    remember({ mode: following.mode, page: place.page });
    goTo(place);
  }
}
