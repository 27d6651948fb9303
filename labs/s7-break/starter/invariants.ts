import type { History, Ledger, Violation } from './types.ts';

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
  // When the last operation begins, whoever was told ok has been charged.
  const lastMs = Math.max(...history.ops.map(({ at }) => at));
  return history.answers.flatMap(({ op, at, result }): Violation[] => {
    if (!op.startsWith('order') || result !== 'ok' || at > lastMs) return [];
    if (history.payhub.some((line) => line.op === op)) return [];
    return [{ code: 'not-charged', at: lastMs, op, text: `${op} was not charged` }];
  });
}
