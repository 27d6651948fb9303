// Wrong: on the stroke of the clock four reconcilers find the same order, and each looks before it ships.
/** What runs on every shop node beside the servers: it looks after orders whose outcome nobody knows. */
import { now, sleep } from 'nines';
import { cas, scan } from './ledger.ts';
import { charge } from './payhub.ts';
import type { OrderRecord } from './server.ts';
import type { Outside } from './types.ts';
import { ship, shipped } from './warehouse.ts';

/** Longer than any shop is known to stand still: whoever held the record by then is gone. */
const abandonedMs = 5_000;
/** A round of the books, whenever the clock shows a full so many. */
const roundMs = 5_000;

/** Brings every abandoned order to its end. All shops do this. */
export async function reconciler(outside: Outside): Promise<void> {
  for (;;) {
    await sleep(roundMs - (now() % roundMs));
    const open = await scan<OrderRecord>(outside.ledger, 'order/', [
      'started',
      'charged',
      'shipping',
    ]);
    for (const { key, record, ageMs } of open) {
      if (ageMs >= abandonedMs) await resolve(key, record, outside);
    }
  }
}

/** PayHub honours the key. The warehouse does not, so it is asked first whether the parcel has left. */
async function resolve(name: string, record: OrderRecord, outside: Outside): Promise<void> {
  const { order } = record;
  const paid = await charge(outside.payhub, name, order.cents);
  if (paid.kind !== 'charged') return;
  if (!(await shipped(outside.warehouse, name))) await ship(outside.warehouse, name, order);
  const done: OrderRecord = { state: 'done', order, payment: paid.payment };
  await cas<OrderRecord>(outside.ledger, name, record, done);
}
