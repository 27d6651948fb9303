/**
 * Drafts that follow their person: with consent they are kept in the room, so that whoever joins with the same word on another
 * address finds them there. Meets once when the room is open, then sends what changes, a while after it was saved.
 */
import { effect, signal, type Signal } from '@preact/signals';
import type { Room } from '#room/room.ts';
import { sharedStore } from '#workbench/draft-storage.ts';
import { callRoom } from '#workshop/calls.ts';
import { limits } from '#workshop/limits.ts';
import type { KeptBody, KeptList } from '#workshop/protocol.ts';
import { routes } from '#workshop/routes.ts';
import { labOf, meet, readWork, settle, workHere } from './kept-work.ts';
import { myself } from './telling.ts';

/** Drafts are saved at every pause in typing: what is sent is what stands after a longer one. */
const afterMs = 6_000;
/** Between two attempts while the room is away. */
const againMs = 20_000;

function isKeptList(value: unknown): value is KeptList {
  return typeof value === 'object' && value !== null && 'kept' in value;
}

export class Keeping {
  /** Labs that the room does not keep for want of space: their owner saves them as a file. */
  readonly unkept: Signal<readonly string[]> = signal([]);
  /** When the room last had everything; null before that. */
  readonly keptAtMs: Signal<number | null> = signal(null);
  readonly #room: Room;
  readonly #changed = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isStarted = false;

  constructor(room: Room) {
    this.#room = room;
  }

  /** Begins as soon as the room says that this person allows it. Gives the labs that were brought here. */
  start(brought: (labs: readonly string[]) => void): void {
    effect(() => {
      const isAllowed = this.#room.seen.value !== null && this.#isAllowed();
      if (!isAllowed || this.#isStarted) return;
      this.#isStarted = true;
      void this.#meet(brought);
    });
    if (typeof BroadcastChannel !== 'function') return;
    // Told by drafts.ts after every save, of this tab and of others.
    new BroadcastChannel('nines/drafts').addEventListener(
      'message',
      ({ data }: MessageEvent<unknown>) => {
        const lab = typeof data === 'object' && data !== null && 'lab' in data ? data.lab : null;
        if (typeof lab === 'string') this.touch(lab);
      },
    );
    document.addEventListener('nines:passed', (event) => {
      const detail: unknown = event instanceof CustomEvent ? event.detail : null;
      const lab =
        typeof detail === 'object' && detail !== null && 'lab' in detail ? detail.lab : null;
      if (typeof lab === 'string') this.touch(lab);
    });
  }

  /** The work on a lab changed: it is sent in a while. */
  touch(lab: string): void {
    this.#changed.add(`draft/${lab}`);
    this.#changed.add(`passed/${lab}`);
    this.#plan(afterMs);
  }

  #isAllowed(): boolean {
    return myself(this.#room)?.consent.drafts === true;
  }

  #plan(waitMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#sendChanged(), waitMs);
  }

  /** Brings this browser and the room together. */
  async #meet(brought: (labs: readonly string[]) => void): Promise<void> {
    const { credential } = this.#room;
    const called = await callRoom(fetch, routes.kept, { credential });
    if (called.kind !== 'done' || !isKeptList(called.value)) {
      setTimeout(() => void this.#meet(brought), againMs);
      return;
    }
    const store = await sharedStore();
    const here = await workHere(store);
    const { kept } = called.value;
    const labs = new Set<string>();
    for (const key of new Set([...Object.keys(here), ...Object.keys(kept)])) {
      const there = Object.hasOwn(kept, key) ? kept[key] : undefined;
      const isTaken = await settle(store, { key, here: here[key], there });
      const lab = labOf(key);
      if (isTaken && lab !== null) labs.add(lab);
      if (meet(here[key], there) === 'send') this.#changed.add(key);
    }
    if (labs.size > 0) brought([...labs].sort());
    await this.#sendChanged();
  }

  async #sendChanged(): Promise<void> {
    if (!this.#isAllowed()) return;
    const store = await sharedStore();
    for (const key of this.#changed) {
      const body = readWork(key, (await store.get(key)) ?? '');
      const sent = body === null ? 'kept' : await this.#send(key, body);
      if (sent === 'away') {
        this.#plan(againMs);
        return;
      }
      this.#changed.delete(key);
    }
    this.keptAtMs.value = this.#room.link.nowMs();
  }

  async #send(key: string, body: KeptBody): Promise<'kept' | 'full' | 'away'> {
    const { credential } = this.#room;
    const lab = labOf(key) ?? key;
    const isTooLarge = body.text.length > limits.textsMax;
    const called = isTooLarge
      ? ({ kind: 'refused', status: 413 } as const)
      : await callRoom(fetch, `${routes.kept}/${key}`, { method: 'PUT', credential, body });
    if (called.kind === 'away') return 'away';
    const isFull = called.kind === 'refused' && called.status === 413;
    const others = this.unkept.value.filter((other) => other !== lab);
    if (isFull) this.unkept.value = [...others, lab].sort();
    else if (key.startsWith('draft/')) this.unkept.value = others;
    return isFull ? 'full' : 'kept';
  }
}
