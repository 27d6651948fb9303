/**
 * `npm run labs -- --deep`: the report on the graders, labs/report.json. Every program of a lab over the seeds that
 * count and over many more, on all cores; then, one after the other, how long a Run, a Grade and a story take.
 */
import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { format, resolveConfig } from 'prettier';
import type { Counted } from '#grader/census.ts';
import type { Verdict } from '#grader/verdict.ts';
import {
  reportVersion,
  type GraderReport,
  type LabReport,
  type LabTiming,
  type SolutionReport,
  type WrongReport,
} from '#site/grader-report.ts';
import {
  graderOf,
  gradesOf,
  isLong,
  labIds,
  readLab,
  seedsTested,
  sourcesOf,
  type LabFolder,
  type Variant,
} from '../labs/prove.ts';
import { contentOf, outcomeOf, readReport, reportFile } from '../labs/report.ts';
import { Threads } from './labs-threads.ts';

/** The first of the extra seeds: far from those of any lab. */
const firstExtra = 1_000_001;
/** A wrong program gets so many extra seeds for each of a right one: one alarm at all is what matters there. */
const wrongShare = 0.1;
const timesMeasured = 5;

interface Deep {
  readonly threads: Threads;
  readonly folder: LabFolder;
  readonly run: readonly number[];
  readonly grade: readonly number[];
  readonly extra: readonly number[];
  readonly extraWrong: readonly number[];
  /** Says that so many seeds more are done. */
  readonly progress: (seeds: number) => void;
}

/** The seeds that count, each once. */
function ownSeeds(first: readonly number[], then: readonly number[]): number[] {
  return [...new Set([...first, ...then])];
}

/** What each seed came to, the seeds that count first, in portions of a grade each. */
async function counted(
  { threads, folder, run, grade, progress }: Deep,
  variant: Variant,
  extra: readonly number[],
): Promise<Counted[]> {
  const seeds = [...ownSeeds(grade, run), ...extra];
  const size = grade.length;
  const portions = Array.from({ length: Math.ceil(seeds.length / size) }, (_, index) =>
    seeds.slice(index * size, (index + 1) * size),
  );
  const answers = await Promise.all(
    portions.map(async (portion) => {
      const answer = await threads.do({
        kind: 'count',
        lab: folder.id,
        variant: variant.name,
        seeds: portion,
        // What must pass is counted as it is graded: a costly part of the sheet runs for the first few of a grade.
        // What must fail, must fail on each seed, as if it were the first.
        asGrade: variant.code === null,
      });
      progress(portion.length);
      return answer;
    }),
  );
  return answers.flat();
}

async function solutionReport(deep: Deep, variant: Variant): Promise<SolutionReport> {
  const { threads, folder } = deep;
  const [found, verdicts] = await Promise.all([
    counted(deep, variant, deep.extra),
    threads.do({
      kind: 'judge',
      lab: folder.id,
      variant: variant.name,
      each: gradesOf(await graderOf(folder.id), variant),
    }),
  ]);
  return {
    name: variant.name,
    outcome: outcomeOf(verdicts),
    differs: differsOf(folder.id, variant),
    seeds: found.length,
    falseAlarms: found.flatMap(({ seed, code }) => (code === null ? [] : [{ seed, code }])),
  };
}

/** What a solution says in its first line. */
function differsOf(lab: string, variant: Variant): string {
  const [line = ''] = sourcesOf(lab, variant).flatMap(({ source }) =>
    source.startsWith('// Differs: ') ? [source.split('\n')[0] ?? ''] : [],
  );
  return line.replace('// Differs: ', '');
}

/** Where a seed is a whole night, a wrong program answers for its grade as one: it may be lucky in one of the nights. */
async function gradeCounted(deep: Deep, variant: Variant): Promise<Counted[]> {
  const nights = await counted({ ...deep, run: [] }, variant, []);
  const [first] = nights;
  return first === undefined ? [] : [nights.find(({ code }) => code !== null) ?? first];
}

/** What became of a wrong program, and the fingerprints of its stories. */
type Told = Omit<WrongReport, 'alike'> & { readonly prints: ReadonlySet<string> };

