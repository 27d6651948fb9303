/** The night's wiring: which machine runs what, which module serves which slot, and who asks how often. */
import { read, write } from 'labs/s4-api/api.ts';
import { add, empty, merge, remove, value } from 'labs/s6-share/cart.ts';
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
    cart: { empty, add, remove, merge, value },
    handOff: true,
    regulator,
    watch,
  },
  ratios: { web: 8, shop: 3.2, spare: 1 },
  queues: [
    // What is scarce is queued for in one place.
    { name: 'work', at: 'vote', serves: ['order', 'vote'], slots: 2, bound: 8, maxWaitMs: 1_100 },
  ],
  // Each layer looks after itself.
  attempts: { web: 3, shop: 3 },
  lb: { healthMs: 2_000 },
  suspectMs: 700,
};
