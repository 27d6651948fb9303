/**
 * Names for the whole cluster, as OTP's global has them: a server on each node keeps the same table.
 *
 *     registerName            name servers, in the order of their nodes
 *       │ lock ─────────────▶ a, b, c     one is taken: give all back, wait a moment, begin again
 *       │ register ─────────▶ a, b, c
 *       │ unlock ───────────▶ a, b, c
 *
 * A partition has two sides, and each goes on alone: the names of the other side's processes are forgotten, and may be
 * given once more. When the sides meet again they tell each other what they have. Of a name that two processes have, the
 * server on the node of one of them, the first by name, is the judge: it asks the name's resolve function, and tells all.
 */
import { assert } from './assert.ts';
import { demonitor, exit, monitor, monitorNodes, self } from './api-process.ts';
import { receive, sleep } from './api-wait.ts';
import { call, reply, send } from './api-message.ts';
import { nodes, random } from './api-node.ts';
import {
  answerStart,
  invoke,
  operate,
  startLoop,
  takeName,
  type Callback,
  type Start,
  type StartResult,
} from './behaviour.ts';
import { Raised } from './exit-reason.ts';
import { here, misuse, type Frame, type Steps } from './machine.ts';
import { isPid, type Pid, type Ref } from './pid.ts';
import { show } from './print.ts';
import type { Process } from './process.ts';
import type { CallResult } from './request.ts';
import { isPortable, nativeFunction } from './toplevel.ts';

/** What becomes of a name that two processes have: OTP's three functions, or one of the learner's. */
export type Resolve = 'random_exit_name' | 'random_notify_name' | 'notify_all_name' | Callback;

/** Who has a name. */
interface Holder {
  readonly pid: Pid;
  readonly resolve: Resolve;
}

/** What was decided about a name that two processes had. */
interface Verdict {
  readonly pid: Pid;
  readonly other: Pid;
  readonly kept: Holder | null;
}

const serverName = 'global_name_server';

/** What one name server knows; it alone writes, all processes of its node may read. */
export class Names {
  readonly owner: Process = here();
  readonly holders = new Map<string, Holder>();
  /** Monitors on the holders that are on this node, and back. */
  readonly refs = new Map<Ref, string>();
  readonly #watches = new Map<string, Ref>();
  /** Name servers of other nodes, by their nodes. */
  readonly peers = new Map<string, Pid>();
  /** The last verdict of this server on each name: a list that was sent before it was known is no new case. */
  readonly verdicts = new Map<string, Verdict>();
  /** Who is changing the table of the whole cluster. */
  lock: { readonly pid: Pid; readonly ref: Ref } | null = null;

  put(name: string, holder: Holder): void {
    this.drop(name);
    this.holders.set(name, holder);
    assert(this.holders.get(name) === holder, 'a name has one holder');
    if (holder.pid.node !== this.owner.node.name) return;
    const ref = monitor(holder.pid);
    this.refs.set(ref, name);
    this.#watches.set(name, ref);
  }

  drop(name: string): void {
    this.holders.delete(name);
    const ref = this.#watches.get(name);
    if (ref === undefined) return;
    demonitor(ref, { flush: true });
    this.#watches.delete(name);
    this.refs.delete(ref);
  }
}

type Message = Readonly<Record<string, unknown>>;

const serverLoop = nativeFunction(function* globalNames(start: Start): Steps {
  if (!takeName({ ...start, name: serverName })) return;
  const names = new Names();
  here().node.globalNames = names;
  monitorNodes();
  answerStart(start, ['ok', self()]);
  for (const node of nodes()) greet(names, node);
  for (;;) {
    const message = (yield receive()) as Message | null;
    if (typeof message === 'object' && message !== null) yield* handle(names, message);
  }
}, serverName);

function greet(names: Names, node: string): void {
  const holders = [...names.holders];
  send({ name: serverName, node }, { kind: '$global-names', from: self(), holders });
}

