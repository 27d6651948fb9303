/**
 * One copy of one thing: an item's orders, a cart, a session, a room's texts, a user's presence, a candidate's votes.
 * All six are entries under ids; what differs is what a request does to them. Everything here is a pure function.
 */
import type { Fn } from './ledger.ts';

export type Answer = 'ok' | 'sold out' | { readonly seen: readonly string[] };

/** What a client asks for; the same in every attempt. */
export interface Request {
  readonly fn: Fn;
  /** Id of the intent, made by the client. */
  readonly id: string;
  /** What it is about: the item, the cart, the user, the room, the candidate. */
  readonly subject: string;
  readonly kind: 'add' | 'remove' | 'read';
  /** Of a cart: what is put in or taken out. */
  readonly item: string;
  /** Of a session or a presence: the newest wins. */
  readonly version: number;
}

interface Entry {
  /** The intent that it carries out. */
  readonly intent: string;
  readonly item: string;
  readonly version: number;
}

export interface Book {
  readonly entries: Readonly<Record<string, Entry>>;
  /** Ids of entries that were removed: who knows them never takes them back. */
  readonly gone: Readonly<Record<string, true>>;
  /** The record of an exactly-once effect: what was answered, by intent. */
  readonly done: Readonly<Record<string, Answer>>;
}

export const emptyBook: Book = { entries: {}, gone: {}, done: {} };

/** Copies of the three rarest items; the others do not sell out. */
export const rareStock = 3;
export const stockOf = (subject: string): number =>
  Number(subject.slice(1)) < 3 ? rareStock : Infinity;

const newestWins = (fn: Fn): boolean => fn === 'session' || fn === 'presence';

export const live = (book: Book): readonly string[] =>
  Object.keys(book.entries).filter((id) => !(id in book.gone));

const newest = (book: Book): number =>
  Math.max(0, ...Object.values(book.entries).map(({ version }) => version));

/** Carries a request out under the id of an entry, or answers from the record. */
export function apply(
  book: Book,
  request: Request,
  { entry, keepsRecord }: { readonly entry: string; readonly keepsRecord: boolean },
): { readonly book: Book; readonly answer: Answer; readonly acted: boolean } {
  const { kind, id } = request;
  if (kind === 'read') {
    const seen = Object.values(book.entries).map(({ intent }) => intent);
    return { book, answer: { seen }, acted: false };
  }
  const known = book.done[id];
  if (keepsRecord && known !== undefined) return { book, answer: known, acted: false };
  const { book: next, answer } = act(book, request, entry);
  const acted = next !== book;
  if (!keepsRecord) return { book: next, answer, acted };
  return { book: { ...next, done: { ...next.done, [id]: answer } }, answer, acted };
}

function act(
  book: Book,
  { fn, kind, id, subject, item, version }: Request,
  entry: string,
): { readonly book: Book; readonly answer: Answer } {
  if (entry in book.entries) return { book, answer: 'ok' };
  const mine = { [entry]: { intent: id, item, version } };
  if (kind === 'remove') {
    const found = live(book).filter((each) => book.entries[each]?.item === item);
    if (found.length === 0) return { book, answer: 'ok' };
    const gone = new Map(found.map((each) => [each, true as const]));
    return { book: { ...book, gone: { ...book.gone, ...Object.fromEntries(gone) } }, answer: 'ok' };
  }
  if (newestWins(fn)) {
    if (version <= newest(book)) return { book, answer: 'ok' };
    return { book: { ...book, entries: mine }, answer: 'ok' };
  }
  if (fn === 'order' && live(book).length >= stockOf(subject)) return { book, answer: 'sold out' };
  return { book: { ...book, entries: { ...book.entries, ...mine } }, answer: 'ok' };
}

/** What two copies come to: all that either has seen, removals included. */
export function merge(fn: Fn, one: Book, other: Book): Book {
  const gone = { ...one.gone, ...other.gone };
  const done = { ...one.done, ...other.done };
  const entries = { ...one.entries, ...other.entries };
  if (!newestWins(fn)) return { entries, gone, done };
  const version = Math.max(newest(one), newest(other));
  const kept = Object.entries(entries).filter(([, entry]) => entry.version === version);
  return { entries: Object.fromEntries(kept), gone, done };
}
