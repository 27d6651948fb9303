import { describe, expect, test } from 'vitest';
import { call, exit, receive, reply, self, send, sleep, spawn, spawnMonitor } from './index.ts';
import { body, play, seen, stopOf, type Body, type Call } from './test-system.ts';
import { assert } from './assert.ts';
import type { Factory } from './program.ts';
import { System } from './system.ts';
import { observe } from './world.ts';

/** Calls a generator function as a compiled async function would be called. */
function asyncOf(system: () => System, run: () => Body): () => unknown {
  return () => system().hooks.task(run());
}

describe('operations', () => {
  test('operations: one that is not awaited ends the run, naming the line of it', () => {
    expect(
      stopOf(function* () {
        void sleep(1);
        yield sleep(2);
      }),
    ).toBe(
      'KIT-MISUSE: The result of an async operation was not awaited at once. Write await in front of the call. To have several calls on their way at once, use sendRequest and receiveResponse, or spawn a process for each.',
    );
    expect(
      stopOf(function* () {
        void sleep(1);
        yield 5;
      }),
    ).toContain('was not awaited at once');
    expect(
      stopOf(function* () {
        void sleep(1);
      }),
    ).toContain('was not awaited at once');
  });

  test('operations: the second await of one is refused', () => {
    expect(
      stopOf(function* () {
        const first = sleep(1);
        yield first;
        yield first;
      }),
    ).toContain('awaited twice');
  });

  test('operations: an operation kept from before is not taken for the pending one', () => {
    expect(
      stopOf(function* () {
        const first = sleep(1);
        yield first;
        void sleep(2);
        yield first;
      }),
    ).toContain('not awaited at once');
  });

  test('operations: a thenable is refused, a plain value is itself', () => {
    expect(
      seen(function* () {
        observe(yield 5);
      }),
    ).toEqual([5]);
    expect(
      stopOf(function* () {
        yield { then: () => undefined };
      }),
    ).toContain('A value with a `then` method was awaited');
  });

  test('operations: a `then` that throws, throws where it is awaited', () => {
    const got = seen(function* () {
      try {
        yield {
          get then() {
            throw new Error('hostile');
          },
        };
      } catch (error) {
        observe((error as Error).message);
      }
    });
    expect(got).toEqual(['hostile']);
  });

  test('operations: one at the top level of a module has nobody to act for', () => {
    const factory: Factory = (_, require) => {
      const { self: me } = require('nines') as { self: () => unknown };
      me();
    };
    const program = { files: [{ file: 'lab.ts', factory }], place: () => null };
    const own = new System({ seed: 1, nodes: [{ name: 'a' }], program });
    own.spawnOn('a', { file: 'lab.ts', name: 'main' });
    expect(own.run()).toMatchObject({
      kind: 'stopped',
      stop: {
        code: 'KIT-MISUSE',
        message: "A function of 'nines' was called while a module was loaded",
      },
    });
  });

  test('sleep: a very long one is a very long one', () => {
    const got = seen(function* () {
      spawn(
        body(function* () {
          yield sleep(5_000_000_000);
          observe('too early');
        }),
      );
      yield sleep(500_000);
      observe('still asleep');
    });
    expect(got).toEqual(['still asleep']);
  });

  test('operations: a broken rule of ours goes through every handler, up to the host', () => {
    const system = new System({ seed: 1, nodes: [{ name: 'a' }] });
    system.spawnOn(
      'a',
      body(function* () {
        try {
          yield receive(() => {
            assert(false, 'two is three');
          });
        } catch {
          observe('caught');
        }
      }),
      undefined,
      { name: 'x' },
    );
    system.send({ name: 'x', node: 'a' }, 1);
    expect(() => system.run()).toThrow('the runtime broke its own rule: two is three');
    expect(system.observations).toEqual([]);
  });

  test('operations: outside a process there is nobody to act for', () => {
    const own = new System({ seed: 1, nodes: [{ name: 'a' }] });
    own.run();
    expect(() => self()).toThrow();
  });
});

