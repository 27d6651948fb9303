/** Sessions on the ring: a manager on each node that serves and hands off its vnodes, and the way to them. */
import {
  call,
  monitorNodes,
  now,
  receive,
  receiveResponse,
  reply,
  self,
  send,
  sendRequest,
  sleep,
  spawn,
  type Call,
  type CallResult,
  type From,
  type NodeDown,
  type NodeUp,
  type Pid,
} from 'nines';
import { showRing } from './members.ts';
import { claim, plan, preflist } from './ring.ts';
import type { Answer, Json, Members, NodeName, Op } from './types.ts';
import { drop, get, put, transfer } from './vnode.ts';

const partitions = 64;
const copies = 3;
/** Transfers into a node at once. */
const permits = 2;
/** An operation may take a second; to find out where a key is kept takes a part of it at most. */
const opMs = 950;
const tryMs = 300;
/** A hand-off that could not begin, or failed, is tried again after this. */
const againMs = 500;

/** One copy of a key: its vnode, and the nodes that may have it, the newest owner first. */
interface Copy {
  readonly vnode: number;
  readonly owners: readonly NodeName[];
}

/** What a manager is asked. */
type Request =
  | { readonly fn: 'route'; readonly key: string }
  | { readonly fn: 'get'; readonly vnode: number; readonly key: string }
  | {
      readonly fn: 'put' | 'keep';
      readonly vnode: number;
      readonly key: string;
      readonly value: Json;
    }
  | { readonly fn: 'give'; readonly vnode: number; readonly to: NodeName };

/** What it says of a vnode that it knows nothing of. */
const elsewhere = 'elsewhere';

/** How a node stands to a vnode. It stands in no way to the others. */
type Hold =
  | { readonly as: 'owner' }
  /** Still the owner; whatever is written goes to the next one as well. */
  | { readonly as: 'sender'; readonly to: NodeName }
  | { readonly as: 'former'; readonly to: NodeName }
  /** It was handed on, and the node that had it has crashed: this copy is no more. */
  | { readonly as: 'lost' }
  | { readonly as: 'heir'; readonly from: NodeName };

interface State {
  readonly me: NodeName;
  /** Ring of each epoch, beginning with 1; the last one is in force. */
  readonly rings: NodeName[][];
  readonly holds: Map<number, Hold>;
  /** Announcements that came before their turn. */
  readonly early: Map<number, readonly NodeName[]>;
  /** Vnodes to fetch, and how many are on their way. */
  readonly wanted: number[];
  fetching: number;
  /** Nodes whose connection was lost: to call them would only take time. */
  readonly down: Set<NodeName>;
}

/** Tells the node that had a vnode that all of it has arrived. */
interface Taken {
  readonly kind: 'taken';
  readonly vnode: number;
  readonly to: NodeName;
}
/** What came of a fetch. */
interface Fetched {
  readonly kind: 'fetched';
  readonly vnode: number;
  readonly result: 'ok' | 'failed' | 'lost';
}
type Message = Members | Taken | Fetched | NodeUp | NodeDown | Call<Request>;

/** Serves the vnodes of a node, and moves them when members change. */
export async function vnodeManager({ me }: { me: NodeName }): Promise<void> {
  const state: State = {
    me,
    rings: [],
    holds: new Map(),
    early: new Map(),
    wanted: [],
    fetching: 0,
    down: new Set(),
  };
  monitorNodes();
  for (;;) {
    const message = await receive<Message>();
    switch (message.kind) {
      case 'members':
        announced(state, message);
        break;
      case 'fetched':
        fetched(state, message);
        break;
      case 'taken':
        taken(state, message);
        break;
      case 'nodedown':
        wentDown(state, message.node);
        break;
      case 'nodeup':
        state.down.delete(message.node);
        break;
      case 'call':
        answer(state, message);
    }
  }
}

