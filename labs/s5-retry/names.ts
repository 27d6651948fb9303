/** What the lab calls its operations, amounts and answers. */
import { field, type Operation } from '#grader/index.ts';
import { centsOf } from './effects.ts';

/** `48.20 €`. */
export function price(cents: number): string {
  return `${(cents / 100).toFixed(2)} €`;
}

/** `order 17 (48.20 €)`, `the notice “…”`. */
export function nameOf(operation: Operation): string {
  const number = operation.id.slice(operation.id.indexOf('-') + 1);
  switch (operation.fn) {
    case 'placeOrder':
      return `order ${number} (${price(centsOf(operation))})`;
    case 'sendVote':
    case 'tapVote':
      return `vote ${number}`;
    case 'sendChat':
      return `chat text ${number}`;
    default:
      return `notice ${number}`;
  }
}

/** `order 17`, without its price. */
export function shortName(operation: Operation): string {
  return nameOf(operation).replace(/ \(.*/, '');
}

/** An answer as one says it: `ok`, `the error “timed out”`, `unknown`. */
export function said(told: unknown): string {
  const error = field(told, 'error');
  if (typeof error === 'string') return `the error “${error}”`;
  if (field(told, 'ok') !== undefined) return 'ok';
  if (field(told, 'unknown') === true) return 'unknown';
  return typeof told === 'string' ? told : JSON.stringify(told);
}

/** The amount in a request, a result or an observation, in words. */
export function amount(body: unknown): string {
  const cents = field(body, 'cents') ?? field(field(body, 'payload'), 'cents');
  return typeof cents === 'number' ? price(cents) : 'an amount';
}
