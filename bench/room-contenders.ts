/** The two servers of the room's benchmark: how each is started, and who may come in. */
import { fileURLToPath } from 'node:url';
import { freePort, openTestSession, RoomServer } from '../e2e/room-server.ts';
import type { Credential, JoinRequest } from '#workshop/protocol.ts';
import { routes } from '#workshop/routes.ts';
import { start, type Running } from './room-fleet.ts';
import type { DialectName } from './room-wire.ts';

export interface Contender {
  readonly dialect: DialectName;
  /** `127.0.0.1:4321`, from the first start on. */
  readonly host: string;
  readonly staff: Credential;
  start(): Promise<Running>;
  /** Makes so many people known. */
  join(count: number): Promise<Credential[]>;
  /** What stands on record, a line for each message; null where nothing is kept that a restart could lose. */
  readonly recorded: (() => Promise<readonly string[]>) | null;
  /** Removes what it wrote. */
  clear(): void;
}

/** A secret as a browser makes it, told from the others by its number. */
function secretOf(index: number): string {
  return index.toString(16).padStart(32, '0');
}

/** socket.io, which lets anybody in. */
export function socketio(): Contender {
  const program = fileURLToPath(new URL('./peers/socketio.cjs', import.meta.url));
  let host = '';
  return {
    dialect: 'socketio',
    get host() {
      return host;
    },
    staff: { as: 'staff', token: secretOf(0) },
    start: async () => {
      const running = await start([program], {}, /\d+\n/);
      host = `127.0.0.1:${running.printed.trim()}`;
      return running;
    },
    join: (count) =>
      Promise.resolve(
        Array.from({ length: count }, (_, index) => ({
          as: 'participant' as const,
          session: 'BENCH2',
          secret: secretOf(index + 1),
        })),
      ),
    recorded: null,
    clear: () => undefined,
  };
}

/** How many joins are under way at once. */
const joinsAtOnce = 64;

async function joinAll(origin: string, requests: readonly JoinRequest[]): Promise<void> {
  let next = 0;
  const one = async (): Promise<void> => {
    for (let body = requests[next++]; body !== undefined; body = requests[next++]) {
      const headers = { 'content-type': 'application/json' };
      const init = { method: 'POST', headers, body: JSON.stringify(body) };
      const response = await fetch(origin + routes.join, init);
      if (!response.ok) throw new Error(`Nobody may join: ${await response.text()}`);
      await response.arrayBuffer();
    }
  };
  await Promise.all(Array.from({ length: joinsAtOnce }, one));
}

/** Our own server, on SQLite in a folder of its own. `NINES_BENCH_NODE` gives Node flags, `--cpu-prof` say. */
export async function ours(): Promise<Contender> {
  const session = await openTestSession('Bench');
  const flags = process.env['NINES_BENCH_NODE']?.split(' ') ?? [];
  const server = new RoomServer(await freePort(), session.env, { flags });
  return {
    dialect: 'ours',
    host: `127.0.0.1:${server.port}`,
    staff: { as: 'staff', token: session.token },
    start: async () => {
      await server.start();
      return { pid: server.pid, printed: '', end: (signal) => server.end(signal) };
    },
    join: async (count) => {
      const requests = Array.from({ length: count }, (_, index) => ({
        ...{ session: session.code, secret: secretOf(index + 1) },
        ...{ name: `Learner ${index + 1}`, word: null },
      }));
      await joinAll(server.origin, requests);
      return requests.map(({ session, secret }) => ({ as: 'participant', session, secret }));
    },
    recorded: async () => {
      const store = await session.store();
      const log = await store.read(session.code, 0, Number.MAX_SAFE_INTEGER);
      await store.close();
      return log.flatMap(({ by, body }) => (body.kind === 'ran' ? [`${by} ${body.work}`] : []));
    },
    clear: () => session.remove(),
  };
}
