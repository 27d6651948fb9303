/** Searches. */
import { receive } from 'nines';

/** Nobody asks it yet: `frontend.ts` calls `monolith.ts` directly. */
export async function searchApp(): Promise<void> {
  for (;;) await receive();
}
