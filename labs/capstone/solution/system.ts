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
