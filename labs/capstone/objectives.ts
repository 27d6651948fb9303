/**
 * What Papertrain promises for each function, and how many requests the night has: known beforehand, so that it is certain
 * at some instant, and not only at the end, that a promise is broken.
 */
import { loadUntilMs, zone2Excused } from './clock.ts';
import type { Fn } from './world/observed.ts';

/** Share of the requests that must be served. */
export const objectives: { readonly [fn in Fn]: number } = {
  browse: 0.999,
  cart: 0.999,
  order: 0.995,
  chat: 0.99,
  presence: 0.99,
  vote: 0.99,
};

/** What people ask for in a second, outside the final. */
export const perSecond = { browse: 10, cart: 5, order: 2, chat: 10, vote: 20 } as const;
const seconds = loadUntilMs / 1_000;
/** A third of the orders come in through zone 2; while it is gone, the balancer sends them to zone 1, and they count. */
const [cut] = zone2Excused;
const excusedS = (cut.untilMs - cut.fromMs) / 1_000 / 3;

/** Orders that count in Z-6. */
export const ordersPlanned = Math.round(perSecond.order * (seconds - excusedS));
/** Browse and cart together, Z-7. */
export const pagesPlanned = (perSecond.browse + perSecond.cart) * seconds;

/** So many may fail. */
export const ordersMayFail = Math.floor(ordersPlanned * (1 - objectives.order));
export const pagesMayFail = Math.floor(pagesPlanned * (1 - objectives.cart));
