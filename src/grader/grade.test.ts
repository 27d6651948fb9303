import { describe, expect, test } from 'vitest';
import { grade, type Progress } from './grade.ts';
import { pause, ratio, type World } from './index.ts';
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
import { failedOf, verdictOf } from './mini-verdicts.ts';
import type { RunRecord } from './record.ts';
import { replay } from './replay.ts';

describe('grade', () => {
  test('a right program: passed, every row held and measured', () => {
    const verdict = verdictOf(rightHabits);
    expect(verdict).toMatchObject({ kind: 'passed', seeds: [101, 102, 103, 104, 105] });
    expect(verdict.kind === 'passed' && verdict.checks).toMatchObject([
      { code: 'M-1', status: 'held', worst: '1', bound: '≤ 1' },
      { code: 'M-2', status: 'held', worst: '100 %', bound: '100 %' },
    ]);
  });

  test('the same program and seeds: the same verdict to the last digit', () => {
    expect(verdictOf(rightHabits)).toEqual(verdictOf(rightHabits));
    expect(failedOf(keyless)).toEqual(failedOf(keyless));
  });

  test('a wrong program: the first code to break, one order and one fault, told in the words of the lab', () => {
    const { counterexample, checks } = failedOf(keyless);
    expect(counterexample.breach).toMatchObject({
      code: 'M-1',
      expected: 'at most 1 charges',
      observed: '2',
    });
    expect(counterexample.before).toEqual({ operations: 40, faults: 3, switches: 0 });
    expect(counterexample.after).toEqual({ operations: 1, faults: 1, switches: 0 });
    expect(checks[0]).toMatchObject({ code: 'M-1', status: 'broken' });
    const { story } = counterexample;
    expect(story.title).toBe('Charged twice');
    expect(story.hint).toBe(2);
    expect(
      story.events.map(({ kind, text }) => [kind, text.replace(/order-\d+/, 'order-N')]),
    ).toEqual([
      ['operation', 'A customer places order-N'],
      ['message', 'web asks shop-1 to place order-N'],
      ['effect', 'The till charges'],
      ['lost', 'The network loses the answer of shop-1'],
      ['timeout', 'web gives up waiting'],
      ['message', 'web asks shop-2 to place order-N'],
      ['effect', 'The till charges'],
      ['breach', 'An order is charged at most once: expected at most 1 charges, observed 2'],
    ]);
    expect(story.events.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(story.place).toEqual({ file: 'server.ts', line: 7, column: 1 });
  });

  test('the diagram holds every message of the story, between lanes that exist', () => {
    const { diagram, story } = failedOf(keyless).counterexample;
    const lanes = new Set(diagram.lanes.map((lane) => lane.id));
    for (const arrow of diagram.arrows) {
      expect(lanes.has(arrow.fromLane) && lanes.has(arrow.toLane)).toBe(true);
      expect(arrow.sentMs).toBeGreaterThanOrEqual(diagram.fromMs);
    }
    const drawn = new Set([...diagram.arrows, ...diagram.marks].map(({ event }) => event));
    for (const { number } of story.events) expect(drawn).toContain(number);
    expect(diagram.arrows.filter(({ fate }) => fate === 'lost')).toHaveLength(1);
  });

  test('another mistake: another code, another fingerprint', () => {
    const { counterexample } = failedOf(hopeful);
    expect(counterexample.breach.code).toBe('M-2');
    expect(counterexample.after).toEqual({ operations: 1, faults: 1, switches: 0 });
    expect(counterexample.story.fingerprint).not.toBe(
      failedOf(keyless).counterexample.story.fingerprint,
    );
  });

  test('the fingerprint of a mistake is the same on every seed and wherever its lines stand', () => {
    for (const habits of [keyless, hopeful]) {
      const prints: string[] = [];
      for (let seed = 1; seed <= 10; seed++) {
        for (const firstLine of [1, 40]) {
          const verdict = verdictOf({ ...habits, firstLine }, { seeds: [seed] });
          if (verdict.kind === 'failed') prints.push(verdict.counterexample.story.fingerprint);
        }
      }
      expect(prints.length).toBeGreaterThanOrEqual(18);
      expect(new Set(prints).size).toBe(1);
    }
  });

  test('run: ends with the seed that failed; grade: runs them all for the table', () => {
    const short = verdictOf(keyless, { seeds: 'run' });
    const long = verdictOf(keyless, { seeds: 'grade' });
    expect(short).toMatchObject({ kind: 'failed', seeds: [1] });
    expect(long).toMatchObject({ kind: 'failed', seeds: [101, 102, 103, 104, 105] });
  });

  test('tables of a world: those of the seed that is told, and of the last one where none is', () => {
    const counted = {
      ...miniWorld,
      tables: ({ seed }: RunRecord) => [{ title: `Seed ${seed}`, note: '', columns: [], rows: [] }],
    };
    const lab = miniLab({ sheet: [counted] });
    const titles = (habits: Habits): (string | undefined)[] => {
      const verdict = finish(grade(lab, programOf(habits), { seeds: [7, 8] }));
      return 'tables' in verdict ? (verdict.tables ?? []).map(({ title }) => title) : [];
    };
    expect(titles(keyless)).toEqual(['Seed 7']);
    expect(titles(rightHabits)).toEqual(['Seed 8']);
  });

  test('a spent budget: undecided, with what is known', () => {
    const verdict = verdictOf(rightHabits, { seeds: 'grade', eventsMax: 1000 });
    expect(verdict).toMatchObject({ kind: 'undecided', seeds: [101, 102] });
  });

  test('progress: counts seeds, and says when it shrinks and tells', () => {
    const steps = grade(miniLab(), programOf(keyless), { seeds: 'run' });
    const heard: Progress[] = [];
    for (let step = steps.next(); step.done !== true; step = steps.next()) heard.push(step.value);
    expect(heard[0]).toMatchObject({ phase: 'running', seed: 1, seedsDone: 0, seedsTotal: 3 });
    expect(new Set(heard.map(({ phase }) => phase))).toContain('shrinking');
  });

  test('a bound over load: the workload stays whole, the faults go down to the family that it needs', () => {
    const calm = ratio({
      code: 'M-1',
      what: 'requests per order',
      unit: '×',
      max: 1.05,
      of: (record) => {
        const tags = record.wire('requests').map(({ tag }) => tag);
        return {
          above: tags.length,
          below: record.operations.length,
          tags: tags.filter((tag, index) => tags.indexOf(tag) < index),
          cause: 'amplified',
        };
      },
    });
    const [, told = calm] = miniWorld.checks;
    const lab = miniLab({ sheet: [{ ...miniWorld, checks: [calm, told] }] });
    const verdict = finish(grade(lab, programOf(rightHabits), { seeds: [1] }));
    if (verdict.kind !== 'failed') throw new Error(verdict.kind);
    const { before, after, story } = verdict.counterexample;
    expect(after.operations).toBe(before.operations);
    expect(after.faults).toBe(1);
    expect(story.events.length).toBeLessThanOrEqual(8);
    expect(story.events.map(({ kind }) => kind)).toContain('lost');
  });

  test('a dear part of the sheet: left out once something has broken, and run where all held', () => {
    const lab = miniLab({ sheet: [miniWorld, { ...miniWorld, id: 'dear', dear: true }] });
    const right = finish(grade(lab, programOf(rightHabits), { seeds: [1] }));
    expect(right).toMatchObject({ runs: [{ world: miniWorld.id }, { world: 'dear' }] });
    const wrong = finish(grade(lab, programOf(keyless), { seeds: [1] }));
    expect(wrong).toMatchObject({ kind: 'failed', events: failedOf(keyless).events });
  });

  test('until settled: the same story, without what could not change it', () => {
    const lab = miniLab({ sheet: [miniWorld, { ...miniWorld, id: 'second' }] });
    const whole = finish(grade(lab, programOf(keyless), { seeds: [1, 2] }));
    const short = finish(grade(lab, programOf(keyless), { seeds: [1, 2], untilSettled: true }));
    if (whole.kind !== 'failed' || short.kind !== 'failed') throw new Error(short.kind);
    expect(short.counterexample).toEqual(whole.counterexample);
    expect(short).toMatchObject({ seeds: [1], events: failedOf(keyless).events });
    expect(whole.events).toBeGreaterThan(3 * short.events);
  });

  test('what a world reports of its runs comes along, broken or not', () => {
    const report = (record: RunRecord) => ({ charges: record.seen('charged').length });
    const lab = miniLab({ sheet: [{ ...miniWorld, report }] });
    for (const habits of [rightHabits, keyless]) {
      const verdict = finish(grade(lab, programOf(habits), { seeds: [1, 2] }));
      if (!('reports' in verdict)) throw new Error(verdict.kind);
      const reports = verdict.reports ?? [];
      expect(reports.map(({ world, seed }) => [world, seed])).toEqual([
        [miniWorld.id, 1],
        [miniWorld.id, 2],
      ]);
      expect(JSON.parse(reports[0]?.json ?? '')).toEqual({ charges: expect.any(Number) as number });
    }
  });

  test('a bound over whole runs: nothing is shrunk, and the story is told all the same', () => {
    const [first, ...others] = miniWorld.checks;
    if (first === undefined) throw new Error('the world checks something');
    const lab = miniLab({
      sheet: [{ ...miniWorld, checks: [{ ...first, scope: 'whole' }, ...others] }],
    });
    const verdict = finish(grade(lab, programOf(keyless), { seeds: [1] }));
    if (verdict.kind !== 'failed') throw new Error(verdict.kind);
    const { before, after, story } = verdict.counterexample;
    expect(after).toEqual(before);
    expect(story.events.at(-1)?.kind).toBe('breach');
  });

  test('a bound over whole runs: what would strike after the breach is no part of the recipe', () => {
    const [first] = miniWorld.checks;
    if (first === undefined) throw new Error('the world checks something');
    const sheet: World[] = [
      {
        ...miniWorld,
        checks: [{ ...first, scope: 'whole' }],
        scenario: (...of) => {
          const made = miniWorld.scenario(...of);
          const late = pause({
            node: 'shop-1',
            everyMs: 5,
            forMs: 1,
            fromMs: made.untilMs - 10,
            untilMs: made.untilMs,
          });
          return { ...made, faults: [...made.faults, late] };
        },
      },
    ];
    const invariants = miniLab().invariants.filter(({ code }) => code === first.code);
    const lab = miniLab({ invariants, sheet });
    const verdict = finish(grade(lab, programOf(keyless), { seeds: [1] }));
    if (verdict.kind !== 'failed') throw new Error(verdict.kind);
    const { recipe, traceHash } = verdict.counterexample;
    const again = finish(replay(lab, programOf(keyless), { recipe }));
    expect(again).toMatchObject({ kind: 'failed', counterexample: { traceHash } });
  });

  test('a part of the sheet for the first seeds only', () => {
    const rare = { ...miniWorld, id: 'rare', seeds: { run: 1, grade: 0 } };
    const lab = miniLab({ sheet: [miniWorld, rare] });
    const events = (seeds: 'run' | 'grade'): number => {
      const verdict = finish(grade(lab, programOf(rightHabits), { seeds }));
      return verdict.kind === 'passed' ? verdict.events : 0;
    };
    const alone = verdictOf(rightHabits);
    expect(events('grade')).toBe(alone.kind === 'passed' ? alone.events : -1);
    const three = verdictOf(rightHabits, { seeds: 'run' });
    const four = events('run');
    expect(four).toBeGreaterThan(three.kind === 'passed' ? three.events : Infinity);
  });

  test('a seed for which nothing is meant is not counted as tried', () => {
    const once = miniLab({ sheet: [{ ...miniWorld, seeds: { run: 1 } }] });
    expect(finish(grade(once, programOf(rightHabits), { seeds: 'run' }))).toMatchObject({
      kind: 'passed',
      seeds: [1],
    });
  });
});
