/**
 * A shop's way to the order log: what `labs/s5-retry/server.ts` takes for the ledger. How a row of the log is shared is
 * decided by the ledger's row `order.place`; this is where that decision acts.
 *
 *   majority          the group on the data nodes holds it before anybody is answered
 *   everything-async  the shop's nearest data node takes it, and tells the others later
 *   something         this shop alone holds it, and copies what is new to the next shop twice a second
 *   nothing           this shop alone holds it
 */
import { node, now, receive, reply, self, send, sendAfter, type Call, type From } from 'nines';
import type { Ask, Heard } from './group.ts';
import { Rows, type Change, type Query } from './rows.ts';
import { orderSharing } from './setup.ts';
import { nearestFirst, nodesOf, type NodeName } from './town.ts';

export type Asked =
  | Change
  | Exclude<Query, { readonly op: 'scan' }>
  | { readonly op: 'scan'; readonly prefix: string; readonly states: readonly string[] };

interface Pending {
  readonly from: From;
  readonly asked: Asked;
  readonly sinceMs: number;
  sentMs: number;
}

const againMs = 150;
const giveUpMs = 4_800;
const copyMs = 500;

type Message =
  | Call<Asked>
  | Heard
  | { readonly kind: 'view'; readonly epoch: number; readonly leader: NodeName }
  | { readonly kind: 'tick' }
  | { readonly kind: 'rows'; readonly rows: readonly (readonly [string, never])[] };

export async function gateway(): Promise<void> {
  if (orderSharing === 'majority' || orderSharing === 'everything-async') await toTheGroup();
  else await byItself();
}

/** Whom a gateway asks. */
const log = { leader: 'data-1', epoch: 0 };

async function toTheGroup(): Promise<void> {
  const pending = new Map<string, Pending>();
  const datas = nearestFirst(nodesOf('data'), node());
  // A gateway that is back after a crash must not be taken for the one that was there before it.
  const bornAt = now();
  let asked = 0;
  let isTicking = false;
  const ask = (id: string, one: Pending): void => {
    one.sentMs = now();
    const to = orderSharing === 'majority' ? log.leader : (datas[0] ?? '');
    const isChange =
      one.asked.op === 'cas' || one.asked.op === 'putIfAbsent' || one.asked.op === 'reserve';
    const question = isChange ? { op: one.asked } : { query: { ...one.asked, atMs: now() } };
    const message: Ask = { kind: 'ask', id, to: self(), ...question };
    send({ name: 'group', node: to }, message);
  };
  for (;;) {
    const message = await receive<Message>();
    switch (message.kind) {
      case 'call': {
        const id = `${node()} ${bornAt} ${(asked += 1)}`;
        const one = { from: message.from, asked: message.request, sinceMs: now(), sentMs: 0 };
        pending.set(id, one);
        ask(id, one);
        break;
      }
      case 'heard': {
        const one = pending.get(message.id);
        pending.delete(message.id);
        if (one !== undefined) answer(one, message.value);
        break;
      }
      case 'elsewhere':
        if (message.leader !== null && message.leader !== '') log.leader = message.leader;
        break;
      case 'view':
        if (message.epoch <= log.epoch) break;
        log.epoch = message.epoch;
        log.leader = message.leader;
        for (const [id, one] of pending) ask(id, one);
        break;
      case 'tick':
        isTicking = false;
        for (const [id, one] of pending) {
          if (now() - one.sinceMs > giveUpMs) pending.delete(id);
          else if (now() - one.sentMs >= againMs) {
            // Whoever leads by now, the next one asked knows it, or leads itself.
            ask(id, one);
          }
        }
        break;
      default:
        break;
    }
    if (pending.size > 0 && !isTicking) {
      isTicking = true;
      sendAfter(againMs, self(), { kind: 'tick' });
    }
  }
}

/** The rows are this shop's own. */
async function byItself(): Promise<void> {
  const rows = new Rows();
  const shops = nodesOf('shop');
  const next = shops[(shops.indexOf(node()) + 1) % shops.length] ?? '';
  const news = new Set<string>();
  sendAfter(copyMs, self(), { kind: 'tick' });
  for (;;) {
    const message = await receive<Message>();
    if (message.kind === 'call') {
      const { request } = message;
      const isChange =
        request.op === 'cas' || request.op === 'putIfAbsent' || request.op === 'reserve';
      const value = isChange ? rows.apply(request, now()) : rows.read({ ...request, atMs: now() });
      if (isChange && request.op !== 'reserve') news.add(request.key);
      if (isChange) rows.decided(request, value);
      reply(message.from, { op: request.op, value });
    } else if (message.kind === 'rows') {
      for (const [key, row] of message.rows) if (rows.row(key) === undefined) rows.set(key, row);
    } else if (message.kind === 'tick') {
      sendAfter(copyMs, self(), { kind: 'tick' });
      if (news.size === 0 || orderSharing === 'nothing') continue;
      const copied = [...news].map((key) => [key, rows.row(key)]);
      send({ name: 'gateway', node: next }, { kind: 'rows', rows: copied });
      news.clear();
    }
  }
}

function answer({ from, asked }: Pending, value: unknown): void {
  reply(from, { op: asked.op, value });
}
