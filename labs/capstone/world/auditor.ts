/** What runs on `clients` to aim the campaign, and to compare the books when the night is over. */
import { monitorNodes, node, now, receive, self, send, sleep, spawn, timeout } from 'nines';
import { observe } from 'nines/world';
import { orderOf } from './buying.ts';
import { ballotSharing, orderSharing } from './setup.ts';
import { familyOf, nodesOf, type NodeName } from './town.ts';

const minuteMs = 60_000;

export async function auditor({ atMs }: { readonly atMs: number }): Promise<void> {
  // Somebody has to know who counts most ballots and who leads, so that the faults find them.
  await sleep(13 * minuteMs + 20_000 - now());
  await strike('votes', 'vote');
  await sleep(16 * minuteMs - now());
  await strike('orders', 'data');
  await sleep(atMs - now());
  const tallied = (await read('vote', ballotSharing === 'majority', {})) as readonly number[];
  send('carrier', { kind: 'audit', tallied });
  const open = await read('data', orderSharing === 'majority', { op: 'open' });
  const unknown = open.map((record) => orderOf((record as Open).order.cents));
  observe({ kind: 'orderAudit', unknown });
}

/** A record of an order that has not come to its end: as far as one can tell, they all hold their order. */
interface Open {
  readonly order: { readonly cents: number };
}

/** Rings at the machine that leads: the campaign strikes whoever hears it. */
async function strike(what: 'votes' | 'orders', family: 'vote' | 'data'): Promise<void> {
  const at = (await leaderOf(family)) ?? `${family}-1`;
  send({ name: 'group', node: at }, { kind: 'strike', what });
  observe({ kind: 'node', node: at, state: what === 'votes' ? 'down' : 'hung' });
  if (what === 'orders') spawn(resumed, at);
  else
    for (const one of nodesOf('sms'))
      send({ name: 'sms', node: one }, { kind: 'lost', node: at, lostMs: now() });
}

const hangMs = 12_000;

async function resumed(at: NodeName): Promise<void> {
  await sleep(hangMs);
  observe({ kind: 'node', node: at, state: 'up' });
}

interface News {
  readonly kind: string;
  readonly node: NodeName;
}

/** Puts on record which machines go, as far as their connection tells. */
export async function attendant(): Promise<void> {
  monitorNodes();
  for (;;) {
    const { kind, node: name } = await receive<News>();
    if (kind !== 'nodedown') continue;
    observe({ kind: 'node', node: name, state: 'down' });
    // If it is gone alone, the owners of its carts are asked whether they can still shop.
    if (familyOf(name) !== 'shop') continue;
    const more = await receive({ kind: 'nodedown' }, 50);
    if (more === timeout) send('customers', { kind: 'lost', node: name, lostMs: now() - 50 });
    else observe({ kind: 'node', node: String(more['node']), state: 'down' });
  }
}

/** The leader of a group: the one that answers. */
async function leaderOf(family: 'vote' | 'data'): Promise<NodeName | null> {
  for (const one of nodesOf(family)) {
    const answer = await ask(one, family === 'data' ? { op: 'open' } : {});
    if (answer !== null) return one;
  }
  return null;
}

async function read(family: 'vote' | 'data', isOne: boolean, query: unknown): Promise<unknown[]> {
  const found: unknown[] = [];
  for (const one of nodesOf(family)) {
    const answer = await ask(one, query);
    if (answer === null) continue;
    found.push(...(answer as unknown[]));
    if (isOne) break;
  }
  return found;
}

async function ask(to: NodeName, query: unknown): Promise<unknown> {
  const id = `${node()} ${to} ${now()}`;
  send({ name: 'group', node: to }, { kind: 'ask', id, to: self(), query });
  const mine = (message: unknown): message is { readonly kind: string; readonly value: unknown } =>
    (message as { id?: unknown }).id === id;
  const heard = await receive(mine, 400);
  return heard === timeout || heard.kind !== 'heard' ? null : heard.value;
}
