import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { majorityReach } from './barrier.ts';
import { any, monitorNode, nodes, now, receive, send, sleep, timeout, trapExit } from './index.ts';
import { lan, samplerOf, wan, type Latency } from './latency.ts';
import { wayBetween, type NetworkSpec } from './network-spec.ts';
import { mix } from './random.ts';
import { System } from './system.ts';
import { body, play } from './test-system.ts';
import { eventKind } from './trace.ts';
import { observe } from './world.ts';

const sink = body(function* () {
  for (;;) observe([yield receive(), now()]);
});
const values = (system: System): unknown[] => system.observations.map(({ value }) => value);
const named = (names: string): { name: string }[] => names.split('').map((name) => ({ name }));

/** Whom each node reaches, as `a: bc`. */
function reached(names: string, split: (system: System) => void): readonly string[] {
  const system = new System({ seed: 1, nodes: named(names) });
  for (const name of names) system.spawnOn(name, sink, undefined, { name: 'sink' });
  split(system);
  const call = body(function* (from: string) {
    for (const node of names) if (node !== from) send({ name: 'sink', node }, from);
    yield sleep(0);
  });
  for (const name of names) system.spawnOn(name, call, name);
  system.run({ untilMs: 100 });
  const got = system.observations.map(({ node, value }) => ({
    node,
    from: (value as [string])[0],
  }));
  return names.split('').map((name) => {
    const to = got.filter(({ from }) => from === name).map(({ node }) => node);
    return `${name}: ${to.toSorted().join('')}`;
  });
}

describe('latency', () => {
  /** Latencies in milliseconds, smallest first. */
  function drawn(latency: Latency, count = 20_000): readonly number[] {
    const sample = samplerOf(latency);
    const all = Array.from({ length: count }, (_, i) => (sample?.(mix(i, 99)) ?? 0) / 1_000_000);
    return all.toSorted((a, b) => a - b);
  }
  const quantile = (sorted: readonly number[], q: number): number =>
    sorted[Math.floor(sorted.length * q)] ?? 0;

  test('latency: normal is a bell around the mean, and never below a tenth of it', () => {
    const sorted = drawn({ kind: 'normal', ms: 10, deviationMs: 2 });
    expect(quantile(sorted, 0.5)).toBeCloseTo(10, 0);
    expect(quantile(sorted, 0.8413)).toBeCloseTo(12, 0);
    expect(quantile(sorted, 0.99)).toBeCloseTo(14.65, 0);
    const wide = drawn({ kind: 'normal', ms: 1, deviationMs: 5 });
    expect(wide[0]).toBe(0.1);
  });

  test('latency: a long tail has its median and its 99th percentile', () => {
    const sorted = drawn({ kind: 'longTail', ms: 10, p99Ms: 200 });
    expect(quantile(sorted, 0.5) / 10).toBeCloseTo(1, 1);
    expect(quantile(sorted, 0.99) / 200).toBeCloseTo(1, 0);
    expect(quantile(sorted, 0.999)).toBeGreaterThan(300);
  });

  test('latency: a constant is one; a path has its own, else the network’s', () => {
    expect(samplerOf({ kind: 'constant', ms: 3 })).toBe(null);
    const network: NetworkSpec = {
      latency: wan,
      paths: [
        { between: ['a', 'b'], latencyMs: 5 },
        { between: ['a', 'c*'], latency: lan, megabytesPerSecond: 2 },
      ],
    };
    expect(wayBetween(network, 'x', 'y').latency).toBe(wan);
    expect(wayBetween(network, 'b', 'a').latency).toMatchObject({ ms: 5, jitterMs: 0.2 });
    expect(wayBetween(network, 'c1', 'a')).toEqual({ latency: lan, megabytesPerSecond: 2 });
  });

  test('latency: whatever the model, a pair keeps its order', () => {
    const latency = fc.constantFrom<Latency>(
      { kind: 'constant', ms: 2 },
      { kind: 'normal', ms: 2, deviationMs: 1 },
      { kind: 'longTail', ms: 1, p99Ms: 50 },
      { kind: 'uniform', ms: 2, jitterMs: 2 },
    );
    const options = {
      seed: fc.nat(),
      latency,
      fragmentKB: fc.constantFrom(0, 1),
      loss: fc.constantFrom(0, 0.3),
    };
    fc.assert(
      fc.property(fc.record(options), ({ seed, latency: model, fragmentKB, loss }) => {
        const system = new System({
          seed,
          nodes: named('ab'),
          network: { latency: model, fragmentKB, megabytesPerSecond: 1 },
        });
        system.impair('a', 'b', { loss });
        system.spawnOn('b', sink, undefined, { name: 'sink' });
        system.at(6, () => system.partition(['a'], ['b']));
        system.at(40, () => system.heal());
        const sender = body(function* () {
          for (let i = 0; i < 40; i += 1) {
            send({ name: 'sink', node: 'b' }, [i, 'x'.repeat((i % 5) * 700)]);
            if (i % 3 === 0) yield sleep(0.5);
          }
        });
        system.spawnOn('a', sender);
        system.run();
        const got = values(system).map((value) => (value as [[number]])[0][0]);
        expect(got).toEqual(Array.from({ length: 40 }, (_, i) => i));
      }),
      { seed: 20_261_121, numRuns: 200 },
    );
  });
});

