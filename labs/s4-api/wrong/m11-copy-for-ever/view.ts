/** Prices and stock for discover's own pages: a copy. */
import { receive, reply, type Call, type Pid } from 'nines';
import { allRows, follow, type News } from './feed.ts';
import type { ItemId, Row } from './types.ts';

type Message = News | Call<{ readonly op: 'rows'; readonly ids: readonly ItemId[] }>;

/** Follows the owner, then asks for all there is: what happens in between is in its mailbox. */
export async function stockView({ owner }: { owner: Pid }): Promise<void> {
  follow(owner);
  const rows = await load(owner);
  for (;;) {
    const message = await receive<Message>();
    if (message.kind === 'call') {
      reply(message.from, rowsOf(rows, message.request.ids));
    } else if (message.kind === 'rows') {
      for (const row of message.rows) rows.set(row.id, row);
    }
  }
}

/** A view that has just started knows nothing: everything comes from the owner. */
async function load(owner: Pid): Promise<Map<ItemId, Row>> {
  for (;;) {
    const all = await allRows(owner);
    if (all !== undefined) return new Map(all.map((row) => [row.id, row]));
  }
}

function rowsOf(rows: ReadonlyMap<ItemId, Row>, ids: readonly ItemId[]): Row[] {
  return ids.flatMap((id) => rows.get(id) ?? []);
}
