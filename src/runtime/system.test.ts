import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { call, random, receive, reply, sleep, spawn, work } from './index.ts';
import type { Pid } from './pid.ts';
import { decodeSchedule, encodeSchedule } from './schedule.ts';
import type { SchedulerSpec } from './scheduler.ts';
import { System } from './system.ts';
import type { SystemSpec } from './system-spec.ts';
import { body, play, seen, type Call } from './test-system.ts';
import { buggify, conversation, observe } from './world.ts';

const server = body(function* () {
  const sold = new Map<unknown, number>();
  for (;;) {
    const { from, request } = (yield receive()) as Call;
    yield work(0.3);
    sold.set(request, (sold.get(request) ?? 0) + 1);
    reply(from, [request, sold.get(request), random()]);
  }
});
const customer = body(function* ({ to, tag }: { to: Pid; tag: string }) {
  conversation(tag);
  for (let i = 0; i < 4; i += 1) {
    yield sleep(random() * 10);
    observe([tag, i, yield call(to, i, 5), random()]);
  }
});

/** Customers on a, a server on b, some losses and a short pause. */
function shop(spec: Partial<SystemSpec>, tags: readonly string[], slice = Infinity): System {
  const system = new System({
    seed: 1,
    nodes: [{ name: 'a' }, { name: 'b' }],
    scheduler: 'random',
    ...spec,
  });
  const to = system.spawnOn('b', server);
  system.addRule({
    id: 'loss',
    match: { from: 'a', to: 'b' },
    action: { kind: 'drop' },
    probability: 0.1,
  });
  system.at(12, () => system.hang('b', 4));
  for (const tag of tags) system.spawnOn('a', customer, { to, tag }, { tag });
  while (system.run({ eventsMax: slice }).kind === 'paused');
  return system;
}
const tags = Array.from({ length: 12 }, (_, n) => `order-${n}`);

describe('determinism', () => {
  test('determinism: the same seed gives the same hash, another seed another', () => {
    expect(shop({ seed: 4 }, tags).hash()).toBe(shop({ seed: 4 }, tags).hash());
    expect(shop({ seed: 5 }, tags).hash()).not.toBe(shop({ seed: 4 }, tags).hash());
    expect(shop({ seed: 4 }, tags).hash()).toMatch(/^[0-9a-f]{16}$/);
  });

  test('determinism: the size of the slices changes nothing', () => {
    const whole = shop({}, tags);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), (slice) => {
        const sliced = shop({}, tags, slice);
        expect(sliced.hash()).toBe(whole.hash());
        expect(sliced.observations).toEqual(whole.observations);
      }),
      { seed: 20_261_121, numRuns: 25 },
    );
  });

  test('determinism: one delivery more or less changes the hash', () => {
    const bare = shop({}, tags).hash();
    const system = new System({
      seed: 1,
      nodes: [{ name: 'a' }, { name: 'b' }],
      scheduler: 'random',
    });
    system.addRule({
      id: 'loss',
      match: { from: 'a', to: 'b' },
      action: { kind: 'drop' },
      probability: 0.1,
    });
    const to = system.spawnOn('b', server);
    system.at(12, () => system.hang('b', 4));
    for (const tag of tags) system.spawnOn('a', customer, { to, tag }, { tag });
    system.at(3, () => system.send(to, 'one more'));
    system.run({ untilMs: 3 });
    system.run();
    expect(system.hash()).not.toBe(bare);
  });

  test('determinism: taking out one tagged operation moves no chance of the others', () => {
    const free: Partial<SystemSpec> = { nodes: [{ name: 'a' }, { name: 'b', cores: 100 }] };
    const drawsOf = (system: System, tag: string): unknown[] =>
      system.observations
        .filter((observation) => observation.tag === tag)
        .map(({ value }) => (value as unknown[])[3]);
    const all = shop(free, tags);
    for (const gone of ['order-0', 'order-5', 'order-11']) {
      const fewer = shop(
        free,
        tags.filter((tag) => tag !== gone),
      );
      for (const tag of tags)
        if (tag !== gone) expect(drawsOf(fewer, tag)).toEqual(drawsOf(all, tag));
    }
  });

  test('determinism: the trace holds each event in order, and stops growing at its limit while the hash goes on', () => {
    const system = shop({}, tags);
    const columns = system.trace.columns();
    expect(columns.length).toBe(system.trace.events);
    expect([...columns.atNs]).toEqual([...columns.atNs].toSorted((a, b) => a - b));
    const short = shop({ limits: { traceEventsMax: 100 } }, tags);
    expect(short.trace.columns().length).toBeLessThan(3_000);
    expect(short.hash()).toBe(system.hash());
    expect(shop({ trace: false }, tags).trace.columns().length).toBe(0);
    expect(shop({ trace: false }, tags).hash()).toBe(system.hash());
  });

  test('random: numbers are in [0, 1) and spread evenly', () => {
    const counts = Array.from({ length: 10 }, () => 0);
    seen(function* () {
      for (let i = 0; i < 20_000; i += 1) {
        const at = Math.floor(random() * 10);
        counts[at] = (counts[at] ?? 0) + 1;
      }
      yield sleep(0);
    });
    expect(counts.every((count) => Math.abs(count - 2_000) < 200)).toBe(true);
  });
});

