/**
 * What runs as `scaler` on `ops`: pays for as many machines as your ratios say. A machine takes longer to boot than the
 * final lasts, so what is booked beyond those that are there costs and does not serve tonight; a shop that is not needed
 * any more leaves the ring.
 */
import { any, now, receive, send, timeout } from 'nines';
import { observe } from 'nines/world';
import { system } from './setup.ts';
import { allNodes, nodesOf, type NodeName } from './town.ts';

const everyMs = 5_000;
const windowMs = 30_000;
/** What is too much is kept for so long. */
const patienceMs = 60_000;
/** A shop on its way out serves for so long while the others take over. */
const drainMs = 10_000;
/** Orders know the first four shops alone; of the other two, this one may leave. */
const shopsMin = 5;
const leaver = 'shop-5';
/** Before that the fleet is the one that was planned. */
const warmUpMs = 60_000;

const scaled = ['web', 'shop', 'vote'] as const;
type Scaled = (typeof scaled)[number];

/** Requests that machines have told of. */
export interface Demand {
  readonly kind: 'demand';
  readonly of: 'pages' | 'votes';
  readonly count: number;
}

export async function scaler(): Promise<void> {
  const fleet = new Fleet();
  let nextMs = now() + everyMs;
  for (;;) {
    const message = await receive(any, Math.max(0, nextMs - now()));
    if (message !== timeout) {
      fleet.hear(message as Demand);
      continue;
    }
    nextMs += everyMs;
    fleet.look();
  }
}

class Fleet {
  #heard: (Demand & { readonly atMs: number })[] = [];
  readonly #there: { [family in Scaled]: NodeName[] } = {
    web: [...nodesOf('web')],
    shop: [...nodesOf('shop')],
    vote: [...nodesOf('vote')],
  };
  readonly #booked: { [family in Scaled]: number } = { web: 0, shop: 0, vote: 0 };
  readonly #tooManySince: { [family in Scaled]?: number } = {};
  #leaving: { readonly atMs: number } | null = null;
  #epoch = 0;
  #looks = 0;

  constructor() {
    this.#tell();
  }

  hear(demand: Demand): void {
    this.#heard.push({ ...demand, atMs: now() });
  }

  look(): void {
    this.#heard = this.#heard.filter(({ atMs }) => now() - atMs < windowMs);
    if (this.#leaving !== null && now() - this.#leaving.atMs >= drainMs) this.#left();
    // Whoever was down when the ring changed hears of it later.
    this.#looks += 1;
    if (this.#epoch > 0 && this.#looks % 6 === 0) {
      this.#tellRing('shop', 'carts');
      if (this.#leaving === null) this.#tellRing('web', 'web');
    }
    if (now() < warmUpMs) return;
    for (const family of scaled) this.#scale(family);
  }

  #scale(family: Scaled): void {
    const ratio = system.ratios[family];
    if (ratio === undefined || ratio <= 0) return;
    const of = family === 'vote' ? 'votes' : 'pages';
    const counts = this.#heard.filter((one) => one.of === of).map(({ count }) => count);
    const perS = counts.reduce((sum, count) => sum + count, 0) / (windowMs / 1_000);
    const wanted = Math.ceil(perS / ratio) + system.ratios.spare;
    const have = this.#there[family].length + this.#booked[family];
    if (wanted > have) {
      this.#booked[family] += wanted - have;
      this.#tell();
    }
    if (wanted >= have) {
      delete this.#tooManySince[family];
      return;
    }
    this.#tooManySince[family] ??= now();
    if (now() - (this.#tooManySince[family] ?? now()) < patienceMs) return;
    delete this.#tooManySince[family];
    if (this.#booked[family] > 0) {
      this.#booked[family] = Math.max(0, this.#booked[family] - (have - wanted));
      this.#tell();
    } else if (family === 'shop' && this.#there.shop.length > shopsMin && this.#leaving === null) {
      this.#leave();
    }
  }

  /** One shop leaves the ring, one that takes no orders. The shops hear of it first and pass its carts on. */
  #leave(): void {
    this.#leaving = { atMs: now() };
    this.#epoch += 1;
    this.#tellRing('shop', 'carts');
  }

  /** When its carts are elsewhere, the front end asks elsewhere, and the shop costs nothing any more. */
  #left(): void {
    this.#there.shop = this.#there.shop.filter((one) => one !== leaver);
    this.#leaving = null;
    this.#tellRing('web', 'web');
    this.#tell();
  }

  #tellRing(family: 'shop' | 'web', name: string): void {
    const members = nodesOf('shop').filter((one) => one !== leaver);
    const news = { kind: 'ring', members, epoch: this.#epoch };
    for (const to of nodesOf(family)) send({ name, node: to }, news);
  }

  /** Puts on record what is paid for. */
  #tell(): void {
    const gone = nodesOf('shop').filter((one) => !this.#there.shop.includes(one));
    const nodes = allNodes.filter((one) => !gone.includes(one));
    for (const family of scaled) {
      const first = nodesOf(family).length + 1;
      for (let more = 0; more < this.#booked[family]; more++)
        nodes.push(`${family}-${first + more}`);
    }
    observe({ kind: 'fleet', nodes });
  }
}
