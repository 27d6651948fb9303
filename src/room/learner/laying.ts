/**
 * Lays the files of a lab down for the instructor: after every run and when help is asked for, if this person has allowed
 * it; and as the answer to one request. Files that lie there already are not sent again.
 */
import type { Room } from '#room/room.ts';
import { lastWork } from '#room/together/last-work.ts';
import { sharedStore } from '#workbench/draft-storage.ts';
import { contentHash } from '#workbench/lab-info.ts';
import type { Texts } from '#workbench/lab-state.ts';
import { callRoom } from '#workshop/calls.ts';
import { routes } from '#workshop/routes.ts';
import type { Judged } from './lab-news.ts';
import { myself } from './telling.ts';

/** Runs follow each other while somebody tries things out: only where they end is laid down. */
const afterMs = 4_000;
/** Between two attempts while the room is away. */
const againMs = 15_000;

interface Laid {
  readonly work: string;
  readonly texts: Texts;
  readonly judged: Judged | null;
}

function workOf(texts: Texts): string {
  return contentHash(Object.entries(texts).map(([file, source]) => ({ file, source })));
}

export class Laying {
  readonly #room: Room;
  /** The last run of each lab on this page. */
  readonly #runs = new Map<string, Judged>();
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(room: Room) {
    this.#room = room;
  }

  /** A lab has run: its files are laid down in a while, if that is allowed. */
  ran(judged: Judged): void {
    this.#runs.set(judged.lab, judged);
    if (myself(this.#room)?.consent.code === true) this.#plan(judged.lab, afterMs);
  }

  /** Help is asked for: whoever comes should find the files. */
  asked(lab: string): void {
    if (myself(this.#room)?.consent.code === true) this.#plan(lab, 0);
  }

  /** Answers a request. Gives what went wrong, or null. */
  async answer(lab: string): Promise<string | null> {
    const laid = await this.#find(lab);
    if (laid === null) return 'There is nothing of this lab in this browser yet: run it once.';
    const outcome = await this.#lay(lab, laid);
    return outcome.kind === 'laid' ? null : outcome.why;
  }

  #plan(lab: string, waitMs: number): void {
    clearTimeout(this.#timers.get(lab));
    this.#timers.set(
      lab,
      setTimeout(() => void this.#try(lab), waitMs),
    );
  }

  async #try(lab: string): Promise<void> {
    const laid = await this.#find(lab);
    const me = myself(this.#room);
    if (laid === null || me?.consent.code !== true || me.labs[lab]?.shared === laid.work) return;
    const outcome = await this.#lay(lab, laid);
    if (outcome.kind === 'away') this.#plan(lab, againMs);
    else if (outcome.kind === 'refused') this.#room.notify(outcome.why);
  }

  /** What was last run here, or in this browser. */
  async #find(lab: string): Promise<Laid | null> {
    const judged = this.#runs.get(lab);
    if (judged) return { work: judged.work, texts: judged.texts, judged };
    const texts = await lastWork(await sharedStore(), lab);
    return texts && { work: workOf(texts), texts, judged: null };
  }

  async #lay(
    lab: string,
    { work, texts, judged }: Laid,
  ): Promise<
    { readonly kind: 'laid' } | { readonly kind: 'refused' | 'away'; readonly why: string }
  > {
    const { formatSharedWork } = await import('#workshop/sharing.ts');
    const claim = judged && {
      goal: judged.goal,
      kind: judged.kind,
      code: judged.code,
      fingerprint: judged.fingerprint,
      traceHash: judged.traceHash,
      seed: judged.seed,
    };
    const text = formatSharedWork({ lab, texts, imported: judged?.imported ?? {}, claim });
    const called = await callRoom(fetch, `${routes.shared}/${lab}`, {
      method: 'PUT',
      credential: this.#room.credential,
      body: { text, atMs: Date.now() },
    });
    if (called.kind !== 'done') return called;
    await this.#room.say({ kind: 'shared', lab, work });
    return { kind: 'laid' };
  }
}
