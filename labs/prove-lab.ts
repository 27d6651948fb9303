/**
 * Proves every lab: the starter fails as its brief says, every solution passes all seeds, every wrong solution fails
 * with its documented code, and each failure is told in a story that names one cause. Of the wrong ones it plays a few
 * seeds; that they fail on all of them is in the report, and report.test.ts asks for it.
 */
import { beforeAll, describe, expect, test } from 'vitest';
import { cutOf, type LabGrader } from '#grader/lab.ts';
import type { LabProgram } from '#grader/program.ts';
import { replay } from '#grader/replay.ts';
import type { Counterexample, Verdict } from '#grader/verdict.ts';
import { lockDown } from '#sandbox/lockdown.ts';
import { disguised } from './disguise.ts';
import { outcomeOf, readReport, remedyFor } from './report.ts';
import {
  compiled,
  cutStarterOf,
  failuresOf,
  gradesOf,
  finish,
  graderOf,
  isLong,
  programOf,
  puzzlesOf,
  readLab,
  type LabFolder,
  type Variant,
  seedsTested,
  sourcesOf,
  typeProblems,
  verdictOf,
} from './prove.ts';

/** A failure of a long lab that comes after more events is not played once more for a replay, or in disguise. */
const eventsAgainMax = 300_000;
/** So many seeds are enough for a cut: its scenarios are the lab's own, on which the whole starter is proved. */
const seedsCut = 8;
/** So many seeds of a wrong solution may tell another story than the others. */
const otherStories = 1;

/** Declares the tests of one lab. Await it at the top level of a test file: a file a lab, so that they share the cores. */
export async function proveLab(id: string): Promise<void> {
  const { brief, variants } = readLab(id);
  const grader = await graderOf(id);
  beforeAll(lockDown);
  const lab = {
    id,
    brief,
    grader,
    variants,
    required: brief.invariants.filter(({ stretch }) => !stretch).map(({ code }) => code),
    allSeeds: [...new Set([...grader.seeds.run, ...grader.seeds.grade])],
    outcomes: new Map<string, string>(),
  };
  describe(id, () => {
    proveBrief(lab);
    proveSolutions(lab);
    proveCut(lab);
    proveFailures(lab);
    proveReport(lab);
  });
}

/** What the tests know of a lab. */
interface Lab extends LabFolder {
  readonly grader: LabGrader;
  /** The codes that are no stretch goals. */
  readonly required: readonly string[];
  readonly allSeeds: readonly number[];
  /** Variant -> what it came to over all seeds: filled by the tests, for the one on the report. */
  readonly outcomes: Map<string, string>;
}

function proveBrief({ id, brief, grader, variants, required }: Lab): void {
  test('brief: its table is the grader’s', () => {
    const table = grader.invariants.map(({ code, sentence, bound, stretch = false }) => {
      return { code, sentence, bound, stretch };
    });
    expect(brief.invariants).toEqual(table);
  });

  test('brief: every code has a wrong solution that breaks it first', () => {
    const broken = new Set(Object.values(brief.wrong).map(({ code }) => code));
    expect(required.filter((code) => !broken.has(code))).toEqual([]);
  });

  test('brief: files and given files are there', () => {
    const [starter] = variants;
    const names = starter === undefined ? [] : sourcesOf(id, starter).map(({ file }) => file);
    expect([...brief.files, ...brief.given].filter((file) => !names.includes(file))).toEqual([]);
  });

  test('brief: what it imports is handed on by an earlier lab, and some file imports it', () => {
    const own = variants.flatMap((variant) => sourcesOf(id, variant));
    for (const name of brief.imports) {
      const [, lab = '', file = ''] = name.split('/');
      expect(readLab(lab).brief.files, name).toContain(file);
      expect(
        own.some(({ file: imported }) => imported === name),
        `${name} is imported`,
      ).toBe(true);
    }
  });

  test('help: there is a piece of the solution for every code', () => {
    const codes = new Set(puzzlesOf(id).flatMap((puzzle) => puzzle.codes));
    expect(required.filter((code) => !codes.has(code))).toEqual([]);
  });

  test.each(variants)('types: $name has no mistake', (variant) => {
    expect(typeProblems(id, variant)).toEqual([]);
  });
}

