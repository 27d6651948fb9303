/** What runs as `sms`: takes text messages from the carrier and brings each to the machine that counts it. */
import { node, now, receive, self, send, sendAfter } from 'nines';
import { system } from './setup.ts';
import { nearestFirst, nodesOf, type NodeName } from './town.ts';

/** Messages that the carrier hands over together, with their numbers. */
export interface Texts {
  readonly kind: 'texts';
  readonly votes: readonly number[];
}
interface Pending {
  readonly votes: readonly number[];
  readonly until: number;
  sentMs: number;
  to: NodeName;
  attempts: number;
}

/** Ballots are counted in so many parts. */
const partitions = 64;
const patienceMs = 1_900;
const lookMs = 100;
/** Votes that one machine is asked to count at once, at most: a tenth of a second of work. */
const batchMax = 16;

type Message =
  | Texts
  | { readonly kind: 'counted'; readonly id: number; readonly result: string }
  | {
      readonly kind: 'view';
      readonly epoch: number;
      readonly leader: string;
      readonly members: readonly NodeName[];
    }
  | { readonly kind: 'tick' | 'nodeup' | 'nodedown' };

export async function sms(): Promise<void> {
  const { claim } = system.slots.ring;
  const all = nodesOf('vote');
  let members = all;
  let owners = claim(null, all, partitions, 1);
  let epoch = 0;
  let last = 0;
  const pending = new Map<number, Pending>();
  const ownerOf = (vote: number): NodeName => owners[Math.floor(vote / 8) % partitions] ?? '';
  const ask = (id: number, one: Pending): void => {
    one.attempts += 1;
    one.sentMs = now();
    const ballot = { kind: 'ballot', id, from: self(), votes: one.votes, deadline: one.until };
    send({ name: 'votes', node: one.to }, ballot);
  };
  let isLooking = false;
  const look = (): void => {
    if (isLooking || pending.size === 0) return;
    isLooking = true;
    sendAfter(lookMs, self(), { kind: 'tick' });
  };
  for (;;) {
    const message = await receive<Message>();
    switch (message.kind) {
      case 'texts': {
        const parts = new Map<NodeName, number[]>();
        for (const vote of message.votes) {
          const owner = ownerOf(vote);
          parts.set(owner, [...(parts.get(owner) ?? []), vote]);
        }
        for (const [to, all] of parts) {
          for (let from = 0; from < all.length; from += batchMax) {
            last += 1;
            const votes = all.slice(from, from + batchMax);
            const one = { votes, until: now() + patienceMs, sentMs: 0, to, attempts: 0 };
            pending.set(last, one);
            ask(last, one);
          }
        }
        look();
        break;
      }
      case 'counted': {
        const one = pending.get(message.id);
        if (one === undefined) break;
        if (message.result === 'unknown' && now() < one.until) break;
        pending.delete(message.id);
        tell(one.votes, message.result, one.attempts);
        break;
      }
      case 'view': {
        if (message.epoch <= epoch) break;
        ({ epoch } = message);
        members = all.filter((one) => message.members.includes(one));
        owners = claim(null, members, partitions, 1);
        // What the lost machine was asked is asked of whoever counts for it now.
        for (const [id, one] of pending) {
          if (members.includes(one.to)) continue;
          one.to = nearestFirst(members, node())[id % members.length] ?? '';
          ask(id, one);
        }
        break;
      }
      case 'tick':
        isLooking = false;
        for (const [id, one] of pending) {
          if (now() >= one.until) {
            pending.delete(id);
            tell(one.votes, 'unknown', one.attempts);
          }
        }
        look();
        break;
      default:
        break;
    }
  }
}

function tell(votes: readonly number[], result: string, attempts: number): void {
  send({ name: 'carrier', node: 'clients' }, { kind: 'told', votes, result, attempts });
}
