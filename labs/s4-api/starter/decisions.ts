/** Step 4 of the ledger: for each function, whether asking twice is harmless and how long its caller waits. */
import type { Decisions } from 'labs/course/decisions.ts';

export const decisions: Decisions<'idempotent' | 'deadlineMs', 'order.place' | 'catalogue.get'> = {
  'order.place': { idempotent: false, deadlineMs: 5_000, why: 'Nobody has thought about it.' },
  'catalogue.get': { idempotent: true, deadlineMs: 5_000, why: 'A read.' },
};
