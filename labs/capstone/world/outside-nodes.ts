/** Who is not Papertrain: PayHub, and the warehouse. */
import { now, random, receive, reply, self, sendAfter, type Call, type From } from 'nines';
import { observe } from 'nines/world';
import { orderOf } from './buying.ts';

/** So many at once, and not one more. */
const placesMax = 50;
const banMs = 5_000;
const reportMs = 10_000;

type Charge =
  | { readonly op: 'charge'; readonly key: string; readonly cents: number }
  | { readonly op: 'status'; readonly key: string };
interface Due {
  readonly kind: 'due';
  readonly from: From;
  readonly key: string;
  readonly cents: number;
}

type ToPayHub =
  | Call<Charge>
  | Due
  | { readonly kind: 'slow'; readonly factor: number }
  | { readonly kind: 'report' };

/** Charges in 27 ms on average, and honours keys: one that it has charged gets its first result again. */
export async function payhub(): Promise<void> {
  const payments = new Map<string, string>();
  let factor = 1;
  let inUse = 0;
  let most = 0;
  let bannedUntil = 0;
  sendAfter(reportMs, self(), { kind: 'report' });
  for (;;) {
    const message = await receive<ToPayHub>();
    switch (message.kind) {
      case 'slow':
        factor = message.factor;
        break;
      case 'report':
        observe({ kind: 'payhub', slotsMax: most });
        most = inUse;
        sendAfter(reportMs, self(), { kind: 'report' });
        break;
      case 'due': {
        inUse -= 1;
        const { key, cents } = message;
        let payment = payments.get(key);
        if (payment === undefined) {
          payment = `payment-${payments.size + 1}`;
          payments.set(key, payment);
          observe({ kind: 'charged', order: orderOf(cents) });
        }
        reply(message.from, { kind: 'charged', payment, cents });
        break;
      }
      case 'call': {
        const { from, request } = message;
        if (request.op === 'status') {
          reply(from, payments.get(request.key));
          break;
        }
        if (now() < bannedUntil) {
          reply(from, { kind: 'busy' });
          break;
        }
        inUse += 1;
        most = Math.max(most, inUse);
        if (inUse > placesMax) {
          observe({ kind: 'banned', concurrent: inUse });
          bannedUntil = now() + banMs;
        }
        // Most are quick, a few take twice as long.
        const u = random();
        const due: Due = { kind: 'due', from, key: request.key, cents: request.cents };
        sendAfter(factor * (20 + 20 * u * u), self(), due);
        break;
      }
    }
  }
}

type Errand =
  | { readonly op: 'ship'; readonly key: string; readonly order: { readonly cents: number } }
  | { readonly op: 'shipped'; readonly key: string };

/** Packs at once and does not honour keys: every errand is a parcel. It keeps a list of the keys. */
export async function warehouse(): Promise<void> {
  const keys = new Set<string>();
  for (;;) {
    const { from, request } = await receive<Call<Errand>>();
    if (request.op === 'shipped') {
      reply(from, keys.has(request.key));
      continue;
    }
    keys.add(request.key);
    observe({ kind: 'shipped', order: orderOf(request.order.cents) });
    reply(from, `parcel-${keys.size}`);
  }
}

/** Where messages go that mark an instant for a fault to strike at. */
export async function bell(): Promise<void> {
  for (;;) await receive();
}
