/**
 * Process groups, as OTP's pg has them: any process may join any group, on any node, as often as it likes.
 *
 *     scope process of shop-1                      scope process of shop-2
 *       │ join: its own members, to all peers ───────▶│
 *       │◀──────────────────────────── discover ──────│  when it starts, and when a node comes (back) up
 *       │ sync: all my members ──────────────────────▶│
 *       ✕  connection lost: each forgets the members of the other, and learns them anew after the heal
 *
 * Nobody agrees on anything: each node has its own view, and the views are the same once nothing changes and no
 * connection is down. Reading is a look into the node's own table and takes no time.
 */
import { assert, present } from './assert.ts';
import { demonitor, monitor, monitorNodes, self } from './api-process.ts';
import { receive } from './api-wait.ts';
import { reply, send } from './api-message.ts';
import { nodes } from './api-node.ts';
import {
  answerStart,
  callOrExit,
  operate,
  startLoop,
  takeName,
  type Start,
  type StartResult,
} from './behaviour.ts';
import { here, misuse, type Frame, type Steps } from './machine.ts';
import { isPid, type Pid, type Ref } from './pid.ts';
import { show } from './print.ts';
import type { Process } from './process.ts';
import { nativeFunction } from './toplevel.ts';

export type Group = string | number;
type Members = Map<Group, Pid[]>;
/** What crosses between scopes: groups with their members, as a list. */
type Wire = readonly (readonly [Group, readonly Pid[]])[];

const scopeDefault = 'pg';

/** What one scope process knows; it alone writes, all processes of the node may read. */
export class Scope {
  readonly owner: Process = here();
  readonly local: Members = new Map();
  /** Scope processes of other nodes, with the members there. */
  readonly peers = new Map<Pid, { readonly ref: Ref; groups: Members }>();
  /** Local members: the monitor on each, and how often it is in which groups. */
  readonly members = new Map<Pid, { readonly ref: Ref; readonly groups: Map<Group, number> }>();

  membersOf(group: Group): Pid[] {
    const remote = [...this.peers.values()].flatMap(({ groups }) => groups.get(group) ?? []);
    return [...(this.local.get(group) ?? []), ...remote];
  }

  groups(): Group[] {
    const all = new Set(this.local.keys());
    for (const { groups } of this.peers.values()) for (const group of groups.keys()) all.add(group);
    return [...all];
  }
}

/** A member more. */
function enter(groups: Members, group: Group, pid: Pid): void {
  const members = groups.get(group);
  assert(members?.length !== 0, 'an empty group is forgotten');
  if (members === undefined) groups.set(group, [pid]);
  else members.push(pid);
}

/** A member once less; false if it was none. */
function quit(groups: Members, group: Group, pid: Pid): boolean {
  const members = groups.get(group) ?? [];
  const at = members.lastIndexOf(pid);
  if (at === -1) return false;
  members.splice(at, 1);
  if (members.length === 0) groups.delete(group);
  return true;
}

const scopeLoop = nativeFunction(function* pg(start: Start): Steps {
  const name = start.arg as string;
  if (!takeName({ ...start, name })) return;
  const scope = new Scope();
  const { node } = here();
  node.scopes.set(name, scope);
  monitorNodes();
  answerStart(start, ['ok', self()]);
  for (const peer of nodes()) send({ name, node: peer }, { kind: '$pg-discover', from: self() });
  for (;;) {
    const message = (yield receive()) as Readonly<Record<string, unknown>>;
    if (typeof message === 'object' && message !== null) handle(scope, name, message);
  }
}, 'pg');

function handle(scope: Scope, name: string, message: Readonly<Record<string, unknown>>): void {
  const { kind, from, request, node, ref } = message;
  switch (kind) {
    case 'call':
      reply(from, answer(scope, request as readonly [string, Group, readonly Pid[]]));
      return;
    case 'nodeup':
      send({ name, node: node as string }, { kind: '$pg-discover', from: self() });
      return;
    case 'DOWN':
      forget(scope, from as Pid, ref as Ref);
      return;
    case '$pg-discover':
      send(from as Pid, { kind: '$pg-sync', from: self(), groups: [...scope.local] });
      if (meet(scope, from as Pid)) send(from as Pid, { kind: '$pg-discover', from: self() });
      return;
    default:
      hear(scope, message);
  }
}

