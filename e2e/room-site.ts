/** The product's server with a room of its own in a folder of its own, for one test file. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '#server/open-store.ts';
import { serve, type Running } from '#server/serve.ts';
import { openSession } from '#server/sessions.ts';
import { Client } from '#workshop/client.ts';
import type { Message } from '#workshop/messages.ts';
import { outsideAt } from '#workshop/open-link.ts';
import { builtSite } from './site.ts';

export class RoomSite {
  readonly code: string;
  readonly token: string;
  readonly #dataDir: string;
  #running: Running | null;
  #port: number;

  private constructor(
    session: Pick<RoomSite, 'code' | 'token'>,
    dataDir: string,
    running: Running,
  ) {
    this.code = session.code;
    this.token = session.token;
    this.#dataDir = dataDir;
    this.#running = running;
    this.#port = running.port;
  }

  static async open(title: string, siteDir = builtSite): Promise<RoomSite> {
    const dataDir = mkdtempSync(join(tmpdir(), 'nines-room-'));
    const running = await RoomSite.#serve(dataDir, 0, siteDir);
    const store = running.room?.hub.store;
    if (store === undefined) throw new Error('The server has no room.');
    const { code, token } = await openSession(store, title, Date.now());
    return new RoomSite({ code, token }, dataDir, running);
  }

  static async #serve(dataDir: string, port: number, siteDir = builtSite): Promise<Running> {
    const store = await openStore({ dataDir, database: null });
    const hosts = new Set(['127.0.0.1', 'localhost']);
    return serve({ siteDir, host: '127.0.0.1', port, hosts, room: { store } });
  }

  /** Origin, without a slash at the end. */
  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** The server goes away; its folder stays. */
  async stop(): Promise<void> {
    await this.#running?.close();
    this.#running = null;
  }

  /** The server is back, on the same address or on another one. */
  async start(where: 'same address' | 'another address', siteDir = builtSite): Promise<void> {
    const port = where === 'same address' ? this.#port : 0;
    this.#running = await RoomSite.#serve(this.#dataDir, port, siteDir);
    this.#port = this.#running.port;
  }

  /** The instructor, without a page. Close the client when done. */
  async instructor(): Promise<Client> {
    const credential = { as: 'staff', token: this.token } as const;
    const client = new Client({ credential, store: null, outside: outsideAt(this.url) });
    await client.start();
    return client;
  }

  async close(): Promise<void> {
    await this.stop();
    rmSync(this.#dataDir, { recursive: true, force: true });
  }
}

/** Says something and throws where it is refused. */
export async function say(client: Client, message: Message): Promise<void> {
  const answer = await client.say(message);
  if (answer.kind === 'refused') throw new Error(answer.why);
}
