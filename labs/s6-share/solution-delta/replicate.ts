// Differs: a cart is sent only until the other node has confirmed it; who restarts says so, and is sent everything again.
/** What runs as `store` on each node: carts by what each peer still lacks, sessions on two nodes, presence here alone. */
import {
  call,
  disk,
  receive,
  reply,
  self,
  send,
  sendAfter,
  sleep,
  spawn,
  type Call,
  type From,
} from 'nines';
import { add, empty, encode, merge, remove, value, type Cart } from './cart.ts';
import type { CartId, NodeName, Replicator, StoreRequest } from './types.ts';

/** From store to store: a session that one lacks, without asking further. */
interface Peek {
  readonly op: 'session.peek';
  readonly session: string;
}
/** A cart, and how often it has changed on the node that sends it. */
interface Versioned {
  readonly version: number;
  readonly cart: Cart;
}
interface Delta {
  readonly kind: 'delta';
  readonly from: NodeName;
  /** How often the sender has been started: what a later life has confirmed, an earlier one had. */
  readonly life: number;
  readonly carts: ReadonlyMap<CartId, Versioned>;
}
interface Confirmed {
  readonly kind: 'confirmed';
  readonly from: NodeName;
  /** Both lives: of the node that confirms, and of the one whose versions these are. */
  readonly life: number;
  readonly ofLife: number;
  readonly versions: ReadonlyMap<CartId, number>;
}
type Message =
  | Call<StoreRequest | Peek>
  | Delta
  | Confirmed
  | { readonly kind: 'push' }
  | { readonly kind: 'session'; readonly session: string; readonly user: string };

const peekMs = 200;

export async function replicator({ me, peers, periodMs }: Replicator): Promise<void> {
  const life = ((await disk.get<number>('life')) ?? 0) + 1;
  await disk.put('life', life);
  const carts = new Carts({ me, peers, life });
  const sessions = new Map<string, string>();
  sendAfter(periodMs, self(), { kind: 'push' });
  for (;;) {
    const message = await receive<Message>();
    switch (message.kind) {
      case 'push':
        for (const peer of peers) carts.push(peer);
        sendAfter(periodMs, self(), { kind: 'push' });
        break;
      case 'delta':
        carts.take(message);
        break;
      case 'confirmed':
        carts.confirmed(message);
        break;
      case 'session':
        sessions.set(message.session, message.user);
        break;
      case 'call':
        answer({ carts, sessions, peers }, message.from, message.request);
        break;
    }
  }
}

/** What is known of a peer: which life it is in, and which versions it has. */
interface Peer {
  life: number;
  readonly has: Map<CartId, number>;
}

class Carts {
  readonly #me: NodeName;
  readonly #life: number;
  readonly #carts = new Map<CartId, Versioned>();
  readonly #peers: ReadonlyMap<NodeName, Peer>;

  constructor({ me, peers, life }: { me: NodeName; peers: readonly NodeName[]; life: number }) {
    this.#me = me;
    this.#life = life;
    this.#peers = new Map(peers.map((peer) => [peer, { life: 0, has: new Map() }]));
  }

  get(id: CartId): Cart {
    return this.#carts.get(id)?.cart ?? empty(`${this.#me}${this.#life}`);
  }

  /** Only what is another cart than before gets a new version, or two nodes would confirm each other for ever. */
  set(id: CartId, cart: Cart): void {
    const before = this.#carts.get(id);
    if (before !== undefined && isSame(encode(before.cart), encode(cart))) return;
    this.#carts.set(id, { version: (before?.version ?? 0) + 1, cart });
  }

  /** Says hello even if there is nothing to send: a node that has restarted is known by it. */
  push(node: NodeName): void {
    const has = this.#peers.get(node)?.has;
    const carts = new Map(
      [...this.#carts].filter(([id, { version }]) => version > (has?.get(id) ?? 0)),
    );
    send({ name: 'store', node }, { kind: 'delta', from: this.#me, life: this.#life, carts });
  }

  take({ from, life, carts }: Delta): void {
    if (!this.#isCurrent(from, life)) return;
    const versions = new Map<CartId, number>();
    for (const [id, { version, cart }] of carts) {
      this.set(id, merge(this.get(id), cart));
      versions.set(id, version);
    }
    const confirmed = { from: this.#me, life: this.#life, ofLife: life, versions };
    send({ name: 'store', node: from }, { kind: 'confirmed', ...confirmed });
  }

  confirmed({ from, life, ofLife, versions }: Confirmed): void {
    if (ofLife !== this.#life || !this.#isCurrent(from, life)) return;
    const has = this.#peers.get(from)?.has;
    for (const [id, version] of versions) has?.set(id, Math.max(version, has.get(id) ?? 0));
  }

  /** False for what a node said in an earlier life. In a new life it has nothing of what it had. */
  #isCurrent(node: NodeName, life: number): boolean {
    const peer = this.#peers.get(node);
    if (peer === undefined || life < peer.life) return false;
    if (life > peer.life) {
      peer.life = life;
      peer.has.clear();
    }
    return true;
  }
}

function isSame(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, index) => byte === right[index]);
}

interface Kept {
  readonly carts: Carts;
  readonly sessions: Map<string, string>;
  readonly peers: readonly NodeName[];
}

function answer({ carts, sessions, peers }: Kept, from: From, request: StoreRequest | Peek): void {
  switch (request.op) {
    case 'cart.add':
    case 'cart.remove': {
      const change = request.op === 'cart.add' ? add : remove;
      carts.set(request.cartId, change(carts.get(request.cartId), request.item));
      reply(from, 'ok');
      break;
    }
    case 'cart.value':
      reply(from, [...value(carts.get(request.cartId))]);
      break;
    case 'session.put': {
      const { session, user } = request;
      sessions.set(session, user);
      for (const node of peers.slice(0, 1)) {
        send({ name: 'store', node }, { kind: 'session', session, user });
      }
      reply(from, 'ok');
      break;
    }
    case 'session.peek':
      reply(from, sessions.get(request.session) ?? null);
      break;
    case 'session.get': {
      const user = sessions.get(request.session);
      if (user !== undefined) reply(from, user);
      else for (const node of peers) spawn(peek, { from, session: request.session, node });
      if (user === undefined) spawn(refuse, from);
      break;
    }
    case 'presence.set':
      reply(from, 'ok');
      break;
  }
}

/** Asks one other node; the first answer that names somebody counts, and later ones are dropped. */
async function peek(arg: {
  readonly from: From;
  readonly session: string;
  readonly node: NodeName;
}): Promise<void> {
  const request: Peek = { op: 'session.peek', session: arg.session };
  const result = await call<string | null>({ name: 'store', node: arg.node }, request, peekMs);
  if (result.kind === 'ok' && result.value !== null) reply(arg.from, result.value);
}

async function refuse(from: From): Promise<void> {
  await sleep(2 * peekMs);
  reply(from, null);
}
