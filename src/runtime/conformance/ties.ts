/** More about links, monitors and signals. */
import {
  demonitor,
  exit,
  isAlive,
  isExit,
  link,
  makeRef,
  monitor,
  node,
  receive,
  register,
  self,
  send,
  sleep,
  spawn,
  spawnLink,
  spawnMonitor,
  trapExit,
  unlink,
} from '#runtime/index.ts';
import type { Pid } from '#runtime/pid.ts';
import {
  downOf,
  exitOf,
  fun,
  get1,
  go,
  idle,
  list,
  term,
  waitDead,
  type Fact,
  type Notice,
} from './fact.ts';

export const ties: readonly Fact[] = [
  {
    id: 'g30',
    title: 'after unlink the end of the peer is not heard of',
    *run(t) {
      trapExit(true);
      const p = spawnLink(idle);
      unlink(p);
      exit(p, 'boom');
      yield sleep(20);
      t(term(yield* get1()));
    },
  },
  {
    id: 'g31',
    title: 'a link is there once, however often it is made',
    *run(t) {
      trapExit(true);
      const p = spawnLink(idle);
      link(p);
      link(p);
      exit(p, 'boom');
      t(term(yield* exitOf(p)));
      t(term(yield* get1()));
    },
  },
  {
    id: 'g32',
    title: 'the DOWN of a monitor by name has the name and the node',
    *run(t) {
      const p = spawn(idle);
      register('nm', p);
      const ref = monitor('nm');
      exit(p, 'x');
      const down = (yield receive({ kind: 'DOWN', ref })) as {
        from: { name: string; node: string };
        reason: unknown;
      };
      t(`${down.from.name} ${down.from.node === node()} ${term(down.reason)}`);
    },
  },
  {
    id: 'g33',
    title: 'monitoring a name nobody has gives DOWN noproc',
    *run(t) {
      t(term(yield* downOf(monitor('nobody'))));
    },
  },
  {
    id: 'g34',
    title: 'after demonitor there is no DOWN',
    *run(t) {
      const p = spawn(idle);
      demonitor(monitor(p));
      exit(p, 'x');
      t(term(yield* get1()));
    },
  },
  {
    id: 'g35',
    title: 'exit(Other, normal) is ignored, or trapped',
    *run(t) {
      const p = spawn(idle);
      exit(p, 'normal');
      yield sleep(10);
      t(`alive ${isAlive(p)}`);
      const me = self();
      const q = go(function* () {
        trapExit(true);
        send(me, 'up');
        send(me, ['got', ((yield receive(isExit)) as Notice).reason]);
      });
      yield receive('up');
      exit(q, 'normal');
      t(term(yield receive()));
      exit(p, 'kill');
    },
  },
  {
    id: 'g36',
    title: 'a reason may be any term',
    *run(t) {
      const p = spawn(idle);
      const ref = monitor(p);
      exit(p, ['shutdown', 'x']);
      t(term(yield* downOf(ref)));
    },
  },
  {
    id: 'g37',
    title: 'trapExit gives the old setting',
    *run(t) {
      t(`${trapExit(true)} ${trapExit(true)} ${trapExit(false)}`);
    },
  },
  {
    id: 'g44',
    title: 'a monitor tells of a normal end too',
    *run(t) {
      const p = go(function* () {
        yield receive('go');
      });
      const ref = monitor(p);
      send(p, 'go');
      t(term(yield* downOf(ref)));
    },
  },
  {
    id: 'g45',
    title: 'so does a link of a process that traps exits',
    *run(t) {
      trapExit(true);
      t(term(yield* exitOf(spawnLink(fun(function* () {})))));
    },
  },
  {
    id: 'g46',
    title: 'the links of a killed process see killed',
    *run(t) {
      const me = self();
      const p = spawn(idle);
      const q = go(function* () {
        link(p);
        send(me, 'up');
        yield receive('stop');
      });
      yield receive('up');
      const ref = monitor(q);
      exit(p, 'kill');
      t(term(yield* downOf(ref)));
    },
  },
  {
    id: 'g47',
    title: 'exit inside a handler of an exit gives the second reason',
    *run(t) {
      const { ref } = spawnMonitor(
        fun(function* () {
          try {
            exit('a');
          } catch {
            exit('b');
          }
        }),
      );
      t(term(yield* downOf(ref)));
    },
  },
  {
    id: 'g48',
    title: 'link and monitor each tell of the end',
    *run(t) {
      trapExit(true);
      const p = spawnLink(idle);
      monitor(p);
      exit(p, 'boom');
      const kinds = [(yield* get1()) as Notice, (yield* get1()) as Notice].map(
        ({ kind }) => `'${kind}'`,
      );
      t(`${term(list(kinds.toSorted()))} true`);
    },
  },
  {
    id: 'g49',
    title: 'a pid can be sent, and answered',
    *run(t) {
      const p: Pid = go(function* () {
        const [, from] = (yield receive()) as [string, Pid];
        send(from, [self(), 'yes']);
      });
      send(p, ['ask', self()]);
      const [, answer] = (yield receive([p, () => true])) as [Pid, string];
      t(answer);
    },
  },
  {
    id: 'g50',
    title: 'references are equal only to themselves',
    *run(t) {
      const [a, b] = [makeRef(), makeRef()];
      t(`${Object.is(a, a)} ${Object.is(a, b)}`);
    },
  },
  {
    id: 'g51',
    title: 'a process that traps survives everything but kill',
    *run(t) {
      const me = self();
      const p = go(function* () {
        trapExit(true);
        send(me, 'up');
        send(me, ['trapped', ((yield receive(isExit)) as Notice).reason]);
        yield receive('stop');
      });
      yield receive('up');
      exit(p, 'kill_me');
      t(term(yield receive()));
      exit(p, 'kill');
      yield* waitDead(p);
      t('dead');
    },
  },
  {
    id: 'g52',
    title: 'a message can be handed on',
    *run(t) {
      const me = self();
      const a = go(function* () {
        send(me, ['a', yield receive()]);
      });
      const b = go(function* () {
        send(a, yield receive());
      });
      send(b, 'token');
      t(term(yield receive()));
    },
  },
];
