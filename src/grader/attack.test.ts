import { describe, expect, test } from 'vitest';
import type { AttackProgress } from './attack-progress.ts';
import { strategyNames } from './attack-progress.ts';
import { attack } from './attack.ts';
import { Draw } from './draw.ts';
import { scenarioOf } from './judge.ts';
import {
  finish,
  hopeful,
  keyless,
  miniLab,
  miniWorld,
  programOf,
  rightHabits,
  type Habits,
} from './mini-lab.ts';
import { replay } from './replay.ts';
import { drawCandidate } from './strategy-swarm.ts';
import type { Verdict } from './verdict.ts';

function attacked(habits: Habits, runsMax = 60): Verdict {
  return finish(attack(miniLab(), programOf(habits), { firstSeed: 1000, runsMax }));
}

describe('attack', () => {
  test('a right program survives: undecided, with what was tried', () => {
    expect(attacked(rightHabits)).toMatchObject({
      kind: 'undecided',
      reason: '60 attacks more have broken nothing',
    });
  });

  test.each([
    ['M-1', keyless],
    ['M-2', hopeful],
  ])('a wrong program falls: %s, shrunk to one order and one fault', (code, habits) => {
    const verdict = attacked(habits);
    expect(verdict).toMatchObject({
      kind: 'failed',
      counterexample: { breach: { code }, after: { operations: 1, faults: 1 } },
    });
  });

  test('a world whose bounds hold for the whole plan alone: only `fixed` runs it', () => {
    const checks = miniWorld.checks.map((check) => ({ ...check, calibrated: true }));
    const lab = miniLab({ sheet: [{ ...miniWorld, checks }] });
    const runsOf = (strategies: readonly ['fixed' | 'swarm']): unknown =>
      finish(attack(lab, programOf(rightHabits), { firstSeed: 1000, runsMax: 3, strategies }));
    expect(runsOf(['swarm'])).toMatchObject({ kind: 'undecided', events: 0 });
    expect(runsOf(['fixed'])).not.toMatchObject({ events: 0 });
  });

  test('its recipe can be replayed, with its schedule', () => {
    const verdict = attacked(keyless);
    if (verdict.kind !== 'failed') throw new Error(verdict.kind);
    const { recipe, story, traceHash } = verdict.counterexample;
    const again = finish(replay(miniLab(), programOf(keyless), { recipe }));
    expect(again).toMatchObject({ kind: 'failed', counterexample: { story, traceHash } });
  });

  test('the budget of events ends it', () => {
    const verdict = finish(
      attack(miniLab(), programOf(rightHabits), { firstSeed: 1, runsMax: 1000, eventsMax: 2000 }),
    );
    expect(verdict.kind === 'undecided' && verdict.seeds.length).toBeLessThan(50);
  });
});

describe('strategies', () => {
  test.each(strategyNames)('%s: a right program survives', (name) => {
    const options = { firstSeed: 5000, runsMax: 40, strategies: [name] };
    const verdict = finish(attack(miniLab(), programOf(rightHabits), options));
    expect(verdict).toMatchObject({ kind: 'undecided' });
  });

  test.each(strategyNames)('%s: a wrong program falls, and its recipe replays', (name) => {
    const options = { firstSeed: 5000, runsMax: 200, strategies: [name] };
    const verdict = finish(attack(miniLab(), programOf(keyless), options));
    if (verdict.kind !== 'failed') throw new Error(verdict.kind);
    const { recipe, traceHash } = verdict.counterexample;
    const again = finish(replay(miniLab(), programOf(keyless), { recipe }));
    expect(again).toMatchObject({ kind: 'failed', counterexample: { traceHash } });
  });

  test('the progress line: coverage of every family, the strategy, and the nearest miss', () => {
    const steps = attack(miniLab(), programOf(rightHabits), { firstSeed: 9000, runsMax: 60 });
    let last: AttackProgress | null = null;
    for (let step = steps.next(); step.done !== true; step = steps.next()) last = step.value;
    expect(last).toMatchObject({ phase: 'running', runs: 60, runsMax: 60, world: 'lossy' });
    const labels = last?.faults.map(({ label }) => label);
    expect(labels).toEqual(['lost reply', 'lost request', 'slow shop']);
    expect(last?.faults.every(({ runs }) => runs > 0)).toBe(true);
    // One charge where two would be a breach.
    expect(last?.nearest).toMatchObject({ code: 'M-1', distance: 0.5, worst: '1' });
  });
});

describe('what a run of the attack is made of', () => {
  const candidates = Array.from({ length: 200 }, (_, index) => {
    const scenario = scenarioOf(miniLab(), miniWorld, {
      seed: index,
      program: programOf(rightHabits),
    });
    return { scenario, candidate: drawCandidate(scenario, new Draw(`swarm/${index}`)) };
  });

  test('the same draw gives the same run', () => {
    const [first] = candidates;
    if (first === undefined) throw new Error('there are candidates');
    expect(drawCandidate(first.scenario, new Draw('swarm/0'))).toEqual(first.candidate);
  });

  test('never harder than the plan: its faults and operations, no more probable', () => {
    for (const { scenario, candidate } of candidates) {
      const planned = new Map(scenario.faults.map((fault) => [fault.id, fault]));
      expect(candidate.faults.length).toBeGreaterThan(0);
      for (const fault of candidate.faults) {
        const plan = planned.get(fault.id);
        expect(plan?.kind).toBe(fault.kind);
        if ('probability' in fault && plan !== undefined && 'probability' in plan) {
          expect(fault.probability).toBeLessThanOrEqual(plan.probability ?? 0);
        }
      }
      const workload = new Set(scenario.workload);
      expect(candidate.operations.every((operation) => workload.has(operation))).toBe(true);
    }
  });

  test('swarms differ: every family is missing from some and alone in some, and every kind of schedule occurs', () => {
    const families = candidates.map(({ candidate }) =>
      candidate.faults.map(({ label }) => label).join(),
    );
    for (const family of ['lost reply', 'lost request', 'slow shop']) {
      expect(families).toContain(family);
      expect(families.some((drawn) => !drawn.includes(family))).toBe(true);
    }
    const schedulers = candidates.map(({ candidate: { scheduler } }) =>
      typeof scheduler === 'object' ? scheduler.kind : scheduler,
    );
    expect(new Set(schedulers)).toEqual(new Set([undefined, 'random', 'pct']));
  });
});