function* handle(names: Names, message: Message): Steps {
  const { kind, from, request, node, ref } = message;
  if (kind === 'call') reply(from, answer(names, request as readonly [string, ...unknown[]]));
  else if (kind === 'nodeup') greet(names, node as string);
  else if (kind === 'nodedown') lose(names, node as string);
  else if (kind === 'DOWN') ended(names, ref as Ref);
  else if (kind === '$global-verdict') obey(names, message);
  else if (kind === '$global-names' && isPid(from)) {
    if (names.peers.get(from.node) !== from) {
      names.peers.set(from.node, from);
      greet(names, from.node);
    }
    yield* compare(names, from, message['holders'] as readonly (readonly [string, Holder])[]);
  }
}

/** A node is lost, and with it the names of its processes. */
function lose(names: Names, node: string): void {
  names.peers.delete(node);
  for (const [name, { pid }] of [...names.holders]) if (pid.node === node) names.drop(name);
}

/** A holder on this node has ended, or who had the lock. */
function ended(names: Names, ref: Ref): void {
  if (names.lock?.ref === ref) names.lock = null;
  const name = names.refs.get(ref);
  if (name === undefined) return;
  names.drop(name);
  tell(names, { name, holder: null });
}

function tell(
  names: Names,
  verdict: { readonly name: string; readonly holder: Holder | null },
): void {
  for (const peer of names.peers.values()) send(peer, { kind: '$global-verdict', ...verdict });
}

function obey(names: Names, { name, holder }: Message): void {
  if (holder === null) names.drop(name as string);
  else names.put(name as string, holder as Holder);
}

/** The names of a side that was away: what is new is taken over, what is in conflict is judged if that is ours to do. */
function* compare(names: Names, peer: Pid, theirs: readonly (readonly [string, Holder])[]): Steps {
  const own = here().node.name;
  for (const [name, holder] of theirs) {
    const mine = names.holders.get(name);
    if (mine === undefined) names.put(name, holder);
    else if (mine.pid === holder.pid) continue;
    else if (mine.pid.node === own && holder.pid.node === peer.node && own < peer.node) {
      const kept = yield* verdictOn(names, name, mine, holder.pid);
      obey(names, { name, holder: kept });
      tell(names, { name, holder: kept });
    }
  }
}

function* verdictOn(
  names: Names,
  name: string,
  mine: Holder,
  other: Pid,
): Generator<unknown, Holder | null, unknown> {
  const known = names.verdicts.get(name);
  if (known?.pid === mine.pid && known.other === other) return known.kept;
  const winner = yield* judge(name, mine, other);
  const kept = winner === null ? null : { pid: winner, resolve: mine.resolve };
  names.verdicts.set(name, { pid: mine.pid, other, kept });
  return kept;
}

/** Which of two processes keeps the name; null if neither does. */
function* judge(
  name: string,
  { pid, resolve }: Holder,
  other: Pid,
): Generator<unknown, Pid | null> {
  assert(pid !== other, 'a conflict is between two processes');
  if (resolve === 'notify_all_name') {
    send(pid, { kind: 'global_name_conflict', name, other });
    send(other, { kind: 'global_name_conflict', name, other: pid });
    return null;
  }
  if (typeof resolve === 'function') {
    const chosen: unknown = yield* invoke(resolve, ...([name, pid, other] as never[]));
    if (chosen === pid) return pid;
    return chosen === other ? other : null;
  }
  const [winner, loser] = random() < 0.5 ? [pid, other] : [other, pid];
  if (resolve === 'random_exit_name') exit(loser, 'kill');
  else send(loser, { kind: 'global_name_conflict', name });
  return winner;
}

