/** Process groups and global names, on one node and on two. */
import {
  exit,
  global,
  monitorNodes,
  pg,
  receive,
  self,
  send,
  sleep,
  spawn,
} from '#runtime/index.ts';
import type { Resolve } from '#runtime/global.ts';
import { here, type Frame } from '#runtime/machine.ts';
import { processOf, type Pid } from '#runtime/pid.ts';
import { nativeFunction } from '#runtime/toplevel.ts';
import { fun, get1, idle, list, raisedBy, term, type Fact } from './fact.ts';

const N = 'N';
const g = 'g';
const n = (group: string): number => pg.getMembers(group, g).length;
const sorted = (items: readonly unknown[]): string => term(list(items.map(String).toSorted()));

/** Waits until the other node is known to be lost, though it runs on. */
function* disconnect(): Frame {
  monitorNodes();
  here().node.system.partition(['here'], [N]);
  return yield receive({ kind: 'nodedown', node: N });
}

/** The nodes can reach each other again, and one of them tries. */
function* reconnect(to: Pid): Frame {
  here().node.system.heal();
  send(to, 'ping');
  return yield receive({ kind: 'nodeup', node: N });
}

/** On the other node: starts the scope, is a member, joins more and tells what it sees. */
const member = fun(function* ([main, groups]: readonly [Pid, readonly string[]]): Frame {
  yield pg.startLink(g);
  for (const group of groups) yield pg.join(group, self(), g);
  send(main, ['up', self()]);
  for (;;) {
    const [what, to] = (yield receive()) as readonly [string, never];
    if (what === 'join') yield pg.join(to, self(), g);
    if (what === 'ask') send(to, ['members', n('a')]);
  }
});

/** Uses the global names of its node as it is told; tells the main process what it gets besides. */
const holder = nativeFunction(function* (main: Pid): Frame {
  for (;;) {
    const message = yield receive();
    const [what, first, second, third] = Array.isArray(message) ? (message as unknown[]) : [];
    if (what === 'register') {
      yield sleep(second as number);
      const answer = yield global.registerName(first as string, self(), third as Resolve);
      send(main, ['did', answer]);
    } else if (what === 'whereis') send(main, ['did', global.whereisName(first as string)]);
    else if (message !== 'ping') send(main, ['got', message]);
  }
}) as unknown as (main: Pid) => Promise<unknown>;

/** The name server of the other node: in OTP there is one from the start. */
const nameServer = fun(function* (): Frame {
  yield global.startLink();
  return yield receive('stop');
});

function* there(q: Pid, ...request: readonly unknown[]): Frame {
  send(q, request);
  return ((yield receive(isTold('did'))) as readonly unknown[])[1];
}

const isTold =
  (word: string) =>
  (message: unknown): message is readonly unknown[] =>
    Array.isArray(message) && message[0] === word;

/** Both sides of a lost connection give the same name; then they meet. */
function* conflict(resolve: Resolve, t: (line: string) => void): Generator<unknown, [Pid, Pid]> {
  yield global.startLink();
  spawn(nameServer, undefined, { node: N });
  const q = spawn(holder, self(), { node: N });
  const r = spawn(holder, self());
  yield sleep(300);
  send(q, ['register', 'x', 20_000, resolve]);
  yield sleep(50);
  yield* disconnect();
  t(term(yield global.registerName('x', r, resolve)));
  yield sleep(25_000);
  yield* reconnect(q);
  yield sleep(1_000);
  return [r, q];
}

function* got(): Frame {
  const message = yield receive(isTold('got'), 100);
  return Array.isArray(message) ? message[1] : 'none';
}

const lives = (pids: readonly Pid[]): boolean[] => pids.map((pid) => processOf(pid).alive);
const first = nativeFunction(function* (_: string, a: Pid, b: Pid): Frame {
  return a.node < b.node ? a : b;
}) as unknown as Resolve;

interface Conflict {
  readonly kind: string;
  readonly name: string;
  readonly other?: Pid;
}