describe('shapes of partitions', () => {
  test('sides: nobody reaches another side; who is on none is the bridge', () => {
    expect(reached('abcde', (system) => system.partition(['a', 'b'], ['d', 'e']))).toEqual([
      ...['a: bc', 'b: ac', 'c: abde', 'd: ce', 'e: cd'],
    ]);
    expect(reached('abcd', (system) => system.partition(['a'], ['b'], ['c', 'd']))).toEqual([
      ...['a: ', 'b: ', 'c: d', 'd: c'],
    ]);
  });

  test('one way: the way back is open', () => {
    expect(reached('abc', (system) => system.cut(['a', 'b'], 'c'))).toEqual([
      ...['a: b', 'b: a', 'c: ab'],
    ]);
  });

  test('ring: each sees a majority, and no two the same one', () => {
    const ring = reached('abcde', (system) => system.ring('abcde'.split('')));
    expect(ring).toEqual(['a: be', 'b: ac', 'c: bd', 'd: ce', 'e: ad']);
    for (const count of [3, 5, 7, 9]) {
      expect(2 * majorityReach(count) + 1).toBeGreaterThan(count / 2);
    }
  });

  test('heal: part of it, one barrier, or all', () => {
    const split = (system: System): void => void system.partition(['a', 'b'], ['c', 'd']);
    const heal = (system: System): void => {
      split(system);
      system.heal(['a'], ['c']);
    };
    expect(reached('abcd', heal)).toEqual(['a: bc', 'b: a', 'c: ad', 'd: c']);
    const twice = (system: System): void => {
      const first = system.partition(['a'], ['b']);
      system.cut('a', 'b');
      system.network.unblock(first);
    };
    expect(reached('ab', twice)).toEqual(['a: ', 'b: a']);
    const nothing = (system: System): void => {
      system.cut('a', 'b');
      system.heal();
    };
    expect(reached('ab', nothing)).toEqual(['a: b', 'b: a']);
  });

  test('cut: what had been under way comes before what was sent since', () => {
    const { seen } = play(
      function* () {
        send({ name: 'sink', node: 'b' }, 1);
        yield sleep(0.7);
        send({ name: 'sink', node: 'b' }, 2);
        yield sleep(50);
      },
      {},
      (system) => {
        system.spawnOn('b', sink, undefined, { name: 'sink' });
        system.at(0.5, () => system.cut('a', 'b'));
        system.at(30, () => system.heal());
      },
    );
    expect(seen.map((value) => (value as [number])[0])).toEqual([1, 2]);
  });
});

