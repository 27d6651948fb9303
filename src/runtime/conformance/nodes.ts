/** Several nodes. */
import {
  exit,
  genServer,
  link,
  monitor,
  monitorNode,
  receive,
  register,
  self,
  send,
  spawn,
  spawnLink,
  trapExit,
} from '#runtime/index.ts';
import { here, type Frame } from '#runtime/machine.ts';
import type { Pid } from '#runtime/pid.ts';
import { callFails, startServer } from './servers.ts';
import { downOf, exitOf, fun, idle, term, type Fact } from './fact.ts';

const N = 'N';

/** The other node goes away, and this process waits until it knows. */
function* crash(): Frame {
  monitorNode(N);
  here().node.system.crash(N);
  return yield receive({ kind: 'nodedown', node: N });
}

export const nodeFacts: readonly Fact[] = [
  {
    id: 'f71',
    title: 'a node that goes away: EXIT noconnection, DOWN noconnection, nodedown',
    *run(t) {
      trapExit(true);
      const q = spawn(idle, undefined, { node: N });
      link(q);
      const ref = monitor(q);
      yield* crash();
      t('nodedown seen');
      t(`EXIT ${term(yield* exitOf(q))}`);
      t(`DOWN ${term(yield* downOf(ref))}`);
    },
  },
  {
    id: 'f73',
    title:
      'messages to a lost node are dropped without an error; link and monitor give noconnection',
    *run(t) {
      trapExit(true);
      const q = spawn(idle, undefined, { node: N });
      yield* crash();
      send(q, 'x');
      exit(q, 'kill');
      t('send -> x, exit/2 -> true');
      link(q);
      t(`link: EXIT ${term(yield* exitOf(q))}`);
      t(`monitor: DOWN ${term(yield* downOf(monitor(q)))}`);
    },
  },
  {
    id: 'f74',
    title: 'exit reasons and kill cross nodes',
    *run(t) {
      trapExit(true);
      const q = spawn(idle, undefined, { node: N });
      link(q);
      exit(q, 'kill');
      t(term(yield* exitOf(q)));
      const z = spawnLink(
        fun(function* () {
          exit('away');
        }),
        undefined,
        { node: N },
      );
      t(term(yield* exitOf(z)));
    },
  },
  {
    id: 'f76',
    title: 'order is kept between two nodes; unknown names are dropped, and monitored as noproc',
    *run(t) {
      const me = self();
      spawn(
        fun(function* () {
          register('srv', self());
          send(me, 'up');
          let ordered = true;
          for (let i = 1; i <= 500; i += 1) ordered &&= (yield receive()) === i;
          send(me, ['in_order', ordered]);
        }),
        undefined,
        { node: N },
      );
      yield receive('up');
      for (let i = 1; i <= 500; i += 1) send({ name: 'srv', node: N }, i);
      const [, ordered] = (yield receive()) as [string, boolean];
      t(`in order: ${ordered}`);
      send({ name: 'nobody', node: N }, 'x');
      t('x');
      t(`monitor unknown name: ${term(yield* downOf(monitor({ name: 'nobody', node: N })))}`);
    },
  },
  {
    id: 'f77',
    title: 'genServer.call to a server on a lost node exits with nodedown',
    *run(t) {
      const me = self();
      spawn(
        fun(function* () {
          send(me, yield* startServer('s'));
        }),
        undefined,
        { node: N },
      );
      const s = (yield receive()) as Pid;
      t(term(yield genServer.call(s, 'echo')));
      yield* crash();
      t(term(yield* callFails(s, 'echo')).replace('{nodedown,N}', "{nodedown,'N'}"));
    },
  },
];
