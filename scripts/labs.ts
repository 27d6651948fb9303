/**
 * `npm run labs`: every starter, solution and wrong solution of every lab, on every grade seed, and a line for each
 * lab that says what was expected and what came. The tests in labs/ ask more; this is for looking at it.
 *
 *   --lab ID   this lab and no other; may be given several times
 *   --json     one JSON object a lab
 *   --deep     a thousand seeds more, and labs/report.json written; only labs whose part is stale
 *   --all      with --deep, those that are up to date as well
 *   --seeds N  with --deep, so many seeds more instead
 *   --times    write only into labs/report.json how long things take: do so on a machine with nothing else to do
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { compileLab } from '#compiler/compile.ts';
import type { ModuleText, Verdict } from '#sandbox/protocol.ts';
import {
  type LabFolder,
  type Variant,
  graderOf,
  labIds,
  readLab,
  sourcesOf,
} from '../labs/prove.ts';
import { writeReport, type DeepOptions } from './labs-deep.ts';
import { NodeSandbox } from './node-sandbox.ts';

/** How one lab stands. */
export interface LabReport {
  readonly lab: string;
  readonly starter: { readonly expected: string; readonly got: string };
  readonly solutions: readonly {
    readonly name: string;
    readonly passed: boolean;
    readonly seeds: number;
  }[];
  readonly wrong: readonly {
    readonly name: string;
    readonly expected: string;
    readonly got: string;
  }[];
}

/** What a verdict comes to in one word. */
function wordOf(verdict: Verdict): string {
  switch (verdict.kind) {
    case 'failed':
      return verdict.counterexample.breach.code;
    case 'stopped':
      return verdict.code;
    case 'rejected':
      return verdict.problems[0]?.code ?? 'rejected';
    case 'passed':
    case 'undecided':
      return verdict.kind;
  }
}

/** What a variant comes to over the seeds: one word if they agree, else each word once. */
async function outcomeOf(
  sandbox: NodeSandbox,
  lab: string,
  work: { readonly variant: Variant; readonly seeds: readonly number[] },
): Promise<string> {
  const compiled = compileLab(sourcesOf(lab, work.variant));
  if (!compiled.ok) return compiled.problems[0]?.code ?? 'rejected';
  // All at once is enough for what must pass; what must fail, must fail on each seed.
  const portions =
    work.variant.kind === 'solution' ? [work.seeds] : work.seeds.map((seed) => [seed]);
  const words = new Set<string>();
  for (const seeds of portions) words.add(await wordFor(sandbox, lab, { ...compiled, seeds }));
  return [...words].join(' ');
}

async function wordFor(
  sandbox: NodeSandbox,
  lab: string,
  work: { readonly modules: readonly ModuleText[]; readonly seeds: readonly number[] },
): Promise<string> {
  const { modules, seeds } = work;
  const { verdict } = await sandbox.run({ kind: 'grade', lab, modules, seeds }, {});
  return wordOf(verdict);
}

async function reportOf(folder: LabFolder, sandboxes: readonly NodeSandbox[]): Promise<LabReport> {
  const { seeds } = await graderOf(folder.id);
  const waiting = [...folder.variants];
  const outcomes = new Map<Variant, string>();
  const work = async (sandbox: NodeSandbox): Promise<void> => {
    for (let variant = waiting.shift(); variant; variant = waiting.shift()) {
      outcomes.set(variant, await outcomeOf(sandbox, folder.id, { variant, seeds: seeds.grade }));
    }
  };
  await Promise.all(sandboxes.map(work));
  const rows = folder.variants.map((variant) => ({
    kind: variant.kind,
    name: variant.name.replace('wrong/', ''),
    expected: variant.code ?? 'passed',
    got: outcomes.get(variant) ?? 'nothing',
  }));
  const of = (kind: Variant['kind']): typeof rows => rows.filter((row) => row.kind === kind);
  const [starter] = of('starter');
  return {
    lab: folder.id,
    starter: { expected: starter?.expected ?? '', got: starter?.got ?? '' },
    solutions: of('solution').map(({ name, got }) => ({
      name,
      passed: got === 'passed',
      seeds: seeds.grade.length,
    })),
    wrong: of('wrong').map(({ name, expected, got }) => ({ name, expected, got })),
  };
}

