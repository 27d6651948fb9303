/** Prices and stock for discover's own pages. */
import { receive, reply, type Call, type Pid } from 'nines';
import { follow, type News } from './feed.ts';
import type { ItemId, Row } from './types.ts';

type Message = News | Call<{ readonly op: 'rows'; readonly ids: readonly ItemId[] }>;

/** Keeps what the owner tells, and answers `rows` with the rows of these ids. */
export async function stockView({ owner }: { owner: Pid }): Promise<void> {
  follow(owner);
  const rows = new Map<ItemId, Row>();
  for (;;) {
    const message = await receive<Message>();
    if (message.kind === 'call') {
      reply(message.from, rowsOf(rows, message.request.ids));
    } else if (message.kind === 'rows') {
      for (const row of message.rows) rows.set(row.id, row);
    }
  }
}

function rowsOf(rows: ReadonlyMap<ItemId, Row>, ids: readonly ItemId[]): Row[] {
  return ids.flatMap((id) => rows.get(id) ?? []);
}
