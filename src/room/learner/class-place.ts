/**
 * Bringing somebody to the class and back. The place that was left is kept by the tab until it is gone back to; work is
 * never touched by it: drafts are saved when a page is left, as always.
 */
import { pageFollower } from '#room/together/class-follow.ts';
import { addressOf, pageHere } from '#room/together/course-place.ts';
import { labPath } from '#room/together/lab-page.ts';
import type { Session } from '#workshop/session.ts';

/** Where the class is, as far as a learner can go there. */
export interface ClassPlace {
  readonly page: string;
  readonly section: string | null;
  /** What it is called, if the instructor's page has said so. */
  readonly title: string;
}

const leftKey = 'nines:room-left';

export interface Left {
  readonly address: string;
  readonly title: string;
  readonly top: number;
  /** The class's page that it was left for. */
  readonly to: string;
  /** Set when the way back has begun: the page that opens scrolls there and forgets it. */
  readonly isReturning: boolean;
}

/** The page that the class is led to, else the class's lab; null for nowhere. */
export function classPlace({
  led,
  classLab,
}: Pick<Session, 'led' | 'classLab'>): ClassPlace | null {
  if (led) return { page: led.page, section: led.section, title: led.title ?? '' };
  return classLab === null ? null : { page: labPath(classLab), section: null, title: '' };
}

/** True if this page shows where the class is. */
export function isWithClass({ page, section }: ClassPlace): boolean {
  const follower = pageFollower.value;
  if (follower) return follower.following.value.mode === 'following' && page === pageHere();
  return page === pageHere() && (section === null || location.hash === `#${section}`);
}

function readLeft(): Left | null {
  try {
    // Written below, by a page of this tab.
    return JSON.parse(sessionStorage.getItem(leftKey) ?? 'null') as Left | null;
  } catch {
    return null;
  }
}

function writeLeft(left: Left | null): void {
  try {
    if (left) sessionStorage.setItem(leftKey, JSON.stringify(left));
    else sessionStorage.removeItem(leftKey);
  } catch {
    // Without storage the browser's own way back has to do.
  }
}

/** Remembers this place, unless the class has brought its reader here: then their own place is another one. */
function rememberPlace(to: string): void {
  const before = readLeft();
  if (before?.to === pageHere()) {
    writeLeft({ ...before, to });
    return;
  }
  const { pathname, search, hash } = location;
  const title = document.title.replace(/ · Nines$/, '');
  writeLeft({ address: pathname + search + hash, title, top: scrollY, to, isReturning: false });
}

/** The place that was left; null if there is none, or this is it. */
export function placeLeft(): Left | null {
  const left = readLeft();
  return left === null || left.isReturning ? null : left;
}

export function goToClass({ page, section }: ClassPlace): void {
  rememberPlace(page);
  if (pageFollower.value) {
    pageFollower.value.comeBack();
    return;
  }
  const hash = section === null ? '' : `#${section}`;
  if (page !== pageHere()) location.assign(addressOf(page) + hash);
  else if (hash === '') scrollTo(0, 0);
  else location.hash = hash;
}

/** Goes back to the place that was left. */
export function goBack(left: Left): void {
  const { pathname, search } = location;
  if (left.address.replace(/#.*/, '') === pathname + search) {
    writeLeft(null);
    history.replaceState(null, '', left.address);
    scrollTo(0, left.top);
    return;
  }
  writeLeft({ ...left, isReturning: true });
  location.assign(left.address);
}

/** Called when a page opens: one that was returned to is scrolled to where it was. */
export function settleReturn(): void {
  const left = readLeft();
  if (left?.isReturning !== true) return;
  writeLeft(null);
  // Labs and figures that wake above push the place down: it is taken twice.
  for (const waitMs of [0, 700]) setTimeout(() => scrollTo(0, left.top), waitMs);
}
