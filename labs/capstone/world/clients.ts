/** What runs on the node `clients`: readers who browse, fill carts and order. The load balancer is in `balancer.ts`. */
import { any, now, random, receive, send, timeout } from 'nines';
import { observe } from 'nines/world';
import { webFor } from './balancer.ts';
import { CallBook } from './call-book.ts';
import type { Fn, Outcome } from './observed.ts';
import { holdersOf } from './place.ts';
import { zoneOf, type NodeName } from './town.ts';

/** What a front end is asked. */
export type Asked = { readonly kind: 'ask'; readonly key: number } & (
  | { readonly fn: 'browse'; readonly title: number }
  | {
      readonly fn: 'cart';
      readonly op: 'add' | 'remove' | 'look';
      readonly cart: number;
      readonly item: string;
    }
  | { readonly fn: 'order'; readonly item: string }
);
/** What it says in the end. */
export interface Told {
  readonly kind: 'told';
  readonly fn: Fn;
  readonly key: number;
  readonly outcome: Outcome;
  readonly attempts: number;
  readonly shown?: readonly string[] | null;
  /** The shop that answered. */
  readonly by?: NodeName;
}

/** A shop is gone. */
interface Lost {
  readonly kind: 'lost';
  readonly node: NodeName;
  readonly lostMs: number;
}

interface Pending {
  readonly asked: Asked;
  readonly web: NodeName;
  readonly askedMs: number;
}

/** Requests a second. */
export interface Rates {
  readonly browse: number;
  readonly cart: number;
  readonly order: number;
}

/** Nobody waits longer. */
const patienceMs = 2_000;
const cartsMax = 120;
/** Between two changes of the same cart a customer thinks. */
const thinkMs = 3_000;
/** Two minutes in which one order in five is for what there is little of. */
const sale = { fromMs: 420_000, untilMs: 540_000, share: 0.2 };
/** Advertisements: so many order in the same instant. */
const rushes = [
  { atMs: 120_100, orders: 20 },
  { atMs: 720_000, orders: 80 },
];

/** A cart as its owner believes it to be. */
interface Owner {
  readonly items: Set<string>;
  readonly added: Set<string>;
  readonly removed: Set<string>;
  busyUntil: number;
  changedMs: number;
}

/** Makes what readers ask for, and hears what they are told. */
export async function customers({
  rates,
  tiredMs,
  untilMs,
  auditMs,
}: {
  readonly rates: Rates;
  /** From then on half of them are in bed. */
  readonly tiredMs: number;
  readonly untilMs: number;
  readonly auditMs: number;
}): Promise<void> {
  const crowd = new Crowd();
  const total = rates.browse + rates.cart + rates.order;
  let nextMs = 500;
  let isAudited = false;
  let rushed = 0;
  for (;;) {
    const message = await receive(any, Math.max(0, nextMs - now()));
    if (message !== timeout) {
      const news = message as Told | Lost;
      if (news.kind === 'lost') crowd.probe(news);
      else crowd.told(news);
      continue;
    }
    crowd.sweep();
    if (now() < untilMs) {
      const which = random() * total;
      if (which < rates.browse) crowd.browse();
      else if (which < rates.browse + rates.cart) crowd.change();
      else crowd.order();
      const rush = rushes[rushed];
      if (rush !== undefined && now() >= rush.atMs) {
        rushed += 1;
        for (let count = 0; count < rush.orders; count++) crowd.order();
      }
      nextMs = now() + ((now() < tiredMs ? 1_000 : 2_000) / total) * (0.5 + random());
    } else {
      nextMs = now() + 100;
      if (!isAudited && now() >= auditMs) {
        isAudited = true;
        crowd.audit();
      }
    }
  }
}