/** Four processes each add one to a shared cell of their module, waiting in between: a lost update if two overlap. */
function race(
  scheduler: SchedulerSpec,
  seed: number,
  recordSchedule = false,
): { system: System; total: number } {
  let cell = 0;
  const add = body(function* () {
    const read = cell;
    yield sleep(0);
    cell = read + 1;
  });
  const system = new System({ seed, nodes: [{ name: 'a' }], scheduler, recordSchedule });
  for (let i = 0; i < 4; i += 1) system.spawnOn('a', add);
  system.run();
  return { system, total: cell };
}

describe('schedulers', () => {
  const order = (scheduler: SchedulerSpec, seed: number): string => {
    const system = new System({ seed, nodes: [{ name: 'a' }], scheduler });
    for (let i = 0; i < 4; i += 1) {
      system.spawnOn(
        'a',
        body(function* (n: number) {
          yield sleep(1);
          observe(n);
        }),
        i,
      );
    }
    system.run();
    return system.observations.map(({ value }) => String(value)).join('');
  };

  test('scheduler: round-robin keeps the order of becoming runnable; random takes every order', () => {
    expect(order('round-robin', 1)).toBe('0123');
    const orders = new Set(Array.from({ length: 400 }, (_, seed) => order('random', seed)));
    expect(orders.size).toBe(24);
  });

  test('scheduler: pct gives each process a rank of its own, and is as deterministic as the others', () => {
    const pct: SchedulerSpec = { kind: 'pct', depth: 3, turnsExpected: 12 };
    const orders = new Set(Array.from({ length: 400 }, (_, seed) => order(pct, seed)));
    expect(orders.size).toBe(24);
    expect(order(pct, 9)).toBe(order(pct, 9));
  });

  test('scheduler: a recorded schedule replays the run, also without the seed that made it', () => {
    const recorded = race('random', 11, true);
    const schedule = recorded.system.queue.choices;
    expect(schedule.length).toBeGreaterThan(2);
    const again = race({ kind: 'replay', schedule }, 11);
    expect(again.system.hash()).toBe(recorded.system.hash());
    expect(again.system.queue.diverged).toBe(false);
    expect(race({ kind: 'replay', schedule: [99, 98, 97] }, 11).system.queue.diverged).toBe(true);
  });

  test('schedule: text and back', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(100_000)), (schedule) => {
        expect(decodeSchedule(encodeSchedule(schedule))).toEqual(schedule);
      }),
      { seed: 20_261_121 },
    );
    expect(decodeSchedule('no!')).toBeNull();
    expect(decodeSchedule('1.zzzzzzzz')).toBeNull();
    expect(encodeSchedule([1, 2, 3, 4, 5])).toBe('1.5');
  });
});

