/** What runs as `carts` on every shop: the carts that the ring gives to this shop, and the pages. */
import {
  call,
  disk,
  node,
  now,
  receive,
  reply,
  self,
  send,
  sendAfter,
  spawn,
  type Call,
  type From,
} from 'nines';
import type { Cart } from 'labs/s6-share/cart.ts';
import { page, type AskPage } from './page.ts';
import { holdersOf, ringMembers, setRing } from './place.ts';
import { cartSharing, system } from './setup.ts';
import type { NodeName } from './town.ts';

/** What a page asks of a cart. */
export interface AskCart {
  readonly op: 'add' | 'remove' | 'look';
  readonly cart: number;
  readonly item: string;
  readonly deadline: number;
}
/** All carts that the asking shop should hold. */
interface Pull {
  readonly op: 'pull';
  readonly for: NodeName;
}
interface Keep {
  readonly op: 'keep';
  readonly cart: number;
  readonly state: Cart;
}
type Message =
  | Call<AskCart | AskPage | Pull | Keep>
  | {
      readonly kind: 'copies';
      readonly from: NodeName;
      /** Number of the cart, of the change, and what it is by now. */
      readonly carts: readonly (readonly [number, number, Cart])[];
    }
  | {
      readonly kind: 'got';
      readonly from: NodeName;
      readonly carts: readonly (readonly [number, number])[];
    }
  | { readonly kind: 'pulled'; readonly carts: readonly (readonly [number, Cart])[] }
  | { readonly kind: 'ready' }
  | { readonly kind: 'ring'; readonly members: readonly NodeName[]; readonly epoch: number }
  | { readonly kind: 'tick' };

const againMs = 1_000;
/** Copies that are not sent at once are sent so often. */
const lazyMs = 500;

export async function carts(): Promise<void> {
  // A name that no copy ever had: what an earlier life of this shop did is known to others under its own name.
  const life = ((await disk.get<number>('life')) ?? 0) + 1;
  await disk.put('life', life);
  const shelf = new Shelf(`${node()}/${life}`);
  spawn(fetch, self());
  sendAfter(againMs, self(), { kind: 'tick' });
  for (;;) {
    const message = await receive<Message>();
    switch (message.kind) {
      case 'call':
        shelf.asked(message.from, message.request);
        break;
      case 'copies':
        for (const [id, , state] of message.carts) shelf.takeIn(id, state);
        send(
          { name: 'carts', node: message.from },
          { kind: 'got', from: node(), carts: message.carts.map(([id, number]) => [id, number]) },
        );
        break;
      case 'got':
        shelf.got(message.from, message.carts);
        break;
      case 'pulled':
        for (const [id, state] of message.carts) shelf.takeIn(id, state);
        break;
      case 'ready':
        shelf.isReady = true;
        break;
      case 'ring':
        shelf.leave(message.members, message.epoch);
        break;
      case 'tick':
        shelf.copyAgain();
        sendAfter(cartSharing('add') === 'something' ? lazyMs : againMs, self(), { kind: 'tick' });
        break;
    }
  }
}

/** A shop that comes back asks the others for its carts before it serves any. */
async function fetch(to: ReturnType<typeof self>): Promise<void> {
  for (const peer of ringMembers()) {
    if (peer === node()) continue;
    const pull: Pull = { op: 'pull', for: node() };
    const found = await call<[number, Cart][]>({ name: 'carts', node: peer }, pull, 300);
    if (found.kind === 'ok') send(to, { kind: 'pulled', carts: found.value });
  }
  send(to, { kind: 'ready' });
}

class Shelf {
  isReady = false;
  readonly #actor: string;
  readonly #carts = new Map<number, Cart>();
  /** Number of the latest change of each cart here, and for each other holder what it has not confirmed. */
  readonly #changes = new Map<number, number>();
  readonly #unconfirmed = new Map<NodeName, Map<number, number>>();

  constructor(actor: string) {
    this.#actor = actor;
  }