function answer(names: Names, [what, name, value]: readonly [string, ...unknown[]]): unknown {
  switch (what) {
    case 'lock':
      if (names.lock !== null || !isPid(name)) return false;
      names.lock = { pid: name, ref: monitor(name) };
      return true;
    case 'unlock': {
      const { lock } = names;
      if (lock === null || lock.pid !== name) return false;
      demonitor(lock.ref, { flush: true });
      names.lock = null;
      return true;
    }
    case 'register':
      names.put(name as string, value as Holder);
      return true;
    default:
      names.drop(name as string);
      return true;
  }
}

const patienceMs = 5_000;
const napMaxMs = 250;

/** Asks the name server of a node; undefined if it cannot be asked. */
function* ask(node: string, request: readonly unknown[]): Frame {
  const result = (yield call({ name: serverName, node }, request, patienceMs)) as CallResult;
  return result.kind === 'ok' ? result.value : undefined;
}

/** Does something while no other process changes names; gives what `change` gives. */
function* locked(change: (servers: readonly string[]) => Frame): Frame {
  const me = self();
  for (let attempt = 1; ; attempt += 1) {
    const servers = [me.node, ...nodes()].toSorted();
    assert(new Set(servers).size === servers.length, 'each server is asked once');
    const granted: string[] = [];
    let isBusy = false;
    for (const node of servers) {
      const isOurs = yield* ask(node, ['lock', me]);
      if (isOurs === true) granted.push(node);
      isBusy = isOurs === false;
      if (isBusy) break;
    }
    const result = isBusy ? undefined : yield* change(granted);
    for (const node of granted.toReversed()) yield* ask(node, ['unlock', me]);
    if (!isBusy) return result;
    yield sleep(random() * Math.min(napMaxMs, 2 ** attempt));
  }
}

function readTable(): Names {
  const { globalNames } = here().node;
  if (globalNames?.owner.alive === true) return globalNames;
  if (globalNames !== null) throw new Raised('exit', 'noproc');
  return misuse(
    'this node has no server for global names',
    'Start one on each node: `await global.startLink()`.',
  );
}

function checkResolve(resolve: unknown): void {
  const known = ['random_exit_name', 'random_notify_name', 'notify_all_name'];
  if (known.includes(resolve as string) || isPortable(resolve)) return;
  misuse(
    `${show(resolve)} cannot resolve a conflict of names`,
    `Give one of ${known.join(', ')}, or a top-level async function (name, pid, other) => pid.`,
  );
}

function* enter(name: string, pid: Pid, resolve: Resolve, isForced: boolean): Frame {
  checkResolve(resolve);
  readTable();
  return yield* locked(function* (servers): Frame {
    if (!isForced && readTable().holders.has(name)) return 'no';
    for (const node of servers) yield* ask(node, ['register', name, { pid, resolve }]);
    return 'yes';
  });
}

function* leaveName(name: string): Frame {
  readTable();
  return yield* locked(function* (servers): Frame {
    for (const node of servers) yield* ask(node, ['unregister', name]);
    return undefined;
  });
}

/** OTP: global. */
export const global = {
  startLink: nativeFunction(() =>
    operate<StartResult>(
      startLoop(serverLoop, true, { module: null, arg: undefined, options: {} }),
    ),
  ),
  registerName: (name: string, pid: Pid, resolve: Resolve = 'random_exit_name') =>
    operate<'yes' | 'no'>(enter(name, pid, resolve, false)),
  reRegisterName: (name: string, pid: Pid, resolve: Resolve = 'random_exit_name') =>
    operate<'yes'>(enter(name, pid, resolve, true)),
  unregisterName: (name: string) => operate<void>(leaveName(name)),
  whereisName: (name: string): Pid | undefined => readTable().holders.get(name)?.pid,
  registeredNames: (): string[] => [...readTable().holders.keys()].toSorted(),
  send: (name: string, message: unknown): Pid => {
    const pid = readTable().holders.get(name)?.pid;
    if (pid === undefined) throw new Raised('exit', ['badarg', [name, message]]);
    send(pid, message);
    return pid;
  },
};