/** Takes announcements in the order of their epochs, whatever the order in which they come. */
function announced(state: State, { epoch, nodes }: Members): void {
  state.early.set(epoch, nodes);
  for (;;) {
    const next = state.early.get(state.rings.length + 1);
    if (next === undefined) return;
    adopt(state, [...next]);
  }
}

/** What had been handed to a node is gone with it. */
function wentDown({ down, holds }: State, node: NodeName): void {
  down.add(node);
  for (const [vnode, hold] of holds)
    if (hold.as === 'former' && hold.to === node) holds.set(vnode, { as: 'lost' });
}

function adopt(state: State, nodes: NodeName[]): void {
  const { me, rings, holds } = state;
  const prev = rings.at(-1) ?? null;
  const ring = claim(prev, nodes, partitions, copies);
  rings.push(ring);
  showRing(rings.length, ring);
  if (prev === null) {
    for (const [vnode, owner] of ring.entries())
      if (owner === me) holds.set(vnode, { as: 'owner' });
    return;
  }
  for (const { partition, from, to } of plan(prev, ring)) {
    const hold = holds.get(partition);
    // What comes back before it has gone has never left.
    if (to !== me || hold?.as === 'owner' || hold?.as === 'sender') continue;
    holds.set(partition, { as: 'heir', from });
    state.wanted.push(partition);
  }
  fetchMore(state);
}

/** One vnode to fetch, and for whom. */
interface Errand {
  readonly manager: Pid;
  readonly vnode: number;
  readonly from: NodeName;
  readonly to: NodeName;
}

/** Fetches what is still to come, never more than two vnodes at once. */
function fetchMore(state: State): void {
  while (state.fetching < permits) {
    const vnode = state.wanted.shift();
    if (vnode === undefined) return;
    const hold = state.holds.get(vnode);
    if (hold?.as !== 'heir') continue;
    state.fetching += 1;
    spawn(fetch, { manager: self(), vnode, from: hold.from, to: state.me });
  }
}

/** Asks the owner to send its writes here from now on, and copies what it has. */
async function fetch({ manager, vnode, from, to }: Errand): Promise<void> {
  const given = await call({ name: 'vnodes', node: from }, { fn: 'give', vnode, to }, 1_000);
  const word = given.kind === 'ok' ? given.value : 'later';
  const result =
    word === 'ok' ? await transfer(vnode, from, to) : word === 'lost' ? 'lost' : 'failed';
  if (result === 'failed') await sleep(againMs);
  send(manager, { kind: 'fetched', vnode, result });
}

function fetched(state: State, { vnode, result }: Fetched): void {
  state.fetching -= 1;
  const hold = state.holds.get(vnode);
  if (hold?.as === 'heir') {
    if (result === 'ok') {
      state.holds.set(vnode, { as: 'owner' });
      const news: Taken = { kind: 'taken', vnode, to: state.me };
      send({ name: 'vnodes', node: hold.from }, news);
    } else if (result === 'lost') {
      // It came before the crash, and has no sender any more. The other two copies are whole.
      state.holds.set(vnode, { as: 'lost' });
    } else {
      state.wanted.push(vnode);
    }
  }
  fetchMore(state);
}

/** Whoever still asks here is passed on from now on. */
function taken(state: State, { vnode, to }: Taken): void {
  state.holds.set(vnode, { as: 'former', to });
  drop(vnode);
}

function answer(state: State, message: Call<Request>): void {
  const { from, request } = message;
  if (request.fn === 'route') return reply(from, route(state, request.key));
  const hold = state.holds.get(request.vnode);
  if (hold === undefined) return reply(from, elsewhere);
  if (hold.as === 'lost') return reply(from, request.fn === 'give' ? 'lost' : elsewhere);
  const passOn = (node: NodeName): void => send({ name: 'vnodes', node }, message);
  switch (request.fn) {
    case 'give':
      if (hold.as === 'heir' || hold.as === 'former') return reply(from, 'later');
      state.holds.set(request.vnode, { as: 'sender', to: request.to });
      return reply(from, 'ok');
    case 'keep':
      return store(request, from);
    case 'get':
      if (hold.as === 'heir') return passOn(hold.from);
      if (hold.as === 'former') return passOn(hold.to);
      return reply(from, { value: get(request.vnode, request.key) });
    case 'put':
      if (hold.as === 'heir') return passOn(hold.from);
      if (hold.as === 'former') return passOn(hold.to);
      if (hold.as === 'owner') return store(request, from);
      spawn(storeBoth, { from, request, to: hold.to });
      return put(request.vnode, request.key, request.value);
  }
}

