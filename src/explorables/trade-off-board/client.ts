/** A front end's side of one request: whom it asks, how often, and when it gives up. */
import { call, random, sleep } from '#runtime/index.ts';
import { observe } from '#runtime/world.ts';
import { wait } from '#explorables/wait.ts';
import type { Answer, Request } from './book.ts';
import type { Decision } from './ledger.ts';
import { choices } from './route.ts';

/** What the processes put on record. */
export type Observed =
  | { readonly kind: 'answered'; readonly id: string; readonly answer: Answer }
  | { readonly kind: 'acted'; readonly id: string };

export const attemptsMax = 3;
const attemptTimeoutMs = 200;
const backOffMs = 50;

export type Reply = Answer | 'unavailable';
type Result = { readonly kind: 'ok'; readonly value: Reply } | { readonly kind: 'timeout' };

/** Asks until somebody answers, or as often as the strategy allows. */
export function* client({ request, decision }: { request: Request; decision: Decision }) {
  const { retry, sharing } = decision;
  const attempts = retry === 'at-most-once' ? 1 : attemptsMax;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const asked = choices(sharing, request.subject);
    const shop = asked[attempt % asked.length];
    if (shop === undefined) return;
    const name = sharing === 'majority' ? `${request.fn}.decide` : request.fn;
    const result = yield* wait<Result>(call({ name, node: shop }, request, attemptTimeoutMs));
    if (result.kind === 'ok' && result.value !== 'unavailable') {
      observe({ kind: 'answered', id: request.id, answer: result.value } satisfies Observed);
      return;
    }
    yield* wait(sleep(random() * backOffMs * 2 ** attempt));
  }
}