function proveSolutions({ id, brief, grader, variants, required, outcomes }: Lab): void {
  test('solutions: at least three that differ in mechanism, and each says how', () => {
    const others = variants.filter(({ kind, name }) => kind === 'solution' && name !== 'solution');
    expect(others.length).toBeGreaterThanOrEqual(2);
    for (const variant of others) {
      const opening = sourcesOf(id, variant).filter(({ source }) =>
        source.startsWith('// Differs: '),
      );
      expect(opening.length, variant.name).toBeGreaterThan(0);
    }
  });

  const solutions = variants.filter(({ kind }) => kind === 'solution');
  const graded = new Map<string, Verdict>();
  /** A solution is graded once, whatever is asked of its verdict. */
  const gradeOf = (variant: Variant): Verdict => {
    const last = gradesOf(grader, variant).at(-1) ?? 'grade';
    const verdict = graded.get(variant.name) ?? verdictOf(grader, programOf(id, variant), last);
    graded.set(variant.name, verdict);
    return verdict;
  };

  test.each(solutions)('solution: $name passes all seeds', (variant) => {
    const before = gradesOf(grader, variant).slice(0, -1);
    const verdicts = [
      ...before.map((seeds) => verdictOf(grader, programOf(id, variant), seeds)),
      gradeOf(variant),
    ];
    outcomes.set(variant.name, outcomeOf(verdicts));
    expect(new Set(verdicts.map(summary))).toEqual(new Set(['passed']));
  });

  test.runIf(required.length < brief.invariants.length)(
    'stretch goals: one solution meets them, and to pass is not to meet them',
    () => {
      const goals = brief.invariants.filter(({ stretch }) => stretch).map(({ code }) => code);
      const met = solutions.map((one): [string, string[]] => [one.name, goalsMet(gradeOf(one))]);
      expect(new Map(met).get(brief.stretchMetBy ?? '')).toEqual(goals);
      for (const goal of goals) {
        const missed = met.filter(([, codes]) => !codes.includes(goal));
        expect(missed.length, `${goal} is missed by some solution`).toBeGreaterThan(0);
      }
    },
  );
}

function proveCut({ id, brief, grader, variants, allSeeds }: Lab): void {
  test.runIf(brief.workshop)(
    'workshop cut: it is the grader’s, its starter fails, and the solution passes',
    () => {
      const { files = [], codes, worlds, starterCode = '' } = brief.workshop ?? {};
      expect(grader.cut?.codes).toEqual(codes);
      expect(grader.cut?.items).toEqual(worlds);
      expect(brief.files).toEqual(expect.arrayContaining(files));
      const cut = cutOf(grader);
      const starter = compiled(`labs/${id}, cut`, cutStarterOf(id, files));
      for (const seed of allSeeds.slice(0, seedsCut)) {
        const { breach, story } = failure(cut, starter, seed);
        expect(breach.code).toBe(starterCode);
        expectTellable(story, brief.hints.length);
      }
      const solution = variants.find(({ name }) => name === 'solution');
      if (solution === undefined) throw new Error('there is no solution/');
      for (const seeds of ['run', 'grade'] as const)
        expect(summary(verdictOf(cut, programOf(id, solution), seeds))).toBe('passed');
    },
  );
}