type Store = Extract<Request, { readonly fn: 'put' | 'keep' }>;

function store({ vnode, key, value }: Store, from: From): void {
  put(vnode, key, value);
  reply(from, 'ok');
}

/** The next owner has to have it as well, if it lives: then it is safe to say so. */
async function storeBoth(arg: {
  readonly from: From;
  readonly request: Store;
  readonly to: NodeName;
}): Promise<void> {
  const { from, request, to } = arg;
  const kept = await call({ name: 'vnodes', node: to }, { ...request, fn: 'keep' }, opMs);
  if (kept.kind !== 'timeout') reply(from, 'ok');
}

/** The copies of a key, with the owners of each that live: if the newest one is gone, the one before it may have it. */
function route({ rings, down }: State, key: string): Copy[] {
  const ring = rings.at(-1);
  if (ring === undefined) return [];
  return preflist(ring, key, copies).map(({ partition: vnode }) => {
    const owners = rings.map((each) => each[vnode] ?? '').toReversed();
    return { vnode, owners: [...new Set(owners)].slice(0, 2).filter((node) => !down.has(node)) };
  });
}

/** Gets or puts a key, from any node. */
export async function ask(op: Op): Promise<Answer> {
  const deadline = now() + opMs;
  const route = await call<Copy[]>('vnodes', { fn: 'route', key: op.key }, tryMs);
  if (route.kind !== 'ok' || route.value.length === 0) return 'unavailable';
  return op.kind === 'get'
    ? await read(op.key, route.value, deadline)
    : await write(op, route.value, deadline);
}

/** Asks the copies one after the other, and gives each all the time that is left. */
async function read(key: string, route: readonly Copy[], deadline: number): Promise<Answer> {
  for (const { vnode, owners } of route) {
    for (const node of owners) {
      const leftMs = deadline - now();
      if (leftMs <= 0) return 'unavailable';
      const result = await call<{ value?: Json } | typeof elsewhere>(
        { name: 'vnodes', node },
        { fn: 'get', vnode, key },
        leftMs,
      );
      if (result.kind !== 'ok' || result.value === elsewhere) continue;
      const { value } = result.value;
      return value === undefined ? 'notfound' : { ok: value };
    }
  }
  return 'unavailable';
}

/** Writes to all copies at once. Each that lives must have stored it; who keeps silent may live. */
async function write(
  { key, value }: Extract<Op, { readonly kind: 'put' }>,
  route: readonly Copy[],
  deadline: number,
): Promise<Answer> {
  const request = (vnode: number): Request => ({ fn: 'put', vnode, key, value });
  const sent = route.flatMap(({ vnode, owners: [owner, ...earlier] }) =>
    owner === undefined
      ? []
      : [{ vnode, earlier, id: sendRequest({ name: 'vnodes', node: owner }, request(vnode)) }],
  );
  let stored = 0;
  for (const { vnode, earlier, id } of sent) {
    let result: CallResult<unknown> = await receiveResponse(id, Math.max(0, deadline - now()));
    for (const node of earlier) {
      if (result.kind === 'timeout' || isStored(result)) break;
      const leftMs = Math.max(0, deadline - now());
      result = await call({ name: 'vnodes', node }, request(vnode), leftMs);
    }
    if (result.kind === 'timeout') return 'unavailable';
    if (isStored(result)) stored += 1;
  }
  return stored > 0 ? { ok: value } : 'unavailable';
}

function isStored(result: CallResult<unknown>): boolean {
  return result.kind === 'ok' && result.value === 'ok';
}
