/** The room as views read it: signals over a link, and calls to the server with this page's credential. */
import { signal, type ReadonlySignal } from '@preact/signals';
import type { Answer, RoomLink } from '#workshop/link.ts';
import type { Message } from '#workshop/messages.ts';
import type { Credential } from '#workshop/protocol.ts';
import type { Session } from '#workshop/session.ts';

/**
 * A session at a moment. The link changes its session in place, so `at` grows with every change and `session` is another
 * object, of the same parts: a component with state or signals of its own is drawn anew only when a prop of it is
 * another than before. What is handed down of the parts (a question, a participant) goes with the session.
 */
export interface Seen {
  readonly at: number;
  readonly session: Session;
}

export interface Room {
  readonly link: RoomLink;
  readonly credential: Credential;
  /** The session, anew after every change; null until it is known. Reading `.value` subscribes a view. */
  readonly seen: ReadonlySignal<Seen | null>;
  /** Says something and gives what became of it; a refusal has also been shown as a notice. */
  say(message: Message): Promise<Answer>;
  /** Shows a sentence among the notices. */
  notify(notice: string): void;
  /** What went wrong, for whoever shows notices. */
  readonly notices: ReadonlySignal<readonly string[]>;
  dismiss(notice: string): void;
}

/** Makes a link into a room. */
export function roomOver(link: RoomLink, credential: Credential): Room {
  const seen = signal<Seen | null>(null);
  const notices = signal<readonly string[]>([]);
  let at = 0;
  const look = (): void => {
    at += 1;
    seen.value = link.session === null ? null : { at, session: { ...link.session } };
  };
  const notify = (notice: string): void => {
    if (!notices.value.includes(notice)) notices.value = [...notices.value, notice];
  };
  link.subscribe(look);
  look();
  return {
    link,
    credential,
    seen,
    notices,
    notify,
    say: async (message) => {
      const answer = await link.say(message);
      if (answer.kind === 'refused') notify(answer.why);
      return answer;
    },
    dismiss: (notice) => {
      notices.value = notices.value.filter((other) => other !== notice);
    },
  };
}
