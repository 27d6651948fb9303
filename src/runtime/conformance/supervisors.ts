/** Supervisors. */
import {
  exit,
  genServer,
  isAlive,
  isExit,
  makeRef,
  monitor,
  now,
  receive,
  register,
  self,
  send,
  sleep,
  spawnLink,
  supervisor,
  trapExit,
} from '#runtime/index.ts';
import type { ChildSpec, SupervisorSpec } from '#runtime/child-spec.ts';
import type { Frame } from '#runtime/machine.ts';
import { any, timeout } from '#runtime/pattern.ts';
import type { Pid, Ref } from '#runtime/pid.ts';
import { nativeFunction } from '#runtime/toplevel.ts';
import { downOf, fun, list, term, waitDead, type Fact, type List, type Notice } from './fact.ts';
import { server } from './servers.ts';

interface WorkerOptions {
  readonly trap?: boolean;
  /** Does not end when told to. */
  readonly stubborn?: boolean;
}
interface WorkerArg {
  readonly parent: Pid;
  readonly ref: Ref;
  readonly name: string;
  readonly log: Pid;
  readonly options: WorkerOptions;
}

/** Logs its start and end; dies with R on ['die', R]. */
const worker = fun(function* ({ parent, ref, name, log, options }: WorkerArg) {
  trapExit(options.trap !== false);
  register(name, self());
  send(log, ['start', name]);
  send(parent, ['up', ref]);
  for (;;) {
    const message = (yield receive()) as readonly [string, unknown] & Notice;
    if (message[0] === 'die') exit(message[1]);
    if (!isExit(message) || message.from !== parent) continue;
    const { reason } = message;
    if (options.stubborn === true) send(log, ['ignores', name, reason]);
    else {
      send(log, ['stop', name, reason]);
      exit(reason);
    }
  }
});

export const startWorker = nativeFunction(function* (
  name: string,
  log: Pid,
  options: WorkerOptions,
): Frame {
  const ref = makeRef();
  const pid = spawnLink(worker, { parent: self(), ref, name, log, options });
  yield receive(['up', ref]);
  return ['ok', pid];
});

export function child(
  id: string,
  extra: Partial<ChildSpec> = {},
  options: WorkerOptions = {},
): ChildSpec {
  return { id, start: [startWorker, id, self(), options], ...extra };
}

export function* sup(
  flags: Omit<SupervisorSpec, 'children'>,
  children: readonly ChildSpec[],
): Generator<unknown, Pid, unknown> {
  const spec = { intensity: 5, periodMs: 10_000, ...flags, children };
  const result = (yield supervisor.startLink(spec)) as readonly [string, Pid];
  return result[1];
}

/** Everything logged until nothing comes for a while. */
export function* log(ms = 120): Generator<unknown, List, unknown> {
  const lines: unknown[] = [];
  for (;;) {
    const message = yield receive(any, ms);
    if (message === timeout) return list(lines);
    lines.push(isExit(message) ? ["'EXIT'", (message as Notice).reason] : message);
  }
}

export function* down(pid: Pid): Frame {
  trapExit(true);
  exit(pid, 'shutdown');
  return yield* waitDead(pid);
}

export const die = (name: string, reason: unknown): void => send(name, ['die', reason]);

export function* ids(pid: Pid): Generator<unknown, { id: unknown; pid: unknown }[], unknown> {
  return (yield supervisor.whichChildren(pid)) as { id: unknown; pid: unknown }[];
}

