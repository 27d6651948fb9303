/**
 * The conversation between a browser and the room's server: frames of the WebSocket, and the same by HTTP for networks
 * that let no WebSocket through.
 *
 *   client                                server
 *   hello {credential, after}      ──►
 *                                  ◄──    welcome {you, nowMs, …}, then snapshot or events
 *   send {messages}                ──►    accepted messages are in the log, on disk, before they are acknowledged
 *                                  ◄──    ack {ids, refused}
 *                                  ◄──    events {events, upTo}        as they happen, coalesced
 *   here {…}                       ──►    presence: not in the log, lost without harm
 *                                  ◄──    events {[], upTo: 0}         for its sender: the line carries both ways
 *                                  ◄──    presence {…}                 to consoles only
 *                                  ◄──    bye {why, retryMs}           before the server closes
 *
 * A message carries an id of its sender's; the same id is put on record once, however often it is sent. `upTo` may be
 * beyond the last event that is sent: what lies between was for others. A client that was away says `after`, the last
 * `upTo` it has seen, and gets what it missed, or the state anew where that is shorter.
 */
import { z } from 'zod';
import { limits } from './limits.ts';
import type { Message, Role, RoomEvent } from './messages.ts';
import type { Session } from './session.ts';

export { roomProtocol, routes } from './routes.ts';

/** 128 random bits, hexadecimal: made by the learner's browser, or an instructor's token. */
const secret = z.string().regex(/^[0-9a-f]{32,64}$/);
/** Six characters without those that look alike; spaces, hyphens and small letters are forgiven before this. */
const sessionCode = z.string().regex(/^[2-9A-HJ-NP-Z]{6}$/);
const sequence = z.int().min(0);
const messageId = z.string().regex(/^[a-z0-9-]{8,60}$/);

export const credential = z.discriminatedUnion('as', [
  z.object({ as: z.literal('participant'), session: sessionCode, secret }),
  z.object({ as: z.literal('staff'), token: secret }),
  /** The projector: sees what is public, has no name, may say nothing. */
  z.object({ as: z.literal('projector'), token: secret }),
]);
export type Credential = z.infer<typeof credential>;

/** A message under its sender's id. Its body is checked against the sender's role on its own. */
const outgoing = z.object({ id: messageId, body: z.unknown() });
export interface Outgoing {
  readonly id: string;
  readonly body: Message;
}

export const clientFrame = z.discriminatedUnion('frame', [
  z.object({ frame: z.literal('hello'), protocol: z.int(), credential, after: sequence }),
  z.object({
    frame: z.literal('send'),
    messages: z.array(outgoing).min(1).max(limits.messagesMax),
  }),
  /** This person's page is open and was last touched so long ago. */
  z.object({ frame: z.literal('here'), idleMs: z.int().min(0) }),
]);
export type ClientFrame =
  | {
      readonly frame: 'hello';
      readonly protocol: number;
      readonly credential: Credential;
      readonly after: number;
    }
  | { readonly frame: 'send'; readonly messages: readonly Outgoing[] }
  | { readonly frame: 'here'; readonly idleMs: number };

/** A message that is not put on record, and why; sending it again would not help. */
export interface Refused {
  readonly id: string;
  readonly why: string;
}

/** Last signs of life by participant: milliseconds since 1970, of the server's clock; 0 for who has gone. */
export type Presence = Readonly<Record<string, number>>;

export type ServerFrame =
  | {
      readonly frame: 'welcome';
      readonly protocol: number;
      readonly you: {
        readonly id: string;
        readonly role: Role | 'projector';
        readonly name: string;
      };
      /** The server's clock now, so that countdowns agree. */
      readonly nowMs: number;
    }
  | { readonly frame: 'snapshot'; readonly session: Session }
  | { readonly frame: 'events'; readonly events: readonly RoomEvent[]; readonly upTo: number }
  | { readonly frame: 'ack'; readonly ids: readonly string[]; readonly refused: readonly Refused[] }
  | { readonly frame: 'presence'; readonly seen: Presence }
  | { readonly frame: 'bye'; readonly why: string; readonly retryMs: number | null };

export interface About {
  readonly room: true;
  readonly protocol: number;
  /** Sessions that can be joined. */
  readonly sessions: number;
  /** Addresses under which other machines reach this server; empty on loopback. */
  readonly addresses: readonly string[];
}

export const joinRequest = z.object({
  session: sessionCode,
  /** Made by the browser and kept there: whoever sends it again is the same person. */
  secret,
  name: z.string().trim().min(1).max(limits.nameMax),
  /** The recovery word of somebody who has been here: binds this browser to the same person. */
  word: z.string().max(80).nullable(),
});
export type JoinRequest = z.infer<typeof joinRequest>;

export interface Joined {
  readonly session: { readonly code: string; readonly title: string };
  readonly participant: string;
  readonly name: string;
  /** Says on another device who this is. Told at every join of the same secret. */
  readonly word: string;
}

/** What instructors ask for when they invite somebody. */
export const inviteRequest = z.object({
  name: z.string().trim().min(1).max(limits.nameMax),
  role: z.enum(['instructor', 'helper']),
});

export interface Invitation {
  readonly staff: string;
  readonly name: string;
  readonly role: 'instructor' | 'helper';
  /** Told once. */
  readonly token: string;
}

/** A draft or files that are kept, with the hash or instant that their writer gave them. */
export const keptBody = z.object({
  text: z.string().max(limits.textsMax),
  /** When it was written, by the writer's clock, milliseconds since 1970: an older text never replaces a newer one. */
  atMs: z.number().min(0),
});
export type KeptBody = z.infer<typeof keptBody>;
/** Under which names drafts are kept: the part of the address after `/room/kept/`, percent-encoded. */
export const keptKey = z.string().regex(/^[\w.:/@-]{1,160}$/);
/** Everything that a participant keeps in a room, by key. */
export interface KeptList {
  readonly kept: Readonly<Record<string, KeptBody>>;
}
