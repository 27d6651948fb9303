/**
 * Where a room's sessions are kept: one interface, two stores (sqlite-store.ts, postgres-store.ts), one suite of tests.
 *
 * The heart is `append`. It runs under the session's lock: whoever decides has seen every event before its own, so
 * the rules need no second look, sequence numbers have no gaps, and a message that comes twice goes on record once.
 * What `append` has given back is on disk.
 */
import type { Body, Role, RoomEvent } from '#workshop/messages.ts';
import type { Presence } from '#workshop/protocol.ts';
import type { Session } from '#workshop/session.ts';

export interface SessionRow {
  readonly code: string;
  readonly title: string;
  readonly createdAtMs: number;
  /** The last event; 0 for a session in which nothing has happened. */
  readonly seq: number;
  /** When it happened; the creation for a session without events. */
  readonly lastAtMs: number;
}

/** A message as its sender named it. */
export interface MessageKey {
  readonly by: string;
  readonly id: string;
}

/** One line for the log; its sequence number is given by the store. */
export interface Entry {
  readonly by: string;
  /** The sender's id of the message; null for what the server adds. */
  readonly messageId: string | null;
  readonly atMs: number;
  readonly body: Body;
}

/** What a writer knows when it asks for the lock. */
export interface Asked {
  /** The last event that it has applied. */
  readonly after: number;
  /** The messages it is about to decide on. */
  readonly keys: readonly MessageKey[];
}

/**
 * Decides what goes on record: called once, under the lock, with the events that the writer has not seen, and with the
 * keys (`keyText`) of those messages that are on record already.
 */
export type Decide = (news: readonly RoomEvent[], known: ReadonlySet<string>) => readonly Entry[];

/** Whom a secret belongs to, and how that person's recovery word is drawn. */
export interface Person {
  readonly participant: string;
  /** How many words were taken before this person's was free. */
  readonly wordAttempt: number;
}

export interface StaffRow {
  readonly session: string;
  readonly staff: string;
  readonly role: Exclude<Role, 'learner'>;
  readonly name: string;
}

/** Texts of one participant, under a key: drafts by the learner's own keys, files for the instructor by lab. */
export type Shelf = 'kept' | 'shared';

export interface ShelfItem {
  readonly participant: string;
  readonly key: string;
  readonly text: string;
  /** By the writer's clock. */
  readonly atMs: number;
}

export type Put =
  | { readonly kind: 'kept' }
  /** Something newer lies there already. */
  | { readonly kind: 'older' }
  /** More than a participant may keep; so many characters would lie there. */
  | { readonly kind: 'full'; readonly characters: number };

/** The session was deleted, or never was. */
export class NoSession extends Error {
  constructor(code: string) {
    super(`There is no session ${code}.`);
  }
}

/** The store cannot take anything now: the disk is full, the database is locked or away. Says what to do. */
export class StoreTrouble extends Error {}

export interface Store {
  readonly name: 'SQLite' | 'PostgreSQL';

  /** False if the code is taken. */
  createSession(given: Pick<SessionRow, 'code' | 'title' | 'createdAtMs'>): Promise<boolean>;
  session(code: string): Promise<SessionRow | null>;
  /** Newest first. */
  sessions(): Promise<readonly SessionRow[]>;
  /** Removes a session with all that belongs to it; false if there was none. */
  deleteSession(code: string): Promise<boolean>;

  /** Puts on record what `decide` gives, in one transaction. Throws NoSession and StoreTrouble; then nothing is kept. */
  append(code: string, asked: Asked, decide: Decide): Promise<readonly RoomEvent[]>;
  /** Events after a sequence number, at most `limit`. */
  read(code: string, after: number, limit: number): Promise<readonly RoomEvent[]>;
  /** The latest state that was kept; the log after its `seq` brings it up to date. */
  snapshot(code: string): Promise<Session | null>;
  keepSnapshot(session: Session): Promise<void>;

  /** A random text that all replicas share and that never changes. */
  serverKey(): Promise<string>;
  personOf(code: string, secretHash: string): Promise<Person | null>;
  personOfWord(code: string, wordHash: string): Promise<Person | null>;
  /** Adds a person, if there is none of that id, under a word; false if another person has the word. */
  addPerson(code: string, person: Person & { readonly wordHash: string }): Promise<boolean>;
  /** From now on this secret says that it is this person. */
  bindSecret(code: string, secretHash: string, participant: string): Promise<void>;

  addStaff(tokenHash: string, row: StaffRow): Promise<void>;
  staffOf(tokenHash: string): Promise<StaffRow | null>;
  /** Takes all tokens of a member of staff away. */
  revokeStaff(code: string, staff: string): Promise<void>;

  /** Lays a text down; an older one never replaces a newer one. */
  put(code: string, shelf: Shelf, item: ShelfItem): Promise<Put>;
  /** One participant's texts, or everybody's. */
  items(code: string, shelf: Shelf, participant: string | null): Promise<readonly ShelfItem[]>;
  clear(code: string, shelf: Shelf, participant: string): Promise<void>;

  /** Tells the other replicas who was seen; kept nowhere, and may be lost. */
  whisper(code: string, seen: Presence): Promise<void>;
  /** Calls back when another replica has written to a session, or may have; and when one whispers. */
  listen(listener: StoreListener): Promise<void>;

  close(): Promise<void>;
}

export interface StoreListener {
  /** The session with news; null where any session may have some. */
  onNews(code: string | null): void;
  onWhisper(code: string, seen: Presence): void;
}

/** A message's key in the set of those that are on record. */
export function keyText({ by, id }: MessageKey): string {
  return `${by} ${id}`;
}
