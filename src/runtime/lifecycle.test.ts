import { expect, test } from 'vitest';
import { monitorNode, node, receive } from './index.ts';
import { System } from './system.ts';
import { seen } from './test-system.ts';
import { observe } from './world.ts';

test('exit reason: a process that has passed no place yet does not name that of another', () => {
  const system = new System({
    seed: 1,
    nodes: [{ name: 'a' }],
    program: {
      files: [
        {
          file: 'b.ts',
          factory: (_exports, _require, hooks) =>
            hooks.define('main', () => (null as unknown as { field: number }).field),
        },
      ],
      place: () => ({ file: 'a.ts', line: 1, column: 1 }),
    },
  });
  system.spawnOn('a', { file: 'b.ts', name: 'main' });
  system.run();
  expect(system.crashes[0]?.reason).toMatchObject({ name: 'TypeError', at: null });
});

test('monitorNode: of the own node, is never told of its loss', () => {
  const told = seen(function* () {
    monitorNode(node());
    observe(String(yield receive({ kind: 'nodedown' }, 5)));
  });
  expect(told).toEqual(['Symbol(timeout)']);
});
