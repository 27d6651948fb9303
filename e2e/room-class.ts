/**
 * A class in a room: the product's server with a session of its own, and simulated learners who say over their WebSockets
 * what simulated-class.ts gives them. Time is the class's own: forty minutes of it go by as fast as the server takes them.
 *
 * `node e2e/room-class.ts [learners] [minutes]` fills a room, prints the console's link and stays, with the class going on
 * at the pace of the clock on the wall.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '#server/open-store.ts';
import { serve, type Running } from '#server/serve.ts';
import { openSession } from '#server/sessions.ts';
import { callRoom } from '#workshop/calls.ts';
import { Client } from '#workshop/client.ts';
import type { Message } from '#workshop/messages.ts';
import { outsideAt } from '#workshop/open-link.ts';
import { routes } from '#workshop/routes.ts';
import { simulateClass, type SimulatedClass } from '#workshop/simulated-class.ts';
import { builtSite } from './site.ts';

const minuteMs = 60_000;

export interface ClassOptions {
  readonly seed?: number;
  readonly learners: number;
  /** How long the simulated class goes on. */
  readonly minutes: number;
  readonly title?: string;
  /** The built site. */
  readonly siteDir?: string;
}

/** Labs that the class goes through, with the promises that are broken on the way. */
const labs = [
  { id: 'p-presence-cut', codes: ['P-1', 'P-3'] },
  { id: 's2-ring-cut', codes: ['R-1', 'R-2'] },
  { id: 's5-retry', codes: ['E-1', 'E-2', 'E-7', 'E-9'] },
];

export class RoomClass {
  readonly code: string;
  readonly token: string;
  readonly origin: string;
  readonly course: SimulatedClass;
  readonly #folder: string;
  readonly #beganMs: number;
  readonly #learners = new Map<number, Client>();
  readonly #open: (port: number) => Promise<Running>;
  #running: Running;
  #next = 0;
  /** How far the class's time is from the clock on the wall. */
  #aheadMs = 0;

  private constructor(
    given: Pick<RoomClass, 'code' | 'token' | 'course'>,
    at: {
      readonly folder: string;
      readonly beganMs: number;
      readonly running: Running;
      readonly open: (port: number) => Promise<Running>;
    },
  ) {
    this.code = given.code;
    this.token = given.token;
    this.course = given.course;
    this.#folder = at.folder;
    this.#beganMs = at.beganMs;
    this.#running = at.running;
    this.#open = at.open;
    this.origin = `http://127.0.0.1:${at.running.port}`;
  }

  /** Opens a room for a class that began so many minutes ago and has not said anything. */
  static async open(options: ClassOptions): Promise<RoomClass> {
    const {
      seed = 7,
      learners,
      minutes,
      title = 'Reactive systems',
      siteDir = builtSite,
    } = options;
    const folder = mkdtempSync(join(tmpdir(), 'nines-class-'));
    const beganMs = Date.now() - minutes * minuteMs;
    let opened: RoomClass | null = null;
    const clock = (): number => opened?.nowMs ?? beganMs;
    const open = async (port: number): Promise<Running> => {
      const store = await openStore({ dataDir: folder, database: null });
      const hosts = new Set(['127.0.0.1', 'localhost']);
      return serve({ siteDir, host: '127.0.0.1', port, hosts, room: { store, clock } });
    };
    const running = await open(0);
    const store = running.room?.hub.store;
    if (store === undefined) throw new Error('The server has no room.');
    const { code, token } = await openSession(store, title, beganMs);
    const course = simulateClass({ seed, learners, minutes: minutes * 2, labs, stuckShare: 0.3 });
    opened = new RoomClass({ code, token, course }, { folder, beganMs, running, open });
    opened.#aheadMs = beganMs - Date.now();
    return opened;
  }

  /** The room's time, milliseconds since 1970. */
  get nowMs(): number {
    return Date.now() + this.#aheadMs;
  }

  get consoleLink(): string {
    return `${this.origin}/workshop/console/#token=${this.token}`;
  }

  /** Lets the class learn until so many minutes after it began. */
  async learnUntil(minutes: number): Promise<void> {
    const untilMs = minutes * minuteMs;
    for (;;) {
      const said = this.course.said[this.#next];
      if (said === undefined || said.atMs > untilMs) break;
      this.#next += 1;
      this.#goTo(said.atMs);
      await this.#say(said.learner, said.body);
    }
    this.#goTo(untilMs);
    for (const [number, client] of this.#learners)
      if (client.connection !== 'live') await connected(client, this.course.names[number] ?? '');
  }

  /** Stops the server and starts it again on the same port; learners and console come back by themselves. */
  async restart(whileDown: () => Promise<void>): Promise<void> {
    const { port } = this.#running;
    await this.#running.close();
    await whileDown();
    this.#running = await this.#open(port);
  }

  /** Somebody closes their page. */
  leave(learner: number): void {
    this.#learners.get(learner)?.close();
    this.#learners.delete(learner);
  }

  /** Somebody says something now. */
  async say(learner: number, message: Message): Promise<void> {
    const answer = await this.#learners.get(learner)?.say(message);
    if (answer?.kind !== 'accepted') throw new Error(`Not on record: ${answer?.why ?? 'no page'}`);
  }

  async close(): Promise<void> {
    for (const client of this.#learners.values()) client.close();
    await this.#running.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** The clock goes forward to an instant of the class, never back. */
  #goTo(atMs: number): void {
    this.#aheadMs = Math.max(this.#aheadMs, this.#beganMs + atMs - Date.now());
  }

  async #say(learner: number, body: SimulatedClass['said'][number]['body']): Promise<void> {
    if (body.kind === 'joined') await this.#join(learner, body.name);
    else await this.say(learner, body);
  }

  async #join(learner: number, name: string): Promise<void> {
    const secret = (learner + 1).toString(16).padStart(32, '0');
    const url = `${this.origin}${routes.join}`;
    const body = { session: this.code, secret, name, word: null };
    const called = await callRoom(fetch, url, { method: 'POST', body });
    if (called.kind !== 'done') throw new Error(`${name} may not join: ${called.why}`);
    const touchedMs = (): number => this.course.seenMs(learner, this.nowMs - this.#beganMs);
    const client = new Client({
      credential: { as: 'participant', session: this.code, secret },
      store: null,
      outside: {
        ...outsideAt(this.origin),
        idleMs: () => Math.max(0, this.nowMs - this.#beganMs - touchedMs()),
      },
    });
    this.#learners.set(learner, client);
    await client.start();
    await connected(client, name);
  }
}

async function connected(client: Client, name: string): Promise<void> {
  const end = Date.now() + 30_000;
  while (client.connection !== 'live') {
    if (Date.now() > end) throw new Error(`${name} is not connected: ${client.connection}`);
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
  }
}

if (import.meta.main) {
  const [learners = '31', minutes = '24'] = process.argv.slice(2);
  const room = await RoomClass.open({ learners: Number(learners), minutes: Number(minutes) });
  await room.learnUntil(Number(minutes));
  console.log(`A class of ${learners}, ${minutes} minutes in: ${room.consoleLink}`);
  let reached = Number(minutes);
  setInterval(() => void room.learnUntil((reached += 1 / 12)), 5_000);
}
