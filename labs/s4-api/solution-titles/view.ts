/** Prices and stock for discover's own pages: asked for again and again, so that a restart is nothing special. */
import { matches, now, receive, reply, timeout, type Call, type Pid } from 'nines';
import { allRows } from './feed.ts';
import type { ItemId, Row } from './types.ts';

const everyMs = 1_000;
const ttlMs = 2_000;

type Ask = Call<{ readonly op: 'rows'; readonly ids: readonly ItemId[] }>;

/** Between two fetches it answers whoever asks. */
export async function stockView({ owner }: { owner: Pid }): Promise<void> {
  let rows = new Map<ItemId, Row>();
  let fetchedMs = -ttlMs;
  for (;;) {
    const startedMs = now();
    const all = await allRows(owner);
    if (all !== undefined) {
      rows = new Map(all.map((row) => [row.id, row]));
      // The owner may have answered at any instant since it was asked.
      fetchedMs = startedMs;
    }
    const next = Math.max(startedMs + everyMs, now());
    for (;;) {
      const ask = await receive(isAsk, Math.max(0, next - now()));
      if (ask === timeout) break;
      const isFresh = now() - fetchedMs < ttlMs;
      reply(ask.from, isFresh ? rowsOf(rows, ask.request.ids) : { error: 'unavailable' });
    }
  }
}

function isAsk(message: unknown): message is Ask {
  return matches(message, { kind: 'call', request: { op: 'rows' } });
}

function rowsOf(rows: ReadonlyMap<ItemId, Row>, ids: readonly ItemId[]): Row[] {
  return ids.flatMap((id) => rows.get(id) ?? []);
}