class Crowd {
  readonly #pending = new Map<number, Pending>();
  readonly #owners: Owner[] = Array.from({ length: cartsMax }, () => ({
    items: new Set<string>(),
    added: new Set<string>(),
    removed: new Set<string>(),
    busyUntil: 0,
    changedMs: 0,
  }));
  readonly #book = new CallBook();
  /** Questions of the books, by number: about which cart, and after which loss. */
  readonly #audits = new Map<number, number>();
  readonly #probes = new Map<number, Probed>();
  #requests = 0;
  #orders = 0;

  browse(): void {
    this.#requests += 1;
    this.#ask(
      { kind: 'ask', fn: 'browse', key: this.#requests, title: Math.floor(random() * 600) },
      null,
    );
  }

  order(): void {
    this.#orders += 1;
    // Orders have numbers of their own: effects name them.
    const isOnSale = now() >= sale.fromMs && now() < sale.untilMs;
    const item =
      isOnSale && random() < sale.share ? 'train set' : `book ${Math.floor(random() * 600)}`;
    this.#ask({ kind: 'ask', fn: 'order', key: this.#orders, item }, null);
  }

  /** Somebody who is not thinking just now changes a cart. */
  change(): void {
    const start = Math.floor(random() * cartsMax);
    for (let skip = 0; skip < cartsMax; skip++) {
      const cart = (start + skip) % cartsMax;
      const owner = this.#owners[cart];
      if (owner === undefined || owner.busyUntil > now()) continue;
      owner.busyUntil = now() + thinkMs;
      this.#requests += 1;
      const key = this.#requests;
      const oldest = owner.items.values().next().value;
      const u = random();
      const op =
        u < 0.15
          ? 'look'
          : oldest !== undefined && (u < 0.5 || owner.items.size > 6)
            ? 'remove'
            : 'add';
      const item = op === 'add' ? `item-${key}` : (oldest ?? '');
      // What was asked and not confirmed may have happened or not: nobody relies on it.
      if (op === 'remove') {
        owner.items.delete(item);
        owner.added.delete(item);
      }
      if (op !== 'look') owner.changedMs = now();
      this.#ask({ kind: 'ask', fn: 'cart', key, op, cart, item }, cart);
      return;
    }
  }

  #ask(asked: Asked, session: number | null): void {
    const web = webFor(session);
    this.#pending.set(idOf(asked), { asked, web, askedMs: now() });
    send({ name: 'web', node: web }, asked);
  }

  told({ fn, key, outcome, attempts, shown, by }: Told): void {
    const id = fn === 'order' ? -key : key;
    const one = this.#pending.get(id);
    if (one === undefined) return;
    this.#pending.delete(id);
    if (this.#isAudit(id, { shown: shown ?? null, by: by ?? '' })) return;
    const { asked, web, askedMs } = one;
    const zone = zoneOf(web);
    this.#book.note({ ...asked, zone, askedMs, answeredMs: now(), outcome, attempts });
    this.#book.report();
    if (asked.fn !== 'cart' || outcome !== 'ok') return;
    const owner = this.#owners[asked.cart];
    if (asked.op === 'add') {
      owner?.items.add(asked.item);
      owner?.added.add(asked.item);
    } else if (asked.op === 'remove') owner?.removed.add(asked.item);
  }

  /** Who has heard nothing for two seconds goes away. */
  sweep(): void {
    for (const [id, { asked, web, askedMs }] of this.#pending) {
      if (now() - askedMs < patienceMs) return;
      this.#pending.delete(id);
      if (!this.#isAudit(id, { shown: null, by: '' })) {
        const zone = zoneOf(web);
        this.#book.note({
          ...asked,
          zone,
          askedMs,
          answeredMs: -1,
          outcome: 'silent',
          attempts: 1,
        });
      }
    }
    this.#book.report();
  }

  /** Looks into every cart, and compares with what its owner was told. */
  audit(): void {
    for (let cart = 0; cart < cartsMax; cart++) this.#audits.set(this.#look(cart), cart);
  }

  /** A shop is gone: those whose carts it held ask for them, all at once. */
  probe({ node, lostMs }: Lost): void {
    const probe = { node, lostMs, held: 0, kept: 0, asked: 0, isServed: false };
    for (const [cart, owner] of this.#owners.entries()) {
      // Who has just changed something may be told of the change or not.
      if (owner.busyUntil > now() || !holdersOf(cart).includes(node)) continue;
      probe.asked += 1;
      this.#probes.set(this.#look(cart), { probe, items: [...owner.items] });
    }
  }

  #look(cart: number): number {
    this.#requests += 1;
    const key = this.#requests;
    this.#ask({ kind: 'ask', fn: 'cart', key, op: 'look', cart, item: '' }, cart);
    return key;
  }

  /** True if this was no customer's question, but one of the books'. */
  #isAudit(id: number, { shown, by }: Looked): boolean {
    const cart = this.#audits.get(id);
    if (cart !== undefined) this.#audited(cart, shown);
    const probed = this.#probes.get(id);
    if (probed !== undefined) noteProbe(probed, { shown, by });
    return cart !== undefined || probed !== undefined;
  }

  #audited(cart: number, shown: readonly string[] | null): void {
    const owner = this.#owners[cart];
    if (owner === undefined) return;
    const { added, removed, changedMs } = owner;
    const kept = [...added].filter((item) => owner.items.has(item));
    // Of what was removed long ago only what is still shown matters; it is what a reader looks for.
    const back = [...removed].filter((item) => shown?.includes(item) === true);
    const recent = [...removed].slice(-5);
    const gone = [...new Set([...back, ...recent])];
    observe({ kind: 'cartAudit', cart, added: kept, removed: gone, shown, changedMs });
  }
}

interface Looked {
  readonly shown: readonly string[] | null;
  readonly by: NodeName;
}
/** Those who held their carts at a lost shop: how many have been answered, and how many found what they had put in. */
interface Probe {
  readonly node: NodeName;
  readonly lostMs: number;
  held: number;
  kept: number;
  asked: number;
  isServed: boolean;
}
interface Probed {
  readonly probe: Probe;
  readonly items: readonly string[];
}

function noteProbe({ probe, items }: Probed, { shown, by }: Looked): void {
  probe.held += 1;
  if (shown !== null && items.every((item) => shown.includes(item))) probe.kept += 1;
  const { node: lost, lostMs, held, kept } = probe;
  if (shown !== null && !probe.isServed) {
    probe.isServed = true;
    observe({ kind: 'takenOver', what: 'carts', lost, by, lostMs });
  }
  if (held === probe.asked) observe({ kind: 'sessionsKept', lost, kept, held });
}

/** Orders and other requests are numbered apart. */
function idOf(asked: Asked): number {
  return asked.fn === 'order' ? -asked.key : asked.key;
}
