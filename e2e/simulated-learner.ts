/**
 * A learner without hands: the course's own client, on a disk that outlives its pages and on whatever network it is given.
 * It says numbered messages; what became of them is read off the log.
 */
import { callRoom } from '#workshop/calls.ts';
import { Client } from '#workshop/client.ts';
import { routes } from '#workshop/routes.ts';
import type { RoomStore } from '#workshop/outbox.ts';
import type { Credential, JoinRequest, Outgoing } from '#workshop/protocol.ts';
import type { LossyNetwork } from './lossy-network.ts';

/** What a browser keeps of one room. */
class Disk implements RoomStore {
  readonly #waiting = new Map<string, Outgoing>();
  #seen: string | undefined;

  put(message: Outgoing): Promise<void> {
    this.#waiting.set(message.id, message);
    return Promise.resolve();
  }

  waiting(): Promise<Outgoing[]> {
    return Promise.resolve([...this.#waiting.values()]);
  }

  drop(ids: readonly string[]): Promise<void> {
    for (const id of ids) this.#waiting.delete(id);
    return Promise.resolve();
  }

  seen(): Promise<unknown> {
    return Promise.resolve(this.#seen === undefined ? undefined : JSON.parse(this.#seen));
  }

  see(value: unknown): Promise<void> {
    this.#seen = JSON.stringify(value);
    return Promise.resolve();
  }
}

export interface LearnerOptions {
  readonly name: string;
  readonly secret: string;
  readonly session: string;
  readonly network: LossyNetwork;
  /** The server that this learner tries now; asked again for every connection. */
  readonly origin: () => string;
  readonly random: () => number;
  /** Milliseconds, at the pace of the learner's timers. */
  readonly nowMs: () => number;
}

export class SimulatedLearner {
  readonly name: string;
  /** What was said, in its order. */
  readonly said: string[] = [];
  readonly refused: string[] = [];
  pages = 0;
  readonly #options: LearnerOptions;
  readonly #disk = new Disk();
  #client: Client | null = null;

  constructor(options: LearnerOptions) {
    this.#options = options;
    this.name = options.name;
  }

  get client(): Client {
    if (this.#client === null) throw new Error(`${this.name} has no page open.`);
    return this.#client;
  }

  /** Joins, however often that takes: the secret says that it is the same person each time. */
  async join(): Promise<void> {
    const { name, secret, session, network, origin } = this.#options;
    const body: JoinRequest = { session, secret, name, word: null };
    const fetch = network.fetch(origin);
    for (;;) {
      const called = await callRoom(fetch, `${origin()}${routes.join}`, { method: 'POST', body });
      if (called.kind === 'done') return;
      if (called.kind === 'refused') throw new Error(`${name} may not join: ${called.why}`);
    }
  }

  async openPage(): Promise<void> {
    const { secret, session, network, origin, random, nowMs } = this.#options;
    const credential: Credential = { as: 'participant', session, secret };
    this.pages += 1;
    this.#client = new Client({
      credential,
      store: this.#disk,
      outside: {
        makeSocket: () => network.socket(origin()),
        fetch: network.fetch(origin),
        origin: origin(),
        nowMs,
        random,
        idleMs: () => 0,
      },
      onLateRefusal: (why) => this.refused.push(why),
    });
    await this.#client.start();
  }

  /** Reloads the page: what it knew is what is on its disk. */
  async reload(): Promise<void> {
    this.client.close();
    await this.openPage();
  }

  /** Says the next numbered message. */
  say(): void {
    const work = `${this.name}-${this.said.length}`;
    this.said.push(work);
    const failed = { outcome: 'failed', code: 'E-1', fingerprint: 'paid-twice' } as const;
    void this.client
      .say({ kind: 'ran', lab: 's5-retry', goal: 'run', ...failed, work })
      .then((answer) => {
        if (answer.kind === 'refused') this.refused.push(answer.why);
      });
  }

  /** Messages that are not known to be on record. */
  async waiting(): Promise<number> {
    return (await this.#disk.waiting()).length;
  }

  close(): void {
    this.#client?.close();
  }
}