describe('run', () => {
  test('run: is paused, done at the instant asked for, or idle', () => {
    const system = new System({ seed: 1, nodes: [{ name: 'a' }] });
    system.spawnOn(
      'a',
      body(function* () {
        for (let i = 0; i < 3; i += 1) yield sleep(10);
      }),
    );
    expect(system.run({ eventsMax: 1 })).toEqual({ kind: 'paused' });
    expect(system.run({ untilMs: 15 })).toEqual({ kind: 'done' });
    expect(system.nowMs).toBe(15);
    expect(system.run()).toEqual({ kind: 'idle' });
    expect(system.nowMs).toBe(30);
    expect(system.run({ untilMs: 100 })).toEqual({ kind: 'idle' });
    expect(system.nowMs).toBe(100);
  });

  test('run: host actions happen at their instant, before the processes of that instant', () => {
    const order: string[] = [];
    const system = new System({ seed: 1, nodes: [{ name: 'a' }] });
    system.at(10, () => order.push(`host ${system.nowMs}`));
    system.spawnOn('a', { handle: (message) => order.push(String(message)) }, undefined, {
      name: 'h',
    });
    system.at(9.999, () => system.send({ name: 'h', node: 'a' }, 'message'));
    system.run();
    expect(order).toEqual(['host 10', 'message']);
  });

  test('run: closed, it holds nothing and nothing is due, and what was read from it stays', () => {
    const system = new System({ seed: 1, nodes: [{ name: 'a' }] });
    system.spawnOn(
      'a',
      body(function* () {
        for (;;) {
          observe('round');
          yield sleep(10);
        }
      }),
    );
    expect(system.run({ untilMs: 25 })).toEqual({ kind: 'done' });
    const seen = [...system.observations];
    const hash = system.hash();
    system.close();
    expect(seen).toHaveLength(3);
    expect(system.living('a')).toEqual([]);
    expect(system.observations).toEqual([]);
    expect(system.run({ untilMs: 1_000 })).toEqual({ kind: 'idle' });
    expect(system.hash()).toBe(hash);
  });
});

describe('world', () => {
  test('conversation: gives the tag until now, and without a new one changes nothing', () => {
    const { system } = play(function* () {
      const tags = [conversation('x'), conversation(), conversation('y')];
      observe(tags.join(' '));
      yield sleep(0);
    });
    expect(system.observations).toMatchObject([{ tag: 'y', value: ' x x' }]);
  });

  test('conversation: messages, replies and children carry the tag on; receiving adopts it', () => {
    const { system } = play(function* () {
      const relay = spawn(
        body(function* () {
          for (;;) {
            const { from } = (yield receive()) as Call;
            observe('relay');
            spawn(
              body(function* () {
                observe('child');
                yield sleep(0);
              }),
            );
            reply(from, 1);
          }
        }),
      );
      for (const tag of ['x', 'y']) {
        conversation(tag);
        yield call(relay, 1);
      }
    });
    expect(system.observations.map(({ tag, value }) => `${tag} ${String(value)}`)).toEqual([
      'x relay',
      'x child',
      'y relay',
      'y child',
    ]);
  });

  test('buggify: off by default; on, a site is active in about a quarter of the runs', () => {
    const fires = (seed: number, on: boolean): number =>
      play(
        function* () {
          for (let i = 0; i < 100; i += 1) if (buggify('slow disk')) observe(i);
          yield sleep(0);
        },
        { seed, buggify: on },
      ).seen.length;
    expect(fires(1, false)).toBe(0);
    const counts = Array.from({ length: 200 }, (_, seed) => fires(seed, true));
    const active = counts.filter((count) => count > 0);
    expect(active.length).toBeGreaterThan(30);
    expect(active.length).toBeLessThan(75);
    expect(active.every((count) => count > 8 && count < 45)).toBe(true);
  });

  test('observe: keeps copies, with time, process and tag', () => {
    const { system } = play(function* () {
      const value = { n: 1 };
      observe(value);
      value.n = 2;
      yield sleep(1);
    });
    expect(system.observations).toMatchObject([
      { atMs: 0, node: 'a', tag: '', value: { n: 1 }, process: { name: 'main' } },
    ]);
  });
});
