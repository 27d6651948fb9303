/** Moves with supervisors: every strategy, every kind of child, every request. */
import {
  exit,
  genServer,
  send,
  sleep,
  spawn,
  spawnLink,
  supervisor,
  trapExit,
  whereis,
  type ChildSpec,
  type Pid,
  type StartResult,
  type SupervisorSpec,
} from 'nines';
import { child, type ChildRole } from './child.ts';
import { till } from './gen-servers.ts';
import { meet, type Actor, type Move } from './script.ts';

/** A child that is no behaviour. */
export async function startChild(role: ChildRole, more?: number): Promise<StartResult> {
  if (role.kind === 'refuses') return ['error', 'refused'];
  if (role.kind === 'ignores') return 'ignore';
  if (role.kind === 'once' && !isFirst(role.n)) return ['error', 'once was enough'];
  return ['ok', spawnLink(child, { ...role, n: role.n + (more ?? 0) })];
}

/** True once for each number on a node: who asks leaves a mark. */
function isFirst(n: number): boolean {
  const mark = `once-${n}`;
  if (whereis(mark) !== undefined) return false;
  spawn(child, { kind: 'waits', n }, { name: mark });
  return true;
}

const strategies = ['one_for_one', 'one_for_all', 'rest_for_one'] as const;
const restarts = ['permanent', 'transient', 'temporary'] as const;
const shutdowns = [5, 'infinity', 'brutal_kill'] as const;
const kinds = ['waits', 'sleeps', 'once', 'throws', 'traps', 'ignores', 'once', 'exits'];

function childOf(id: string, n: number): ChildSpec {
  return {
    id,
    start: [startChild, { kind: kinds[n % kinds.length] ?? 'waits', n }],
    restart: restarts[n % 3] ?? 'permanent',
    shutdown: shutdowns[(n >> 1) % 3] ?? 5,
  };
}

async function shop(n: number): Promise<readonly ['ok', SupervisorSpec] | 'ignore'> {
  if (n % 11 === 0) return 'ignore';
  const counter: ChildSpec = {
    id: 'till',
    start: [genServer.startLink, till, { how: 'goes on', n }],
  };
  const strategy = strategies[n % 3] ?? 'one_for_one';
  const back: ChildSpec = {
    id: 'back',
    start: [supervisor.startLink, yard, n],
    type: 'supervisor',
    restart: 'temporary',
  };
  return [
    'ok',
    {
      strategy,
      intensity: 1 + (n % 7),
      periodMs: 100 * (n % 3) + 50,
      children: [counter, childOf('a', n), childOf('b', n + 1), back],
    },
  ];
}

/** Any number of children of one kind. */
async function yard(n: number): Promise<readonly ['ok', SupervisorSpec]> {
  return [
    'ok',
    { strategy: 'simple_one_for_one', intensity: 3, periodMs: 200, children: [childOf('each', n)] },
  ];
}

function stall(n: number): SupervisorSpec {
  const significant: ChildSpec = {
    id: 'owner',
    start: [startChild, { kind: 'sleeps', n }],
    restart: 'transient',
    significant: true,
  };
  return {
    autoShutdown: n % 2 === 0 ? 'any_significant' : 'all_significant',
    children: [childOf('goods', n), significant],
  };
}

export async function found(actor: Actor, { n, ms }: Move): Promise<void> {
  trapExit(true);
  const started =
    n % 4 === 0
      ? await supervisor.startLink(stall(n))
      : n % 4 === 1
        ? await supervisor.startLink(yard, n)
        : await supervisor.startLink(shop, n, { name: `shop-${n % 4}`, timeoutMs: 100 });
  console.log('founded', started);
  if (started === 'ignore' || started[0] === 'error') return;
  const [, pid] = started;
  meet(actor, pid);
  try {
    if (n % 4 === 1) await run(pid, n);
    else await manage(pid, n);
    await sleep(ms);
    console.log(
      'children',
      await supervisor.whichChildren(pid),
      await supervisor.countChildren(pid),
    );
  } catch (error) {
    console.log('gone', error);
  }
  if (n % 2 === 0) exit(pid, 'shutdown');
}

/** Children with names of their own. */
async function manage(pid: Pid, n: number): Promise<void> {
  for (const { pid: each } of await supervisor.whichChildren(pid)) {
    if (each === undefined || each === 'restarting') console.log('has no process');
    else if (n % 3 === 0) exit(each, 'kill');
    else send(each, 'hello');
  }
  for (let i = 0; i < 3; i += 1) console.log('now', await supervisor.whichChildren(pid));
  console.log(
    'new',
    await supervisor.startChild(pid, childOf('c', n + 2)),
    await supervisor.startChild(pid, childOf('a', n)),
  );
  console.log(
    'stopped',
    await supervisor.terminateChild(pid, 'a'),
    await supervisor.terminateChild(pid, 'nobody'),
  );
  console.log(
    'again',
    await supervisor.restartChild(pid, 'a'),
    await supervisor.restartChild(pid, 'b'),
  );
  console.log(
    'forgotten',
    await supervisor.terminateChild(pid, 'c'),
    await supervisor.deleteChild(pid, 'c'),
  );
}

/** Children of one kind, known by their pids. */
async function run(pid: Pid, n: number): Promise<void> {
  for (let i = 0; i < 3; i += 1) {
    const [how, each] = await supervisor.startChild(pid, [i]);
    if (how === 'ok' && each !== undefined && i === n % 3)
      console.log('let go', await supervisor.terminateChild(pid, each));
  }
  console.log(
    'no',
    await supervisor.restartChild(pid, 'each'),
    await supervisor.deleteChild(pid, 'each'),
  );
}
