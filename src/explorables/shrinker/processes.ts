/**
 * A design with one flaw: a shop remembers which orders it has carried out, and it remembers them in memory.
 *
 *     customer ──order──▶ shop (the owner of the key) ──charge──▶ PayHub        honours keys
 *                                                     ──ship────▶ warehouse     every call is a parcel
 *
 * The front end retries on a timeout. A broken connection is answered "we don't know", as the contract says.
 */
import { call, receive, reply, sleep } from '#runtime/index.ts';
import { observe } from '#runtime/world.ts';
import { wait } from '#explorables/wait.ts';
import type { Customer, Wish } from './schedule.ts';

/** What the processes put on record. */
export type Observed =
  | { readonly kind: 'charge' | 'parcel'; readonly customer: Customer }
  | { readonly kind: 'page'; readonly customer: Customer; readonly says: 'delivered' | 'unknown' };
const put = (value: Observed): void => observe(value);

const attemptsMax = 3;
const timeoutMs = 500;
const pauseMs = 300;
const chargeMs = 30;
const packMs = 10;

interface Result {
  readonly kind: string;
}
interface Request {
  readonly kind: Wish | 'charge' | 'ship';
  readonly customer: Customer;
}
interface Incoming {
  readonly from: unknown;
  readonly request: Request;
}

/** The browser of one customer and the front end behind it: one wish after the other. */
export function* customer(arg: { readonly customer: Customer; readonly owner: string }) {
  for (;;) {
    const { fn } = yield* wait<{ readonly fn: Wish }>(receive());
    const says = yield* ask({ kind: fn, customer: arg.customer }, arg.owner);
    if (fn === 'order') put({ kind: 'page', customer: arg.customer, says });
  }
}

function* ask(request: Request, owner: string): Generator<unknown, 'delivered' | 'unknown'> {
  for (let attempt = 1; attempt <= attemptsMax; attempt++) {
    if (attempt > 1) yield* wait(sleep(pauseMs));
    const result = yield* wait<Result>(call({ name: 'shop', node: owner }, request, timeoutMs));
    if (result.kind === 'ok') return 'delivered';
    if (result.kind !== 'timeout') return 'unknown';
  }
  return 'unknown';
}

/** A shop: carries out what it does not remember to have carried out. */
export function* shop() {
  const done = new Set<Customer>();
  for (;;) {
    const { from, request } = yield* wait<Incoming>(receive());
    if (request.kind === 'order' && !done.has(request.customer)) {
      const { customer } = request;
      const charged = yield* wait<Result>(
        call({ name: 'payhub', node: 'payhub' }, { kind: 'charge', customer }),
      );
      if (charged.kind !== 'ok') continue;
      yield* wait(call({ name: 'warehouse', node: 'warehouse' }, { kind: 'ship', customer }));
      done.add(customer);
    }
    reply(from, 'ok');
  }
}

/** Charges a key once, however often it is asked. */
export function* payhub() {
  const charged = new Set<Customer>();
  for (;;) {
    const { from, request } = yield* wait<Incoming>(receive());
    const { customer } = request;
    if (!charged.has(customer)) put({ kind: 'charge', customer });
    charged.add(customer);
    yield* wait(sleep(chargeMs));
    reply(from, 'ok');
  }
}

/** Sends a parcel whenever it is asked. */
export function* warehouse() {
  for (;;) {
    const { from, request } = yield* wait<Incoming>(receive());
    put({ kind: 'parcel', customer: request.customer });
    yield* wait(sleep(packMs));
    reply(from, 'ok');
  }
}
