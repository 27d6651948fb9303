/**
 * What the wiring of the night is made of: the shape of your `system.ts`.
 *
 * Yours, through the imports of `system.ts`: the supervisor and the fan-out (chapter P), the ring (2), the contract's reading
 * and writing (4), an order's client, server and reconciler (5), the cart (6), the regulator (9); and the ledger, whose
 * columns `retry`, `sharing` and `deadlineMs` the world obeys.
 *
 * The world's own, and why: the way between machines is the runtime's distribution, because frames of step 3 for every
 * request would double the events of a night. The order log and the tally are a replicated group that survives restarts,
 * which the log of step 6 was not asked to. Text messages, chat and pages go by routes that steps 5 and 6 do not have. Of
 * step 8 the ratios count, of step 10 the rules that you write in `watch.ts`: the night has other signals than their labs.
 *
 * The load is half of what the course's map says for pages and chats and a third for orders, so that a night has 1.8
 * million events; the votes are as many as there.
 */
import type { Pid } from 'nines';
import type { Cart } from 'labs/s6-share/cart.ts';
import type { orderServer } from 'labs/s5-retry/server.ts';
import type { placeOrder } from 'labs/s5-retry/client.ts';
import type { supervisor } from 'labs/p-presence/supervisor.ts';
import type { read, write } from 'labs/s4-api/api.ts';
import type { regulator } from 'labs/s9-regulate/regulator.ts';
import type { Watch } from './signals.ts';
import type { FamilyName, NodeName } from './town.ts';

/** Every process that a machine of this night may run; which of them a family runs is wiring. */
export type Child =
  | 'carts'
  | 'chat'
  | 'exporter'
  | 'gateway'
  | 'group'
  | 'hello'
  | 'invoices'
  | 'monitor'
  | 'orderServer'
  | 'parcels'
  | 'pay'
  | 'presence'
  | 'prices'
  | 'reconciler'
  | 'regulators'
  | 'release'
  | 'scaler'
  | 'shop'
  | 'sms'
  | 'till'
  | 'votes'
  | 'web';

/** One kind of machine: what its supervisor starts on each of them, in this order. */
export interface Family {
  readonly name: FamilyName;
  readonly children: readonly Child[];
}

/** A queue in front of something that can do only so much at once. Each machine of the family has one of its own. */
export interface QueueCfg {
  readonly name: string;
  readonly at: 'pay' | 'vote';
  /** What stands in it. */
  readonly serves: readonly ('order' | 'vote')[];
  /** Granted at once, on each machine. */
  readonly slots: number;
  /** Waiting at most, on each machine. */
  readonly bound: number;
  readonly maxWaitMs: number;
}

/** Requests a second for which one machine of a family is there; a family that is not named stays as it is. */
export interface Ratios {
  readonly web?: number;
  readonly shop?: number;
  readonly vote?: number;
  /** Machines more than the demand needs, in each family. */
  readonly spare: number;
}

/** How often each layer asks when no answer comes, the first time included. */
export interface Attempts {
  /** `web` asking `shop`. */
  readonly web: number;
  /** `shop` asking `data`. */
  readonly shop: number;
}

/** The fields of a page's request, by version: what `labs/s4-api/api.ts` writes and reads. */
export type PageFields = Parameters<typeof write>[0];

/** What serves a slot is a module of yours, or one that you wrote for the seam. */
export interface Slots {
  /** Chapter P: starts a machine's processes, and starts them again. */
  readonly supervisor: typeof supervisor;
  /** Chapter P: one chat node tells the others who is there. */
  readonly publish: (friends: Pid[], status: string, limitMs: number) => Promise<unknown>;
  /** Step 2: which shops hold which cart, which vote node counts which ballots. */
  readonly ring: {
    readonly claim: (
      prev: NodeName[] | null,
      nodes: NodeName[],
      q: number,
      nVal: number,
    ) => NodeName[];
    readonly preflist: (
      ring: NodeName[],
      key: string,
      n: number,
    ) => readonly { readonly node: NodeName }[];
  };
  /** Step 4: the page's request, written by a version and read by another. */
  readonly contract: {
    readonly fields: PageFields;
    readonly write: typeof write;
    readonly read: typeof read;
  };
  /** Step 5: an order, from the customer's click to the parcel. */
  readonly orders: {
    readonly placeOrder: typeof placeOrder;
    readonly orderServer: typeof orderServer;
    readonly reconciler: typeof orderServer;
  };
  /** Step 6: what two copies of a cart come to. */
  readonly cart: {
    readonly empty: (actor: string) => Cart;
    readonly add: (cart: Cart, item: string) => Cart;
    readonly remove: (cart: Cart, item: string) => Cart;
    readonly merge: (mine: Cart, theirs: Cart) => Cart;
    readonly value: (cart: Cart) => Set<string>;
  };
  /** A shop that leaves the ring passes its carts on before it stops. */
  readonly handOff: boolean;
  /** Step 9: guards PayHub and the tally. */
  readonly regulator: typeof regulator;
  /** Step 10: makes alarms and pages of what the machines report. */
  readonly watch: Watch;
}

/** The night's wiring: your `system.ts`. */
export interface System {
  readonly families: readonly Family[];
  readonly slots: Slots;
  readonly ratios: Ratios;
  readonly queues: readonly QueueCfg[];
  readonly attempts: Attempts;
  readonly lb: { readonly healthMs: number };
  /** How long a silent member of a group that decides is borne before the others go on without it. */
  readonly suspectMs: number;
}
