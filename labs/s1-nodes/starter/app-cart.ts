/** Carts. */
import { receive } from 'nines';

/** Nobody asks it yet: `frontend.ts` calls `monolith.ts` directly. */
export async function cartApp(): Promise<void> {
  for (;;) await receive();
}