/** A peer tells of its members. */
function hear(scope: Scope, message: Readonly<Record<string, unknown>>): void {
  const { kind, from, groups, group, pids } = message;
  if (!isPid(from)) return;
  if (kind === '$pg-sync') {
    meet(scope, from);
    const peer = scope.peers.get(from);
    if (peer !== undefined)
      peer.groups = new Map((groups as Wire).map(([at, all]) => [at, [...all]]));
    return;
  }
  const known = scope.peers.get(from)?.groups;
  // Of a peer that is not known yet a whole list will come.
  if (known === undefined) return;
  for (const pid of pids as readonly Pid[]) {
    if (kind === '$pg-join') enter(known, group as Group, pid);
    else quit(known, group as Group, pid);
  }
}

/** Gets to know a peer; false if it was known. */
function meet(scope: Scope, peer: Pid): boolean {
  if (scope.peers.has(peer)) return false;
  scope.peers.set(peer, { ref: monitor(peer), groups: new Map() });
  return true;
}

/** A member, or a peer with all its members, is gone. */
function forget(scope: Scope, pid: Pid, ref: Ref): void {
  if (scope.peers.get(pid)?.ref === ref) {
    scope.peers.delete(pid);
    return;
  }
  const member = scope.members.get(pid);
  if (member?.ref !== ref) return;
  scope.members.delete(pid);
  for (const [group, times] of member.groups) {
    const pids = Array.from({ length: times }, () => pid);
    for (const each of pids) quit(scope.local, group, each);
    tell(scope, '$pg-leave', group, pids);
  }
}

function tell(scope: Scope, kind: string, group: Group, pids: readonly Pid[]): void {
  for (const peer of scope.peers.keys()) send(peer, { kind, from: self(), group, pids });
}

function answer(
  scope: Scope,
  [what, group, pids]: readonly [string, Group, readonly Pid[]],
): string {
  if (what === 'join') {
    for (const pid of pids) {
      const member = scope.members.get(pid) ?? { ref: monitor(pid), groups: new Map() };
      scope.members.set(pid, member);
      member.groups.set(group, (member.groups.get(group) ?? 0) + 1);
      enter(scope.local, group, pid);
    }
    tell(scope, '$pg-join', group, pids);
    return 'ok';
  }
  const left = pids.filter((pid) => quit(scope.local, group, pid));
  if (left.length === 0) return 'not_joined';
  tell(scope, '$pg-leave', group, left);
  for (const pid of left) leaveOnce(scope, group, pid);
  return 'ok';
}

/** Counts a member out; a process that is in no group any more is not watched. */
function leaveOnce(scope: Scope, group: Group, pid: Pid): void {
  const { ref, groups } = present(scope.members.get(pid), 'who leaves was a member');
  const times = (groups.get(group) ?? 0) - 1;
  assert(times >= 0, 'nobody leaves more often than he joined');
  if (times > 0) groups.set(group, times);
  else groups.delete(group);
  if (groups.size > 0) return;
  demonitor(ref, { flush: true });
  scope.members.delete(pid);
}

function readGroup(group: unknown): Group {
  if (typeof group === 'string' || typeof group === 'number') return group;
  return misuse(`${show(group)} is no name of a group`, 'Give a text or a number.');
}

function* change(what: string, group: Group, given: Pid | readonly Pid[], scope: string): Frame {
  const own = here().node.name;
  const pids = isPid(given) ? [given] : given;
  if (!pids.every((pid) => isPid(pid) && pid.node === own)) {
    return misuse(
      'a process of another node cannot be put into a group from here',
      'Let each process join by itself: pg.join(group, self()).',
    );
  }
  return yield* callOrExit(scope, [what, readGroup(group), pids]);
}

/** The scope's table on this node; nothing is known where it has not been started. */
function tableOf(scope: string): Scope | undefined {
  const table = here().node.scopes.get(scope);
  return table?.owner.alive === true ? table : undefined;
}

/** OTP: pg. */
export const pg = {
  startLink: nativeFunction((scope: string = scopeDefault) =>
    operate<StartResult>(startLoop(scopeLoop, true, { module: null, arg: scope, options: {} })),
  ),
  join: (group: Group, pids: Pid | readonly Pid[], scope: string = scopeDefault) =>
    operate<'ok'>(change('join', group, pids, scope)),
  leave: (group: Group, pids: Pid | readonly Pid[], scope: string = scopeDefault) =>
    operate<'ok' | 'not_joined'>(change('leave', group, pids, scope)),
  getMembers: (group: Group, scope: string = scopeDefault): Pid[] =>
    tableOf(scope)?.membersOf(readGroup(group)) ?? [],
  getLocalMembers: (group: Group, scope: string = scopeDefault): Pid[] => [
    ...(tableOf(scope)?.local.get(readGroup(group)) ?? []),
  ],
  whichGroups: (scope: string = scopeDefault): Group[] => tableOf(scope)?.groups() ?? [],
};
