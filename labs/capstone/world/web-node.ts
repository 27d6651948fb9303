/** What runs as `web`: a process for every request, so that one that waits holds up nobody else. */
import { call, node, now, receive, send, spawn, type CallResult } from 'nines';
import { conversation } from 'nines/world';
import type { AskCart } from './carts.ts';
import type { Asked, Told } from './clients.ts';
import type { PageAnswer } from './page.ts';
import { holdersOf, setRing } from './place.ts';
import { fieldsAt, version } from './release.ts';
import { attemptsOf, decisions, system } from './setup.ts';
import { buy } from './buying.ts';
import { noteTimeout } from './telling.ts';
import { nearestFirst, nodesOf, zoneOf, type NodeName } from './town.ts';

type Message =
  | Asked
  | { readonly kind: 'ping'; readonly number: number }
  | { readonly kind: 'ring'; readonly members: readonly NodeName[]; readonly epoch: number };

/** How long one shop is waited for. */
const shopMs = 380;
/** A shop that has not answered is left out for so long, if there is another. */
const shunnedMs = 3_000;
const shunned = new Map<NodeName, number>();
let turn = 0;

export async function web(): Promise<void> {
  for (;;) {
    const message = await receive<Message>();
    if (message.kind === 'ask') spawn(serve, message);
    else if (message.kind === 'ring') setRing(message.members, message.epoch);
    else send({ name: 'balancer', node: 'clients' }, { kind: 'pong', from: node() });
  }
}

async function serve(asked: Asked): Promise<void> {
  conversation(`${asked.fn}-${asked.key}`);
  const told = await answer(asked);
  send(
    { name: 'customers', node: 'clients' },
    { kind: 'told', fn: asked.fn, key: asked.key, ...told },
  );
}

type Answered = Omit<Told, 'kind' | 'fn' | 'key'>;

async function answer(asked: Asked): Promise<Answered> {
  switch (asked.fn) {
    case 'browse':
      return await show(asked.key, asked.title);
    case 'cart':
      return await change(asked);
    case 'order':
      return await buy(asked);
  }
}

/** The page of a title, from a shop nearby. */
async function show(key: number, title: number): Promise<Answered> {
  const deadline = now() + decisions['catalogue.get'].deadlineMs;
  const body = system.slots.contract.write(fieldsAt(version()), { title, wish: true });
  const own = zoneOf(node());
  const near = nodesOf('shop').filter((one) => zoneOf(one) === own);
  turn += 1;
  const start = turn;
  let attempts = 0;
  while (attempts < attemptsOf('catalogue.get') && now() < deadline) {
    attempts += 1;
    const shop = pick(near.map((_, index) => near[(start + attempts + index) % near.length] ?? ''));
    const request = { op: 'page', key, attempt: attempts, body, deadline };
    const found = await ask<PageAnswer>(shop, request, deadline);
    if (found.kind !== 'ok') continue;
    if ('price' in found.value) return { outcome: 'ok', attempts };
    // Asked in a way that the shop does not understand: it will not understand it the second time.
    if (found.value.error === 'bad_request') break;
  }
  return { outcome: 'unavailable', attempts };
}

/** Changes a cart, or looks into it, at one of the shops that hold it: the nearest first. */
async function change(asked: Asked & { fn: 'cart' }): Promise<Answered> {
  const { op, cart, item } = asked;
  const row = op === 'remove' ? 'cart.remove' : 'cart.add';
  const deadline = now() + 2_000;
  const holders = nearestFirst(holdersOf(cart), node());
  let attempts = 0;
  while (attempts < attemptsOf(row) && now() < deadline) {
    const shop = pick(
      holders.map((_, index) => holders[(attempts + index) % holders.length] ?? ''),
    );
    attempts += 1;
    const request: AskCart = { op, cart, item, deadline: Math.min(deadline, now() + shopMs) };
    const found = await ask<string | readonly string[]>(shop, request, deadline);
    if (found.kind !== 'ok' || found.value === 'unavailable') continue;
    const shown = typeof found.value === 'string' ? null : found.value;
    return { outcome: 'ok', attempts, shown, by: shop };
  }
  return { outcome: 'unavailable', attempts };
}

/** The first that has answered of late; the first of all if none has. */
function pick(shops: readonly NodeName[]): NodeName {
  return shops.find((one) => (shunned.get(one) ?? 0) <= now()) ?? shops[0] ?? '';
}

async function ask<Value>(
  shop: NodeName,
  request: unknown,
  deadline: number,
): Promise<CallResult<Value>> {
  const waitMs = Math.max(1, Math.min(shopMs, deadline - now()));
  const found = await call<Value>({ name: 'carts', node: shop }, request, waitMs);
  if (found.kind !== 'ok') {
    shunned.set(shop, now() + shunnedMs);
    noteTimeout(shop);
  }
  return found;
}
