import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  any,
  call,
  isDown,
  link,
  monitor,
  monitorNode,
  nodes,
  now,
  receive,
  reply,
  self,
  send,
  sleep,
  spawn,
  timeout,
  trapExit,
} from './index.ts';
import { fitsName } from './network-spec.ts';
import { System } from './system.ts';
import { body, play, type Call } from './test-system.ts';
import { observe } from './world.ts';
import type { Pid } from './pid.ts';

const collector = body(function* () {
  for (;;) observe(yield receive());
});
const sender = body(function* ({ count, gapMs, id }: { count: number; gapMs: number; id: string }) {
  for (let i = 0; i < count; i += 1) {
    send({ name: 'sink', node: 'b' }, [id, i]);
    if (gapMs > 0) yield sleep(gapMs);
  }
});
const echo = body(function* () {
  for (;;) {
    const { from, request } = (yield receive()) as Call;
    reply(from, request);
  }
});

function pair(seed = 1): System {
  return new System({ seed, nodes: [{ name: 'a' }, { name: 'b' }, { name: 'c' }] });
}
const values = (system: System): unknown[] => system.observations.map(({ value }) => value);

describe('latency and order', () => {
  test('network: what one process sends to another arrives in order, whatever the jitter', () => {
    const senders = fc.array(
      fc.record({
        count: fc.integer({ min: 1, max: 40 }),
        gapMs: fc.double({ min: 0, max: 0.3, noNaN: true }),
      }),
      { minLength: 1, maxLength: 5 },
    );
    fc.assert(
      fc.property(fc.nat(), senders, (seed, plan) => {
        const system = new System({
          seed,
          nodes: [{ name: 'a' }, { name: 'b' }],
          network: { latencyMs: 1, jitterMs: 0.9 },
        });
        system.spawnOn('b', collector, undefined, { name: 'sink' });
        plan.forEach(({ count, gapMs }, i) =>
          system.spawnOn('a', sender, { count, gapMs, id: `s${i}` }),
        );
        expect(system.run().kind).toBe('idle');
        plan.forEach(({ count }, i) => {
          const mine = values(system).filter((value) => (value as [string, number])[0] === `s${i}`);
          expect(mine).toEqual(Array.from({ length: count }, (_, n) => [`s${i}`, n]));
        });
      }),
      { seed: 20_261_121, numRuns: 100 },
    );
  });

  test('network: one way takes 1.0 ms ± 0.2, all over that range; local a microsecond', () => {
    const system = pair();
    system.spawnOn(
      'b',
      body(function* () {
        for (;;) {
          const sentAt = (yield receive()) as number;
          observe(now() - sentAt);
        }
      }),
      undefined,
      { name: 'sink' },
    );
    system.spawnOn(
      'a',
      body(function* () {
        for (let i = 0; i < 500; i += 1) {
          send({ name: 'sink', node: 'b' }, now());
          yield sleep(5);
        }
      }),
    );
    system.run();
    const took = values(system) as number[];
    expect(Math.min(...took)).toBeGreaterThanOrEqual(0.799);
    expect(Math.max(...took)).toBeLessThanOrEqual(1.201);
    expect(Math.min(...took)).toBeLessThan(0.82);
    expect(Math.max(...took)).toBeGreaterThan(1.18);
  });

  test('network: a path of its own has its own latency, and bandwidth makes large messages wait', () => {
    const system = new System({
      seed: 1,
      nodes: [{ name: 'eu-1' }, { name: 'us-1' }],
      network: {
        paths: [{ between: ['eu-*', 'us-*'], latencyMs: 40, jitterMs: 0, megabytesPerSecond: 1 }],
      },
    });
    system.spawnOn(
      'us-1',
      body(function* () {
        for (;;) {
          yield receive();
          observe(now());
        }
      }),
      undefined,
      { name: 'sink' },
    );
    system.spawnOn(
      'eu-1',
      body(function* () {
        const block = 'x'.repeat(10_000 - 8);
        for (let i = 0; i < 3; i += 1) send({ name: 'sink', node: 'us-1' }, block);
        yield sleep(0);
      }),
    );
    system.run();
    expect(values(system)).toEqual([50, 60, 70]);
    expect(fitsName('eu-*', 'eu-1')).toBe(true);
    expect(fitsName('eu-*', 'us-1')).toBe(false);
  });
});

