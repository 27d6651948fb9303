/** Sessions are not kept for ever: what nobody has touched for so many days is deleted, and that is said. */
import type { SessionRow, Store } from './store.ts';

const dayMs = 86_400_000;

/** Deletes sessions whose last event is older; gives them. */
export async function retain(
  store: Store,
  days: number,
  nowMs: number,
): Promise<readonly SessionRow[]> {
  const old = (await store.sessions()).filter(({ lastAtMs }) => nowMs - lastAtMs > days * dayMs);
  for (const { code } of old) await store.deleteSession(code);
  return old;
}
