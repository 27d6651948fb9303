/**
 * Mirrors the file that is open in a lab's editor to the class: when it has changed, at most every two seconds, and never
 * while the room is away, so that nobody is later shown how the text came about letter by letter.
 */
import { effect } from '@preact/signals';
import type { Room } from '#room/room.ts';
import type { LabSession } from '#workbench/lab-session.ts';
import { limits } from '#workshop/limits.ts';
import type { Session } from '#workshop/session.ts';

/** At most one state in so long, milliseconds. */
export const mirrorEveryMs = 2_000;

type Mirrored = Pick<NonNullable<Session['mirror']>, 'lab' | 'file' | 'text'>;

/** What the class should see of a lab: its open file, cut where it is longer than what travels. */
export function mirrorOf({ lab, state }: LabSession): Mirrored | null {
  const { files, active } = state.value;
  const open = files.find(({ file }) => file === active);
  return open ? { lab: lab.id, file: active, text: open.text.slice(0, limits.mirrorMax) } : null;
}

interface Clock {
  readonly nowMs: () => number;
}

/** Begins to mirror. Gives a function that ends it and takes the mirror down. */
export function mirrorTo(room: Room, session: LabSession, { nowMs }: Clock): () => void {
  let sent = '';
  let sentAtMs = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | null = null;
  const send = (): void => {
    timer = null;
    const next = mirrorOf(session);
    const key = JSON.stringify(next);
    const { connection } = room.link;
    if (next === null || key === sent || connection === 'away') return;
    sent = key;
    sentAtMs = nowMs();
    void room.say({ kind: 'mirrored', mirror: next });
  };
  const end = effect(() => {
    // Both are asked for: what is typed, and the room's return.
    void session.state.value;
    void room.seen.value;
    timer ??= setTimeout(send, Math.max(0, sentAtMs + mirrorEveryMs - nowMs()));
  });
  return () => {
    end();
    if (timer !== null) clearTimeout(timer);
    void room.say({ kind: 'mirrored', mirror: null });
  };
}
