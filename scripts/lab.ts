/** `npm run lab -- <id> FOLDER`: grades a folder of files as the page would, and prints the same story. */
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type CompileResult, type SourceText, compileLab } from '#compiler/compile.ts';
import { importedLabs, withImports } from '#compiler/earlier-files.ts';
import type { ImportedLab, Problem, Verdict } from '#grader/verdict.ts';
import {
  type LabFolder,
  earlierLabsOf,
  labIds,
  readLab,
  sourcesOf,
  withEarlier,
} from '../labs/prove.ts';
import { gradeAgain } from './lab-unfair.ts';
import { NodeSandbox } from './node-sandbox.ts';
import { UsageError } from './usage-error.ts';
import { problemLines, verdictLines } from './verdict-text.ts';

const help = `Grades a folder of files for one lab, as the page does, and prints the verdict.

  npm run lab -- <lab> FOLDER [--earlier LAB=FOLDER] [--seed N] [--run] [--json]
  npm run lab -- --unfair FILE

  <lab>      one of: ${labIds().join(', ')}
  FOLDER     holds the files of the lab; those that are missing are taken from the starter
  --earlier LAB=FOLDER
             what this lab imports of an earlier lab comes from your folder; without it, from the reference.
             May be given once for each lab
  --seed N   grade this seed alone
  --run      take the public seeds, as the Run button does; without it, the seeds that Grade takes
  --json     print one JSON object: lab, verdict, code, story, seeds, events, ms, traceHash, imports
  --unfair FILE
             grade the files that “Unfair verdict?” has saved, and say whether the verdict is the same

The program runs in a process of its own without the right to write, to start programs or, once it has begun, to
read; but Node keeps nothing from using the network. Run your own code here. Code of strangers belongs in the console
of a workshop, where a browser isolates it.

Exit code: 0 passed, 1 not passed, 2 could not be graded; with --unfair 0 the same verdict, 1 another.`;

interface Order {
  readonly lab: LabFolder;
  readonly folder: string;
  /** Earlier lab -> the folder with the learner's files of it. */
  readonly earlier: ReadonlyMap<string, string>;
  readonly seeds: 'run' | 'grade' | readonly number[];
  readonly json: boolean;
}

interface UnfairOrder {
  readonly unfair: string;
}

function readOrder(args: readonly string[]): Order | UnfairOrder | 'help' {
  const { values, positionals } = parse(args);
  if (values.help) return 'help';
  if (values.unfair !== undefined) return { unfair: values.unfair };
  const [id, folder] = positionals;
  if (id === undefined || folder === undefined || positionals.length > 2) {
    throw new UsageError('Name a lab and a folder: npm run lab -- s5-retry my-files');
  }
  if (!labIds().includes(id)) {
    throw new UsageError(`There is no lab '${id}'. The labs are: ${labIds().join(', ')}.`);
  }
  requireFolder(folder);
  return {
    lab: readLab(id),
    folder,
    earlier: new Map(values.earlier.map((text) => readEarlier(id, text))),
    seeds: values.seed === undefined ? (values.run ? 'run' : 'grade') : [readSeed(values.seed)],
    json: values.json,
  };
}

function requireFolder(folder: string): void {
  if (existsSync(folder) && statSync(folder).isDirectory()) return;
  throw new UsageError(`There is no folder '${resolve(folder)}'. Check the path.`);
}

/** Reads `s2-ring=my-ring`. */
function readEarlier(id: string, text: string): readonly [lab: string, folder: string] {
  const [lab = '', folder = ''] = text.split('=');
  if (!earlierLabsOf(id).includes(lab)) {
    const labs = earlierLabsOf(id).join(', ') || 'none';
    throw new UsageError(`'${id}' imports nothing of '${lab}'. It goes on with: ${labs}.`);
  }
  requireFolder(folder);
  return [lab, folder];
}

function parse(args: readonly string[]): {
  readonly values: {
    seed?: string;
    unfair?: string;
    earlier: string[];
    run: boolean;
    json: boolean;
    help: boolean;
  };
  readonly positionals: readonly string[];
} {
  const flag = { type: 'boolean', default: false } as const;
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        seed: { type: 'string' },
        unfair: { type: 'string' },
        earlier: { type: 'string', multiple: true, default: [] },
        run: flag,
        json: flag,
        help: { ...flag, short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'The arguments are not clear.');
  }
}

function readSeed(text: string): number {
  const seed = Number(text);
  if (Number.isInteger(seed) && seed >= 0 && seed <= 0xffff_ffff) return seed;
  throw new UsageError(`'${text}' is no seed: give a whole number from 0 to 4294967295.`);
}