function proveFailures({ id, brief, grader, variants, outcomes }: Lab): void {
  /** Fingerprint of a wrong solution's story -> the wrong solution. */
  const causes = new Map<string, string>();
  /** Variant -> how it was judged: a seed is graded once, whatever is asked of its story. */
  const known = new Map<string, readonly Verdict[]>();
  /** Variants of a long lab whose failures come late. */
  const late = new Set<string>();

  test.each(variants.filter(({ code }) => code !== null))(
    'failure: $name breaks $code on every seed, and tells one story',
    (variant) => {
      const program = programOf(id, variant);
      const verdicts = failuresOf(grader, program, seedsTested);
      outcomes.set(variant.name, outcomeOf(verdicts));
      const found = verdicts.map(counterexampleOf);
      expect(new Set(found.map(({ breach }) => breach.code))).toEqual(new Set([variant.code]));
      for (const { story } of found) expectTellable(story, brief.hints.length);
      known.set(variant.name, verdicts);
      const prints = found.map(({ story }) => story.fingerprint);
      const [, times] = commonest(prints);
      expect(found.length - times).toBeLessThanOrEqual(otherStories);
      if (variant.kind === 'wrong') {
        for (const print of prints) {
          expect(causes.get(print) ?? variant.name, 'whose story this is').toBe(variant.name);
          causes.set(print, variant.name);
        }
      }
      const events = verdicts.map((verdict) => ('events' in verdict ? verdict.events : 0));
      if (isLong(grader) && Math.max(...events) > eventsAgainMax) late.add(variant.name);
      else expectReplay(grader, program, found[0]);
    },
  );

  test.each(variants.filter(({ code }) => code !== null))(
    'fingerprint: $name has the same under other names and on other lines, on one seed',
    (variant) => {
      if (late.has(variant.name)) return;
      const other = programOf(id, variant, disguised);
      const [verdict] = known.get(variant.name) ?? failuresOf(grader, programOf(id, variant), 1);
      if (verdict === undefined) throw new Error('it is played on one seed at least');
      const { story: first } = counterexampleOf(verdict);
      // Not that of the counterexample: an examination may show a run of a seed of its own.
      const [seed = 0] = 'seeds' in verdict ? verdict.seeds : [];
      const { story: second } = failure(grader, other, seed);
      expect(second.fingerprint).toBe(first.fingerprint);
      expect(second.events.length).toBe(first.events.length);
      expect(second.place?.line ?? 0).not.toBe(first.place?.line);
    },
  );
}

function proveReport({ id, outcomes }: Lab): void {
  test('report: every variant does today what the published figures were made from', () => {
    const { solutions = [], wrong = [] } = readReport()?.labs.find(({ lab }) => lab === id) ?? {};
    const reported = [...solutions, ...wrong]
      // A run of some of the tests says nothing of the other variants.
      .filter(({ name }) => outcomes.has(name))
      .map(({ name, outcome }) => [name, outcome]);
    expect(Object.fromEntries(reported), remedyFor(id)).toEqual(Object.fromEntries(outcomes));
  });
}

/** The stretch goals that a verdict finds met. */
function goalsMet(verdict: Verdict): string[] {
  if (verdict.kind !== 'passed') throw new Error(summary(verdict));
  const goals = verdict.checks.filter(({ isOptional = false }) => isOptional);
  return goals.filter(({ status }) => status === 'held').map(({ code }) => code);
}

function expectTellable(story: Counterexample['story'], hints: number): void {
  expect(story.events.length).toBeGreaterThanOrEqual(3);
  expect(story.events.length).toBeLessThanOrEqual(8);
  expect(story.events.at(-1)?.kind).toBe('breach');
  expect(story.hint).toBeGreaterThanOrEqual(1);
  expect(story.hint).toBeLessThanOrEqual(hints);
}

/** The recipe of a failure gives the same failure again, event for event. */
function expectReplay(
  grader: LabGrader,
  program: LabProgram,
  found: Counterexample | undefined,
): void {
  const item = grader.sheet.find((one) => one.id === found?.world);
  if (item?.kind === 'examination') {
    // There is no run behind it: the same examination finds the same.
    expect(failure(grader, program, found?.seed ?? 0)).toEqual(found);
    return;
  }
  const verdict = finish(replay(grader, program, { recipe: found?.recipe ?? '' }));
  expect(verdict.kind === 'failed' ? verdict.counterexample.traceHash : summary(verdict)).toBe(
    found?.traceHash,
  );
}

/** The counterexample of one seed; fails the test if there is none. */
function failure(grader: LabGrader, program: LabProgram, seed: number): Counterexample {
  return counterexampleOf(verdictOf(grader, program, [seed]));
}

function counterexampleOf(verdict: Verdict): Counterexample {
  if (verdict.kind !== 'failed') throw new Error(summary(verdict));
  return verdict.counterexample;
}

/** A verdict in one line, for messages. */
function summary(verdict: Verdict): string {
  switch (verdict.kind) {
    case 'failed': {
      const { breach, seed } = verdict.counterexample;
      return `${breach.code} at seed ${seed}: ${breach.operation}: ${breach.observed}`;
    }
    case 'stopped': {
      return `${verdict.code}: ${verdict.message}`;
    }
    case 'rejected': {
      return verdict.problems.map(({ message }) => message).join('; ');
    }
    default: {
      return verdict.kind;
    }
  }
}

/** The item that occurs most often, and how often. */
function commonest(items: readonly string[]): [item: string, times: number] {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return [...counts].sort(([, left], [, right]) => right - left)[0] ?? ['', 0];
}
