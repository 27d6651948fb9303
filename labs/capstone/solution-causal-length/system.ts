// Differs: a cart is a causal-length set: for each item how often it was put in or taken out; odd is in, the longer history wins.
import { read, write } from 'labs/s4-api/api.ts';
import type { Cart } from 'labs/s6-share/cart.ts';
import { claim, preflist } from 'labs/s2-ring/ring.ts';
import { orderServer } from 'labs/s5-retry/server.ts';
import { placeOrder } from 'labs/s5-retry/client.ts';
import { publish } from 'labs/p-presence/fanout.ts';
import { reconciler } from 'labs/s5-retry/reconcile.ts';
import { regulator } from 'labs/s9-regulate/regulator.ts';
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
    cart: {
      empty: (actor) => ({ actor, seen: new Map(), items: new Map() }),
      add: (cart, item) => (isIn(cart, item) ? cart : turned(cart, item)),
      remove: (cart, item) => (isIn(cart, item) ? turned(cart, item) : cart),
      merge: longer,
      value: (cart) => new Set([...cart.items.keys()].filter((item) => isIn(cart, item))),
    },
    handOff: true,
    regulator,
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

/** How often an item was put in or taken out. */
function lengthOf(cart: Cart, item: string): number {
  return cart.items.get(item)?.get('length') ?? 0;
}

function isIn(cart: Cart, item: string): boolean {
  return lengthOf(cart, item) % 2 === 1;
}

function turned(cart: Cart, item: string): Cart {
  const next = new Map([['length', lengthOf(cart, item) + 1]]);
  return { ...cart, items: new Map(cart.items).set(item, next) };
}

/** Of two histories of an item the longer one: it has seen all that the other has (Yu and Rostad, 2020). */
function longer(mine: Cart, theirs: Cart): Cart {
  const items = new Map(mine.items);
  for (const [item, length] of theirs.items) {
    if (lengthOf(theirs, item) > lengthOf(mine, item)) items.set(item, length);
  }
  return { ...mine, items };
}
