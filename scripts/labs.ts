/**
 * `npm run labs`: every starter, solution and wrong solution of every lab, on every grade seed, and a line for each
 * lab that says what was expected and what came. The tests in labs/ ask more; this is for looking at it.
 */
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

/** Runs as many at once as there are workers to run them. */
const workersMax = 2;

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

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
const sandboxes = Array.from({ length: workersMax }, () => new NodeSandbox());
for (const id of labIds()) {
  const report = await reportOf(readLab(id), sandboxes);
  if (values.json) console.log(JSON.stringify(report));
  else printReport(report);
  if (deviations(report).length > 0) process.exitCode = 1;
}
for (const sandbox of sandboxes) sandbox.dispose();
