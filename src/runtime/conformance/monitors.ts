/** Monitors. */
import { demonitor, exit, monitor, self, sleep, spawn, spawnMonitor } from '#runtime/index.ts';
import { downOf, fun, get1, go, idle, term, waitDead, type Fact } from './fact.ts';

export const monitors: readonly Fact[] = [
  {
    id: 'f19',
    title: 'one DOWN message, then the monitor is gone',
    *run(t) {
      const p = spawn(idle);
      const ref = monitor(p);
      exit(p, 'boom');
      t(`DOWN ${term(yield* downOf(ref))}`);
      t(`next: ${term(yield* get1())}, demonitor: ${demonitor(ref)}`);
    },
  },
  {
    id: 'f20',
    title: 'monitoring a dead pid gives DOWN noproc at once',
    *run(t) {
      const dead = go(function* () {});
      yield* waitDead(dead);
      t(`DOWN ${term(yield* downOf(monitor(dead)))}`);
    },
  },
  {
    id: 'f22',
    title: 'monitors stack; demonitor removes one',
    *run(t) {
      const p = spawn(idle);
      const [r1, r2, r3] = [monitor(p), monitor(p), monitor(p)];
      demonitor(r3);
      exit(p, 'x');
      yield* downOf(r1);
      t('first');
      yield* downOf(r2);
      t('second');
      t(`third: ${term(yield* get1())}`);
    },
  },
  {
    id: 'f23',
    title:
      'demonitor with flush removes a DOWN already delivered; info tells whether it was active',
    *run(t) {
      const p = go(function* () {});
      const r1 = monitor(p);
      yield sleep(20);
      t(`flush -> ${demonitor(r1, { flush: true })}, mailbox ${term(yield* get1())}`);
      const q = spawn(idle);
      t(`info while active -> ${demonitor(monitor(q), { info: true })}`);
      exit(q, 'kill');
      const d = go(function* () {});
      const r3 = monitor(d);
      yield sleep(20);
      t(`info after DOWN -> ${demonitor(r3, { info: true, flush: true })}`);
    },
  },
  {
    id: 'f25',
    title: 'monitoring oneself makes no DOWN; spawnMonitor gives pid and reference',
    *run(t) {
      monitor(self());
      t(`self: ${term(yield* get1())}`);
      const { ref } = spawnMonitor(
        fun(function* () {
          exit('a');
        }),
      );
      t(`spawn_monitor ${term(yield* downOf(ref))}`);
    },
  },
];
