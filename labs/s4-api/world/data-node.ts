/** What runs on the node `data`: prices, stock and orders. It alone knows what is owed and what is left. */
import { receive, reply, send, sendAfter, self, type Call, type Pid } from 'nines';
import { observe } from 'nines/world';
import { rowsAtOpening } from './catalogue.ts';
import type { Conditions, Taken } from './owners.ts';
import type { Cents, Details, ItemId, Row } from './types.ts';

/** The shop opens then: whoever follows gets all rows. */
const openingMs = 200;
const beatMs = 500;

type Operation =
  | { readonly op: 'price' | 'stock'; readonly id: ItemId }
  | { readonly op: 'priceAndStock'; readonly ids: readonly ItemId[] }
  | { readonly op: 'allRows' }
  | {
      readonly op: 'take';
      readonly orderKey: string;
      readonly items: readonly ItemId[];
      readonly conditions: Conditions;
      readonly details: Details;
    }
  | { readonly op: 'order'; readonly orderKey: string };
type Change =
  | { readonly kind: 'reprice'; readonly item: ItemId; readonly price: Cents }
  | { readonly kind: 'sellOut'; readonly item: ItemId };
type Message =
  | Call<Operation>
  | Change
  | { readonly kind: 'follow'; readonly follower: Pid }
  | { readonly kind: 'opening' | 'beat' };
interface Order {
  readonly total: Cents;
  readonly details: Details;
}

/** Answers, and tells its followers of every change. */
export async function data({ hasFeed }: { readonly hasFeed: boolean }): Promise<void> {
  const shelf = new Shelf();
  const followers: Pid[] = [];
  const tell = (news: unknown): void => {
    for (const follower of followers) send(follower, news);
  };
  if (hasFeed) sendAfter(openingMs, self(), { kind: 'opening' });
  for (;;) {
    const message = await receive<Message>();
    switch (message.kind) {
      case 'call':
        reply(message.from, shelf.answer(message.request));
        break;
      case 'follow':
        followers.push(message.follower);
        break;
      case 'opening':
        tell({ kind: 'rows', rows: shelf.allRows() });
        sendAfter(beatMs, self(), { kind: 'beat' });
        break;
      case 'beat':
        tell({ kind: 'beat' });
        sendAfter(beatMs, self(), { kind: 'beat' });
        break;
      default:
        shelf.change(message);
    }
    const rows = shelf.news();
    if (rows.length > 0) tell({ kind: 'rows', rows });
  }
}

/** The rows and the orders. */
class Shelf {
  readonly #rows = new Map<ItemId, Row>();
  /** How often a price has changed: what the tokens are made of. */
  readonly #changes = new Map<ItemId, number>();
  readonly #orders = new Map<string, Order>();
  #news: Row[] = [];

  constructor() {
    for (const row of rowsAtOpening()) this.#rows.set(row.id, row);
  }

  allRows(): Row[] {
    return [...this.#rows.values()];
  }

  /** The rows that have changed since this was last asked. */
  news(): Row[] {
    const rows = this.#news;
    this.#news = [];
    return rows;
  }

  change(change: Change): void {
    const row = this.#row(change.item);
    if (change.kind === 'reprice') {
      observe({ kind: 'repriced', item: row.id, was: row.price, price: change.price });
      this.#changes.set(row.id, (this.#changes.get(row.id) ?? 0) + 1);
      this.#keep({ ...row, price: change.price });
    } else {
      observe({ kind: 'soldOut', item: row.id });
      this.#keep({ ...row, stock: 0 });
    }
  }

  answer(operation: Operation): unknown {
    switch (operation?.op) {
      case 'price':
        return this.#rows.get(operation.id)?.price;
      case 'stock':
        return this.#rows.get(operation.id)?.stock;
      case 'priceAndStock': {
        const ids = listOf(operation.ids);
        const rows = ids.flatMap((id) => this.#rows.get(id) ?? []);
        return { rows, priceVersion: this.#token(ids) };
      }
      case 'allRows':
        return this.allRows();
      case 'take':
        return this.#take(operation);
      case 'order':
        return this.#orders.get(operation.orderKey);
      default:
        return { error: 'bad_request' };
    }
  }

  #take(operation: Operation & { readonly op: 'take' }): Taken | { readonly error: 'bad_request' } {
    const { orderKey, conditions, details } = operation;
    const known = this.#orders.get(orderKey);
    if (known !== undefined) return { total: known.total };
    const items = listOf(operation.items);
    if (items.length === 0 || items.some((id) => !this.#rows.has(id))) {
      return { error: 'bad_request' };
    }
    const wanted = conditions?.priceVersion;
    if (wanted !== undefined && wanted !== this.#token(items)) return { refused: 'price_changed' };
    const missing = items.filter((id) => this.#row(id).stock < 1);
    if (conditions?.inStock === true && missing.length > 0) {
      return { refused: 'out_of_stock', items: missing };
    }
    for (const item of missing) observe({ kind: 'oversold', orderKey, item });
    let total = 0;
    for (const id of items) {
      const row = this.#row(id);
      total += row.price;
      this.#keep({ ...row, stock: row.stock - 1 });
    }
    this.#orders.set(orderKey, { total, details });
    observe({ kind: 'taken', orderKey, total, details });
    return { total };
  }

  #row(id: ItemId): Row {
    return this.#rows.get(id) ?? { id, price: 0, stock: 0 };
  }

  #keep(row: Row): void {
    this.#rows.set(row.id, row);
    this.#news.push(row);
  }

  /** Changes whenever the price of one of these does. */
  #token(ids: readonly ItemId[]): string {
    let hash = 17;
    for (const id of ids) {
      hash = (Math.imul(hash, 31) + id * 1_009 + (this.#changes.get(id) ?? 0)) >>> 0;
    }
    return `v${hash.toString(36)}`;
  }
}

function listOf(ids: unknown): readonly ItemId[] {
  return Array.isArray(ids) ? (ids as readonly ItemId[]) : [];
}
