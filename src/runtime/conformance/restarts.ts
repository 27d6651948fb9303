/** More about supervisors: restart types, temporary siblings, requests, giving up. */
import { exit, genServer, isAlive, self, supervisor, trapExit } from '#runtime/index.ts';
import type { Frame } from '#runtime/machine.ts';
import { isPid, type Pid } from '#runtime/pid.ts';
import { nativeFunction } from '#runtime/toplevel.ts';
import { List, list, term, type Fact } from './fact.ts';
import { server } from './servers.ts';
import { child, die, down, ids, log, startWorker, sup } from './supervisors.ts';

type Restart = 'permanent' | 'transient' | 'temporary';

/** A child of this restart type ends with this reason. */
function matrix(id: string, restart: Restart, why: unknown): Fact {
  return {
    id,
    title: `a ${restart} child that ends with ${term(why)}`,
    *run(t) {
      const s = yield* sup({ strategy: 'one_for_one' }, [child('a', { restart })]);
      yield* log();
      die('a', why);
      const lines = term(yield* log());
      const listed = (yield* ids(s)).map((each) => [each.id, isPid(each.pid)]);
      t(`${restart} ${term(why)}: ${lines} listed ${term(list(listed))}`);
      yield* down(s);
    },
  };
}

function* names(s: Pid): Generator<unknown, string, unknown> {
  return term(list((yield* ids(s)).map(({ id }) => id)));
}

/** With one crash of `a`, under a strategy that stops a temporary sibling. */
function temporarySibling(id: string, strategy: 'one_for_all' | 'rest_for_one'): Fact {
  return {
    id,
    title: `${strategy}: a temporary sibling that was stopped is not started again`,
    *run(t) {
      const s = yield* sup({ strategy }, [
        child('a'),
        child('b', { restart: 'temporary' }),
        child('c'),
      ]);
      yield* log();
      die('a', 'boom');
      const lines = term(yield* log());
      t(`${lines} left ${yield* names(s)}`);
      yield* down(s);
    },
  };
}

interface Counts {
  readonly specs: number;
  readonly active: number;
  readonly supervisors: number;
  readonly workers: number;
}

function* counts(s: Pid): Generator<unknown, string, unknown> {
  const { specs, active, supervisors, workers } = (yield supervisor.countChildren(s)) as Counts;
  return term(
    list([
      ['specs', specs],
      ['active', active],
      ['supervisors', supervisors],
      ['workers', workers],
    ]),
  );
}

function* dynamic(restart: Restart): Generator<unknown, Pid, unknown> {
  const start = nativeFunction(function* (to: Pid, name: string): Frame {
    return yield* startWorker(name, to, {});
  });
  const children = [{ id: 'w', restart, start: [start, self()] as const }];
  const result = (yield supervisor.startLink({
    strategy: 'simple_one_for_one',
    children,
  })) as readonly [string, Pid];
  return result[1];
}

