import { describe, expect, test } from 'vitest';
import { Draw } from './draw.ts';
import { grade } from './grade.ts';
import { Examiner, callStepsMax } from './examine.ts';
import { handMade } from './hand-made.ts';
import { examination, type Finding } from './lab.ts';
import { LearnerFailed, Suspension } from './learner.ts';
import {
  finish,
  keyless,
  miniLab,
  miniWorld as lossy,
  programOf,
  rightHabits,
} from './mini-lab.ts';
import { random } from '#runtime/index.ts';
import type { ModuleHooks } from '#runtime/program.ts';
import type { LabProgram } from './program.ts';
import type { Verdict } from './verdict.ts';

let hooks: ModuleHooks | null = null;

/** Stands where the compiler counts a step. */
function step(): void {
  if (hooks !== null && (hooks.n -= 1) < 0) hooks.trip();
}

const values = {
  policy: { orders: { attempts: 3 } },
  twice: (count: number) => count * 2,
  appended: (list: number[]) => {
    list.push(99);
    return list;
  },
  endless: () => {
    for (;;) step();
  },
  broken: () => {
    throw hooks?.thrown(new RangeError('no such page'));
  },
  closure: () => () => 1,
  visit: (each: (value: unknown) => unknown) => [1, 2, 3].map((value) => each({ value })),
  draws: (rng: { next: () => number }) => [rng.next(), rng.next()],
  leaks: (each: (value: unknown) => unknown) => each(() => 'a closure'),
  asks: () => (hooks === null ? null : hooks.task((function* () {})())),
  searches: (ask: (question: number) => number) => {
    const answers: number[] = [];
    for (const question of [1, 2, 3]) {
      try {
        answers.push(ask(question));
      } catch (error) {
        hooks?.caught(error);
      }
    }
    return answers;
  },
  dice: () => random(),
  counted: (() => {
    let calls = 0;
    return () => (calls += 1);
  })(),
};

const made = handMade({ 'pure.ts': { origin: 'learner', processes: () => ({}), values } });
/** The same, with the hooks within reach of the functions above. */
const program: LabProgram = {
  place: made.place,
  files: made.files.map((file) => ({
    file: file.file,
    origin: file.origin,
    factory: (exports, require, given) => {
      hooks = given;
      file.factory(exports, require, given);
    },
  })),
};

const learner = new Examiner(program, 1);

describe('an examination', () => {
  test('values and results come back', () => {
    expect(learner.value('pure.ts', 'policy')).toEqual({ kind: 'returned', value: values.policy });
    expect(learner.call('pure.ts', 'twice', 21)).toEqual({ kind: 'returned', value: 42 });
    expect(learner.exports('pure.ts')).toContain('twice');
  });

  test('they are copies, both ways', () => {
    const policy = learner.value('pure.ts', 'policy');
    expect(policy.kind === 'returned' && policy.value).not.toBe(values.policy);
    const list = [1];
    expect(learner.call('pure.ts', 'appended', list)).toEqual({ kind: 'returned', value: [1, 99] });
    expect(list).toEqual([1]);
  });

  test('what is not there: missing', () => {
    expect(learner.call('pure.ts', 'nothing')).toEqual({ kind: 'missing' });
    expect(learner.call('pure.ts', 'policy')).toEqual({ kind: 'missing' });
    expect(learner.value('nowhere.ts', 'x')).toEqual({ kind: 'missing' });
    expect(learner.exports('nowhere.ts')).toBeNull();
  });

  test('a call that never ends: endless after its steps, and the next one works', () => {
    expect(learner.call('pure.ts', 'endless')).toMatchObject({ kind: 'endless' });
    expect(learner.call('pure.ts', 'twice', 2)).toEqual({ kind: 'returned', value: 4 });
    expect(callStepsMax).toBeGreaterThan(1_000_000);
  });

  test('an error, a closure as result, a use of the runtime: threw, with its words', () => {
    expect(learner.call('pure.ts', 'broken')).toMatchObject({
      kind: 'threw',
      message: 'RangeError: no such page',
    });
    expect(learner.call('pure.ts', 'closure').kind).toBe('threw');
    expect(learner.call('pure.ts', 'asks').kind).toBe('threw');
    expect(learner.call('pure.ts', 'twice', 2)).toEqual({ kind: 'returned', value: 4 });
  });

  test('functions of ours can be handed in: they see copies, and may run grades of their own', () => {
    const seen: unknown[] = [];
    const visited = learner.call('pure.ts', 'visit', (value: unknown) => {
      seen.push(value);
      const verdict = finish(grade(miniLab(), programOf(rightHabits), { seeds: [1] }));
      return verdict.kind;
    });
    expect(visited).toEqual({ kind: 'returned', value: ['passed', 'passed', 'passed'] });
    expect(seen).toEqual([{ value: 1 }, { value: 2 }, { value: 3 }]);
    let drawn = 0;
    expect(learner.call('pure.ts', 'draws', { next: () => (drawn += 1) })).toEqual({
      kind: 'returned',
      value: [1, 2],
    });
    expect(learner.call('pure.ts', 'leaks', () => null).kind).toBe('threw');
  });
});

