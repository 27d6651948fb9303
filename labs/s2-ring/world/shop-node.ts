/**
 * What runs beside your code: `membership` decides who is a member, a `porter` on each shop starts your manager and
 * hands it the announcements, and `clients` ask for sessions.
 */
import {
  exit,
  monitorNodes,
  node,
  receive,
  send,
  sendAfter,
  spawn,
  type NodeDown,
  type NodeUp,
  type Pid,
} from 'nines';
import { conversation, observe } from 'nines/world';
import { claim, preflist } from './ring.ts';
import { ask, vnodeManager } from './router.ts';
import type { Members, NodeName, Op } from './types.ts';
import { load } from './vnode.ts';

const partitions = 64;
const copies = 3;
/** A node that leaves stays up for so long. */
const leavingMs = 20_000;

type Change = {
  readonly kind: 'operation';
  readonly id: string;
  readonly fn: 'join' | 'leave';
  readonly args: { readonly node: NodeName };
};
type Loaded = { readonly kind: 'load'; readonly rows: readonly (readonly [number, string])[] };
type ToMembership = Change | { readonly kind: 'hello'; readonly node: NodeName };
type ToPorter = Change | Members | Loaded | NodeUp | NodeDown | { readonly kind: 'off' };

/** Keeps the list of members and tells every porter of each change. One process, which never fails. */
export async function membership(arg: {
  readonly first: readonly NodeName[];
  readonly keys: number;
}): Promise<void> {
  conversation('');
  const known = new Set<NodeName>();
  const epochs: Members[] = [{ kind: 'members', epoch: 1, nodes: arg.first }];
  const shelvesOf = stocked(arg.first, arg.keys);
  for (;;) {
    const message = await receive<ToMembership>();
    if (message.kind === 'hello') {
      const porter = { name: 'porter', node: message.node };
      const rows = known.has(message.node) ? undefined : shelvesOf.get(message.node);
      if (rows !== undefined) send(porter, { kind: 'load', rows });
      known.add(message.node);
      for (const members of epochs) send(porter, members);
    } else {
      const before = epochs.at(-1)?.nodes ?? [];
      const { node: changed } = message.args;
      const nodes =
        message.fn === 'join' ? [...before, changed] : before.filter((name) => name !== changed);
      const members: Members = { kind: 'members', epoch: epochs.length + 1, nodes };
      epochs.push(members);
      for (const name of known) send({ name: 'porter', node: name }, members);
    }
  }
}

/** Which node begins with which keys, by your ring of the first epoch. */
function stocked(first: readonly NodeName[], keys: number): Map<NodeName, [number, string][]> {
  const ring = claim(null, [...first], partitions, copies);
  const rowsOf = new Map<NodeName, [number, string][]>();
  for (let number = 1; number <= keys; number++) {
    const key = `session:${number}`;
    for (const place of preflist(ring, key, copies)) {
      const rows = rowsOf.get(place.node) ?? [];
      rows.push([place.partition, key]);
      rowsOf.set(place.node, rows);
    }
  }
  return rowsOf;
}

/** Starts your manager once its node is a member, and hands it what it is told. */
export async function porter(): Promise<void> {
  conversation('');
  const me = node();
  const waiting: Members[] = [];
  let manager: Pid | null = null;
  let wasMember = false;
  send({ name: 'membership', node: 'ops' }, { kind: 'hello', node: me });
  monitorNodes();
  for (;;) {
    const message = await receive<ToPorter>();
    if (message.kind === 'operation') {
      send({ name: 'membership', node: 'ops' }, message);
    } else if (message.kind === 'nodedown') {
      conversation(`lost by ${me}`);
      observe({ kind: 'foundOut', node: message.node });
      conversation('');
    } else if (message.kind === 'nodeup') {
      continue;
    } else if (message.kind === 'load') {
      for (const [vnode, key] of message.rows) load(vnode, [[key, { n: 0 }]]);
    } else if (message.kind === 'off') {
      if (manager !== null) exit(manager, 'kill');
      observe({ kind: 'switchedOff' });
      return;
    } else {
      waiting.push(message);
      const isMember = message.nodes.includes(me);
      if (isMember && manager === null) manager = spawn(vnodeManager, { me }, { name: 'vnodes' });
      if (manager === null) continue;
      for (const members of waiting.splice(0)) {
        observe({ kind: 'announced', epoch: members.epoch });
        send(manager, members);
      }
      if (wasMember && !isMember) sendAfter(leavingMs, 'porter', { kind: 'off' });
      wasMember ||= isMember;
    }
  }
}

interface News {
  readonly kind: string;
  readonly vnode?: number;
  readonly epoch?: number;
}

/** Puts on record what the shelves, the van and the wall report. */
export async function recorder(): Promise<void> {
  for (;;) {
    const news = await receive<News>();
    const subject = subjectOf(news);
    if (subject !== null) conversation(subject);
    observe(news);
  }
}

/** What is about a vnode or a ring belongs to the vnode or the ring, whatever it happened for. */
function subjectOf({ kind, vnode, epoch }: News): string | null {
  if (kind === 'ring') return `ring-${epoch} of ${node()}`;
  return kind === 'stored' ? null : `vnode-${vnode}`;
}

/** Carries out what the run asks of this node. */
export async function clients(): Promise<void> {
  for (;;) spawn(carryOut, await receive<Asked>());
}

type Asked = { readonly id: string } & (
  | { readonly fn: 'get'; readonly args: { readonly key: string } }
  | { readonly fn: 'put'; readonly args: { readonly key: string; readonly n: number } }
);

async function carryOut(operation: Asked): Promise<void> {
  const { id, fn, args } = operation;
  const op: Op =
    fn === 'get'
      ? { kind: 'get', key: args.key }
      : { kind: 'put', key: args.key, value: { n: args.n } };
  observe({ kind: 'answered', operation: id, answer: await ask(op) });
}
