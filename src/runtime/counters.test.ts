import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  any,
  exit,
  monitorNodes,
  nodeInfo,
  priority,
  processes,
  processInfo,
  receive,
  self,
  send,
  sleep,
  spawn,
} from './index.ts';
import { here } from './machine.ts';
import type { Priority } from './priority.ts';
import { System } from './system.ts';
import { body, play, seen } from './test-system.ts';
import { observe } from './world.ts';

/** Sums over the living of a node what its counters say. */
function summed(system: System, name: string) {
  let messages = 0;
  let bytes = 0;
  for (const each of system.living(name)) {
    messages += each.messageQueueLen;
    bytes += each.memory;
  }
  return { messages, bytes };
}

const hoarder = body(function* (wanted: number) {
  for (let taken = 0; taken < wanted; taken += 1) yield receive((m: unknown) => m === 'take');
  yield receive('never');
});

describe('counters', () => {
  test('counters: of a node are the sums of its processes, whatever is sent, taken and killed', () => {
    const deed = fc.tuple(fc.nat(3), fc.constantFrom('take', 'leave', 'kill'), fc.nat(60));
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 30 }), (deeds) => {
        const { system } = play(function* () {
          const pids = [0, 1, 2, 3].map((wanted) => spawn(hoarder, wanted));
          for (const [at, what, size] of deeds) {
            const pid = pids[at] ?? self();
            if (what === 'kill') exit(pid, 'kill');
            else send(pid, what === 'take' ? what : 'x'.repeat(size));
            yield sleep(size % 2);
            const { messages, bytes } = summed(here().node.system, 'a');
            const { messageQueueLen, memory } = nodeInfo();
            expect([messageQueueLen, memory]).toEqual([messages, bytes]);
          }
        });
        expect(system.crashes).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test('counters: reductions are the steps of the turns, and grow with the work', () => {
    const { system, seen: values } = play(function* () {
      const before = processInfo(self())?.reductions ?? 0;
      for (let i = 0; i < 100; i += 1) yield i;
      yield sleep(1);
      observe((processInfo(self())?.reductions ?? 0) - before);
    });
    expect(values).toEqual([101]);
    expect(system.counters('a')).toMatchObject({ processCount: 0, messageQueueLen: 0 });
    expect(system.counters('a').reductions).toBeGreaterThan(101);
  });

  test('counters: a crash leaves nothing, and the next boot counts from zero', () => {
    const system = new System({ seed: 1, nodes: [{ name: 'a' }] });
    const pid = system.spawnOn('a', hoarder, 3);
    system.send(pid, 'leave');
    system.run({ untilMs: 1 });
    expect(system.counters('a')).toMatchObject({ processCount: 1, messageQueueLen: 1 });
    system.crash('a');
    system.restart('a');
    expect(system.counters('a')).toMatchObject({
      ...{ processCount: 0, messageQueueLen: 0, memory: 0, reductions: 0 },
    });
  });

  test('processInfo: who waits, who can run, who runs; and of whom it knows', () => {
    expect(
      seen(function* () {
        const waits = spawn(hoarder, 1);
        const can = spawn(hoarder, 1);
        yield sleep(1);
        send(waits, 'leave');
        const fresh = spawn(hoarder, 1);
        observe([self(), waits, can, fresh].map((pid) => processInfo(pid)?.status));
        observe(processes().length);
        monitorNodes();
        yield receive(any, 5);
      }),
    ).toEqual([['running', 'waiting', 'waiting', 'runnable'], 4]);
  });
});

const says = body(function* (level: Priority) {
  priority(level);
  for (let i = 0; i < 12; i += 1) {
    observe(level[0]);
    // Goes on when all that can run have had their turn.
    yield sleep(0);
  }
});

describe('priority', () => {
  test('priority: low goes once for eight normal turns, and high before both', () => {
    const order = seen(function* () {
      priority('max');
      for (const level of ['low', 'normal', 'high'] as const)
        spawn(says, level, { priority: level });
      yield sleep(10);
    }).join('');
    expect(order.startsWith('h')).toBe(true);
    expect(order.indexOf('l')).toBeGreaterThan(order.indexOf('n'));
    expect(order.match(/[hln]/g)).toHaveLength(36);
  });

  test('priority: a busy process of high priority starves the others', () => {
    const order = seen(function* () {
      const busy = body(function* () {
        for (let i = 0; i < 3; i += 1) {
          observe('busy');
          send(self(), 1);
          yield receive();
        }
      });
      spawn(busy, undefined, { priority: 'high' });
      spawn(
        body(function* () {
          observe('normal');
          yield sleep(0);
        }),
      );
      yield sleep(1);
    });
    expect(order[0]).toBe('busy');
  });

  test('priority: a recorded schedule with priorities replays to the same run', () => {
    const run = (spec: object) =>
      play(function* () {
        for (const level of ['low', 'normal', 'high', 'low'] as const) {
          spawn(says, level, { priority: level });
        }
        yield sleep(10);
      }, spec).system;
    const first = run({ scheduler: 'random', recordSchedule: true });
    const again = run({ scheduler: { kind: 'replay', schedule: first.queue.choices } });
    expect(again.queue.diverged).toBe(false);
    expect(again.hash()).toBe(first.hash());
  });
});