describe('a call with a word about how', () => {
  test('fewer steps: endless after them', () => {
    const endless = { file: 'pure.ts', name: 'endless', args: [], stepsMax: 100 };
    expect(learner.callWith(endless)).toMatchObject({ kind: 'endless' });
  });

  test('as many calls as one likes: what one of them may take is no share of all', () => {
    const twice = { file: 'pure.ts', name: 'twice', args: [2], stepsMax: 100 };
    const kinds = new Set(Array.from({ length: 500 }, () => learner.callWith(twice).kind));
    expect([...kinds]).toEqual(['returned']);
  });

  test('the runtime answers where it is allowed, and each call draws anew', () => {
    const dice = { file: 'pure.ts', name: 'dice', args: [] };
    expect(learner.callWith(dice).kind).toBe('threw');
    const drawn = [1, 2].map(() => learner.callWith({ ...dice, runtime: true }));
    expect(drawn[0]?.kind).toBe('returned');
    expect(drawn[1]).not.toEqual(drawn[0]);
  });

  test('what a function of ours cannot answer yet suspends the call, past every catch', () => {
    const known = new Map<number, number>();
    let wanted = 0;
    const search = {
      file: 'pure.ts',
      name: 'searches',
      args: [
        (question: unknown) => {
          wanted = Number(question);
          const answer = known.get(wanted);
          if (answer === undefined) throw new Suspension();
          return answer;
        },
      ],
    };
    let outcome = learner.callWith(search);
    for (; outcome.kind === 'suspended'; outcome = learner.callWith(search)) {
      known.set(wanted, wanted * 10);
    }
    expect(outcome).toEqual({ kind: 'returned', value: [10, 20, 30] });
  });

  test('what a function of ours cannot use ends the examination, past every catch', () => {
    const stop = { code: 'KIT-MISUSE', message: 'No', remedy: 'Yes.', place: null } as const;
    const refuses = (): never => {
      throw new LearnerFailed(stop);
    };
    const search = { file: 'pure.ts', name: 'searches', args: [refuses] };
    expect(() => learner.callWith(search)).toThrow(LearnerFailed);
    expect(learner.call('pure.ts', 'twice', 2)).toEqual({ kind: 'returned', value: 4 });
  });
});

