import type { CartChange, History, Ledger, Violation } from './types.ts';

/** What may never happen. */
export function safety(history: History, ledger: Ledger): Violation[] {
  // Nothing is done twice, anywhere.
  const { payhub, warehouse, bills, inboxes } = history;
  return [payhub, warehouse, bills, inboxes].flatMap((book) => {
    const known = new Set<string>();
    return book.flatMap(({ op, at }): Violation[] => {
      const isNew = !known.has(op);
      known.add(op);
      return isNew ? [] : [{ code: 'duplicate', at, op, text: `${op} was done twice` }];
    });
  });
}

/** What has come true in the end. */
export function eventually(history: History, ledger: Ledger): Violation[] {
  // When the last operation begins, all shops have the same carts.
  const atMs = Math.max(...history.ops.map(({ at }) => at));
  const last = new Map<string, Map<string, CartChange>>();
  for (const change of history.carts) {
    if (change.at > atMs) break;
    const copies = last.get(change.cart) ?? new Map<string, CartChange>();
    last.set(change.cart, copies.set(change.node, change));
  }
  return [...last].flatMap(([cart, copies]): Violation[] => {
    const seen = new Set([...copies.values()].map(({ items }) => items.join()));
    if (seen.size <= 1) return [];
    return [{ code: 'carts-differ', at: atMs, text: `the shops differ over the cart of ${cart}` }];
  });
}
