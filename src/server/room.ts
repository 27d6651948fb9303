/** The room of a server: put together from its parts, or closed with a reason while the site goes on being served. */
import type { IncomingMessage, Server } from 'node:http';
import type { Hono } from 'hono';
import { Callers } from './callers.ts';
import { Hub } from './hub.ts';
import { Rates } from './rate.ts';
import { roomRoutes } from './routes.ts';
import { attachSocket } from './socket.ts';
import type { Store } from './store.ts';

/** How soon clients come back after an orderly stop, milliseconds: as soon as a restart takes. */
const comeBackMs = 1_500;

export interface RoomOptions {
  /** Closed by the room at its end. */
  readonly store: Store;
  /** Names under which this server answers. */
  readonly hosts: ReadonlySet<string>;
  /** Under which addresses other machines reach it. */
  readonly addresses?: () => readonly string[];
  /** True behind a proxy of ours, which says in X-Forwarded-For who asks. */
  readonly trustsProxy?: boolean;
  /** Milliseconds since 1970. */
  readonly clock?: () => number;
}

export interface OpenRoom {
  readonly hub: Hub;
  readonly routes: Hono;
  /** Takes upgrades of a server. */
  attach(server: Server): void;
  /** Says goodbye, keeps everything. */
  close(): Promise<void>;
}

/** Whose guesses are counted together. It is kept in memory for a minute, and written nowhere. */
function addressReader(trustsProxy: boolean): (request: IncomingMessage | undefined) => string {
  return (request) => {
    const forwarded = trustsProxy ? request?.headers['x-forwarded-for'] : undefined;
    // The last entry is what our proxy saw; those before it are what somebody claims.
    const seen = String(forwarded ?? '')
      .split(',')
      .at(-1)
      ?.trim();
    return seen === undefined || seen === '' ? (request?.socket.remoteAddress ?? '') : seen;
  };
}

/** Opens the room over a store. */
export async function openRoom(options: RoomOptions): Promise<OpenRoom> {
  const { store, hosts, addresses = () => [], trustsProxy = false, clock = Date.now } = options;
  const hub = await Hub.over(store, clock);
  const rates = new Rates(clock);
  const callers = new Callers(hub, await store.serverKey());
  const addressOf = addressReader(trustsProxy);
  const detachers: (() => void)[] = [];
  return {
    hub,
    routes: roomRoutes({ hub, callers, rates, addresses, addressOf }),
    attach: (server) => {
      detachers.push(attachSocket(server, { hub, callers, rates, hosts, addressOf }));
    },
    close: async () => {
      await hub.close('The server is being restarted: this page comes back by itself.', comeBackMs);
      for (const detach of detachers) detach();
    },
  };
}
