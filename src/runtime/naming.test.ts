import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  exit,
  global,
  node,
  nodeInfo,
  pg,
  processInfo,
  receive,
  registry,
  self,
  send,
  sleep,
  spawn,
} from './index.ts';
import type { Pid } from './pid.ts';
import { body, play, seen } from './test-system.ts';
import { observe } from './world.ts';

const keeper = body(function* (keys: readonly (readonly [string, number | string])[]) {
  for (const [name, key] of keys) registry.register(name, key, { of: key });
  yield receive('stop');
});

describe('registry', () => {
  test('registry: a unique key is one process’s, and free when that ends', () => {
    expect(
      seen(function* () {
        registry.start('carts');
        const one = spawn(keeper, [['carts', 17]]);
        yield sleep(1);
        const [how, why] = registry.register('carts', 17);
        observe([how, Array.isArray(why) && why[1] === one]);
        exit(one, 'kill');
        yield sleep(1);
        observe(registry.lookup('carts', 17));
        observe(registry.register('carts', 17)[0]);
      }),
    ).toEqual([['error', true], [], 'ok']);
  });

  test('registry: a shared key has all its processes, in the order in which they came', () => {
    expect(
      seen(function* () {
        registry.start('rooms', 'duplicate');
        const pids = [1, 2, 3].map(() => spawn(keeper, [['rooms', 'lobby']]));
        yield sleep(1);
        observe(registry.lookup('rooms', 'lobby').map(({ pid }) => pids.indexOf(pid)));
        registry.register('rooms', 'lobby', 'me');
        registry.register('rooms', 'bar');
        observe(registry.keys('rooms', self()));
        registry.unregister('rooms', 'lobby');
        observe([registry.count('rooms'), registry.keys('rooms', self())]);
      }),
    ).toEqual([
      [0, 1, 2],
      ['lobby', 'bar'],
      [4, ['bar']],
    ]);
  });

  test('registry: values are copies, and their bytes are memory of the node', () => {
    const { system, seen: values } = play(function* () {
      registry.start('r');
      const value = { n: 1 };
      registry.register('r', 'k', value);
      value.n = 2;
      const [entry] = registry.lookup('r', 'k');
      observe(entry?.value);
      const before = nodeInfo().memory;
      registry.unregister('r', 'k');
      observe(before > nodeInfo().memory);
      yield sleep(1);
    });
    expect(values).toEqual([{ n: 1 }, true]);
    expect(system.node('a').memory).toBe(0);
  });

  test('registry: it goes with who made it, and with the node', () => {
    const { system, seen: values } = play(function* () {
      const owner = spawn(
        body(function* () {
          registry.start('r');
          registry.register('r', 1, 'x'.repeat(1_000));
          yield receive('stop');
        }),
      );
      yield sleep(1);
      send(owner, 'stop');
      yield sleep(1);
      registry.start('r');
      observe(registry.count('r'));
    });
    expect(values).toEqual([0]);
    expect(system.node('a').memory).toBe(0);
  });
});

const member = body(function* (groups: readonly string[]) {
  yield pg.startLink();
  for (const group of groups) yield pg.join(group, self());
  yield receive('stop');
});

describe('pg', () => {
  test('pg: a scope is its own; without it nothing is known', () => {
    expect(
      seen(function* () {
        observe(pg.getMembers('g'));
        yield pg.startLink('one');
        yield pg.startLink('two');
        yield pg.join('g', self(), 'one');
        observe([pg.getMembers('g', 'one').length, pg.getMembers('g', 'two').length]);
        observe([pg.whichGroups('one'), pg.whichGroups('two'), pg.whichGroups()]);
      }),
    ).toEqual([[], [1, 0], [['g'], [], []]]);
  });

  test('pg: a scope that has ended knows nothing, and a join finds nobody', () => {
    const { seen: values } = play(function* () {
      const holder = spawn(member, ['g']);
      yield sleep(1);
      observe(pg.getMembers('g').length);
      exit(holder, 'kill');
      yield sleep(1);
      observe(pg.getMembers('g').length);
      try {
        yield pg.join('g', self());
      } catch (error) {
        observe((error as { reason: readonly unknown[] }).reason[0]);
      }
    });
    expect(values).toEqual([1, 0, 'noproc']);
  });

  test('pg: whatever joins and leaves where, all nodes agree in the end', () => {
    const deeds = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.nat(2), fc.boolean()), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(deeds, fc.nat(1_000), (list, seed) => {
        const mine = (where: string) => list.filter(([at]) => at === where);
        const views: string[] = [];
        const actor = body(function* () {
          yield pg.startLink();
          for (const [, group, joins] of mine(node())) {
            if (joins) yield pg.join(group, self());
            else yield pg.leave(group, self());
            yield sleep(3);
          }
          yield sleep(200);
          const view = [0, 1, 2].map((group) =>
            pg
              .getMembers(group)
              .map(({ id }) => id)
              .sort((one, other) => one - other),
          );
          views.push(JSON.stringify(view));
          yield receive('stop');
        });
        play(
          function* () {
            for (const at of ['b', 'c']) spawn(actor, undefined, { node: at });
            yield* actor(undefined);
          },
          {
            seed,
            nodes: [{ name: 'a' }, { name: 'b' }, { name: 'c' }],
            scheduler: 'random',
          },
        );
        expect(views).toHaveLength(3);
        expect(new Set(views).size).toBe(1);
      }),
      { numRuns: 40 },
    );
  });
});

describe('global', () => {
  test('global: of many who want a name at once, on three nodes, one gets it and all know who', () => {
    const answers: unknown[] = [];
    const holders = new Set<unknown>();
    const candidate = body(function* () {
      answers.push(yield global.registerName('leader', self()));
      yield sleep(2_000);
      holders.add(global.whereisName('leader')?.id);
      yield receive('stop');
    });
    const nameServer = body(function* () {
      yield global.startLink();
      yield receive('stop');
    });
    const names = ['a', 'b', 'c'];
    play(
      function* () {
        for (const at of names) spawn(nameServer, undefined, { node: at });
        yield sleep(50);
        for (const at of [...names, ...names]) spawn(candidate, undefined, { node: at });
        yield receive('stop');
      },
      { nodes: names.map((name) => ({ name })), scheduler: 'random' },
    );
    expect(answers.map(String).toSorted()).toEqual(['no', 'no', 'no', 'no', 'no', 'yes']);
    expect(holders.size).toBe(1);
  });

  test('global: who dies with the lock in his hands does not keep it', () => {
    expect(
      seen(function* () {
        yield global.startLink();
        const held = spawn(
          body(function* () {
            const server = (yield receive()) as Pid;
            send(server, { kind: 'cast' });
            yield global.registerName('x', self());
          }),
        );
        send(held, self());
        yield sleep(0.002);
        exit(held, 'kill');
        observe(yield global.registerName('y', self()));
      }),
    ).toEqual(['yes']);
  });
});

describe('what a name says', () => {
  test('processInfo: tells the name, and the counters of what has happened', () => {
    expect(
      seen(function* () {
        const pid = spawn(keeper, [], { name: 'k' });
        yield sleep(1);
        send(pid, 'x'.repeat(100));
        send(pid, 1);
        yield sleep(1);
        const info = processInfo(pid);
        observe([info?.registeredName, info?.messageQueueLen, (info?.memory ?? 0) - 2_640]);
        observe((info?.reductions ?? 0) > 0);
        send(pid, 'stop');
        yield sleep(1);
        observe(processInfo(pid));
      }),
    ).toEqual([['k', 2, 116], true, undefined]);
  });
});