export const restarts: readonly Fact[] = [
  matrix('g01', 'permanent', 'normal'),
  matrix('g02', 'permanent', 'shutdown'),
  matrix('g03', 'permanent', 'boom'),
  matrix('g04', 'transient', 'normal'),
  matrix('g05', 'transient', 'shutdown'),
  matrix('g06', 'transient', 'boom'),
  matrix('g07', 'temporary', 'normal'),
  matrix('g08', 'temporary', 'shutdown'),
  matrix('g09', 'temporary', 'boom'),
  matrix('g10', 'transient', ['shutdown', 'x']),
  temporarySibling('g11', 'one_for_all'),
  temporarySibling('g12', 'rest_for_one'),
  {
    id: 'g13',
    title: 'countChildren: a child that was ignored counts as a specification',
    *run(t) {
      const ignored = { id: 'i', start: [genServer.startLink, server, 'ignore'] as const };
      const s = yield* sup({}, [child('a'), child('b'), ignored]);
      yield* log();
      t(yield* counts(s));
      yield* down(s);
    },
  },
  {
    id: 'g14',
    title: 'startChild with an id that is taken',
    *run(t) {
      const s = yield* sup({}, [child('a')]);
      yield* log();
      const [, [word, pid]] = (yield supervisor.startChild(s, child('a'))) as [
        'error',
        [string, unknown],
      ];
      t(`${word} ${isPid(pid)}`);
      yield supervisor.terminateChild(s, 'a');
      yield* log();
      t(term(yield supervisor.startChild(s, child('a'))));
      yield* down(s);
    },
  },
  {
    id: 'g15',
    title: 'requests about a child that is not known',
    *run(t) {
      const s = yield* sup({}, []);
      const restarted = term(yield supervisor.restartChild(s, 'x'));
      const terminated = term(yield supervisor.terminateChild(s, 'x'));
      t(`${restarted} ${terminated} ${term(yield supervisor.deleteChild(s, 'x'))}`);
      yield* down(s);
    },
  },
  {
    id: 'g16',
    title:
      'a child that does not start ends the supervisor, and those started before it are stopped',
    *run(t) {
      trapExit(true);
      const bad = { id: 'b', start: [genServer.startLink, server, ['stop', 'no']] as const };
      t(term(yield supervisor.startLink({ children: [child('a'), bad, child('c')] })));
      t(term(yield* log()));
    },
  },
  {
    id: 'g17',
    title: 'a temporary child is forgotten when it ends',
    *run(t) {
      const s = yield* sup({}, []);
      yield supervisor.startChild(s, child('a', { restart: 'temporary' }));
      yield* log();
      die('a', 'boom');
      const lines = term(yield* log());
      t(`${lines} left ${yield* names(s)}`);
      yield* down(s);
    },
  },
  {
    id: 'g18',
    title: 'intensity 0: the first crash ends the supervisor',
    *run(t) {
      trapExit(true);
      const s = yield* sup({ intensity: 0 }, [child('a'), child('b')]);
      yield* log();
      die('a', 'boom');
      t(`${term(yield* log())} alive ${isAlive(s)}`);
    },
  },
  {
    id: 'g19',
    title: 'all_significant: the last significant child that ends takes the supervisor with it',
    *run(t) {
      trapExit(true);
      const kind = { restart: 'transient', significant: true } as const;
      const s = yield* sup({ autoShutdown: 'all_significant' }, [
        child('a', kind),
        child('b', kind),
        child('c'),
      ]);
      yield* log();
      for (const name of ['a', 'b']) {
        die(name, 'normal');
        t(`${term(yield* log())} alive ${isAlive(s)}`);
      }
    },
  },
  {
    id: 'g20',
    title: 'simple_one_for_one: a temporary process is forgotten when it ends',
    *run(t) {
      const s = yield* dynamic('temporary');
      for (const name of ['x', 'y']) yield supervisor.startChild(s, [name]);
      yield* log();
      die('x', 'boom');
      const lines = term(yield* log());
      t(`${lines} ${yield* counts(s)}`);
      yield* down(s);
    },
  },
  {
    id: 'g21',
    title: 'simple_one_for_one: terminateChild by pid',
    *run(t) {
      const s = yield* dynamic('permanent');
      const [, pid] = (yield supervisor.startChild(s, ['x'])) as ['ok', Pid];
      yield* log();
      const result = term(yield supervisor.terminateChild(s, pid));
      t(`${result} ${term(yield* log())}`);
      t(yield* names(s));
      yield* down(s);
    },
  },
  {
    id: 'g22',
    title: 'a supervisor that is killed: its children get the exit of their parent',
    *run(t) {
      trapExit(true);
      const s = yield* sup({}, [child('a'), child('b')]);
      yield* log();
      exit(s, 'kill');
      const { items } = yield* log();
      t(term(new List(items.toSorted((a, b) => (term(a) < term(b) ? -1 : 1)))));
    },
  },
  {
    id: 'g23',
    title: 'one_for_all: a restart of all counts once',
    *run(t) {
      trapExit(true);
      const s = yield* sup({ strategy: 'one_for_all', intensity: 1 }, [child('a'), child('b')]);
      yield* log();
      die('a', 'one');
      t(term(yield* log()));
      die('b', 'two');
      t(term(yield* log()));
      t(String(isAlive(s)));
    },
  },
  {
    id: 'g24',
    title: 'whichChildren lists the youngest first; a child started again keeps its place',
    *run(t) {
      const s = yield* sup({}, [child('a'), child('b')]);
      yield* log();
      t(yield* names(s));
      yield supervisor.terminateChild(s, 'a');
      yield supervisor.restartChild(s, 'a');
      t(yield* names(s));
      yield* down(s);
    },
  },
];