async function wrongReport(deep: Deep, variant: Variant): Promise<Told> {
  const { threads, folder } = deep;
  const isNight = isLong(await graderOf(folder.id));
  const [found, verdicts] = await Promise.all([
    isNight ? gradeCounted(deep, variant) : counted(deep, variant, deep.extraWrong),
    threads.do({
      kind: 'fail',
      lab: folder.id,
      variant: variant.name,
      most: Number.POSITIVE_INFINITY,
    }),
  ]);
  const caught = found.filter(({ code }) => code === variant.code).length;
  const missed = found.filter(({ code }) => code === null).length;
  return {
    name: variant.name,
    // The tests ask for what they play, and no more.
    outcome: outcomeOf(verdicts.slice(0, seedsTested)),
    code: variant.code ?? '',
    diagnosis: folder.brief.wrong[variant.name.replace('wrong/', '')]?.diagnosis ?? '',
    seeds: found.length,
    caught,
    otherwise: found.length - caught - missed,
    missed,
    ...storyFigures(verdicts),
  };
}

/** Adds to each wrong program which other ones tell a story of its own: the starter may be any of them. */
function withAlike(told: readonly Told[]): WrongReport[] {
  return told.map(({ prints, ...report }) => {
    const others = told.filter(({ name }) => name !== report.name && name !== 'starter');
    const alike = others.filter((other) => [...prints].some((print) => other.prints.has(print)));
    return { ...report, alike: report.name === 'starter' ? [] : alike.map(({ name }) => name) };
  });
}

function storyFigures(verdicts: readonly Verdict[]): Pick<Told, 'story' | 'sameStory' | 'prints'> {
  const stories = verdicts.flatMap((verdict) =>
    verdict.kind === 'failed' ? [verdict.counterexample.story] : [],
  );
  const lengths = stories.map(({ events }) => events.length).sort((left, right) => left - right);
  const prints = stories.map(({ fingerprint }) => fingerprint);
  const commonest = Math.max(
    0,
    ...prints.map((print) => prints.filter((one) => one === print).length),
  );
  return {
    story: {
      min: lengths[0] ?? 0,
      median: lengths[Math.floor(lengths.length / 2)] ?? 0,
      max: lengths.at(-1) ?? 0,
    },
    sameStory: prints.length === 0 ? 0 : commonest / prints.length,
    prints: new Set(prints),
  };
}

/** A line that grows, or a line now and then where nobody watches. */
function progressOf(lab: string, total: number): (seeds: number) => void {
  let done = 0;
  return (seeds) => {
    const tenths = Math.floor((done * 10) / total);
    done += seeds;
    const line = `  ${lab}: ${done} of ${total} seeds`;
    if (process.stdout.isTTY) process.stdout.write(`\r${line}${done === total ? '\n' : ''}`);
    else if (Math.floor((done * 10) / total) > tenths) console.log(line);
  };
}

async function labReport(threads: Threads, id: string, extraCount: number): Promise<LabReport> {
  const folder = readLab(id);
  const { run, grade } = (await graderOf(id)).seeds;
  const extra = Array.from({ length: extraCount }, (_, index) => firstExtra + index);
  // Where one seed is a whole campaign, a wrong program answers for that one: it may be lucky in another.
  const extraWrong =
    grade.length === 1 || isLong(await graderOf(id))
      ? []
      : extra.slice(0, Math.ceil(extraCount * wrongShare));
  const right = folder.variants.filter(({ kind }) => kind === 'solution');
  const wrong = folder.variants.filter(({ code }) => code !== null);
  const counting = folder.variants.length * (run.length + grade.length);
  const total = counting + right.length * extra.length + wrong.length * extraWrong.length;
  const progress = progressOf(id, total);
  const deep: Deep = { threads, folder, run, grade, extra, extraWrong, progress };
  const [solutions, caught, [reference]] = await Promise.all([
    Promise.all(right.map((variant) => solutionReport(deep, variant))),
    Promise.all(wrong.map((variant) => wrongReport(deep, variant))),
    threads.do({ kind: 'judge', lab: id, variant: 'solution', each: ['grade'] }),
  ]);
  return {
    lab: id,
    title: folder.brief.title,
    content: await contentOf(id),
    events: reference !== undefined && 'events' in reference ? reference.events : 0,
    seeds: {
      run: run.length,
      grade: grade.length,
      extra: extra.length,
      extraWrong: extraWrong.length,
    },
    solutions,
    wrong: withAlike(caught),
  };
}