describe('who is connected', () => {
  /** What each node sees at the end of `run`. */
  function sees(
    spec: { readonly mesh: boolean; readonly hidden: string },
    run: (system: System) => void,
  ): readonly string[] {
    const system = new System({
      seed: 1,
      nodes: named('abcd').map(({ name }) => ({ name, hidden: spec.hidden.includes(name) })),
      network: { mesh: spec.mesh },
    });
    const greet = body(function* (to: string) {
      send({ name: 'nobody', node: to }, 'hello');
      yield sleep(0);
    });
    run(system);
    system.at(50_000, () => {
      const look = body(function* () {
        observe(`${nodes().join('')}/${nodes('hidden').join('')}/${nodes('connected').join('')}`);
        yield sleep(0);
      });
      for (const { name } of system.nodes) system.spawnOn(name, look);
    });
    system.at(1, () => system.spawnOn('a', greet, 'b'));
    system.at(20_000, () => system.spawnOn('b', greet, 'c'));
    system.run();
    return values(system) as string[];
  }

  test('mesh: all, from the start; without one, those who have sent', () => {
    expect(sees({ mesh: true, hidden: '' }, () => undefined)).toEqual([
      ...['bcd//bcd', 'acd//acd', 'abd//abd', 'abc//abc'],
    ]);
    expect(sees({ mesh: false, hidden: '' }, () => undefined)).toEqual([
      'b//b',
      'ac//ac',
      'b//b',
      '//',
    ]);
  });

  test('hidden: it connects to whom it sends, and nobody is told', () => {
    expect(sees({ mesh: true, hidden: 'a' }, () => undefined)).toEqual([
      ...['/b/b', 'cd/a/acd', 'bd//bd', 'bc//bc'],
    ]);
  });

  test('mesh: after a partition, one message connects all that know each other', () => {
    const watch = body(function* () {
      for (const name of 'abcd') monitorNode(name);
      yield receive('never');
    });
    const split = (system: System): void => {
      for (const { name } of system.nodes) system.spawnOn(name, watch);
      system.at(100, () => system.partition(['a', 'b'], ['c', 'd']));
      system.at(15_000, () => system.heal());
    };
    expect(sees({ mesh: true, hidden: '' }, split)).toEqual([
      ...['bcd//bcd', 'acd//acd', 'abd//abd', 'abc//abc'],
    ]);
    const alone = sees({ mesh: true, hidden: '' }, (system) => {
      split(system);
      system.at(15_001, () => system.partition(['a', 'b'], ['c', 'd']));
    });
    expect(alone).toEqual(['b//b', 'a//a', 'd//d', 'c//c']);
  });

  test('a pair that nobody had looked at: found connected, or given up, as if one had', () => {
    const at = (ms: number): readonly unknown[] =>
      play(
        function* () {
          yield sleep(ms);
          observe(nodes());
        },
        {},
        (system) => system.at(100, () => system.partition(['a'], ['b'])),
      ).seen;
    expect(at(5_000)).toEqual([['b']]);
    expect(at(11_000)).toEqual([[]]);
  });

  test('power: a machine without it refuses nothing', () => {
    const lost = (silent: boolean): unknown =>
      play(
        function* () {
          yield sleep(100);
          monitorNode('b');
          const down = yield receive(any, 20_000);
          observe(down === timeout ? 'nothing' : Math.floor(now()));
        },
        {},
        (system) => system.at(50, () => system.crash('b', { silent })),
      ).seen;
    expect(lost(false)).toEqual([100]);
    expect(lost(true)).toEqual([100]);
  });
});

describe('bandwidth', () => {
  const large = 'x'.repeat(1_000_000);
  /** When the small message and the large one arrive that two processes send at once. */
  function arrivals(network: NetworkSpec): readonly unknown[] {
    const { seen } = play(
      function* () {
        send({ name: 'sink', node: 'b' }, large);
        yield sleep(2_000);
      },
      { network: { latencyMs: 1, jitterMs: 0, ...network } },
      (system) => {
        system.spawnOn('b', sink, undefined, { name: 'sink' });
        const small = body(function* () {
          yield sleep(1);
          send({ name: 'sink', node: 'b' }, 'small');
        });
        system.spawnOn('a', small);
      },
    );
    return seen.map((value) => {
      const [message, ms] = value as [string, number];
      return [message === large ? 'large' : message, Math.round(ms)];
    });
  }

  test('head of line: a large message holds up a small one, unless it goes in fragments', () => {
    expect(arrivals({ megabytesPerSecond: 5 })).toEqual([
      ['large', 201],
      ['small', 201],
    ]);
    expect(arrivals({ megabytesPerSecond: 5, fragmentKB: 64 })).toEqual([
      ['small', 14],
      ['large', 201],
    ]);
  });

  test('impairment: slower, later, lost and sent again; over when it is over', () => {
    const times = (impair: (system: System) => void): readonly number[] =>
      play(
        function* () {
          for (let i = 0; i < 20; i += 1) {
            send({ name: 'sink', node: 'b' }, 'x'.repeat(992));
            yield sleep(100);
          }
        },
        { network: { latencyMs: 1, jitterMs: 0 } },
        (system) => {
          system.spawnOn('b', sink, undefined, { name: 'sink' });
          impair(system);
        },
      ).seen.map((value, i) => (value as [string, number])[1] - i * 100);
    const late = times((system) => {
      system.impair('a', '*', { addMs: 7, megabytesPerSecond: 1 });
      system.at(950, () => system.impair('a', '*', null));
    });
    expect(late.slice(0, 10).every((ms) => Math.round(ms) === 9)).toBe(true);
    expect(late.slice(10).every((ms) => Math.round(ms) === 1)).toBe(true);
    const lossy = times((system) => system.impair('*', 'b', { loss: 0.2 }));
    expect(lossy).toHaveLength(20);
    expect(lossy.filter((ms) => ms > 100).length).toBeGreaterThan(1);
    expect(lossy.some((ms) => Math.round(ms) === 1)).toBe(true);
  });
});

