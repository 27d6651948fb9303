/**
 * The front end. It asks a shop for each operation; if the answer does not come in time it asks again, and if the
 * connection breaks it says `unknown` and leaves the matter to the shops.
 */
import { call, cast, node, nodes, now, receive, send, sleep, spawn, type Pid } from 'nines';
import { observe } from 'nines/world';
import type { Ask, Online, Told } from './messages.ts';
import { hashOf, homeOf, type Setup, type Sharing } from './setup.ts';
import type { CartArgs, Fn, Op } from './types.ts';

const timeoutMs = 500;
/** The pause before the second attempt; each further one is twice as long. */
const backOffMs = 1_000;

type Command =
  | {
      readonly kind: 'operation';
      readonly id: string;
      readonly fn: Fn;
      readonly args: Op['args'];
    }
  | LeaderIs;
interface LeaderIs {
  readonly kind: 'leader';
  readonly leader: string;
  readonly term: number;
}

let setup: Setup;
/** Who leads, as far as this node knows. */
let leader = '';
let term = 0;
/** Tags of the additions that a customer has made, by cart and item. */
const added = new Map<string, string[]>();

/** Starts a process for every operation; the changes of a cart come one after the other. */
export async function web(given: Setup): Promise<void> {
  setup = given;
  leader = setup.shops[0] ?? '';
  const customers = new Map<string, Pid>();
  for (;;) {
    const command = await receive<Command>();
    if (command.kind === 'leader') {
      if (command.term > term) ({ leader, term } = command);
      continue;
    }
    const { id, fn, args } = command;
    // Function and arguments belong together: whoever places the operation has made it as one.
    const op = { id, at: now(), fn, args } as Op;
    if (op.fn !== 'cart.add' && op.fn !== 'cart.remove') {
      spawn(carryOut, op);
      continue;
    }
    const { cart } = op.args;
    const pid = customers.get(cart) ?? spawn(customer);
    customers.set(cart, pid);
    send(pid, op);
  }
}

async function customer(): Promise<void> {
  for (;;) await carryOut(await receive<Op>());
}

async function carryOut(op: Op): Promise<void> {
  if (op.fn === 'chat.send') showUp(op.args.from);
  const told = await ask(op);
  observe({ kind: 'answered', operation: op.id, answer: told });
}

/** A sign of life, on its own if it does not come with the chat message. */
function showUp(person: string): void {
  const { sent, members, taker } = setup.presence;
  const online: Online = { kind: 'online', person };
  const shop = taker === 'home' ? homeOf(members, person) : firstReached(setup.presence);
  if (sent === 'cast') cast({ name: 'shop', node: shop }, online);
  if (sent === 'call') spawn(sayOnline, { shop, online });
}

async function sayOnline({
  shop,
  online,
}: {
  readonly shop: string;
  readonly online: Online;
}): Promise<void> {
  const { attempts } = setup.retry['presence.set'];
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const outcome = await call({ name: 'shop', node: shop }, online, timeoutMs);
    if (outcome.kind === 'ok') return;
  }
}

async function ask(op: Op): Promise<Told | { readonly result: 'unknown' }> {
  const { attempts, key } = setup.retry[op.fn];
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    if (attempt > 0) await sleep(backOffMs * 2 ** (attempt - 1));
    const request: Ask = {
      key: key === 'attempt' ? `${op.id}/${attempt + 1}` : op.id,
      op,
      ...(op.fn === 'cart.remove' && { seen: added.get(nameOf(op.args)) ?? [] }),
    };
    if (op.fn === 'cart.add' && attempt === 0) {
      added.set(nameOf(op.args), [...(added.get(nameOf(op.args)) ?? []), request.key]);
    }
    const outcome = await call<Told>(
      { name: 'shop', node: shopFor(op, attempt) },
      request,
      timeoutMs,
    );
    if (outcome.kind === 'ok') return outcome.value;
    if (outcome.kind !== 'timeout') break;
  }
  return { result: 'unknown' };
}

function nameOf({ cart, item }: CartArgs): string {
  return `${cart}/${item}`;
}

/** Where the order went first: asked again, it is asked there. */
const tookOrder = new Map<string, string>();

function shopFor(op: Op, attempt: number): string {
  const sharing = sharingOf(op.fn);
  const { members, taker } = sharing;
  if (op.fn === 'order.place' && setup.orders.led) {
    const others = members.filter((shop) => shop !== leader);
    return homeOf(others, op.id);
  }
  if (taker === 'home') return homeOf(members, homeKeyOf(op));
  if (taker === 'row') return members[(hashOf(op.id) + attempt) % members.length] ?? '';
  const before = op.fn === 'order.place' ? tookOrder.get(op.id) : undefined;
  const shop = before ?? firstReached(sharing);
  tookOrder.set(op.id, shop);
  return shop;
}

function sharingOf(fn: Fn): Sharing {
  switch (fn) {
    case 'order.place':
      return setup.orders;
    case 'cart.add':
    case 'cart.remove':
      return setup.carts;
    case 'chat.send':
      return setup.chats;
    case 'vote.send':
      return setup.votes;
  }
}

/** What decides where something is at home. */
function homeKeyOf(op: Op): string {
  switch (op.fn) {
    case 'order.place':
      return setup.orders.agree === 'own' ? op.args.title : op.id;
    case 'cart.add':
    case 'cart.remove':
      return op.args.cart;
    case 'chat.send':
      return op.args.to;
    case 'vote.send':
      return op.id;
  }
}

function firstReached({ members, taker }: Sharing): string {
  const zone = setup.zones[node()];
  const near = members.filter((shop) => setup.zones[shop] === zone);
  const far = members.filter((shop) => setup.zones[shop] !== zone);
  const row = taker === 'near' ? [...near, ...far] : members;
  const connected = new Set(nodes());
  return row.find((shop) => connected.has(shop)) ?? row[0] ?? '';
}
