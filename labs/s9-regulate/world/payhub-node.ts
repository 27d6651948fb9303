/** What runs on the node `payhub`: the payment service behind `payhub.ts`. It alone sees how many come at once. */
import { now, random, receive, self, send, sendAfter, type Pid, type Ref } from 'nines';
import { conversation, observe } from 'nines/world';
import type { Charge } from './payhub.ts';

interface Contract {
  /** So many charges at a time. */
  readonly places: number;
  /** Whether one more is answered with a ban, or makes all of them slower in proportion. */
  readonly beyond: 'ban' | 'slower';
}
interface Asked {
  readonly kind: 'charge';
  readonly from: Pid;
  readonly ref: Ref;
  /** The payment it is for. */
  readonly id: string;
  readonly deadline: number;
}
/** The connection of a charge was closed at the other end. */
interface Closed {
  readonly kind: 'closed';
  readonly ref: Ref;
}
/** A charge has had its time. */
interface Over {
  readonly kind: 'over';
  readonly ref: Ref;
}
/** Everything takes so many times as long from now on. */
interface Slow {
  readonly kind: 'slow';
  readonly factor: number;
}

const leastMs = 150;
const onTopMs = 50;
const banMs = 5_000;

/** Charges as many at a time as come, and bans who sends too many. */
export async function payhub({ places, beyond }: Contract): Promise<void> {
  const inHand = new Map<Ref, Pid>();
  let most = 0;
  let factor = 1;
  let bannedUntil = -1;
  for (;;) {
    const message = await receive<Asked | Closed | Over | Slow>();
    switch (message.kind) {
      case 'charge': {
        const { from, ref, id, deadline } = message;
        // Whoever had the slot before belonged to another payment.
        conversation(id);
        observe({ kind: 'charging', leftMs: deadline - now() });
        if (now() < bannedUntil) {
          answer(from, ref, { kind: 'banned' });
          break;
        }
        inHand.set(ref, from);
        if (inHand.size > most) {
          most = inHand.size;
          observe({ kind: 'most', count: most });
        }
        if (inHand.size > places && beyond === 'ban') {
          observe({ kind: 'banned', count: inHand.size });
          bannedUntil = now() + banMs;
          for (const [one, pid] of inHand) answer(pid, one, { kind: 'banned' });
          inHand.clear();
          break;
        }
        const crowd = Math.max(1, inHand.size / places);
        const takesMs = factor * crowd * (leastMs - Math.log(1 - random()) * onTopMs);
        sendAfter(takesMs, self(), { kind: 'over', ref });
        break;
      }
      case 'over': {
        const from = inHand.get(message.ref);
        if (from === undefined) break;
        inHand.delete(message.ref);
        answer(from, message.ref, { kind: 'charged', payment: `payment-${message.ref.id}` });
        break;
      }
      case 'closed':
        inHand.delete(message.ref);
        observe({ kind: 'closed' });
        break;
      case 'slow':
        ({ factor } = message);
        break;
    }
  }
}

function answer(to: Pid, ref: Ref, charge: Charge): void {
  send(to, { kind: 'charged', ref, charge });
}
