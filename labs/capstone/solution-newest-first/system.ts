// Differs: the newest is served first; who waits too long is told so, and nobody is served who has given up.
import { demonitor, monitor, now, receive, send, type Down, type Pid, type Ref } from 'nines';
import { read, write } from 'labs/s4-api/api.ts';
import { add, empty, merge, remove, value } from 'labs/s6-share/cart.ts';
import { claim, preflist } from 'labs/s2-ring/ring.ts';
import { orderServer } from 'labs/s5-retry/server.ts';
import { placeOrder } from 'labs/s5-retry/client.ts';
import { publish } from 'labs/p-presence/fanout.ts';
import { reconciler } from 'labs/s5-retry/reconcile.ts';
import type { RegCfg } from './regulating.ts';
import { supervisor } from 'labs/p-presence/supervisor.ts';
import { fields } from './contract.ts';
import type { System } from './types.ts';
import { watch } from './watch.ts';

export const system: System = {
  families: [
    { name: 'web', children: ['release', 'exporter', 'web'] },
    { name: 'chat', children: ['release', 'exporter', 'chat', 'hello', 'presence'] },
    { name: 'sms', children: ['release', 'exporter', 'sms'] },
    {
      name: 'shop',
      children: [
        'release',
        'exporter',
        'carts',
        'gateway',
        'till',
        'parcels',
        'orderServer',
        'reconciler',
        'shop',
      ],
    },
    { name: 'vote', children: ['release', 'exporter', 'regulators', 'group', 'votes'] },
    { name: 'pay', children: ['release', 'exporter', 'regulators', 'pay', 'invoices'] },
    { name: 'data', children: ['release', 'exporter', 'group', 'prices'] },
    { name: 'ops', children: ['release', 'exporter', 'monitor', 'scaler'] },
  ],
  slots: {
    supervisor,
    publish,
    ring: { claim, preflist },
    contract: { fields, write, read },
    orders: { placeOrder, orderServer, reconciler },
    cart: { empty, add, remove, merge, value },
    handOff: true,
    regulator: newestFirst,
    watch,
  },
  // One machine more than the demand needs: a zone may go. Votes are in, or the final would find nobody booked for it.
  ratios: { web: 8, shop: 3.2, vote: 160, spare: 1 },
  queues: [
    // 25 on each of two machines are PayHub's 50.
    { name: 'pay', at: 'pay', serves: ['order'], slots: 25, bound: 100, maxWaitMs: 800 },
    // Two batches, so that one is counted while the other is written down.
    { name: 'votes', at: 'vote', serves: ['vote'], slots: 2, bound: 5, maxWaitMs: 500 },
  ],
  // The front end knows the customer's deadline and the key: it alone asks again.
  attempts: { web: 3, shop: 1 },
  lb: { healthMs: 2_000 },
  suspectMs: 700,
};

interface Ask {
  readonly kind: 'ask';
  readonly from: Pid;
  readonly ref: Ref;
  readonly class: string;
  readonly deadline: number;
}
interface Waiting {
  readonly ask: Ask;
  readonly sinceMs: number;
}
/** Who has a slot, and since when. */
interface Holder {
  readonly watch: Ref;
  readonly sinceMs: number;
}

/** A stack in front of the slots: under overload the oldest have hardly a chance, so the newest get all of it. */
async function newestFirst({ slots, classes }: RegCfg): Promise<void> {
  const holders = new Map<number, Holder>();
  const waiting: Waiting[] = [];
  let tookMs = 0;
  const grant = ({ from, ref }: Ask): void => {
    let slot = 1;
    while (holders.has(slot)) slot += 1;
    holders.set(slot, { watch: monitor(from), sinceMs: now() });
    send(from, { kind: 'granted', ref, slot });
  };
  const reject = ({ from, ref }: Ask): void =>
    send(from, { kind: 'rejected', ref, retryAfterMs: Math.round(tookMs) });
  for (;;) {
    const message = await receive<Ask | Down | { readonly kind: 'done'; readonly slot: number }>();
    if (message.kind === 'ask') {
      const cfg = classes.find(({ name }) => name === message.class) ?? classes[0];
      if (holders.size < slots) grant(message);
      else {
        waiting.push({ ask: message, sinceMs: now() });
        // Whoever has waited longest makes room.
        if (waiting.length > (cfg?.queueMax ?? 0)) reject((waiting.shift() as Waiting).ask);
      }
      continue;
    }
    const slot =
      message.kind === 'done'
        ? message.slot
        : [...holders].find(([, { watch }]) => watch === message.ref)?.[0];
    const holder = holders.get(slot ?? 0);
    if (slot === undefined || holder === undefined) continue;
    demonitor(holder.watch, { flush: true });
    holders.delete(slot);
    tookMs += (now() - holder.sinceMs - tookMs) / 20;
    while (holders.size < slots) {
      const next = waiting.pop();
      if (next === undefined) break;
      const waitMaxMs = classes.find(({ name }) => name === next.ask.class)?.waitMaxMs ?? 0;
      const isLate = now() - next.sinceMs > waitMaxMs || next.ask.deadline - now() < tookMs;
      if (isLate) reject(next.ask);
      else grant(next.ask);
    }
  }
}
