import { describe, expect, test } from 'vitest';
import { exit, receive, self, sleep, spawn, supervisor, task, trapExit } from './index.ts';
import type { Pid } from './pid.ts';
import { body, play, seen, stopOf } from './test-system.ts';
import { observe } from './world.ts';

type Body = Parameters<typeof task.async>[0];
const slow = body(function* (ms: number) {
  yield sleep(ms);
  return ms;
}) as unknown as Body;
const failing = body(function* () {
  yield sleep(1);
  throw new Error('broken');
}) as unknown as Body;

function* startSupervisor(): Generator<unknown, Pid, unknown> {
  return ((yield task.startSupervisor({ name: 'tasks' })) as readonly ['ok', Pid])[1];
}

describe('task', () => {
  test('task: many run at once, and each value comes to who asked for it', () => {
    expect(
      seen(function* () {
        const tasks = [30, 10, 20].map((ms) => task.async(slow, ms));
        for (const each of tasks) observe(yield task.await(each));
      }),
    ).toEqual([30, 10, 20]);
  });

  test('task: its job travels with its argument copied', () => {
    const arg = { list: [1] };
    const lengthOf = body(function* (given: typeof arg) {
      given.list.push(2);
      yield sleep(1);
      return given.list.length;
    }) as unknown as Body;
    expect(
      seen(function* () {
        observe(yield task.await(task.async(lengthOf, arg)));
        observe(arg.list.length);
      }),
    ).toEqual([2, 1]);
  });

  test('task: its caller is gone before it begins: it does not begin', () => {
    const { system } = play(function* () {
      const caller = spawn(
        body(function* () {
          task.async(slow, 50);
          exit('sudden');
          yield sleep(1);
        }),
      );
      yield sleep(5);
      observe(caller.id);
    });
    expect(system.living('a')).toHaveLength(0);
  });

  test('task under a supervisor: its failure is its own, and the supervisor goes on', () => {
    expect(
      seen(function* () {
        const to = yield* startSupervisor();
        const one = (yield task.asyncNolink(to, failing)) as ReturnType<typeof task.async>;
        const [how, reason] = (yield task.yield(one, 100)) as [string, { name: string }];
        observe([how, reason.name]);
        const two = (yield task.asyncNolink('tasks', slow, 5)) as ReturnType<typeof task.async>;
        observe(yield task.await(two));
        observe(yield supervisor.countChildren(to));
      }),
    ).toMatchObject([['exit', 'Error'], 5, { active: 0 }]);
  });

  test('task under a supervisor: linked to its caller as well if it asks for that', () => {
    expect(
      seen(function* () {
        trapExit(true);
        const to = yield* startSupervisor();
        const made = (yield task.asyncUnder(to, failing)) as ReturnType<typeof task.async>;
        const { kind, from } = (yield receive({ kind: 'EXIT' })) as { kind: string; from: Pid };
        observe([kind, from === made.pid]);
      }),
    ).toEqual([['EXIT', true]]);
  });

  test('task under a supervisor: one that nobody waits for is done, and ends with the supervisor', () => {
    const { system, seen: values } = { ...play(twoForgotten), ...{ seen: seen(twoForgotten) } };
    expect(values).toEqual(['done', 1, 0]);
    expect(system.crashes).toHaveLength(0);
  });

  test('task: only its owner may wait for it', () => {
    const stopped = stopOf(function* () {
      const made = task.async(slow, 5);
      spawn(
        body(function* (given: typeof made) {
          yield task.await(given);
        }),
        made,
      );
      yield sleep(20);
    });
    expect(stopped).toContain('A task was waited for that is not an open one of this process');
  });
});

function* twoForgotten(): Generator<unknown, void, unknown> {
  trapExit(true);
  const to = yield* startSupervisor();
  const says = body(function* (main: Pid) {
    yield sleep(1);
    exit(main, 'done');
  }) as unknown as Body;
  yield task.startChild(to, says, self());
  observe(((yield receive({ kind: 'EXIT' })) as { reason: unknown }).reason);
  yield task.startChild(to, slow, 60_000);
  yield sleep(1);
  const count = (yield supervisor.countChildren(to)) as { active: number };
  observe(count.active);
  exit(to, 'shutdown');
  yield receive({ kind: 'EXIT', from: to });
  observe(count.active - 1);
}
