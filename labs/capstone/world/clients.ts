/** What runs on the node `clients`: readers who browse, fill carts and order. The load balancer is in `balancer.ts`. */
import { any, now, random, receive, send, timeout } from 'nines';
import { observe } from 'nines/world';
import { webFor } from './balancer.ts';
import { CallBook } from './call-book.ts';
import type { Fn, Outcome } from './observed.ts';
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
/** One order in ten is for what there is little of. */
const rareShare = 0.1;

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
  untilMs,
  auditMs,
}: {
  readonly rates: Rates;
  readonly untilMs: number;
  readonly auditMs: number;
}): Promise<void> {
  const crowd = new Crowd();
  const total = rates.browse + rates.cart + rates.order;
  let nextMs = 500;
  let isAudited = false;
  for (;;) {
    const message = await receive(any, Math.max(0, nextMs - now()));
    if (message !== timeout) {
      crowd.told(message as Told);
      continue;
    }
    crowd.sweep();
    if (now() < untilMs) {
      const which = random() * total;
      if (which < rates.browse) crowd.browse();
      else if (which < rates.browse + rates.cart) crowd.change();
      else crowd.order();
      nextMs = now() + (1_000 / total) * (0.5 + random());
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
  readonly #audits = new Map<number, number>();
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
    const item = random() < rareShare ? 'train set' : `book ${Math.floor(random() * 600)}`;
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

  told({ fn, key, outcome, attempts, shown }: Told): void {
    const id = fn === 'order' ? -key : key;
    const one = this.#pending.get(id);
    if (one === undefined) return;
    this.#pending.delete(id);
    const audited = this.#audits.get(id);
    if (audited !== undefined) {
      this.#audited(audited, shown ?? null);
      return;
    }
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
      const audited = this.#audits.get(id);
      if (audited !== undefined) this.#audited(audited, null);
      else {
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
    for (let cart = 0; cart < cartsMax; cart++) {
      this.#requests += 1;
      this.#audits.set(this.#requests, cart);
      this.#ask({ kind: 'ask', fn: 'cart', key: this.#requests, op: 'look', cart, item: '' }, cart);
    }
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

/** Orders and other requests are numbered apart. */
function idOf(asked: Asked): number {
  return asked.fn === 'order' ? -asked.key : asked.key;
}