/** The rows of a report that are not as they should be. */
function deviations({ starter, solutions, wrong }: LabReport): string[] {
  return [
    ...[{ name: 'starter', ...starter }, ...wrong]
      .filter(({ expected, got }) => expected !== got)
      .map(({ name, expected, got }) => `${name}: expected ${expected}, got ${got}`),
    ...solutions.filter(({ passed }) => !passed).map(({ name }) => `${name}: did not pass`),
  ];
}

function printReport(report: LabReport): void {
  const wrong = deviations(report);
  const { lab, starter, solutions } = report;
  const seeds = solutions[0]?.seeds ?? 0;
  const proven = `starter ${starter.got}, ${solutions.length} solutions, ${report.wrong.length} wrong solutions, ${seeds} seeds`;
  console.log(`${wrong.length === 0 ? '✓' : '✗'} ${lab}  ${proven}`);
  for (const line of wrong) console.log(`    ${line}`);
}

/** Every lab, or those named, over its own seeds. Gives the exit code. */
async function prove(only: readonly string[], isJson: boolean): Promise<number> {
  const sandboxes = Array.from({ length: availableParallelism() }, () => new NodeSandbox());
  let code = 0;
  for (const id of only.length === 0 ? labIds() : only) {
    const report = await reportOf(readLab(id), sandboxes);
    if (isJson) console.log(JSON.stringify(report));
    else printReport(report);
    if (deviations(report).length > 0) code = 1;
  }
  for (const sandbox of sandboxes) sandbox.dispose();
  return code;
}

/** Writes labs/report.json. Gives the exit code. */
async function proveDeep(options: DeepOptions): Promise<number> {
  const { labs, timing } = await writeReport(options);
  let code = 0;
  for (const { lab, solutions, wrong } of labs) {
    const alarms = solutions.flatMap(({ falseAlarms }) => falseAlarms).length;
    const missed = wrong.reduce((sum, one) => sum + one.missed, 0);
    const seeds = [...solutions, ...wrong].reduce((sum, one) => sum + one.seeds, 0);
    const ms = timing.labs.find((one) => one.lab === lab);
    console.log(
      `${alarms === 0 ? '✓' : '✗'} ${lab}  ${seeds} seeds, ${alarms} false alarms, ${missed} misses; ` +
        `Run ${ms?.run ?? '?'} ms, Grade ${ms?.grade ?? '?'} ms, a story ${ms?.story ?? '?'} ms`,
    );
    if (alarms > 0) code = 1;
  }
  return code;
}

const flag = { type: 'boolean', default: false } as const;
const { values } = parseArgs({
  options: {
    lab: { type: 'string', multiple: true, default: [] },
    json: flag,
    deep: flag,
    all: flag,
    times: flag,
    seeds: { type: 'string', default: '1000' },
  },
});
const unknown = values.lab.filter((id) => !labIds().includes(id));
const extra = Number(values.seeds);
if (!Number.isInteger(extra) || extra < 1) {
  console.error(`✗ '${values.seeds}' is no number of seeds: give a whole one from 1.`);
  process.exitCode = 2;
} else if (unknown.length > 0) {
  console.error(`✗ There is no lab ${unknown.join(', ')}. The labs are: ${labIds().join(', ')}.`);
  process.exitCode = 2;
} else if (values.deep || values.times) {
  const { lab: only, all, times: timesOnly } = values;
  process.exitCode = await proveDeep({ extra, only, all, timesOnly });
} else process.exitCode = await prove(values.lab, values.json);
