/** What runs as `store` on each node: carts, sessions and presence, each copied to whom its policy says. */
import {
  call,
  disk,
  receive,
  reply,
  self,
  send,
  sendAfter,
  spawn,
  type Call,
  type From,
} from 'nines';
import type { DataSet } from 'labs/course/decisions.ts';
import { add, empty, merge, remove, value, type Cart } from './cart.ts';
import { policy } from './policy.ts';
import type { CartId, NodeName, Replicator, StoreRequest } from './types.ts';

/** From store to store: a session that one lacks, without asking further. */
interface Peek {
  readonly op: 'session.peek';
  readonly session: string;
}
type Copies =
  | { readonly kind: 'carts'; readonly carts: ReadonlyMap<CartId, Cart> }
  | { readonly kind: 'session'; readonly session: string; readonly user: string }
  | { readonly kind: 'presence'; readonly user: string; readonly state: string };
type Message = Call<StoreRequest | Peek> | { readonly kind: 'push' } | Copies;

/** How long one node waits for what another one has of a session. */
const peekMs = 200;

/**
 * Copies carts to the others again and again, so that a lost message costs half a second. A restart empties the memory, and
 * dots once made would be made again: so each life is an actor of its own.
 */
export async function replicator({ me, peers, periodMs }: Replicator): Promise<void> {
  const life = ((await disk.get<number>('life')) ?? 0) + 1;
  await disk.put('life', life);
  const store = new Store(`${me}${life}`, peers);
  sendAfter(periodMs, self(), { kind: 'push' });
  for (;;) {
    const message = await receive<Message>();
    switch (message.kind) {
      case 'call':
        answer(store, message.from, message.request);
        break;
      case 'push':
        store.pushCarts();
        sendAfter(periodMs, self(), { kind: 'push' });
        break;
      default:
        store.take(message);
    }
  }
}

/** What one node keeps. */
class Store {
  readonly peers: readonly NodeName[];
  readonly #actor: string;
  readonly #carts = new Map<CartId, Cart>();
  readonly #sessions = new Map<string, string>();
  readonly #presence = new Map<string, string>();

  constructor(actor: string, peers: readonly NodeName[]) {
    this.#actor = actor;
    this.peers = peers;
  }

  cart(id: CartId): Cart {
    return this.#carts.get(id) ?? empty(this.#actor);
  }

  session(id: string): string | undefined {
    return this.#sessions.get(id);
  }

  keepCart(id: CartId, cart: Cart): void {
    this.#carts.set(id, cart);
  }

  /** Keeps a change that was made here, and tells those who are to have it too. */
  keep(set: DataSet, copies: Copies): void {
    this.take(copies);
    this.#share(set, copies);
  }

  pushCarts(): void {
    this.#share('cart', { kind: 'carts', carts: this.#carts });
  }

  take(copies: Copies): void {
    switch (copies.kind) {
      case 'carts':
        for (const [id, theirs] of copies.carts) this.keepCart(id, merge(this.cart(id), theirs));
        break;
      case 'session':
        this.#sessions.set(copies.session, copies.user);
        break;
      case 'presence':
        this.#presence.set(copies.user, copies.state);
        break;
    }
  }

  #share(set: DataSet, copies: Copies): void {
    for (const node of keepers(set, this.peers)) send({ name: 'store', node }, copies);
  }
}

/** To whom a change is copied. What a majority has to agree to is not kept here. */
function keepers(set: DataSet, peers: readonly NodeName[]): readonly NodeName[] {
  switch (policy[set]) {
    case 'something':
      return peers.slice(0, 1);
    case 'everything-async':
      return peers;
    default:
      return [];
  }
}

function answer(store: Store, from: From, request: StoreRequest | Peek): void {
  switch (request.op) {
    case 'cart.add':
    case 'cart.remove': {
      const change = request.op === 'cart.add' ? add : remove;
      store.keepCart(request.cartId, change(store.cart(request.cartId), request.item));
      reply(from, 'ok');
      break;
    }
    case 'cart.value':
      reply(from, [...value(store.cart(request.cartId))]);
      break;
    case 'session.put':
      store.keep('session', { kind: 'session', session: request.session, user: request.user });
      reply(from, 'ok');
      break;
    case 'session.peek':
      reply(from, store.session(request.session) ?? null);
      break;
    case 'session.get': {
      const user = store.session(request.session);
      if (user !== undefined) reply(from, user);
      else spawn(lookAround, { from, session: request.session, peers: store.peers });
      break;
    }
    case 'presence.set':
      store.keep('presence', { kind: 'presence', user: request.user, state: request.state });
      reply(from, 'ok');
      break;
  }
}

/** Asks the others for a session that this node does not have, in a process of its own: the store must not wait. */
async function lookAround(arg: {
  readonly from: From;
  readonly session: string;
  readonly peers: readonly NodeName[];
}): Promise<void> {
  for (const node of arg.peers) {
    const request: Peek = { op: 'session.peek', session: arg.session };
    const result = await call<string | null>({ name: 'store', node }, request, peekMs);
    if (result.kind === 'ok' && result.value !== null) {
      reply(arg.from, result.value);
      return;
    }
  }
  reply(arg.from, null);
}
