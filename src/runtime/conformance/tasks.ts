/** Tasks, beside the same made of Erlang's primitives as Elixir makes them. */
import { exit, sleep, spawnMonitor, task, trapExit } from '#runtime/index.ts';
import type { Frame } from '#runtime/machine.ts';
import type { Pid } from '#runtime/pid.ts';
import { downOf, fun, get1, idle, list, term, type Fact, type Notice } from './fact.ts';

type Made = ReturnType<typeof task.async>;
type Body = Parameters<typeof task.async>[0];
const does = (body: () => Frame): Body => fun(body);

/** The first part of the reason with which waiting ends this process. */
function* awaitFails(made: Made, ms: number): Frame {
  try {
    return yield task.await(made, ms);
  } catch (error) {
    return (error as { readonly reason: readonly unknown[] }).reason[0];
  }
}

const boom = does(function* () {
  exit('boom');
});
const late = does(function* () {
  yield sleep(40);
  return 'late';
});

export const tasks: readonly Fact[] = [
  {
    id: 'p10',
    title: 'await gives the values of tasks that ran side by side',
    *run(t) {
      const a = task.async(
        does(function* () {
          yield sleep(20);
          return 'one';
        }),
      );
      const b = task.async(
        does(function* () {
          return 'two';
        }),
      );
      const [one, two] = [yield task.await(a, 500), yield task.await(b, 500)];
      t(`${term(one)} ${term(two)} ${term(yield* get1())}`);
    },
  },
  {
    id: 'p11',
    title: 'a task that fails takes its caller with it, or its await if the caller traps exits',
    *run(t) {
      const { ref } = spawnMonitor(
        fun(function* () {
          yield task.await(task.async(boom), 500);
        }),
      );
      t(term(yield* downOf(ref)));
      trapExit(true);
      t(term(yield* awaitFails(task.async(boom), 500)));
      const { kind, reason } = (yield* get1()) as Notice;
      t(`{'${kind}',${term(reason)}}`);
    },
  },
  {
    id: 'p12',
    title: 'yield: nothing yet, then the value; or the end',
    *run(t) {
      trapExit(true);
      const a = task.async(late);
      t(term(yield task.yield(a, 5)));
      t(term(yield task.yield(a, 500)));
      t(term(yield task.yield(task.async(boom), 500)));
    },
  },
  {
    id: 'p13',
    title: 'what comes after await has given up is dropped',
    *run(t) {
      t(term(yield* awaitFails(task.async(late), 5)));
      yield sleep(60);
      t(term(yield* get1()));
    },
  },
  {
    id: 'p14',
    title: 'shutdown: asks, then kills; gives what had come already',
    *run(t) {
      trapExit(true);
      const a = task.async(idle);
      t(term(yield task.shutdown(a, 100)));
      const stubborn = does(function* () {
        trapExit(true);
        yield sleep(1_000);
        return 'x';
      });
      const b = task.async(stubborn);
      yield sleep(10);
      t(term(yield task.shutdown(b, 20)));
      const done = does(function* () {
        return 'done';
      });
      const c = task.async(done);
      yield sleep(20);
      t(term(yield task.shutdown(c, 20)));
      const left: unknown[] = [];
      for (let i = 0; i < 2; i += 1) {
        const message = yield* get1();
        left.push(message === 'none' ? message : (message as Notice).reason);
      }
      t(term(list(left.map(String).toSorted())));
    },
  },
  {
    id: 'p15',
    title: 'a task that is not linked fails alone',
    *run(t) {
      const started = (yield task.startSupervisor()) as readonly ['ok', Pid];
      const a = (yield task.asyncNolink(started[1], boom)) as Made;
      t(term(yield task.yield(a, 500)));
      t('alive');
    },
  },
];
