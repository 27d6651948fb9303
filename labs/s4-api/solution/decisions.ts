/** Step 4 of the ledger: for each function, whether asking twice is harmless and how long its caller waits. */
import type { Decisions } from 'labs/course/decisions.ts';

export const decisions: Decisions<'idempotent' | 'deadlineMs'> = {
  'session.login': { idempotent: true, deadlineMs: 2_000, why: 'A second login finds the first.' },
  'session.touch': { idempotent: true, deadlineMs: 500, why: 'It only moves an instant forward.' },
  'cart.add': {
    idempotent: false,
    deadlineMs: 500,
    why: 'Two clicks are two copies; step 5 gives each click an id.',
  },
  'cart.remove': { idempotent: true, deadlineMs: 500, why: 'What is gone stays gone.' },
  'order.place': {
    idempotent: true,
    deadlineMs: 2_000,
    why: 'The order key: taken once, charged once, the same total again.',
  },
  'order.ship': {
    idempotent: false,
    deadlineMs: 5_000,
    why: 'The warehouse packs whenever it is asked.',
  },
  'chat.send': { idempotent: false, deadlineMs: 1_000, why: 'Said twice is read twice.' },
  'presence.set': { idempotent: true, deadlineMs: 500, why: 'The last one counts.' },
  'sms.vote': {
    idempotent: true,
    deadlineMs: 5_000,
    why: 'The SMS has an id, and is billed once.',
  },
  'sms.notify': { idempotent: false, deadlineMs: 5_000, why: 'Every text rings a phone.' },
  'catalogue.get': { idempotent: true, deadlineMs: 1_000, why: 'A read: the quote is one.' },
  'catalogue.search': { idempotent: true, deadlineMs: 1_000, why: 'A read.' },
};
