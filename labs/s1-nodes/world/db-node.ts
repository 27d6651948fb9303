/** `db`: keeps every key on two machines, and fetches what it has missed when it starts again. */
import { call, node, receive, reply, send, spawn, work, type Call } from 'nines';
import { isUp, machinesWith } from './machines.ts';
import { copiesOf, type StoreRequest } from './stores.ts';

/** What this machine keeps. */
const kept = new Map<string, readonly string[]>();

/** What one of the two tells the other. */
interface Copy {
  readonly kind: 'copy';
  readonly key: string;
  readonly books: readonly string[];
}

/** A process for each request: one that takes its time keeps nobody waiting. */
export async function db(): Promise<void> {
  await catchUp();
  for (;;) {
    const message = await receive<Call<StoreRequest> | Copy>();
    if (message.kind === 'copy') kept.set(message.key, message.books);
    else spawn(serve, message);
  }
}

async function serve({ from, request }: Call<StoreRequest>): Promise<void> {
  switch (request.fn) {
    case 'load':
      await work(0.5);
      return reply(from, kept.get(request.key) ?? []);
    case 'keep': {
      const { key, books } = request;
      await work(0.5);
      kept.set(key, books);
      // On its way before anybody is told, so a crash of this machine does not lose it.
      const other = copiesOf(key).find((name) => name !== node());
      if (other !== undefined && isUp(other)) {
        send({ name: 'db', node: other }, { kind: 'copy', key, books });
      }
      return reply(from, 'kept');
    }
    case 'all':
      return reply(from, [...kept]);
  }
}

/** Neighbours keep what this machine keeps as well. */
async function catchUp(): Promise<void> {
  const all = machinesWith('db');
  const own = all.indexOf(node());
  const neighbours = new Set([all[own + 1] ?? all[0], all[own - 1] ?? all.at(-1)]);
  for (const neighbour of neighbours) {
    if (neighbour === undefined || neighbour === node()) continue;
    const result = await call<[string, readonly string[]][]>(
      { name: 'db', node: neighbour },
      { fn: 'all' },
      50,
    );
    if (result.kind !== 'ok') continue;
    for (const [key, books] of result.value) if (!kept.has(key)) kept.set(key, books);
  }
}
