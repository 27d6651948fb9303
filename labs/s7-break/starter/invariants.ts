import type { History, Ledger, Violation } from './types.ts';

/** What may never happen. */
export function safety(history: History, ledger: Ledger): Violation[] {
  // Nothing may happen twice.
  const lines = [...history.payhub, ...history.warehouse, ...history.inboxes];
  return lines.flatMap(({ op, at }, index): Violation[] => {
    const earlier = history.payhub.some((line, other) => line.op === op && other < index);
    if (!history.payhub.includes(lines[index] as never) || !earlier) return [];
    return [{ code: 'duplicate', at, op, text: `${op} was done twice` }];
  });
}

/** What has come true in the end. */
export function eventually(history: History, ledger: Ledger): Violation[] {
  return [];
}
