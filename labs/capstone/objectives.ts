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

const perSecond = { pages: 30, orders: 6 };
const seconds = loadUntilMs / 1_000;
const excusedS = zone2Excused.reduce((sum, span) => sum + (span.untilMs - span.fromMs) / 1_000, 0);
/** A third of the front ends stand in zone 2. */
const zone2Share = 1 / 3;

/** Orders that count in Z-6: all but those that enter through zone 2 while it is away. */
export const ordersPlanned = Math.round(perSecond.orders * (seconds - excusedS * zone2Share));
/** Browse and cart together, Z-7. */
export const pagesPlanned = perSecond.pages * seconds;

/** So many may fail. */
export const ordersMayFail = Math.floor(ordersPlanned * (1 - objectives.order));
export const pagesMayFail = Math.floor(pagesPlanned * (1 - objectives.cart));