export const groups: readonly Fact[] = [
  {
    id: 'p20',
    title: 'pg: join as often as you like, leave, and the dead leave by themselves',
    *run(t) {
      yield pg.startLink(g);
      const p = spawn(idle);
      t(`${term(yield pg.join('a', p, g))} ${term(yield pg.join('a', [p, self()], g))}`);
      t(term(n('a')));
      t(term(list(pg.getMembers('nobody', g))));
      t(term(yield pg.leave('a', p, g)));
      t(term(n('a')));
      yield pg.join('b', self(), g);
      t(sorted(pg.whichGroups(g)));
      t(term(yield pg.leave('b', p, g)));
      exit(p, 'kill');
      yield sleep(20);
      t(term(n('a')));
      yield pg.leave('a', self(), g);
      t(sorted(pg.whichGroups(g)));
    },
  },
  {
    id: 'p21',
    title: 'pg: nodes tell each other of their members, whoever started first',
    *run(t) {
      const q = spawn(member, [self(), ['a']] as const, { node: N });
      yield receive(isTold('up'));
      yield pg.startLink(g);
      yield sleep(100);
      t(term(n('a')));
      yield pg.join('a', self(), g);
      yield sleep(100);
      t(`${n('a')} ${pg.getLocalMembers('a', g).length}`);
      send(q, ['join', 'b']);
      yield sleep(100);
      t(sorted(pg.whichGroups(g)));
      send(q, ['ask', self()]);
      t(`there ${((yield receive(isTold('members'))) as unknown[])[1] as number}`);
      exit(q, 'kill');
      yield sleep(100);
      t(`${n('a')} ${n('b')}`);
    },
  },
  {
    id: 'p22',
    title: 'pg: a lost node takes its members along, and brings them back',
    *run(t) {
      yield pg.startLink(g);
      yield pg.join('a', self(), g);
      const q = spawn(member, [self(), ['a', 'a']] as const, { node: N });
      yield receive(isTold('up'));
      yield sleep(100);
      t(term(n('a')));
      yield* disconnect();
      yield sleep(100);
      t(term(n('a')));
      yield* reconnect(q);
      yield sleep(200);
      t(term(n('a')));
      send(q, ['ask', self()]);
      t(`there ${((yield receive(isTold('members'))) as unknown[])[1] as number}`);
    },
  },
  {
    id: 'p30',
    title: 'global: one holder, no second; the dead lose their name',
    *run(t) {
      yield global.startLink();
      const [p, q] = [spawn(idle), spawn(idle)];
      t(term(yield global.registerName('x', p)));
      t(term(yield global.registerName('x', q)));
      t(term(global.whereisName('x') === p));
      t(term(list(global.registeredNames())));
      t(term(yield global.reRegisterName('x', q)));
      t(term(global.whereisName('x') === q));
      exit(q, 'kill');
      yield sleep(50);
      t(term(global.whereisName('x')));
      t(term(raisedBy(() => global.send('x', 'hi'))));
      yield global.registerName('x', self());
      t(`${global.send('x', 'hi') === self()} ${term(yield* get1())}`);
      yield global.unregisterName('x');
      t(term(list(global.registeredNames())));
    },
  },
  {
    id: 'p31',
    title: 'global: a name is the same on every node',
    *run(t) {
      yield global.startLink();
      spawn(nameServer, undefined, { node: N });
      const q = spawn(holder, self(), { node: N });
      yield sleep(300);
      yield global.registerName('x', self());
      t(term((yield* there(q, 'whereis', 'x')) === self()));
      t(term(yield* there(q, 'register', 'x', 0, 'random_exit_name')));
      t(term(yield* there(q, 'register', 'y', 0, 'random_exit_name')));
      t(term(global.whereisName('y') === q));
      exit(q, 'kill');
      yield sleep(100);
      t(term(global.whereisName('y')));
    },
  },
  {
    id: 'p32',
    title: 'global: after a partition one of two holders is killed',
    *run(t) {
      const pair = yield* conflict('random_exit_name', t);
      t(sorted(lives(pair)));
      const winner = pair.find((pid) => processOf(pid).alive);
      t(term(global.whereisName('x') === winner));
      t(term(here().node.system.node(N).globalNames?.holders.get('x')?.pid === winner));
    },
  },
  {
    id: 'p33',
    title: 'global: or one of two is told',
    *run(t) {
      const pair = yield* conflict('random_notify_name', t);
      t(term(list(lives(pair))));
      const { kind, name } = (yield* got()) as Conflict;
      t(`{${kind},${name}} ${term(yield* got())}`);
      t(term(pair.some((pid) => pid === global.whereisName('x'))));
    },
  },
  {
    id: 'p34',
    title: 'global: or both are told, and neither keeps the name',
    *run(t) {
      const pair = yield* conflict('notify_all_name', t);
      t(term(list(lives(pair))));
      const [one, two] = [(yield* got()) as Conflict, (yield* got()) as Conflict];
      const others = pair.every((pid) => pid === one.other || pid === two.other);
      t(`${one.kind} ${two.kind} ${others} ${term(yield* got())}`);
      t(term(global.whereisName('x')));
    },
  },
  {
    id: 'p35',
    title: 'global: or a function of the holder decides, and nobody is told',
    *run(t) {
      const [r, q] = yield* conflict(first, t);
      t(term(list(lives([r, q]))));
      t(term(yield* got()));
      const chosen = r.node < q.node ? r : q;
      const known = here().node.system.node(N).globalNames?.holders.get('x')?.pid;
      t(`${global.whereisName('x') === chosen} ${known === chosen}`);
    },
  },
];