describe('busy senders', () => {
  /** When a sender of twenty messages of 100 kB goes on after each. */
  function pace(network: NetworkSpec, faults: (system: System) => void = () => undefined) {
    const played = play(
      function* () {
        for (let i = 0; i < 20; i += 1) {
          send({ name: 'sink', node: 'b' }, 'x'.repeat(100_000));
          yield sleep(0);
          observe(now());
        }
      },
      { network: { megabytesPerSecond: 10, ...network } },
      (system) => {
        system.spawnOn(
          'b',
          body(function* () {
            for (;;) yield receive();
          }),
          undefined,
          { name: 'sink' },
        );
        faults(system);
      },
    );
    const suspended = played.system.trace
      .columns()
      .kind.filter((kind) => kind === eventKind.suspended);
    return { at: played.seen as number[], suspended: suspended.length };
  }

  test('busy limit: who sends too much is suspended until less waits', () => {
    const free = pace({});
    expect(free.suspended).toBe(0);
    expect(Math.max(...free.at)).toBeLessThan(1);
    const held = pace({ busyLimitKB: 1_024 });
    expect(held.suspended).toBeGreaterThan(5);
    expect(held.at[9]).toBeLessThan(1);
    expect(held.at.at(-1)).toBeCloseTo((2_000 - 1_024) / 10, 0);
    const fragments = pace({ busyLimitKB: 1_024, fragmentKB: 64 });
    expect(fragments.at.at(-1)).toBeCloseTo(97.6, -1);
  });

  test('busy limit: at a cut, senders wait for the heal or for the loss of the connection', () => {
    const healed = pace({ busyLimitKB: 500 }, (system) => {
      system.at(0, () => system.cut('a', 'b'));
      system.at(3_000, () => system.heal());
    });
    expect(healed.at.filter((ms) => ms < 3_000).length).toBeLessThan(7);
    expect(healed.at.at(-1)).toBeLessThan(3_300);
    const lost = pace({ busyLimitKB: 500, tickTimeMs: 1_000 }, (system) => {
      system.at(0, () => system.partition(['a'], ['b']));
    });
    expect(lost.at).toHaveLength(20);
    expect(lost.at.at(-1)).toBeLessThan(1_300);
  });

  test('busy limit: a suspended process can be killed, and a message that came meanwhile waits', () => {
    const { seen, system } = play(
      function* () {
        const own = yield* (function* () {
          yield sleep(0);
          return 'main';
        })();
        send({ name: 'sink', node: 'b' }, 'x'.repeat(900_000));
        observe([own, yield receive('hello'), Math.round(now())]);
      },
      { network: { megabytesPerSecond: 10, busyLimitKB: 100 } },
      (made) => {
        made.at(5, () => made.send({ name: 'main', node: 'a' }, 'hello'));
        const victim = body(function* () {
          send({ name: 'sink', node: 'b' }, 'x'.repeat(900_000));
          yield sleep(0);
          observe('never');
        });
        const pid = made.spawnOn('a', victim);
        made.at(6, () => made.kill(pid));
      },
    );
    expect(seen).toEqual([['main', 'hello', 170]]);
    expect(system.node('a').processCount).toBe(0);
  });
});

describe('nodes', () => {
  test('shutDown: who was started from outside has time to end, then peers hear of it', () => {
    const { seen } = play(
      function* () {
        monitorNode('b');
        observe([yield receive(), Math.round(now())]);
      },
      {},
      (system) => {
        system.spawnOn(
          'b',
          body(function* () {
            trapExit(true);
            const { reason } = (yield receive({ kind: 'EXIT' })) as { reason: unknown };
            yield sleep(20);
            observe(reason);
          }),
        );
        system.at(100, () => system.shutDown('b'));
      },
    );
    expect(seen).toEqual(['shutdown', [{ kind: 'nodedown', node: 'b' }, 122]]);
  });

  test('shutDown: whoever does not end in time is ended; a node can begin down', () => {
    const system = new System({ seed: 1, nodes: [{ name: 'a' }, { name: 'b', up: false }] });
    const stubborn = body(function* () {
      trapExit(true);
      for (;;) yield receive();
    });
    expect(system.node('b').up).toBe(false);
    system.at(10, () => system.restart('b'));
    system.at(20, () => system.spawnOn('b', stubborn));
    system.at(30, () => system.shutDown('b', 100));
    system.run({ untilMs: 129 });
    expect(system.node('b').up).toBe(true);
    system.run();
    expect(system.node('b').up).toBe(false);
    expect(system.node('b').processCount).toBe(0);
  });
});
