import { describe, expect, test } from 'vitest';
import type { ModuleHooks } from '#runtime/program.ts';
import { grade } from './grade.ts';
import { handMade } from './hand-made.ts';
import { always, check, invariant, world } from './index.ts';
import { finish, miniLab, miniWorld, programOf, rightHabits, scenario } from './mini-lab.ts';
import { stoppedOf, verdictOf } from './mini-verdicts.ts';

/** A module that trips over its own first line. */
function fails(_: unknown, __: unknown, hooks: ModuleHooks): never {
  hooks.at = 5;
  throw new RangeError('no such page');
}

describe('stops', () => {
  test('an error that nobody handles: KIT-CRASH at its line', () => {
    const stopped = stoppedOf(verdictOf({ ...rightHabits, breaks: 'throws' }));
    expect(stopped).toMatchObject({
      code: 'KIT-CRASH',
      seed: 101,
      place: { file: 'client.ts', line: 2 },
    });
    expect(stopped.message).toContain('TypeError');
    expect(stopped.remedy).not.toBe('');
  });

  test('a loop that never waits: KIT-HANG at its line', () => {
    const lab = miniLab({
      sheet: [
        { ...miniWorld, scenario: (draw) => ({ ...scenario(draw), limits: { stepsMax: 10_000 } }) },
      ],
    });
    const stopped = stoppedOf(
      finish(grade(lab, programOf({ ...rightHabits, breaks: 'loops' }), { seeds: 'run' })),
    );
    expect(stopped).toMatchObject({ code: 'KIT-HANG', place: { file: 'client.ts', line: 2 } });
  });

  test('a rule of nines broken: KIT-MISUSE with a remedy', () => {
    const stopped = stoppedOf(verdictOf({ ...rightHabits, breaks: 'misuses' }));
    expect(stopped).toMatchObject({ code: 'KIT-MISUSE', place: { file: 'client.ts', line: 2 } });
    expect(stopped.remedy).not.toBe('');
  });

  test('more events than a run may have: KIT-FLOOD', () => {
    const flooded = world({
      ...miniWorld,
      scenario: (draw) => ({ ...scenario(draw), limits: { eventsMax: 200 } }),
    });
    const stopped = stoppedOf(
      finish(grade(miniLab({ sheet: [flooded] }), programOf(rightHabits), { seeds: 'run' })),
    );
    expect(stopped).toMatchObject({ code: 'KIT-FLOOD' });
  });

  test('a file that fails while it is loaded: stopped at its line', () => {
    const sound = programOf(rightHabits);
    const files = sound.files.map((file) =>
      file.file === 'client.ts' ? Object.assign({}, file, { factory: fails }) : file,
    );
    const stopped = stoppedOf(finish(grade(miniLab(), { ...sound, files }, { seeds: 'run' })));
    expect(stopped).toMatchObject({ code: 'KIT-CRASH', place: { file: 'client.ts', line: 5 } });
  });

  test('an export that is missing: rejected before anything runs', () => {
    const lab = miniLab({ needs: { 'client.ts': ['placeOrder', 'sendVote'] } });
    expect(finish(grade(lab, programOf(rightHabits), { seeds: 'run' }))).toMatchObject({
      kind: 'rejected',
      problems: [{ code: 'missing-export', place: { file: 'client.ts' } }],
    });
  });

  test('a judge that throws: KIT-GRADER with its words', () => {
    const broken = check({
      code: 'M-1',
      judge: () => {
        throw new Error('nobody at home');
      },
    });
    const lab = miniLab({ sheet: [{ ...miniWorld, checks: [broken, ...miniWorld.checks] }] });
    const stopped = stoppedOf(finish(grade(lab, programOf(rightHabits), { seeds: 'run' })));
    expect(stopped).toMatchObject({ code: 'KIT-GRADER' });
    expect(stopped.message).toContain('nobody at home');
  });

  test('a row for which nothing was looked at: KIT-GRADER, for it would prove nothing', () => {
    const idle = always({ code: 'M-2', expected: 'anything', of: () => [] });
    const [counted = idle] = miniWorld.checks;
    const lab = miniLab({ sheet: [{ ...miniWorld, checks: [counted, idle] }] });
    const stopped = stoppedOf(finish(grade(lab, programOf(rightHabits), { seeds: 'run' })));
    expect(stopped.message).toContain('M-2');
  });

  test('a fault plan that makes no sense: KIT-GRADER names world, seed and problem', () => {
    const senseless = world({
      ...miniWorld,
      scenario: (draw) => ({
        ...scenario(draw),
        faults: [{ kind: 'hang', node: 'shop-9', at: 0, forMs: 1 }],
      }),
    });
    const stopped = stoppedOf(
      finish(grade(miniLab({ sheet: [senseless] }), programOf(rightHabits), { seeds: 'run' })),
    );
    expect(stopped.message).toContain("world 'lossy', seed 1: hang: there is no node 'shop-9'");
  });

  test('chance from outside: KIT-NONDETERMINISM names the first difference', () => {
    let calls = 0;
    const whimsical = handMade({
      'client.ts': { origin: 'learner', processes: () => ({}), values: { placeOrder: null } },
      'server.ts': { origin: 'learner', processes: () => ({}), values: { shop: null } },
      'web.ts': {
        origin: 'world',
        processes: ({ nines, observe }) => ({
          *web() {
            for (;;) {
              const { id } = (yield nines.receive()) as { readonly id: string };
              observe({ kind: 'answered', operation: id, answer: (calls += 1) });
            }
          },
        }),
      },
    });
    const small = world({
      id: 'small',
      scenario: (draw) => ({
        ...scenario(draw),
        faults: [],
        boot: [{ node: 'web', file: 'web.ts', body: 'web', as: 'web' }],
      }),
      checks: [
        always({
          code: 'M-1',
          expected: 'an answer',
          of: (record) =>
            record.operations.map((call) => ({
              ok: true,
              atMs: 0,
              operation: call.operation.id,
              tags: [],
              observed: '',
            })),
        }),
      ],
    });
    const row = invariant({
      code: 'M-1',
      sentence: 'All is answered',
      bound: '',
      title: '',
      hint: 1,
    });
    const lab = miniLab({ sheet: [small], invariants: [row] });
    const stopped = stoppedOf(finish(grade(lab, whimsical, { seeds: 'grade' })));
    expect(stopped).toMatchObject({ code: 'KIT-NONDETERMINISM', seed: 101 });
    // The world's file is no learner's, and compiled by nobody: there is no place to point at.
    expect(stopped.message).toMatch(
      /^World 'small' .*: event \d+ was first process \d+ on web putting a value on record at \d+(\.\d+)? ms, then process/,
    );
  });
});