describe('partitions', () => {
  test('partition: what is sent into it waits and arrives after the heal, in order', () => {
    const system = pair();
    system.spawnOn('b', collector, undefined, { name: 'sink' });
    system.at(10, () => system.partition(['a'], ['b', 'c']));
    system.spawnOn('a', sender, { count: 5, gapMs: 4, id: 's' });
    system.at(2_000, () => system.heal());
    system.run({ untilMs: 1_999 });
    expect(values(system)).toHaveLength(3);
    system.run();
    expect(values(system)).toEqual([0, 1, 2, 3, 4].map((n) => ['s', n]));
    expect(system.observations[4]?.atMs).toBeCloseTo(2_001, 0);
  });

  test('partition: after 6 to 10 s the connection is declared down on both sides, and what waited is lost', () => {
    const downs: number[] = [];
    for (let seed = 1; seed <= 40; seed += 1) {
      const system = pair(seed);
      system.spawnOn('b', collector, undefined, { name: 'sink' });
      system.spawnOn(
        'a',
        body(function* () {
          monitorNode('b');
          yield sleep(100);
          send({ name: 'sink', node: 'b' }, 'lost');
          yield receive();
          observe(['down', now()]);
        }),
      );
      system.at(50, () => system.partition(['a'], ['b']));
      system.at(20_000, () => system.heal());
      system.spawnOn(
        'a',
        body(function* () {
          yield sleep(20_001);
          send({ name: 'sink', node: 'b' }, 'first after the heal');
          observe(nodes());
        }),
      );
      system.run();
      const [down, connected, arrived] = values(system);
      downs.push((down as [string, number])[1] - 50);
      expect(connected).toEqual(['b', 'c']);
      expect(arrived).toBe('first after the heal');
      // Reconnecting takes a round trip before the message's own way.
      expect(system.observations[2]?.atMs).toBeGreaterThan(20_003);
      expect(system.observations[2]?.atMs).toBeLessThan(20_004.5);
    }
    expect(Math.min(...downs)).toBeGreaterThanOrEqual(6_000);
    expect(Math.max(...downs)).toBeLessThanOrEqual(10_000);
    expect(Math.max(...downs) - Math.min(...downs)).toBeGreaterThan(2_000);
  });

  test('cut: one direction is cut, the other side answers into the void', () => {
    const system = pair();
    system.spawnOn('b', echo, undefined, { name: 'echo' });
    system.cut('b', 'a');
    system.spawnOn(
      'a',
      body(function* () {
        observe(yield call({ name: 'echo', node: 'b' }, 1, 1_000));
        observe(yield call({ name: 'echo', node: 'b' }, 2, 100_000));
        observe(now() < 10_500);
      }),
    );
    system.run();
    expect(values(system)).toEqual([{ kind: 'timeout' }, { kind: 'nodedown' }, true]);
  });

  test('partition: calls of a connection that cannot be made end as nodedown', () => {
    const system = pair();
    system.spawnOn('b', echo, undefined, { name: 'echo' });
    system.partition(['a'], ['b']);
    system.spawnOn(
      'a',
      body(function* () {
        yield sleep(15_000);
        observe(yield call({ name: 'echo', node: 'b' }, 1, 60_000));
        observe(now());
      }),
    );
    system.run();
    expect(values(system)).toEqual([{ kind: 'nodedown' }, 22_000]);
  });
});

