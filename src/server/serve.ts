/** A listening server: the site, and the room over a store. Tests and benchmarks start the same thing. */
import { createServer as createHttp, type RequestListener, type Server } from 'node:http';
import { createServer as createHttps } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { createApp } from './app.ts';
import { openRoom, type OpenRoom, type RoomOptions } from './room.ts';
import { closedRoom } from './routes.ts';

/** How many ports after the first are tried when it is taken. */
const portsTried = 20;

export interface ServeOptions {
  readonly siteDir: string;
  /** Address to bind to. */
  readonly host: string;
  /** First port to try; 0 for any that is free. */
  readonly port: number;
  /** Names under which the server answers. */
  readonly hosts: ReadonlySet<string>;
  /** The room; or a sentence why there is none. */
  readonly room: Omit<RoomOptions, 'hosts'> | string;
  /** Certificate and key, PEM. */
  readonly tls?: { readonly cert: Buffer; readonly key: Buffer } | null;
  /** Told of a port that is taken. */
  readonly onTaken?: (port: number) => void;
}

export interface Running {
  readonly port: number;
  /** Null where there is none. */
  readonly room: OpenRoom | null;
  /** Says goodbye to everybody, keeps everything, and stops listening. */
  close(): Promise<void>;
}

/** Listens on the first free port from `port` on. Rejects when none of them is free. */
function listen(server: Server, { host, port, onTaken }: ServeOptions): Promise<number> {
  const lastPort = port === 0 ? 0 : Math.min(65_535, port + portsTried);
  return new Promise((resolve, reject) => {
    const attempt = (next: number): void => {
      const onError = (error: NodeJS.ErrnoException): void => {
        if (error.code !== 'EADDRINUSE' || next >= lastPort) return reject(error);
        onTaken?.(next);
        attempt(next + 1);
      };
      server.once('error', onError);
      server.listen(next, host, () => {
        server.off('error', onError);
        // A server that listens on a TCP port has an AddressInfo; `address()` also covers pipes.
        resolve((server.address() as AddressInfo).port);
      });
    };
    attempt(port);
  });
}

/** Starts a server. Rejects when it cannot listen. */
export async function serve(options: ServeOptions): Promise<Running> {
  const { siteDir, hosts, tls = null } = options;
  const room = typeof options.room === 'string' ? null : await openRoom({ ...options.room, hosts });
  const routes = typeof options.room === 'string' ? closedRoom(options.room) : room?.routes;
  const listener = getRequestListener(createApp({ siteDir, hosts, room: routes }).fetch);
  const onRequest: RequestListener = (request, response) => {
    void listener(request, response);
  };
  const server = tls === null ? createHttp(onRequest) : createHttps(tls, onRequest);
  room?.attach(server);
  const port = await listen(server, options);
  return {
    port,
    room,
    close: async () => {
      const stopped = new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      await room?.close();
      server.closeAllConnections();
      await stopped;
    },
  };
}
