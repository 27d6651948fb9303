/** Checkouts. */
import { receive } from 'nines';

/** Nobody asks it yet: `frontend.ts` calls `monolith.ts` directly. */
export async function checkoutApp(): Promise<void> {
  for (;;) await receive();
}
