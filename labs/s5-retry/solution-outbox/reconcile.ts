/** What runs on every shop node beside the servers: the worker of the outbox, who also mends what a crash has left. */
import { random, sleep } from 'nines';
import { cas, scan } from './ledger.ts';
import { payFor, type OrderRecord } from './server.ts';
import type { Outside } from './types.ts';
import { ship, shipped } from './warehouse.ts';

/** Longer than any shop is known to stand still: whoever held the record by then is gone. */
const abandonedMs = 5_000;

/** Ships what is owed. All shops do this, at their own times; the record decides who wins. */
export async function reconciler(outside: Outside): Promise<void> {
  for (;;) {
    await sleep(500 + random() * 1_000);
    const open = await scan<OrderRecord>(outside.ledger, 'order/', [
      'started',
      'charged',
      'shipping',
    ]);
    for (const { key, record, ageMs } of open) {
      if (record.state === 'charged') await send(key, record, 1, outside);
      else if (ageMs >= abandonedMs) await mend(key, record, outside);
    }
  }
}

/** Sends the parcel if nobody else is about to. */
async function send(
  name: string,
  record: OrderRecord & { readonly state: 'charged' | 'shipping' },
  shippers: number,
  { ledger, warehouse }: Outside,
): Promise<void> {
  const { order, payment } = record;
  const mine: OrderRecord = { state: 'shipping', order, payment, shippers };
  if (!(await cas<OrderRecord>(ledger, name, record, mine))) return;
  await ship(warehouse, name, order);
  await cas<OrderRecord>(ledger, name, mine, { state: 'done', order, payment });
}

async function mend(name: string, record: OrderRecord, outside: Outside): Promise<void> {
  if (record.state === 'started') {
    await payFor(name, record, outside);
  } else if (record.state === 'shipping') {
    // Its shipper died before or after the parcel left. The warehouse knows which.
    const { order, payment } = record;
    if (await shipped(outside.warehouse, name)) {
      await cas<OrderRecord>(outside.ledger, name, record, { state: 'done', order, payment });
    } else {
      await send(name, record, record.shippers + 1, outside);
    }
  }
}
