import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SchedulerSpec } from '#runtime/scheduler.ts';
import { sleep } from '#runtime/index.ts';
import { System } from '#runtime/system.ts';
import type { Candidate, Failure, Trial } from './search.ts';
import { shrink } from './shrink.ts';
import { SwitchNoter, SwitchedOrder, type ScheduleSpec, type Switch } from './switches.ts';

interface Played {
  /** Which process had a turn, in order. */
  readonly turns: readonly string[];
  readonly schedule: readonly number[];
  readonly switches: readonly Switch[];
  readonly hash: string;
}

/** Five processes that take four turns each, all at the same instants. */
function play(spec: SchedulerSpec | SwitchedOrder | SwitchNoter, seed = 1): Played {
  const isChooser = spec instanceof SwitchedOrder || spec instanceof SwitchNoter;
  const scheduler: SchedulerSpec = isChooser ? { kind: 'chosen', by: spec } : spec;
  const system = new System({ seed, nodes: [{ name: 'a' }], scheduler, recordSchedule: true });
  const turns: string[] = [];
  for (let index = 1; index <= 5; index++) {
    system.spawnOn('a', function* () {
      for (let turn = 1; turn <= 4; turn++) {
        turns.push(`${index}.${turn}`);
        yield sleep(10);
      }
    });
  }
  system.run({ untilMs: 1_000 });
  const switches = spec instanceof SwitchNoter ? spec.switches : [];
  return { turns, schedule: system.queue.choices, switches, hash: system.hash() };
}

describe('a schedule as switches', () => {
  test('first come, first served: none', () => {
    const plain = play('round-robin');
    expect(play(new SwitchNoter(plain.schedule)).switches).toEqual([]);
    expect(play(new SwitchedOrder([])).turns).toEqual(plain.turns);
  });

  test('property: with its switches, any drawn schedule is run again, turn by turn', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        fc.integer({ min: 0, max: 4 }),
        (seed, depth) => {
          const drawn = play(depth === 0 ? 'random' : { kind: 'pct', depth }, seed);
          const followed = play(new SwitchNoter(drawn.schedule), seed);
          expect(followed.turns).toEqual(drawn.turns);
          const switched = play(new SwitchedOrder(followed.switches), seed);
          expect(switched.turns).toEqual(drawn.turns);
          expect(switched.hash).toBe(drawn.hash);
        },
      ),
      { numRuns: 100, seed: 20261121 },
    );
  });

  test('a switch that waits for a turn that never comes: the run goes on', () => {
    const [first] = play(new SwitchNoter(play('random').schedule)).switches;
    expect(first).toBeDefined();
    if (first === undefined) return;
    const orphan: Switch = { held: first.held, until: [first.until[0], 999] };
    expect(play(new SwitchedOrder([orphan])).turns).toHaveLength(20);
  });
});

/** A run breaks if the third turn of process 4 comes before the third turn of process 2. */
const trial: Trial = function* (candidate: Candidate) {
  yield;
  const played = playSpec(candidate.scheduler ?? 'round-robin');
  const isBroken = played.turns.indexOf('4.3') < played.turns.indexOf('2.3');
  return isBroken ? failure(played.schedule) : { breach: null, events: 20 };
};

function playSpec(spec: ScheduleSpec): Played {
  if (typeof spec === 'string') return play(spec);
  if (spec.kind === 'switched') return play(new SwitchedOrder(spec.switches));
  return play(spec);
}

function failure(schedule: readonly number[] | null): Failure {
  return {
    breach: { atMs: 30, expected: '', observed: '', operation: '', tags: [], cause: '' },
    others: [],
    struck: [],
    events: 20,
    traceHash: '',
    schedule,
  };
}

test('shrinking: of a drawn schedule only the switches that the failure needs are left', () => {
  const candidate: Candidate = { operations: [], faults: [], untilMs: 30, scheduler: 'random' };
  expect(playSpec('random').turns.indexOf('4.3')).toBeLessThan(
    playSpec('random').turns.indexOf('2.3'),
  );
  const steps = shrink({ candidate, failure: failure(null) }, trial, { keepLoad: false });
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  const { scheduler } = step.value.candidate;
  expect(scheduler).toMatchObject({ kind: 'switched' });
  if (typeof scheduler !== 'object' || scheduler.kind !== 'switched') return;
  expect(scheduler.switches.length).toBeLessThanOrEqual(3);
  const drawn = play(new SwitchNoter(playSpec('random').schedule)).switches;
  expect(drawn.length).toBeGreaterThan(scheduler.switches.length);
  const { turns } = playSpec(scheduler);
  expect(turns.indexOf('4.3')).toBeLessThan(turns.indexOf('2.3'));
});
