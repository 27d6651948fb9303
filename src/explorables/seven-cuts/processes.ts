/**
 * The four parties of the trip and the reconciler, as processes of the runtime. They are as small as they can be and
 * still make every mistake that the chapter speaks of.
 *
 *     web ──order──▶ shop ──claim──▶ ledger            (the ledger only for the exactly-once effect)
 *                    shop ──ship───▶ warehouse
 *     web ◀─reply─── shop ◀─receipt─ warehouse
 *     web ──ack────▶ shop
 */
import { call, cast, receive, reply, sendAfter, self, sleep } from '#runtime/index.ts';
import { observe } from '#runtime/world.ts';
import { wait } from '#explorables/wait.ts';
import type { Page, Strategy } from './setup.ts';

/** What the processes put on record. */
export type Observed =
  | { readonly kind: 'asked'; readonly attempt: number }
  | { readonly kind: 'gaveUp'; readonly attempt: number; readonly why: string }
  | { readonly kind: 'page'; readonly says: Page }
  | { readonly kind: 'parcel'; readonly number: number }
  | { readonly kind: 'claim'; readonly shop: string; readonly found: Found }
  | { readonly kind: 'reconciler'; readonly text: string }
  | { readonly kind: 'mailed' };

/** What the ledger holds under the key of this story. */
export type Found = 'free' | 'started' | 'done' | 'acknowledged';

const put = (value: Observed): void => observe(value);

type Reply<T> = { readonly kind: 'ok'; readonly value: T } | { readonly kind: string };
const valueOf = <T>(result: Reply<T>): T | undefined =>
  'value' in result ? result.value : undefined;

interface Incoming<Request> {
  readonly kind: 'call' | 'cast' | 'answer';
  readonly from: unknown;
  readonly request: Request;
}

/** Attempts that each strategy makes; every one asks another shop. */
export const attemptsOf = (strategy: Strategy): number => (strategy === 'at-most-once' ? 1 : 3);

/** Packing takes this long, and the receipt comes after it. */
const packMs = 100;
/** A shop waits for the warehouse longer than any customer waits for the shop. */
const receiptTimeoutMs = 10_000;
/** The reconciler leaves young orders alone: their shop may still be at work. */
const reconcileAfterMs = 5_000;

type ShopAnswer = 'shipped' | 'in progress';

/** The front end: places one order, then is done. */
export function* web(arg: { readonly strategy: Strategy; readonly timeoutMs: number }) {
  for (let attempt = 1; attempt <= attemptsOf(arg.strategy); attempt++) {
    const nextShop = { name: 'shop', node: `shop-${attempt}` };
    put({ kind: 'asked', attempt });
    const result = yield* wait<Reply<ShopAnswer>>(call(nextShop, { kind: 'order' }, arg.timeoutMs));
    const answer = valueOf(result);
    if (answer === 'shipped') {
      put({ kind: 'page', says: 'delivered' });
      cast(nextShop, { kind: 'ack' });
      return;
    }
    // The shop has spoken: somebody else is at it, and asking again would learn no more.
    if (answer === 'in progress') break;
    put({ kind: 'gaveUp', attempt, why: result.kind });
  }
  put({ kind: 'page', says: 'unknown' });
}

/** A shop node: one order after the other. */
export function* shop(arg: { readonly strategy: Strategy; readonly node: string }) {
  const keepsKeys = arg.strategy === 'exactly-once effect';
  const ledgerRef = { name: 'ledger', node: 'ledger' };
  for (;;) {
    const message = yield* wait<Incoming<{ readonly kind: 'order' | 'ack' }>>(receive());
    if (message.request.kind === 'ack') {
      if (keepsKeys) cast(ledgerRef, { kind: 'acknowledged' });
      continue;
    }
    if (keepsKeys) {
      const claim = yield* wait<Reply<Found>>(call(ledgerRef, { kind: 'claim' }));
      const found = valueOf(claim) ?? 'started';
      put({ kind: 'claim', shop: arg.node, found });
      if (found !== 'free') {
        reply(message.from, found === 'started' ? 'in progress' : 'shipped');
        continue;
      }
    }
    const warehouseRef = { name: 'warehouse', node: 'warehouse' };
    const receipt = yield* wait<Reply<number>>(
      call(warehouseRef, { kind: 'ship' }, receiptTimeoutMs),
    );
    if (valueOf(receipt) === undefined) continue;
    if (keepsKeys) yield* wait(call(ledgerRef, { kind: 'done' }));
    reply(message.from, 'shipped');
  }
}

/** Honours no keys: every ship order is a parcel. */
export function* warehouse() {
  let parcels = 0;
  for (;;) {
    const message = yield* wait<Incoming<{ readonly kind: 'ship' | 'shipped' }>>(receive());
    if (message.kind === 'answer') reply(message.from, parcels);
    else if (message.request.kind === 'shipped') reply(message.from, parcels);
    else {
      parcels++;
      put({ kind: 'parcel', number: parcels });
      sendAfter(packMs, self(), { kind: 'answer', from: message.from });
    }
  }
}

type LedgerRequest = { readonly kind: 'claim' | 'done' | 'acknowledged' | 'look' };

/** Keeps the record of the one key of this story; it survives all that the reader does. */
export function* ledger() {
  let state: Found = 'free';
  for (;;) {
    const { kind, from, request } = yield* wait<Incoming<LedgerRequest>>(receive());
    if (kind === 'call') reply(from, state);
    if (request.kind === 'claim' && state === 'free') state = 'started';
    else if (request.kind === 'done' || request.kind === 'acknowledged') state = request.kind;
  }
}

/** After a while it looks for an order that nobody has finished or whose customer has not acknowledged the answer. */
export function* reconciler() {
  yield* wait(sleep(reconcileAfterMs));
  const found = valueOf(yield* wait<Reply<Found>>(call('ledger', { kind: 'look' })));
  if (found !== 'started' && found !== 'done') return;
  const warehouseRef = { name: 'warehouse', node: 'warehouse' };
  if (found === 'started') {
    put({
      kind: 'reconciler',
      text: 'The reconciler finds the order unfinished and asks the warehouse.',
    });
    const parcels =
      valueOf(yield* wait<Reply<number>>(call(warehouseRef, { kind: 'shipped' }))) ?? 0;
    if (parcels === 0) {
      put({ kind: 'reconciler', text: 'Nothing has left, so the reconciler ships.' });
      yield* wait(call(warehouseRef, { kind: 'ship' }));
    } else
      put({ kind: 'reconciler', text: 'The book has left. The reconciler closes the record.' });
    cast('ledger', { kind: 'done' });
  } else
    put({
      kind: 'reconciler',
      text: 'The reconciler finds an answer that nobody has acknowledged.',
    });
  put({ kind: 'mailed' });
}