describe('an examination in the run sheet', () => {
  test('it cannot go on without a function of the learner’s: stopped, with what it says', () => {
    const stop = {
      code: 'KIT-HANG',
      message: 'It never ends',
      remedy: 'End it.',
      place: null,
    } as const;
    const failing = examination({
      id: 'laws',
      codes: ['M-1', 'M-2'],
      *examine() {
        yield;
        throw new LearnerFailed(stop);
      },
    });
    const lab = miniLab({ sheet: [failing] });
    const verdict = finish(grade(lab, programOf(rightHabits), { seeds: [4] }));
    expect(verdict).toEqual({ kind: 'stopped', ...stop, seed: 4 });
  });

  test('where an export is declared: as the program knows it, null where nobody does', () => {
    const place = { file: 'scaler.ts', line: 15, column: 17 };
    const program = programOf(rightHabits);
    const knowing = { ...program, declared: () => place };
    expect(new Examiner(knowing, 1).placeOf('scaler.ts', 'scale')).toEqual(place);
    expect(new Examiner({ ...program, declared: () => null }, 1).placeOf('a.ts', 'b')).toBeNull();
  });

  test('a run that shows it is shrunk, told and can be replayed; tables come along', () => {
    const world = { ...lossy, seeds: { run: 0, grade: 0 } };
    const table = { title: 'Covered', note: 'All.', columns: ['kind'], rows: [] };
    const faults = lossy.scenario(new Draw('mini/lossy/1'), 1, learner).faults;
    const campaign = examination({
      id: 'campaign',
      codes: ['M-1'],
      *examine(...[, , , runs]) {
        const end = yield* runs.play({ world, seed: 1, faults });
        expect(end.kind).toBe('ran');
        const breach = {
          atMs: 0,
          expected: 'one charge',
          observed: 'two',
          operation: 'a run',
          tags: [],
          cause: 'found',
        };
        const shownBy = { world, seed: 1, faults };
        return [
          { code: 'M-1', checked: 1, worst: null, badness: 1, breach, shownBy, tables: [table] },
        ];
      },
    });
    const lab = miniLab({ sheet: [campaign, world] });
    const verdict = finish(grade(lab, programOf(keyless), { seeds: [4] }));
    expect(verdict).toMatchObject({
      kind: 'failed',
      seeds: [4],
      tables: [table],
      events: expect.any(Number),
      counterexample: { seed: 1, world: lossy.id, after: { operations: 1 } },
    });
  });

  const laws = (isBroken: boolean) =>
    examination({
      id: 'laws',
      codes: ['M-1', 'M-2'],
      about: () => ({ file: 'client.ts', name: 'merge' }),
      *examine(given) {
        yield;
        const outcome = given.value('client.ts', 'placeOrder');
        const breach = {
          atMs: 0,
          expected: 'commutative',
          observed: outcome.kind,
          operation: 'case 1',
          tags: [],
          cause: 'order matters',
        };
        const story = [
          { name: 'merge', atMs: 0, where: 'merge(a, b)', text: 'a and b are merged' },
        ];
        const held = { checked: 1, worst: null, badness: 0, breach: null };
        const finding: Finding = isBroken
          ? { ...held, code: 'M-1', badness: 1, breach, story }
          : { ...held, code: 'M-1' };
        return [finding, { ...held, code: 'M-2' }];
      },
    });

  test('held: passed', () => {
    const verdict = finish(
      grade(miniLab({ sheet: [laws(false)] }), programOf(rightHabits), { seeds: 'run' }),
    );
    expect(verdict.kind).toBe('passed');
  });

  test('broken: its own story, ended by the breach', () => {
    const verdict = finish(
      grade(miniLab({ sheet: [laws(true)] }), programOf(rightHabits), { seeds: 'run' }),
    );
    expect(verdict.kind).toBe('failed');
    if (verdict.kind !== 'failed') return;
    const { story, world, after } = verdict.counterexample;
    expect(world).toBe('laws');
    expect(after).toEqual({ operations: 0, faults: 0, switches: 0 });
    expect(story.events.map(({ kind, text }) => [kind, text])).toEqual([
      ['effect', 'a and b are merged'],
      ['breach', 'An order is charged at most once: expected commutative, observed returned'],
    ]);
  });

  test('what it is about gives the line, where the breach knows none', () => {
    const lab = miniLab({ sheet: [laws(true)] });
    const place = { file: 'client.ts', line: 12, column: 1 };
    const program = {
      ...programOf(rightHabits),
      declared: (file: string, name: string) => (name === 'merge' ? { ...place, file } : null),
    };
    const told = (given: LabProgram): Verdict => finish(grade(lab, given, { seeds: [1] }));
    expect(told(program)).toMatchObject({
      counterexample: { story: { place, placeIs: 'Where it is declared' } },
    });
    expect(told(programOf(rightHabits))).toMatchObject({
      counterexample: { story: { place: null, placeIs: '' } },
    });
  });
});
