/** A client of the room without a browser, for tests: says hello, says things, waits for what comes. */
import { WebSocket } from 'ws';
import type { RoomEvent } from '#workshop/messages.ts';
import {
  roomProtocol,
  routes,
  type Credential,
  type Joined,
  type JoinRequest,
  type ServerFrame,
} from '#workshop/protocol.ts';
import type { Session } from '#workshop/session.ts';

/** A secret as a browser would draw it, the same for the same number. */
export function secretOf(number: number): string {
  return number.toString(16).padStart(32, '0');
}

/** Joins a session; throws what the room answers instead. */
export async function join(
  url: string,
  request: Omit<JoinRequest, 'word'> & { readonly word?: string },
): Promise<Joined> {
  const reply = await fetch(url + routes.join, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ word: null, ...request }),
  });
  const answer: unknown = await reply.json();
  if (!reply.ok) throw new Error(`${reply.status}: ${JSON.stringify(answer)}`);
  return answer as Joined;
}

type Ack = Extract<ServerFrame, { frame: 'ack' }>;
type Welcome = Extract<ServerFrame, { frame: 'welcome' }>;

interface Waiter {
  readonly wants: (frame: ServerFrame) => boolean;
  readonly found: (frame: ServerFrame) => void;
}

export class Talker {
  readonly frames: ServerFrame[] = [];
  readonly socket: WebSocket;
  you: Welcome['you'] = { id: '', role: 'learner', name: '' };
  #waiters: Waiter[] = [];

  private constructor(url: string, headers: Readonly<Record<string, string>>) {
    this.socket = new WebSocket(url.replace('http', 'ws') + routes.socket, { headers });
    this.socket.on('error', () => {});
    this.socket.on('message', (data: Buffer) => {
      const frame = JSON.parse(data.toString()) as ServerFrame;
      this.frames.push(frame);
      const found = this.#waiters.filter(({ wants }) => wants(frame));
      this.#waiters = this.#waiters.filter((waiter) => !found.includes(waiter));
      for (const waiter of found) waiter.found(frame);
    });
  }

  /** Connects without a word. */
  static async connect(
    url: string,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Talker> {
    const talker = new Talker(url, headers);
    await new Promise<void>((resolve, reject) => {
      talker.socket.once('open', () => resolve());
      talker.socket.once('error', reject);
    });
    return talker;
  }

  /** Connects and says who it is; comes back when the room has brought it up to date. */
  static async open(url: string, credential: Credential, after = 0): Promise<Talker> {
    const talker = await Talker.connect(url);
    const upToDate = talker.until(({ frame }) => ['snapshot', 'events', 'bye'].includes(frame));
    talker.send({ frame: 'hello', protocol: roomProtocol, credential, after });
    const frame = await upToDate;
    if (frame.frame === 'bye') throw new Error(frame.why);
    const welcome = talker.frames.find((one) => one.frame === 'welcome');
    if (welcome) talker.you = welcome.you;
    return talker;
  }

  send(frame: unknown): void {
    this.socket.send(JSON.stringify(frame));
  }

  /** Says one thing and waits for its acknowledgement. */
  async say(id: string, body: unknown): Promise<Ack> {
    const ack = this.until(
      (frame) =>
        frame.frame === 'ack' &&
        (frame.ids.includes(id) || frame.refused.some((one) => one.id === id)),
    );
    this.send({ frame: 'send', messages: [{ id, body }] });
    return (await ack) as Ack;
  }

  /** The next frame of a kind, or one that came already. */
  until(wants: (frame: ServerFrame) => boolean): Promise<ServerFrame> {
    const came = this.frames.find(wants);
    if (came !== undefined) return Promise.resolve(came);
    return new Promise((found) => {
      this.#waiters.push({ wants, found });
    });
  }

  async untilEvent(wants: (event: RoomEvent) => boolean): Promise<RoomEvent> {
    const frame = await this.until((one) => one.frame === 'events' && one.events.some(wants));
    const event = frame.frame === 'events' ? frame.events.find(wants) : undefined;
    if (event === undefined) throw new Error('unreachable');
    return event;
  }

  /** Every event that came, in order. */
  get events(): readonly RoomEvent[] {
    return this.frames.flatMap((frame) => (frame.frame === 'events' ? frame.events : []));
  }

  get snapshot(): Session | null {
    const frame = this.frames.findLast((one) => one.frame === 'snapshot');
    return frame === undefined ? null : frame.session;
  }

  close(): void {
    this.socket.close();
  }
}