  asked(from: From, request: AskCart | AskPage | Pull | Keep): void {
    switch (request.op) {
      case 'page':
        spawn(page, { from, request });
        break;
      case 'pull':
        reply(
          from,
          [...this.#carts].filter(([id]) => holdersOf(id).includes(request.for)),
        );
        break;
      case 'keep':
        this.takeIn(request.cart, request.state);
        reply(from, 'kept');
        break;
      default:
        this.#change(from, request);
    }
  }

  #change(from: From, { op, cart: id, item, deadline }: AskCart): void {
    // Whoever asked has gone elsewhere: a change that is carried out late could undo one that came after it.
    if (now() > deadline) return;
    if (!this.isReady) {
      reply(from, 'unavailable');
      return;
    }
    const { cart } = system.slots;
    const own = this.#of(id);
    if (op === 'look') {
      reply(from, [...cart.value(own)]);
      return;
    }
    const changed = op === 'add' ? cart.add(own, item) : cart.remove(own, item);
    this.#carts.set(id, changed);
    const number = (this.#changes.get(id) ?? 0) + 1;
    this.#changes.set(id, number);
    const sharing = cartSharing(op);
    if (sharing === 'majority') {
      spawn(untilKept, { from, cart: id, state: changed });
      return;
    }
    reply(from, 'ok');
    for (const peer of holdersOf(id)) {
      if (peer === node()) continue;
      const waiting = this.#unconfirmed.get(peer) ?? new Map<number, number>();
      this.#unconfirmed.set(peer, waiting.set(id, number));
      if (sharing === 'everything-async') this.#copy(peer, [id]);
    }
  }

  #of(id: number): Cart {
    return this.#carts.get(id) ?? system.slots.cart.empty(this.#actor);
  }

  #copy(peer: NodeName, ids: Iterable<number>): void {
    const copies = [...ids].map((id) => [id, this.#changes.get(id) ?? 0, this.#of(id)]);
    send({ name: 'carts', node: peer }, { kind: 'copies', from: node(), carts: copies });
  }

  takeIn(id: number, state: Cart): void {
    this.#carts.set(id, system.slots.cart.merge(this.#of(id), state));
  }

  got(peer: NodeName, confirmed: readonly (readonly [number, number])[]): void {
    const waiting = this.#unconfirmed.get(peer);
    for (const [id, number] of confirmed) if (waiting?.get(id) === number) waiting.delete(id);
  }

  copyAgain(): void {
    for (const [peer, waiting] of this.#unconfirmed) {
      if (waiting.size > 0) this.#copy(peer, waiting.keys());
    }
  }

  /** The ring loses a shop. What that shop holds goes to whoever holds it from now on. */
  leave(members: readonly NodeName[], epoch: number): void {
    const before = new Map([...this.#carts.keys()].map((id) => [id, holdersOf(id)]));
    setRing(members, epoch);
    for (const [id, holders] of before) {
      const heirs = holdersOf(id).filter((one) => !holders.includes(one));
      if (!system.slots.handOff) {
        // Nobody told the heirs, and the others let go of what is no longer theirs.
        if (!holdersOf(id).includes(node())) this.#carts.delete(id);
        continue;
      }
      for (const heir of heirs) {
        const waiting = this.#unconfirmed.get(heir) ?? new Map<number, number>();
        this.#unconfirmed.set(heir, waiting.set(id, this.#changes.get(id) ?? 0));
      }
    }
    if (system.slots.handOff) this.copyAgain();
  }
}

/** Under the row `majority` a change counts when one more holder has it. */
async function untilKept(arg: {
  readonly from: From;
  readonly cart: number;
  readonly state: Cart;
}): Promise<void> {
  const { from, cart, state } = arg;
  let kept = 1;
  const holders = holdersOf(cart);
  for (const peer of holders) {
    if (peer === node() || kept * 2 > holders.length) continue;
    const keep: Keep = { op: 'keep', cart, state };
    const answer = await call({ name: 'carts', node: peer }, keep, 150);
    if (answer.kind === 'ok') kept += 1;
  }
  reply(from, kept * 2 > holders.length ? 'ok' : 'unavailable');
}
