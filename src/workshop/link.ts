/** What a page knows of its room, and how it speaks to it. `client.ts` is the one that is real. */
import type { Message, Role } from './messages.ts';
import type { Presence } from './protocol.ts';
import type { Session } from './session.ts';

/**
 * How a page reaches its room: by WebSocket (`live`), by asking every few seconds (`polling`), or not at the moment
 * (`away`): then what is said waits, on disk, and is sent later.
 */
export type Connection = 'connecting' | 'live' | 'polling' | 'away' | 'refused';

export type Answer =
  { readonly kind: 'accepted' } | { readonly kind: 'refused'; readonly why: string };

export interface RoomLink {
  readonly connection: Connection;
  /** Why the room does not let this page in; null unless `refused`. */
  readonly why: string | null;
  /** The session as this viewer may see it, changed in place; null before the first answer of this browser's life. */
  readonly session: Session | null;
  readonly you: {
    readonly id: string;
    readonly role: Role | 'projector';
    readonly name: string;
  } | null;
  /** Last signs of life by participant, the server's clock; empty but on consoles. */
  readonly presence: Presence;
  /** Messages that wait to be on record. */
  readonly waiting: number;
  /** What was said and is not in `session` yet, oldest first: own views show it as said. */
  readonly pending: readonly Message[];
  /** The server's clock, as well as it is known. */
  nowMs(): number;
  /** Says something. It is kept until the room has it on record; the promise waits for that. */
  say(message: Message): Promise<Answer>;
  /** Calls back after every change of what is above, at most once a frame. Gives a function that ends it. */
  subscribe(changed: () => void): () => void;
  /** Leaves the connection; what waits stays on disk. */
  close(): void;
}
