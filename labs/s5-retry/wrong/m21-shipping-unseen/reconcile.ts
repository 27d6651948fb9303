// Wrong: who has set out to ship is trusted to arrive, so nobody looks after an order whose shipper died.
/** What runs on every shop node beside the servers: it looks after orders whose outcome nobody knows. */
import { random, sleep } from 'nines';
import { scan } from './ledger.ts';
import { finish, type OrderRecord } from './server.ts';
import type { Outside } from './types.ts';

/** Longer than any shop is known to stand still: whoever held the record by then is gone. */
const abandonedMs = 5_000;

/** Brings every abandoned order to its end. All shops do this, at their own times; the record decides who wins. */
export async function reconciler(outside: Outside): Promise<void> {
  for (;;) {
    await sleep(2_000 + random() * 2_000);
    const open = await scan<OrderRecord>(outside.ledger, 'order/', ['started', 'charged']);
    for (const { key, record, ageMs } of open) {
      if (ageMs >= abandonedMs) await finish(key, record, outside);
    }
  }
}