export const supervisors: readonly Fact[] = [
  {
    id: 'f52',
    title: 'one_for_all stops the others in reverse order and starts all again in order',
    *run(t) {
      const s = yield* sup({ strategy: 'one_for_all' }, [child('a'), child('b'), child('c')]);
      yield* log();
      die('b', 'boom');
      t(`after b crashes ${term(yield* log())}`);
      yield* down(s);
    },
  },
  {
    id: 'f53',
    title: 'rest_for_one stops those started after the crashed child and starts again from it on',
    *run(t) {
      const s = yield* sup({ strategy: 'rest_for_one' }, [
        child('a'),
        child('b'),
        child('c'),
        child('d'),
      ]);
      yield* log();
      die('b', 'boom');
      t(`after b crashes ${term(yield* log())}`);
      yield* down(s);
    },
  },
  {
    id: 'f55',
    title: 'more restarts than allowed end the supervisor with shutdown, children stopped first',
    *run(t) {
      trapExit(true);
      const s = yield* sup({ strategy: 'one_for_one', intensity: 2, periodMs: 5_000 }, [
        child('a'),
        child('b'),
      ]);
      yield* log();
      for (const n of [1, 2, 3]) {
        die('b', ['boom', n]);
        t(`crash ${n}: ${term(yield* log())}`);
      }
      t(`supervisor alive: ${isAlive(s)}`);
    },
  },
  {
    id: 'f56',
    title: 'the window of the intensity slides',
    *run(t) {
      trapExit(true);
      const s = yield* sup({ strategy: 'one_for_one', intensity: 1, periodMs: 1_000 }, [
        child('a'),
      ]);
      yield* log();
      for (let i = 0; i < 3; i += 1) {
        die('a', 'boom');
        yield sleep(2_100);
      }
      t(`alive after 3 crashes 2.1 s apart, limit 1 in 1 s: ${isAlive(s)}`);
      yield* down(s);
    },
  },
  {
    id: 'f58',
    title: 'a supervisor that is shut down stops its children in reverse order',
    *run(t) {
      trapExit(true);
      const s = yield* sup({ strategy: 'one_for_one' }, [child('a'), child('b'), child('c')]);
      yield* log();
      exit(s, 'shutdown');
      t(term(yield* log()));
    },
  },
  {
    id: 'f59',
    title: 'a child that ignores shutdown is killed after its time; brutal_kill gives none',
    *run(t) {
      trapExit(true);
      const s = yield* sup({ strategy: 'one_for_one' }, [
        child('a', { shutdown: 100 }, { stubborn: true }),
        child('b', { shutdown: 'brutal_kill' }),
      ]);
      yield* log();
      const [ra, rb] = [monitor('a'), monitor('b')];
      const begin = now();
      exit(s, 'shutdown');
      t(`b died with ${term(yield* downOf(rb))}`);
      t(`a died with ${term(yield* downOf(ra))}`);
      const took = now() - begin;
      t(`took 100 ms or a little more: ${took >= 95 && took < 300}; log ${term(yield* log())}`);
    },
  },
  {
    id: 'f61',
    title: 'a start that fails on a restart counts as further restarts',
    *run(t) {
      trapExit(true);
      let tries = 0;
      const flaky = nativeFunction(function* (to: Pid): Frame {
        tries += 1;
        if (tries === 1) return yield* startWorker('k', to, {});
        send(to, ['start_try', tries]);
        return ['error', 'nope'];
      });
      const s = yield* sup({ strategy: 'one_for_one', intensity: 3, periodMs: 5_000 }, [
        { id: 'k', start: [flaky, self()] },
      ]);
      yield* log();
      die('k', 'boom');
      t(term(yield* log(100)));
      t(`supervisor alive: ${isAlive(s)}`);
    },
  },
  {
    id: 'f62',
    title:
      'terminateChild keeps the spec, restartChild starts it again, deleteChild needs it stopped',
    *run(t) {
      const s = yield* sup({ strategy: 'one_for_one' }, [child('a')]);
      yield* log();
      t(`delete running: ${term(yield supervisor.deleteChild(s, 'a'))}`);
      t(`terminate: ${term(yield supervisor.terminateChild(s, 'a'))} ${term(yield* log())}`);
      t(`listed: ${term(list((yield* ids(s)).map(({ id, pid }) => [id, pid])))}`);
      yield supervisor.restartChild(s, 'a');
      const again = (yield* log()) as unknown;
      const [, reason] = (yield supervisor.restartChild(s, 'a')) as readonly [string, string];
      t(`restart ok ${term(again)}; again: ${reason}`);
      yield supervisor.terminateChild(s, 'a');
      const deleted = term(yield supervisor.deleteChild(s, 'a'));
      const left = term(list(yield* ids(s)));
      t(
        `delete: ${deleted}, left ${left}, delete again ${term(yield supervisor.deleteChild(s, 'a'))}`,
      );
      yield* down(s);
    },
  },
  {
    id: 'f64',
    title:
      'simple_one_for_one: startChild appends its arguments; children stop when the supervisor does',
    *run(t) {
      trapExit(true);
      const startDynamic = nativeFunction(function* (to: Pid, name: string): Frame {
        return yield* startWorker(name, to, {});
      });
      const s = yield* sup({ strategy: 'simple_one_for_one' }, [
        { id: 'w', start: [startDynamic, self()] },
      ]);
      for (const name of ['x', 'y']) yield supervisor.startChild(s, [name]);
      const started = term(yield* log());
      t(`${started} ids ${term(list((yield* ids(s)).map(({ id }) => id)))}`);
      die('x', 'boom');
      t(term(yield* log()));
      exit(s, 'shutdown');
      t(term(list((yield* log()).items.toSorted((a, b) => (term(a) < term(b) ? -1 : 1)))));
    },
  },
  {
    id: 'f65',
    title: 'a child that returns ignore is kept in the list without a pid',
    *run(t) {
      const s = yield* sup({ strategy: 'one_for_one' }, [
        { id: 'i', start: [genServer.startLink, server, 'ignore'] },
      ]);
      t(term(list((yield* ids(s)).map(({ id, pid }) => [id, pid]))));
      yield* down(s);
    },
  },
  {
    id: 'f67',
    title: 'the inner supervisor giving up counts as one crash of a child of the outer one',
    *run(t) {
      trapExit(true);
      const inner: SupervisorSpec = {
        strategy: 'one_for_one',
        intensity: 1,
        periodMs: 5_000,
        children: [child('a')],
      };
      const s = yield* sup({ strategy: 'one_for_one', intensity: 1, periodMs: 5_000 }, [
        { id: 'inner', type: 'supervisor', start: [supervisor.startLink, inner] },
      ]);
      yield* log();
      for (const n of [1, 2, 3, 4]) {
        die('a', ['boom', n]);
        t(`crash ${n}: ${term(yield* log())}`);
      }
      t(`outer alive: ${isAlive(s)}`);
    },
  },
  {
    id: 'f68',
    title: "any_significant: a significant child's own exit ends the supervisor with shutdown",
    *run(t) {
      trapExit(true);
      const s = yield* sup({ strategy: 'one_for_one', autoShutdown: 'any_significant' }, [
        child('a'),
        child('b', { restart: 'transient', significant: true }),
      ]);
      yield* log();
      die('b', 'normal');
      const lines = term(yield* log());
      t(`${lines} alive ${isAlive(s)}`);
    },
  },
];
