/**
 * Following the class, as a state machine without a page: whether this page goes where the class goes.
 *
 *               led                    led while busy
 *   following ───────► goes      following ─────────────► held
 *      ▲  ▲                                               │
 *      │  └───────────── led, no longer busy ─────────────┘
 *      │ returned (F)
 *     free ◄──────────── wandered (a scroll or a click of one's own)
 *
 * Nobody is pulled away from something that they do: who types or waits for a run is held, and who goes their own way
 * is free until they come back.
 */
import type { Place } from '#workshop/session.ts';

export type Mode = 'following' | 'held' | 'free';

export interface Following {
  readonly mode: Mode;
  /** Where the class is; null while nobody leads. */
  readonly place: Place | null;
}

export type FollowEvent =
  /** The class stands here now; `isBusy` if the learner types, or has an open run. */
  | { readonly kind: 'led'; readonly place: Place | null; readonly isBusy: boolean }
  | { readonly kind: 'wandered' }
  | { readonly kind: 'returned' };

export interface Step {
  readonly following: Following;
  /** Where the page is to go now; null for nowhere. */
  readonly goTo: Place | null;
}

/** True if both are the same spot of the course. */
export function isSamePlace(one: Place | null, other: Place | null): boolean {
  if (one === null || other === null) return one === other;
  return one.page === other.page && one.section === other.section && one.slide === other.slide;
}

const stay = (following: Following): Step => ({ following, goTo: null });

/** What an event does. */
export function follow(following: Following, event: FollowEvent): Step {
  const { mode, place } = following;
  switch (event.kind) {
    case 'led':
      if (isSamePlace(place, event.place)) return stay(following);
      // When the class begins to move, everybody is part of it, whatever they did before.
      if (event.place === null) return stay({ mode: 'following', place: null });
      if (mode === 'free') return stay({ mode, place: event.place });
      if (event.isBusy) return stay({ mode: 'held', place: event.place });
      return { following: { mode: 'following', place: event.place }, goTo: event.place };
    case 'wandered':
      return stay(place === null ? following : { mode: 'free', place });
    case 'returned':
      return place === null
        ? stay(following)
        : { following: { mode: 'following', place }, goTo: place };
  }
}

/** What a tab remembers from one page to the next. */
export interface Remembered {
  readonly mode: Mode;
  /** The page on which that was so, or to which it was about to go. */
  readonly page: string;
}

/**
 * How a page begins. Who comes to another page by a link of their own has wandered; who was brought here, has reloaded, or
 * waits on a page of the room itself goes with the class; a new tab is somebody's own way.
 */
export function begin(remembered: Remembered | null, page: string, place: Place | null): Following {
  if (place === null) return { mode: 'following', place };
  if (remembered === null)
    return { mode: page === place.page || page.startsWith('/workshop/') ? 'held' : 'free', place };
  if (remembered.mode !== 'free' && remembered.page === page) return { mode: 'held', place };
  return { mode: 'free', place };
}
