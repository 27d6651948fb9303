/** What runs on the node `web`: the customers. Each has a node of choice, and goes to the next if that is down. */
import { call, receive, send, spawn, type CallResult } from 'nines';
import { observe } from 'nines/world';
import type { Decision, Item, NodeName, Order, OrderRequest, StoreRequest } from './types.ts';

type Operation = { readonly id: string } & (
  | {
      readonly fn: 'login' | 'touch' | 'announce';
      readonly args: { readonly nodes: readonly NodeName[]; readonly name: string };
    }
  | {
      readonly fn: 'add' | 'remove';
      readonly args: {
        readonly nodes: readonly NodeName[];
        readonly cartId: string;
        readonly item: Item;
      };
    }
  | { readonly fn: 'look'; readonly args: { readonly node: NodeName; readonly cartId: string } }
  | { readonly fn: 'whoLeads'; readonly args: { readonly node: NodeName } }
  | { readonly fn: 'order'; readonly args: { readonly node: NodeName; readonly item: Item } }
  | { readonly fn: 'audit'; readonly args: { readonly nodes: readonly NodeName[] } }
  | { readonly fn: 'findLeader'; readonly args: { readonly nodes: readonly NodeName[] } }
);

/** A customer who hears nothing for so long goes to another node, or gives up. */
const patienceMs = 2_000;

/** Starts a process for each customer, so that one who waits holds up nobody else. */
export async function web(): Promise<void> {
  for (;;) spawn(carryOut, await receive<Operation>());
}

/** A place to send a mark to, so that a fault can strike the node that gets it. */
export async function bell(): Promise<void> {
  for (;;) await receive();
}

async function carryOut({ id, fn, args }: Operation): Promise<void> {
  switch (fn) {
    case 'login':
      await tell(id, args.nodes, {
        op: 'session.put',
        session: args.name,
        user: userOf(args.name),
      });
      break;
    case 'touch': {
      const found = await ask(args.nodes, { op: 'session.get', session: args.name });
      const answer = found.value === userOf(args.name) ? 'ok' : 'log in again';
      observe({ kind: 'answered', operation: id, answer, shop: found.node });
      break;
    }
    case 'announce':
      await tell(id, args.nodes, { op: 'presence.set', user: args.name, state: 'online' });
      break;
    case 'add':
    case 'remove':
      await tell(id, args.nodes, { op: `cart.${fn}`, cartId: args.cartId, item: args.item });
      break;
    case 'look': {
      const { value } = await ask([args.node], { op: 'cart.value', cartId: args.cartId });
      const items = Array.isArray(value) ? value.map(String).sort() : null;
      observe({ kind: 'answered', operation: id, answer: items });
      break;
    }
    case 'order': {
      const order: Order = { key: id, item: args.item };
      const result = await askOrder<Decision>(args.node, { op: 'decide', ...order });
      observe({ kind: 'answered', operation: id, answer: valueOf(result) });
      break;
    }
    case 'whoLeads': {
      const result = await askOrder<NodeName | null>(args.node, { op: 'leader' });
      observe({
        kind: 'answered',
        operation: id,
        answer: result.kind === 'ok' ? result.value : null,
      });
      break;
    }
    case 'audit':
      for (const node of args.nodes) {
        const result = await askOrder<readonly Order[]>(node, { op: 'log' });
        const log = result.kind === 'ok' && Array.isArray(result.value) ? result.value : null;
        observe({ kind: 'log', shop: node, keys: log?.map(({ key }: Order) => key) ?? null });
      }
      break;
    case 'findLeader': {
      const leader = await leaderOf(args.nodes);
      observe({ kind: 'led', leader });
      send({ name: 'bell', node: leader ?? args.nodes[0] ?? '' }, { kind: 'strike' });
      break;
    }
  }
}

function userOf(session: string): string {
  return `owner of ${session}`;
}

/** Asks, and puts the answer on record. */
async function tell(id: string, nodes: readonly NodeName[], request: StoreRequest): Promise<void> {
  const { value, node } = await ask(nodes, request);
  observe({ kind: 'answered', operation: id, answer: value, shop: node });
}

interface Told {
  readonly value: unknown;
  /** Who answered; the last one that was asked if nobody did. */
  readonly node: NodeName;
}

/** Asks the node of choice, and the others only if it is down or silent. */
async function ask(nodes: readonly NodeName[], request: StoreRequest): Promise<Told> {
  let told: Told = { value: 'no answer', node: '' };
  for (const node of nodes) {
    const result = await call({ name: 'store', node }, request, patienceMs);
    if (result.kind === 'ok') return { value: result.value, node };
    told = { value: result.kind, node };
  }
  return told;
}

/** The node that most of them call their leader. */
async function leaderOf(nodes: readonly NodeName[]): Promise<NodeName | null> {
  const votes = new Map<NodeName, number>();
  for (const node of nodes) {
    const result = await askOrder<NodeName | null>(node, { op: 'leader' });
    const named = result.kind === 'ok' ? result.value : null;
    if (typeof named === 'string') votes.set(named, (votes.get(named) ?? 0) + 1);
  }
  const [most] = [...votes].sort(([, left], [, right]) => right - left);
  return most?.[0] ?? null;
}

async function askOrder<Value>(node: NodeName, request: OrderRequest): Promise<CallResult<Value>> {
  return await call<Value>({ name: 'order', node }, request, patienceMs);
}

function valueOf(result: CallResult<Decision>): string {
  return result.kind === 'ok' ? String(result.value) : result.kind;
}