/** The learner's files over the starter's, the lab's world, and what they import of earlier labs. */
function readSources({ lab, folder, earlier }: Order): SourceText[] {
  const [starter] = lab.variants;
  const sources = new Map(
    (starter ? sourcesOf(lab.id, starter) : []).map((text) => [text.file, text]),
  );
  for (const text of readOwn(lab, folder)) sources.set(text.file, text);
  const own = [...sources.values()].filter(({ file }) => !file.startsWith('labs/'));
  const theirs = [...earlier].map(([id, path]) => [id, readOwn(readLab(id), path)] as const);
  return withEarlier(lab.id, own, new Map(theirs));
}

/** The learner's files of a lab in a folder. */
function readOwn({ id, brief }: LabFolder, folder: string): SourceText[] {
  const own = readdirSync(folder).filter((file) => brief.files.includes(file));
  if (own.length === 0) {
    const names = brief.files.join(', ');
    throw new UsageError(`'${resolve(folder)}' has none of the files of '${id}': ${names}.`);
  }
  return own.map((file) => {
    const source = readFileSync(join(folder, file), 'utf8');
    return { file, source, origin: 'learner' };
  });
}

/** Whose files of earlier labs were run. */
function importsIn(sources: readonly SourceText[], { earlier }: Order): ImportedLab[] {
  return importedLabs(sources, (lab) => (earlier.has(lab) ? 'learner' : 'reference'));
}

type Refused = Extract<CompileResult, { ok: false }>;

function refuse(order: Order, { problems }: Refused): void {
  if (order.json) print(order, { kind: 'rejected', problems }, 0);
  console.error('The code does not compile, so nothing was run.\n');
  console.error(problems.flatMap((problem: Problem) => problemLines(problem)).join('\n'));
}

function print(order: Order, verdict: Verdict, ms: number): void {
  if (order.json) {
    console.log(JSON.stringify(asJson(order.lab.id, verdict, ms)));
    return;
  }
  const goal = order.seeds === 'run' ? 'run' : 'grade';
  console.log(verdictLines(verdict, { goal, hints: order.lab.brief.hints }).join('\n'));
  if (!('traceHash' in verdict)) return;
  for (const { lab, files, from } of verdict.imports ?? []) {
    const whose = from === 'learner' ? 'yours' : 'the reference';
    console.log(`  ${files.join(', ')} of ${lab}: ${whose}`);
  }
  const seeds =
    verdict.seeds.length === 1 ? `seed ${verdict.seeds[0]}` : `${verdict.seeds.length} seeds`;
  console.log(
    `\n${order.lab.id}, ${seeds}, ${verdict.events} events, ${ms} ms, trace ${verdict.traceHash}`,
  );
}

function asJson(lab: string, verdict: Verdict, ms: number): object {
  const isFinished = 'traceHash' in verdict;
  return {
    lab,
    verdict: verdict.kind,
    code: codeOf(verdict),
    story: verdict.kind === 'failed' ? verdict.counterexample.story.events : [],
    seeds: isFinished ? verdict.seeds : [],
    events: isFinished ? verdict.events : 0,
    ms,
    traceHash: isFinished ? verdict.traceHash : null,
    imports: isFinished ? (verdict.imports ?? []) : [],
  };
}

function codeOf(verdict: Verdict): string | null {
  if (verdict.kind === 'failed') return verdict.counterexample.breach.code;
  if (verdict.kind === 'stopped') return verdict.code;
  return verdict.kind === 'rejected' ? (verdict.problems[0]?.code ?? null) : null;
}

/** Gives the exit code. */
async function main(args: readonly string[]): Promise<number> {
  const order = readOrder(args);
  if (order === 'help') {
    console.log(help);
    return 0;
  }
  if ('unfair' in order) return gradeAgain(order.unfair);
  const sources = readSources(order);
  const compiled = compileLab(sources);
  if (!compiled.ok) {
    refuse(order, compiled);
    return 2;
  }
  const sandbox = new NodeSandbox();
  const { lab, seeds } = order;
  const { verdict, elapsedMs } = await sandbox.run(
    { kind: 'grade', lab: lab.id, modules: compiled.modules, seeds },
    {
      output: ({ lines, dropped }) => {
        for (const { where, text } of lines) console.error(`  | ${where}: ${text}`);
        if (dropped > 0) console.error(`  | … ${dropped} more lines`);
      },
    },
  );
  sandbox.dispose();
  print(order, withImports(verdict, importsIn(sources, order)), Math.round(elapsedMs));
  return verdict.kind === 'passed' ? 0 : 1;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`✗ ${error.message}\n  npm run lab -- --help says more.`);
  process.exitCode = 2;
}
