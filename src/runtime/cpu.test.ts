import { describe, expect, test } from 'vitest';
import { nif, now, work } from './index.ts';
import { System } from './system.ts';
import { body } from './test-system.ts';
import { observe } from './world.ts';

describe('cores', () => {
  const finish = (cores: number, jobs: readonly number[], native = false): unknown[] => {
    const system = new System({ seed: 1, nodes: [{ name: 'a', cores }] });
    jobs.forEach((ms, n) =>
      system.spawnOn(
        'a',
        body(function* () {
          yield native && n === 0 ? nif(ms) : work(ms);
          observe([n, now()]);
        }),
      ),
    );
    system.run();
    return system.observations.map(({ value }) => value);
  };

  test('work: jobs share the cores equally', () => {
    expect(finish(1, [10])).toEqual([[0, 10]]);
    expect(finish(1, [10, 10])).toEqual([
      [0, 20],
      [1, 20],
    ]);
    expect(finish(1, [10, 30])).toEqual([
      [0, 20],
      [1, 40],
    ]);
    expect(finish(2, [10, 10, 10, 10])).toEqual([
      [0, 20],
      [1, 20],
      [2, 20],
      [3, 20],
    ]);
    expect(finish(4, [5, 10, 15])).toEqual([
      [0, 5],
      [1, 10],
      [2, 15],
    ]);
  });

  test('nif: keeps a core to itself', () => {
    expect(finish(1, [10, 5], true)).toEqual([
      [0, 10],
      [1, 15],
    ]);
    expect(finish(2, [10, 5, 5], true)).toEqual([
      [0, 10],
      [1, 10],
      [2, 10],
    ]);
  });

  test('work: a killed process gives its share back; a hang stops the clock of all', () => {
    const system = new System({ seed: 1, nodes: [{ name: 'a', cores: 1 }] });
    const long = body(function* () {
      yield work(100);
    });
    const pid = system.spawnOn('a', long);
    system.spawnOn(
      'a',
      body(function* () {
        yield work(10);
        observe(now());
      }),
    );
    system.at(10, () => system.kill(pid));
    system.at(12, () => system.hang('a', 50));
    system.run();
    expect(system.observations[0]?.value).toBe(65);
  });
});
