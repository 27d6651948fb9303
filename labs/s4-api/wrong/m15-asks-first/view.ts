/** Prices and stock for discover's own pages: a copy, which says so when it is too old. */
import { now, receive, reply, type Call, type Pid } from 'nines';
import { allRows, follow, type News } from './feed.ts';
import { model } from './model.ts';
import type { Err, ItemId, Row } from './types.ts';

/** How old a copy may be: what the model says of the stock in the view. */
const ttlMs = model.reduce(
  (least, entry) => (entry.in === 'view' && entry.is === 'cache' ? entry.ttlMs : least),
  0,
);

type Message = News | Call<{ readonly op: 'rows'; readonly ids: readonly ItemId[] }>;

/** Asks the owner for all there is, then follows it. */
export async function stockView({ owner }: { owner: Pid }): Promise<void> {
  const rows = await load(owner);
  follow(owner);
  let heardMs = now();
  for (;;) {
    const message = await receive<Message>();
    if (message.kind === 'call') {
      const isFresh = now() - heardMs <= ttlMs;
      reply(message.from, isFresh ? rowsOf(rows, message.request.ids) : unavailable);
      continue;
    }
    heardMs = now();
    if (message.kind === 'rows') for (const row of message.rows) rows.set(row.id, row);
  }
}

/** A view that has just started knows nothing: everything comes from the owner. */
async function load(owner: Pid): Promise<Map<ItemId, Row>> {
  for (;;) {
    const all = await allRows(owner);
    if (all !== undefined) return new Map(all.map((row) => [row.id, row]));
  }
}

const unavailable: Err = { error: 'unavailable' };

function rowsOf(rows: ReadonlyMap<ItemId, Row>, ids: readonly ItemId[]): Row[] {
  return ids.flatMap((id) => rows.get(id) ?? []);
}
