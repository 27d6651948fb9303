import { expect, test } from 'vitest';
import { System } from '#runtime/system.ts';
import { handMade, type HandMade } from './hand-made.ts';
import type { LabProgram } from './program.ts';
import { LearnerSites } from './sites.ts';

/** Reads what it gets with a pure function of the learner's, and goes on with the learner's code if told to. */
const desk: HandMade = {
  origin: 'world',
  processes: ({ nines, from }) => ({
    *desk() {
      for (;;) {
        const { isGood } = (yield nines.receive()) as { readonly isGood: boolean };
        const read = from('api.ts', 'read');
        void read(isGood);
        if (isGood) yield from('api.ts', 'serve')();
      }
    },
  }),
};
const api: HandMade = {
  origin: 'learner',
  processes: ({ nines, at }) => ({
    *serve() {
      at(7);
      yield nines.sleep(10);
      at(8);
    },
  }),
  values: { read: (isGood: unknown) => isGood },
};

function listened(): {
  readonly system: System;
  readonly sites: LearnerSites;
  readonly desk: number;
} {
  const program: LabProgram = {
    ...handMade({ 'api.ts': api, 'desk.ts': desk }),
    declared: (file, name) => (name === 'read' ? { file, line: 3, column: 1 } : null),
  };
  const sites = new LearnerSites(program);
  const system = new System({ seed: 1, nodes: [{ name: 'shop' }], program: sites.program });
  sites.listen(system);
  const pid = system.spawnOn('shop', { file: 'desk.ts', name: 'desk' }, undefined, {
    name: 'desk',
  });
  return { system, sites, desk: pid.id };
}

test('sites: a line passed in one conversation is none of another', () => {
  const { system, sites, desk: id } = listened();
  const to = { name: 'desk', node: 'shop' };
  system.send(to, { isGood: true }, 'first');
  system.run({ untilMs: 100 });
  system.send(to, { isGood: false }, 'second');
  system.run({ untilMs: 200 });
  expect(sites.placeIn(id, 'first')).toEqual({ file: 'api.ts', line: 8, column: 1 });
  expect(sites.placeIn(id, 'second')).toEqual({ file: 'api.ts', line: 3, column: 1 });
  expect(sites.placeIn(id, 'third')).toBeNull();
});

test('sites: whereabouts are those of the instant', () => {
  const { system, sites, desk: id } = listened();
  system.send({ name: 'desk', node: 'shop' }, { isGood: true }, 'first');
  system.run({ untilMs: 100 });
  expect(sites.whereabouts(id, 5)).toMatchObject({ place: { line: 7 }, tag: 'first' });
  expect(sites.whereabouts(id, 50)).toMatchObject({ place: { line: 8 } });
  expect(sites.whereabouts(id + 1, 50)).toBeNull();
});
