/** Exit signals and links. */
import {
  exit,
  link,
  monitor,
  receive,
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
  r,
  raisedBy,
  term,
  waitDead,
  type Fact,
  type Notice,
} from './fact.ts';

export const signals: readonly Fact[] = [
  {
    id: 'f01',
    title: 'normal exit of a linked process leaves a non-trapping peer alive',
    *run(t) {
      const a = go(function* () {
        const b = spawnLink(fun(function* () {}));
        yield* waitDead(b);
        yield sleep(20);
        send('main', ['a', 'alive']);
        yield receive('stop');
      });
      const [, x] = (yield receive()) as [string, string];
      t(`A after linked B exited normal: ${x}`);
      exit(a, 'kill');
    },
  },
  {
    id: 'f02',
    title: 'abnormal exit kills a non-trapping linked peer with the same reason',
    *run(t) {
      const { ref } = spawnMonitor(
        fun(function* () {
          spawnLink(
            fun(function* () {
              exit('boom');
            }),
          );
          yield receive('stop');
        }),
      );
      t(`A died with ${term(yield* downOf(ref))}`);
    },
  },
  {
    id: 'f04',
    title: 'exit(P, kill) is untrappable; links and monitors see killed',
    *run(t) {
      trapExit(true);
      const p = spawnLink(
        fun(function* () {
          trapExit(true);
          yield receive('stop');
        }),
      );
      const ref = monitor(p);
      yield sleep(10);
      exit(p, 'kill');
      t(`link sees ${term(yield* exitOf(p))}`);
      t(`monitor sees ${term(yield* downOf(ref))}`);
    },
  },
  {
    id: 'f05',
    title:
      'a process that exits by itself with reason kill sends the ordinary reason kill: trappable',
    *run(t) {
      trapExit(true);
      const p = spawnLink(
        fun(function* () {
          exit('kill');
        }),
      );
      t(`trapping link sees ${term(yield* exitOf(p))} and lives`);
      const { ref } = spawnMonitor(
        fun(function* () {
          spawnLink(
            fun(function* () {
              exit('kill');
            }),
          );
          yield receive('stop');
        }),
      );
      t(`non-trapping linked process died with ${term(yield* downOf(ref))}`);
    },
  },
  {
    id: 'f07',
    title: 'exit(self(), normal) does kill the caller',
    *run(t) {
      const { ref } = spawnMonitor(
        fun(function* () {
          exit(self(), 'normal');
          yield sleep(50);
          send('main', 'survived');
        }),
      );
      const end = yield receive();
      t(
        end === 'survived'
          ? 'survived'
          : `died with ${term((end as Notice).ref === ref && (end as Notice).reason)}`,
      );
    },
  },
  {
    id: 'f08',
    title: 'link to a dead pid: EXIT noproc when trapping, else an error',
    *run(t) {
      const dead = go(function* () {});
      yield* waitDead(dead);
      trapExit(true);
      link(dead);
      t('link -> true');
      t(`trapping: EXIT ${term(yield* exitOf(dead))}`);
      const { ref } = spawnMonitor(
        fun(function* () {
          link(dead);
          yield receive('stop');
        }),
      );
      t(`non-trapping died with ${term(r(yield* downOf(ref)))}`);
    },
  },
  {
    id: 'f10',
    title: 'links are symmetric: the death of the linker kills the linked one',
    *run(t) {
      const p = spawn(idle);
      const ref = monitor(p);
      go(function* () {
        link(p);
        exit('oops');
      });
      t(`linked target died with ${term(yield* downOf(ref))}`);
    },
  },
  {
    id: 'f11',
    title: 'an exit signal runs through a chain of links with the same reason',
    *run(t) {
      const me = self();
      const c = spawn(idle);
      const b = go(function* () {
        link(c);
        send(me, 'up');
        yield receive('stop');
      });
      yield receive('up');
      const a = go(function* () {
        link(b);
        send(me, 'up');
        yield receive('go');
        exit('chain');
      });
      yield receive('up');
      const refs = [a, b, c].map((pid) => monitor(pid));
      send(a, 'go');
      for (const [i, name] of ['a', 'b', 'c'].entries()) {
        t(`${name} died with ${term(yield* downOf(refs[i]))}`);
      }
    },
  },
  {
    id: 'f13',
    title: "finally and catch do not run when another process's exit signal kills",
    *run(t) {
      const me = self();
      const p = go(function* () {
        try {
          send(me, 'in');
          yield receive('stop');
        } catch {
          send(me, 'caught');
        } finally {
          send(me, 'cleaned');
        }
      });
      yield receive('in');
      exit(p, 'boom');
      yield* waitDead(p);
      t(`messages left by P: ${term(yield* get1())}`);
      const q = go(function* () {
        try {
          exit('boom');
        } catch (error) {
          send(me, ['caught', (error as Notice).reason]);
        } finally {
          send(me, 'cleaned');
        }
      });
      yield* waitDead(q);
      t(`own exit/1 can be caught: ${term(yield* get1())}, ${term(yield* get1())}`);
    },
  },
  {
    id: 'f14',
    title: 'sending to a dead pid, or exit/2 to one, is silent',
    *run(t) {
      const dead = go(function* () {});
      yield* waitDead(dead);
      const sent = raisedBy(() => send(dead, 'x')) === 'none' ? 'x' : 'raised';
      const exited = raisedBy(() => exit(dead, 'kill')) === 'none';
      t(`D ! x -> ${sent}, exit(D,kill) -> ${exited}`);
    },
  },
  {
    id: 'f16',
    title: 'unlink after the peer died does not remove the EXIT message already in the mailbox',
    *run(t) {
      trapExit(true);
      const p = spawnLink(
        fun(function* () {
          exit('late');
        }),
      );
      yield sleep(20);
      unlink(p);
      const { kind, reason } = (yield* get1()) as Notice;
      t(`mailbox after unlink: ${kind === 'EXIT' ? `{'EXIT',${term(reason)}}` : kind}`);
    },
  },
  {
    id: 'f17',
    title: 'spawn without link: a crash does not touch the parent',
    *run(t) {
      const p = go(function* () {
        exit('boom');
      });
      yield* waitDead(p);
      t(`parent alive, mailbox ${term(yield* get1())}`);
    },
  },
  {
    id: 'f70',
    title:
      'exit(self(), kill) is the kill signal, exit(kill) an ordinary reason; signals keep order',
    *run(t) {
      trapExit(true);
      const p = spawnLink(
        fun(function* () {
          exit(self(), 'kill');
        }),
      );
      t(`exit(self(),kill): ${term(yield* exitOf(p))}`);
      const q = spawnLink(
        fun(function* () {
          exit('kill');
        }),
      );
      t(`exit(kill): ${term(yield* exitOf(q))}`);
      const z: Pid = go(function* () {
        yield receive('late');
        exit('saw_late_message');
      });
      const ref = monitor(z);
      send(z, 'early');
      exit(z, 'in_order');
      send(z, 'late');
      t(`signal order: ${term(yield* downOf(ref))}`);
    },
  },
];
