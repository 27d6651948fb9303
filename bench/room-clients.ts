/**
 * The learners of the room's benchmark, in a process of their own, so that what they cost is not counted as the
 * server's and does not delay the console's clock. Driven over IPC by room-fleet.ts.
 */
import { LightClient, nowUs, type DialectName } from './room-wire.ts';
import type { Credential } from '#workshop/protocol.ts';
import type { RoomEvent } from '#workshop/messages.ts';

export type Order =
  /** Opens clients, so many a second. */
  | {
      readonly do: 'open';
      readonly dialect: DialectName;
      readonly host: string;
      readonly credentials: readonly Credential[];
      readonly perSecond: number;
    }
  /** Says so many messages a second in all, spread over the clients in turn. */
  | { readonly do: 'say'; readonly perSecond: number; readonly forMs: number }
  | { readonly do: 'tell' };

export interface Told {
  /** Clients that are in the room and have all they missed. */
  readonly ready: number;
  /** When the last of them came in, microseconds of the shared clock. */
  readonly lastReadyUs: number;
  readonly said: number;
  readonly acked: number;
  readonly refused: number;
  readonly waiting: number;
  /** Processor time of this process so far, microseconds. */
  readonly cpuUs: number;
  /** Milliseconds from an announcement's start to its receipt, one a client; emptied when told. */
  readonly announcedMs: readonly number[];
}

const tickMs = 5;
const addresses = 8;
const clients: LightClient[] = [];
let announcedMs: number[] = [];
let said = 0;

function hear(events: readonly RoomEvent[]): void {
  for (const { body } of events)
    if (body.kind === 'announced') announcedMs.push((nowUs() - Number(body.text)) / 1_000);
}

/** Calls `act` so many times a second, evenly, however late its timer comes. */
function paced(perSecond: number, times: number, act: (index: number) => void): void {
  const start = performance.now();
  let done = 0;
  const timer = setInterval(() => {
    const due = Math.min(times, ((performance.now() - start) * perSecond) / 1_000);
    for (; done < due; done++) act(done);
    if (done >= times) clearInterval(timer);
  }, tickMs);
}

function obey(order: Order): void {
  switch (order.do) {
    case 'open': {
      const { dialect, host, credentials, perSecond } = order;
      paced(perSecond, credentials.length, (index) => {
        const credential = credentials[index];
        if (credential === undefined) return;
        const localAddress = `127.0.0.${2 + (index % addresses)}`;
        const client = new LightClient({ dialect, host, credential, localAddress, events: hear });
        clients.push(client);
        client.open();
      });
      return;
    }
    case 'say':
      paced(order.perSecond, (order.perSecond * order.forMs) / 1_000, () => {
        const client = clients[said % clients.length];
        said += 1;
        client?.say({
          kind: 'ran',
          lab: 's5-retry',
          goal: 'run',
          outcome: 'failed',
          code: 'E-1',
          fingerprint: 'paid-twice-after-a-timeout',
          work: String(nowUs()),
        });
      });
      return;
    case 'tell': {
      const ready = clients.filter(({ readyAtUs }) => readyAtUs !== 0);
      const sum = (of: (client: LightClient) => number): number =>
        clients.reduce((total, client) => total + of(client), 0);
      const { user, system } = process.cpuUsage();
      const told: Told = {
        ready: ready.length,
        lastReadyUs: ready.reduce((last, { readyAtUs }) => Math.max(last, readyAtUs), 0),
        said,
        acked: sum((client) => client.acked),
        refused: sum((client) => client.refused),
        waiting: sum((client) => client.waiting),
        cpuUs: user + system,
        announcedMs,
      };
      announcedMs = [];
      process.send?.(told);
    }
  }
}

process.on('message', (order: Order) => obey(order));
process.on('disconnect', () => process.exit(0));
