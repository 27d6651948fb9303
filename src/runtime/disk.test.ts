import { describe, expect, test } from 'vitest';
import { disk, isRaised, now, receive, self, send, sleep, exit, spawnMonitor } from './index.ts';
import type { RuntimeEvent } from './events.ts';
import { System } from './system.ts';
import { body, play } from './test-system.ts';
import { observe } from './world.ts';

describe('disk and memory', () => {
  test('disk: put takes 2 ms and survives a crash, a write under way does not, unless it is torn', () => {
    for (const torn of [0, 1]) {
      const system = new System({ seed: 1, nodes: [{ name: 'a' }] });
      system.spawnOn(
        'a',
        body(function* () {
          yield disk.put('safe', { n: 1 });
          observe(now());
          yield disk.put('under way', 2);
        }),
      );
      system.at(3, () => system.crash('a', { torn }));
      system.at(5, () => {
        system.restart('a');
        system.spawnOn(
          'a',
          body(function* () {
            observe([yield disk.keys(), yield disk.get('safe'), yield disk.get('under way')]);
          }),
        );
      });
      system.run();
      const keys = torn === 1 ? ['safe', 'under way'] : ['safe'];
      expect(system.observations.map(({ value }) => value)).toEqual([
        2,
        [keys, { n: 1 }, torn === 1 ? 2 : undefined],
      ]);
    }
  });

  test('disk: full, put raises enospc', () => {
    const { seen: got } = play(
      function* () {
        yield disk.put('a', 1);
        yield sleep(2_000);
        try {
          yield disk.put('b', 1);
        } catch (error) {
          observe(isRaised(error) && error.reason);
        }
        observe(yield disk.keys());
      },
      {},
      (system) => system.fillDisk('a', 60),
    );
    expect(got).toEqual(['enospc', ['a']]);
  });

  test('memory: a mailbox that grows, or a leak, kills the node', () => {
    const changes: string[] = [];
    const system = new System({
      seed: 1,
      nodes: [
        { name: 'a', memoryMB: 1 },
        { name: 'b', memoryMB: 1 },
      ],
    });
    system.observer = (event: RuntimeEvent) => {
      if (event.kind === 'nodeChanged')
        changes.push(`${event.node} ${event.change} ${Math.round(event.atMs)}`);
    };
    system.spawnOn(
      'a',
      body(function* () {
        for (;;) {
          send(self(), 'x'.repeat(1_000));
          yield sleep(1);
        }
      }),
    );
    system.leak('b', 0.5);
    system.run({ untilMs: 10_000 });
    expect(changes).toEqual(['a out-of-memory 989', 'b out-of-memory 2100']);
    expect(system.node('a').up).toBe(false);
  });

  test('memory: is given back when messages are taken and processes end', () => {
    const system = new System({ seed: 1, nodes: [{ name: 'a' }] });
    system.spawnOn(
      'a',
      body(function* () {
        for (let i = 0; i < 10; i += 1) send(self(), { i });
        for (let i = 0; i < 5; i += 1) yield receive();
        const { pid } = spawnMonitor(
          body(function* () {
            send(self(), 'unread');
            yield receive({ never: true });
          }),
        );
        yield sleep(5);
        exit(pid, 'kill');
      }),
    );
    system.run();
    expect(system.node('a').memory).toBe(0);
    expect(system.node('a').processCount).toBe(0);
  });
});
