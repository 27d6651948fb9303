/** Chats and votes: entries that are never changed, so that two copies are simply put together. */
import { disk, makeRef, node, send } from 'nines';
import { observe } from 'nines/world';
import type { Ask, Entry } from './messages.ts';
import type { Op } from './types.ts';
import { peersOf, setup, tell } from './own.ts';

const entries = new Map<string, Entry>();

/** Makes an entry of what a customer asks for; null if it is there already. */
export function entryOf({ key, op }: Ask): Entry | null {
  const { retry } = setup();
  const own = retry[op.fn].key === 'arrival' ? `${key}/${makeRef().id}` : key;
  if (entries.has(own)) return null;
  return { set: op.fn === 'vote.send' ? 'votes' : 'chats', key: own, taker: node(), op };
}

/** Keeps entries; those that are news are on the disk when it comes back. */
export async function keep(given: readonly Entry[]): Promise<void> {
  const news = given.filter(({ key }) => !entries.has(key));
  if (news.length === 0) return;
  for (const entry of news) entries.set(entry.key, entry);
  await disk.put('entries', [...entries.values()]);
  // On record is what is on the disk.
  noteTallies(news);
}

/** Passes an entry to the other copies of its set. */
export function spread(entry: Entry): void {
  tell(peersOf(setup()[entry.set]), { kind: 'entries', entries: [entry] });
}

/** Shows a message, bills an SMS: whoever took it, as often as it is asked to. The other side knows repetitions. */
export function putThrough({ key, op }: Pick<Entry, 'key' | 'op'>): void {
  const partners = { name: 'partners', node: 'partners' };
  if (op.fn === 'chat.send') {
    const { to, text, from } = op.args;
    const { chats, presence } = setup();
    send(partners, { kind: 'show', op: op.id, reader: to, text, once: chats.once });
    if (presence.sent === 'with chat') notePresence(from);
  } else if (op.fn === 'vote.send') {
    send(partners, { kind: 'bill', op: op.id, phone: op.args.phone });
  }
  audit(op, key);
}

/** Puts a change into the audit book, if the decisions want it there. */
export function audit({ fn, id }: Op, key: string): void {
  if (!setup().audited.includes(fn)) return;
  send({ name: 'partners', node: 'partners' }, { kind: 'audit', fn, key, op: id });
}

export function notePresence(person: string): void {
  observe({ kind: 'presence', node: node(), person });
}

/** What a shop that has been out of reach should know. */
export function entriesFor(shop: string): Entry[] {
  return [...entries.values()].filter(({ set }) => setup()[set].members.includes(shop));
}

/** Reads the disk when the shop boots, and does once more what it may not have come to do. */
export async function restoreEntries(): Promise<void> {
  const found = (await disk.get<readonly Entry[]>('entries')) ?? [];
  for (const entry of found) entries.set(entry.key, entry);
  noteTallies(found);
  for (const entry of found) if (entry.taker === node()) putThrough(entry);
}

function noteTallies(changed: readonly Entry[]): void {
  const choices = new Set<string>();
  for (const { op } of changed) if (op.fn === 'vote.send') choices.add(op.args.choice);
  for (const choice of choices) {
    const votes = [...entries.values()].filter(
      ({ op }) => op.fn === 'vote.send' && op.args.choice === choice,
    ).length;
    observe({ kind: 'tally', node: node(), choice, votes });
  }
}