/** How long a lab takes, one thing after the other. */
async function labTiming(threads: Threads, lab: string): Promise<LabTiming> {
  const { grade } = (await graderOf(lab)).seeds;
  const time = async (
    variant: string,
    seeds: 'run' | 'grade' | readonly number[],
  ): Promise<number> => {
    const ms = await threads.do({ kind: 'time', lab, variant, seeds, times: timesMeasured });
    return Math.round(ms);
  };
  return {
    lab,
    run: await time('solution', 'run'),
    grade: await time('solution', 'grade'),
    story: await time('starter', grade.slice(0, 1)),
  };
}

/** True if what the report says of a lab could not have changed: neither the lab nor how its programs behave. */
async function isFresh(threads: Threads, known: LabReport): Promise<boolean> {
  if (known.content !== (await contentOf(known.lab))) return false;
  const { lab } = known;
  const grader = await graderOf(lab);
  const { variants } = readLab(lab);
  const same = await Promise.all([
    ...known.solutions.map(async ({ name, outcome }) => {
      const variant = variants.find((one) => one.name === name);
      if (variant === undefined) return false;
      const each = gradesOf(grader, variant);
      return outcomeOf(await threads.do({ kind: 'judge', lab, variant: name, each })) === outcome;
    }),
    ...known.wrong.map(async ({ name, outcome }) => {
      const most = seedsTested;
      return outcomeOf(await threads.do({ kind: 'fail', lab, variant: name, most })) === outcome;
    }),
  ]);
  return same.every(Boolean);
}

/** What is to be reported again. */
export interface DeepOptions {
  /** Seeds beyond those that count, for every program that is right. */
  readonly extra: number;
  /** These labs and no other; all if empty. */
  readonly only: readonly string[];
  /** Those that are up to date as well. */
  readonly all: boolean;
  /** Only how long they take. */
  readonly timesOnly: boolean;
}

/** Writes the report again. The parts of labs that are not asked for, or up to date, stay as they are. */
export async function writeReport(options: DeepOptions): Promise<GraderReport> {
  const { extra, only, all, timesOnly } = options;
  const threads = new Threads(availableParallelism());
  const before = readReport();
  const parts = new Map(before?.labs.map((part) => [part.lab, part]));
  const timings = new Map(before?.timing.labs.map((timing) => [timing.lab, timing]));
  for (const id of only.length === 0 ? labIds() : only) {
    const known = parts.get(id);
    const isEnough = known !== undefined && known.seeds.extra >= extra;
    const isWanted = !timesOnly && (all || !isEnough || !(await isFresh(threads, known)));
    if (isWanted) parts.set(id, await labReport(threads, id, extra));
    if (isWanted || timesOnly) timings.set(id, await labTiming(threads, id));
    else console.log(`  ${id}: up to date`);
    // After each lab, so that an hour's work is not lost to the last one.
    await save(reportOf(parts, timings));
  }
  await threads.end();
  return reportOf(parts, timings);
}

/** In alphabetical order, without labs that are gone. */
function reportOf(
  parts: ReadonlyMap<string, LabReport>,
  timings: ReadonlyMap<string, LabTiming>,
): GraderReport {
  const ids = labIds();
  return {
    version: reportVersion,
    labs: ids.flatMap((id) => parts.get(id) ?? []),
    timing: { machine: machine(), labs: ids.flatMap((id) => timings.get(id) ?? []) },
  };
}

function machine(): string {
  const [core] = cpus();
  return `${availableParallelism()} × ${core?.model ?? 'unknown'}, Node ${process.versions.node}`;
}

async function save(report: GraderReport): Promise<void> {
  const style = await resolveConfig(reportFile);
  writeFileSync(reportFile, await format(JSON.stringify(report), { ...style, parser: 'json' }));
}