describe('crashes', () => {
  const watcher = body(function* () {
    trapExit(true);
    const far = spawn(echo, undefined, { node: 'b', name: 'echo' });
    link(far);
    const ref = monitor(far);
    monitorNode('b');
    yield call(far, 'up');
    observe(nodes());
    const got: unknown[] = [];
    for (let i = 0; i < 3; i += 1) got.push(yield receive());
    observe([now(), got]);
    observe(nodes());
    observe(yield call(far, 'again'));
    observe(ref);
  });

  test('crash: links, monitors and monitorNode hear of it one latency later', () => {
    const system = pair();
    system.spawnOn('a', watcher);
    system.at(500, () => system.crash('b'));
    system.run();
    const [before, [at, got], after, result, ref] = values(system) as [
      unknown,
      [number, { kind: string }[]],
      unknown,
      unknown,
      unknown,
    ];
    expect(before).toEqual(['b', 'c']);
    expect(at).toBe(501);
    expect(got.map(({ kind }) => kind).toSorted()).toEqual(['DOWN', 'EXIT', 'nodedown']);
    expect(got.find(isDown)).toMatchObject({ reason: 'noconnection', ref });
    expect(after).toEqual(['c']);
    expect(result).toEqual({ kind: 'nodedown' });
  });

  test('crash: silent, it is found by ticks', () => {
    const system = pair();
    system.spawnOn('a', watcher);
    system.at(500, () => system.crash('b', { silent: true }));
    system.run();
    const [, [at]] = values(system) as [unknown, [number]];
    expect(at).toBeGreaterThanOrEqual(6_500);
    expect(at).toBeLessThanOrEqual(10_500);
  });

  test('crash: what the node had sent arrives before its peers hear of the crash', () => {
    const system = pair();
    system.spawnOn(
      'a',
      body(function* () {
        monitorNode('b');
        for (let i = 0; i < 4; i += 1) observe(yield receive());
      }),
      undefined,
      { name: 'sink' },
    );
    system.spawnOn(
      'b',
      body(function* () {
        yield sleep(100);
        for (let i = 0; i < 3; i += 1) send({ name: 'sink', node: 'a' }, i);
      }),
    );
    system.at(100.0001, () => system.crash('b'));
    system.run();
    expect(values(system)).toEqual([0, 1, 2, { kind: 'nodedown', node: 'b' }]);
  });

  test('restart: a new boot knows neither the processes nor the pids of the old one', () => {
    const system = pair();
    system.spawnOn('b', echo, undefined, { name: 'echo' });
    system.at(100, () => system.crash('b'));
    system.at(200, () => {
      system.restart('b');
      system.spawnOn('b', echo, undefined, { name: 'echo' });
    });
    system.spawnOn(
      'a',
      body(function* () {
        const old = ((yield call({ name: 'echo', node: 'b' }, self())) as { value: Pid }).value;
        observe(old === self());
        yield sleep(150);
        observe(yield call({ name: 'echo', node: 'b' }, 1));
        yield sleep(100);
        observe(nodes());
        observe(yield call({ name: 'echo', node: 'b' }, 2));
      }),
    );
    system.run();
    expect(values(system)).toEqual([
      true,
      { kind: 'nodedown' },
      ['b', 'c'],
      { kind: 'ok', value: 2 },
    ]);
  });

  test('restart: so fast that nobody noticed, what was sent before does not arrive', () => {
    const system = pair();
    system.spawnOn('b', collector, undefined, { name: 'sink' });
    system.spawnOn(
      'a',
      body(function* () {
        send({ name: 'sink', node: 'b' }, 'to the old boot');
        yield sleep(5);
        send({ name: 'sink', node: 'b' }, 'to the new boot');
      }),
    );
    system.at(0.1, () => {
      system.crash('b');
      system.restart('b');
      system.spawnOn('b', collector, undefined, { name: 'sink' });
    });
    system.run();
    expect(values(system)).toEqual(['to the new boot']);
  });
});

describe('hangs', () => {
  test('hang: what is sent meanwhile is handled on resumption, in order, before the loss is heard of', () => {
    const system = pair();
    system.spawnOn(
      'b',
      body(function* () {
        monitorNode('a');
        for (;;) observe([yield receive(), now()]);
      }),
      undefined,
      { name: 'sink' },
    );
    system.at(10, () => system.hang('b', 20_000));
    system.spawnOn(
      'a',
      body(function* () {
        monitorNode('b');
        yield sleep(100);
        send({ name: 'sink', node: 'b' }, 'one');
        send({ name: 'sink', node: 'b' }, 'two');
        observe(yield receive(any, 30_000));
      }),
    );
    system.run();
    expect(values(system)).toEqual([
      { kind: 'nodedown', node: 'b' },
      ['one', 20_010],
      ['two', 20_010],
      [{ kind: 'nodedown', node: 'a' }, 20_010],
    ]);
  });

  test('pause: short ones go unnoticed but for the time; work and timers stand still', () => {
    const system = pair();
    system.spawnOn('b', echo, undefined, { name: 'echo' });
    system.pause('b', 3_000, 800, 10_000);
    system.spawnOn(
      'a',
      body(function* () {
        observe(yield call({ name: 'echo', node: 'b' }, 1));
        observe(now() > 800);
        observe(yield call({ name: 'echo', node: 'b' }, 2));
        observe(now() < 804);
        yield sleep(3_100 - 804);
        observe(yield call({ name: 'echo', node: 'b' }, 3, 500));
        observe(nodes());
      }),
    );
    system.run();
    expect(values(system)).toEqual([
      { kind: 'ok', value: 1 },
      true,
      { kind: 'ok', value: 2 },
      true,
      { kind: 'timeout' },
      ['b', 'c'],
    ]);
  });
});

test('spawn: on another node, a process has the parent it can answer', () => {
  const { seen, result } = play(function* () {
    spawn(
      body(function* (parent: Pid) {
        send(parent, 'from there');
        yield sleep(0);
      }),
      self(),
      { node: 'b' },
    );
    observe(yield receive());
    observe((yield receive(any, 10)) === timeout);
  });
  expect(result.kind).toBe('idle');
  expect(seen).toEqual(['from there', true]);
});
