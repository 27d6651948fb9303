/**
 * Leading from a page of the course: by steps, and by reading, because where the instructor has scrolled to is where the
 * class is. Over the room if this browser holds a staff's token, and to the other tabs of this browser in any case.
 */
import { computed, signal, type ReadonlySignal } from '@preact/signals';
import { takeToken } from '#room/console/token.ts';
import { roomOver, type Room } from '#room/room.ts';
import { openLink } from '#workshop/open-link.ts';
import type { Place } from '#workshop/session.ts';
import { placeAfter, placeOf, slideAt, type Deck } from './deck.ts';
import { leadTabs, ledByTabs } from './lead-channel.ts';
import { goTo } from './page-motion.ts';

/** After a step the page moves by itself for so long. */
const stepMs = 3_500;
/** A scroll that rests for so long is a place. */
const restMs = 500;

/** The slide that is being read: the last one that begins above the upper third of the window. */
function slideRead(deck: Deck): Place | null {
  const passed = deck.slides.filter(({ section, at }) => {
    const anchor = at ?? section;
    const element =
      anchor === null ? document.querySelector('h1') : document.getElementById(anchor);
    return element !== null && element.getBoundingClientRect().top < innerHeight / 3;
  });
  const slide = passed.at(-1) ?? deck.slides[0];
  return slide === undefined ? null : placeOf(deck, slide);
}

export class Leading {
  /** Where the class is, as the room says, or the tabs of this browser. */
  readonly place: ReadonlySignal<Place | null>;
  /** What the room refused last; empty if nothing. */
  readonly trouble = signal('');
  readonly #room = signal<Room | null>(null);
  #steppedAtMs = 0;

  constructor() {
    const tabs = ledByTabs();
    this.place = computed(() => {
      const room = this.#room.value;
      const seen = room?.seen.value;
      const isLive = room?.link.connection === 'live' || room?.link.connection === 'polling';
      return seen && isLive ? seen.session.led : tabs.value;
    });
  }

  /** Connects to the room if this browser holds a token; without one, or without a server, the tabs remain. */
  async connect(): Promise<void> {
    const token = takeToken({ hash: '' }, localStorage);
    if (token === null || this.#room.value !== null) return;
    const credential = { as: 'staff', token } as const;
    this.#room.value = roomOver(await openLink(credential), credential);
  }

  /** Tells everybody where the class is. */
  lead(place: Place | null): void {
    leadTabs(place);
    const room = this.#room.value;
    if (room === null) return;
    void room.say({ kind: 'led', place }).then((answer) => {
      this.trouble.value = answer.kind === 'refused' ? answer.why : '';
    });
  }

  /** Goes a slide further or back, with this page. */
  step(deck: Deck, by: 1 | -1): void {
    const now = slideAt(deck, this.place.value) < 0 ? slideRead(deck) : this.place.value;
    const place = placeAfter(deck, now, by);
    if (place === null) return;
    this.#steppedAtMs = performance.now();
    this.lead(place);
    goTo(place);
  }

  /** Leads by reading, from now on. Gives a function that ends it. */
  read(deck: Deck): () => void {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = (): void => {
      if (performance.now() - this.#steppedAtMs < stepMs) return;
      const place = slideRead(deck);
      const isNew = place !== null && slideAt(deck, place) !== slideAt(deck, this.place.value);
      if (isNew) this.lead(place);
    };
    const scrolled = (): void => {
      clearTimeout(timer);
      timer = setTimeout(look, restMs);
    };
    addEventListener('scroll', scrolled, { passive: true });
    scrolled();
    return () => {
      clearTimeout(timer);
      removeEventListener('scroll', scrolled);
    };
  }
}