describe('calls', () => {
  test('calls: a returned operation is awaited by who called', () => {
    let system: System;
    const inner = asyncOf(
      () => system,
      function* () {
        return sleep(3);
      },
    );
    const middle = asyncOf(
      () => system,
      function* () {
        return inner();
      },
    );
    const played = play(
      function* () {
        yield middle();
        observe('back');
        return middle();
      },
      {},
      (made) => {
        system = made;
      },
    );
    expect(played.seen).toEqual(['back']);
    expect(played.result.kind).toBe('idle');
    expect(played.system.crashes).toEqual([]);
  });

  test('calls: returning a call takes no room: a million rounds of a loop written as recursion', () => {
    let system: System;
    let rounds = 0;
    const loop = asyncOf(
      () => system,
      function* () {
        rounds += 1;
        if (rounds < 1_000_000) return loop();
        return 'done';
      },
    );
    const played = play(
      function* () {
        observe(yield loop());
      },
      {},
      (made) => {
        system = made;
      },
    );
    expect(played.seen).toEqual(['done']);
  });

  test('calls: nested too deep end the run', () => {
    let system: System;
    const dive = asyncOf(
      () => system,
      function* () {
        yield dive();
      },
    );
    const { result } = play(
      function* () {
        yield dive();
      },
      {},
      (made) => {
        system = made;
      },
    );
    expect(result.kind === 'stopped' && result.stop.code).toBe('KIT-DEEP');
  });

  test('calls: an error goes through the callers and can be caught', () => {
    let system: System;
    const inner = asyncOf(
      () => system,
      function* () {
        yield sleep(1);
        throw new Error('inside');
      },
    );
    const played = play(
      function* () {
        try {
          yield inner();
        } catch (error) {
          observe((error as Error).message);
        }
        observe('goes on');
      },
      {},
      (made) => {
        system = made;
      },
    );
    expect(played.seen).toEqual(['inside', 'goes on']);
  });
});

describe('ending', () => {
  test('ending: an uncaught error of the language is a reason without the engine text', () => {
    const { system } = play(function* () {
      const nothing = undefined as unknown as { field: number };
      yield nothing.field;
    });
    expect(system.crashes).toHaveLength(1);
    expect(system.crashes[0]?.reason).toEqual({
      kind: 'error',
      name: 'TypeError',
      message: 'raised by the language itself',
      at: null,
    });
    expect(system.crashes[0]?.engineText).toContain('undefined');
    expect(system.crashes[0]?.watched).toBe(false);
  });

  test('ending: an error that the learner threw keeps its message', () => {
    const { system } = play(
      function* () {
        yield sleep(1);
        const { hooks } = machineSystem;
        throw hooks.thrown(new RangeError('no stock'));
      },
      {},
      (made) => {
        machineSystem = made;
      },
    );
    expect(system.crashes[0]?.reason).toMatchObject({ name: 'RangeError', message: 'no stock' });
  });

  test('ending: a killed process runs neither catch nor finally', () => {
    const got = seen(function* () {
      const { pid } = spawnMonitor(
        body(function* () {
          try {
            yield sleep(1_000);
          } catch {
            observe('caught');
          } finally {
            observe('cleaned');
          }
        }),
      );
      yield sleep(1);
      exit(pid, 'kill');
      observe(((yield receive()) as { reason: unknown }).reason);
    });
    expect(got).toEqual(['killed']);
  });

  test('ending: a process that never waits is stopped by its steps, and named', () => {
    const { result } = play(
      function* busy() {
        for (;;) yield 1;
      },
      { limits: { stepsMax: 100_000 } },
    );
    expect(result).toMatchObject({ kind: 'stopped', stop: { code: 'KIT-HANG', node: 'a' } });
  });

  test('slices: a process that never waits lets the others run', () => {
    const got = seen(function* () {
      spawn(
        body(function* () {
          for (let i = 0; i < 100_000; i += 1) yield i;
          observe('long done');
        }),
      );
      yield sleep(1);
      observe('short done');
    });
    expect(got).toEqual(['short done', 'long done']);
  });
});

let machineSystem: System;

const echo = body(function* () {
  for (;;) {
    const { from, request } = (yield receive()) as Call;
    if (request === 'die') exit('shot');
    if (request === 'slow') yield sleep(50);
    reply(from, request);
  }
});

describe('call', () => {
  test('call: gives the reply, the timeout, the death of the server, or that there is none', () => {
    const got = seen(function* () {
      const server = spawn(echo);
      observe(yield call(server, 'hello'));
      observe(yield call(server, 'slow', 10));
      observe(yield call(server, 'die'));
      observe(yield call(server, 'hello'));
      observe(yield call('nobody', 'hello'));
    });
    expect(got).toEqual([
      { kind: 'ok', value: 'hello' },
      { kind: 'timeout' },
      { kind: 'died', reason: 'shot' },
      { kind: 'noproc' },
      { kind: 'noproc' },
    ]);
  });

  test('call: a late reply is dropped', () => {
    const got = seen(function* () {
      const server = spawn(echo);
      observe(yield call(server, 'slow', 10));
      yield sleep(100);
      observe((yield receive(() => true, 0)) === undefined);
      send(self(), 'mine');
      observe(yield receive());
    });
    expect(got).toEqual([{ kind: 'timeout' }, false, 'mine']);
  });
});
