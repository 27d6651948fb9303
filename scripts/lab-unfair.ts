/**
 * `npm run lab -- --unfair FILE`: opens a file that disputes a verdict, grades what is in it again, and says whether the
 * verdict is the same. Its code is a stranger's: it runs as any other on the command line, see lab-host.ts.
 */
import { existsSync, readFileSync } from 'node:fs';
import { compileLab, type SourceText } from '#compiler/compile.ts';
import type { Verdict } from '#grader/verdict.ts';
import { folderOf, isCutId } from '#grader/lab-id.ts';
import { claimOf, readUnfair, type Claim, type UnfairFile } from '#sandbox/unfair.ts';
import { contentHash } from '#workbench/lab-info.ts';
import { cutStarterOf, labIds, readLab, sourcesOf, withEarlier } from '../labs/prove.ts';
import { NodeSandbox } from './node-sandbox.ts';
import { UsageError } from './usage-error.ts';
import { verdictLines } from './verdict-text.ts';

/** The lab's files as a learner gets them, without those of earlier labs. */
function givenOf(id: string): SourceText[] {
  const { variants, brief } = readLab(folderOf(id));
  const [starter] = variants;
  const files = isCutId(id)
    ? cutStarterOf(folderOf(id), brief.workshop?.files ?? [])
    : starter === undefined
      ? []
      : sourcesOf(id, starter);
  return files.filter(({ file }) => !file.startsWith('labs/'));
}

function hashOf(id: string): string | null {
  const isKnown = labIds().includes(folderOf(id));
  if (!isKnown || (isCutId(id) && readLab(folderOf(id)).brief.workshop === undefined)) return null;
  return contentHash(givenOf(id));
}

/** The files of the dispute over the lab's own, and what they import of earlier labs as it was then. */
function filesOf({ lab, files, imports }: UnfairFile): SourceText[] {
  const own = new Map(givenOf(lab.id).map((text) => [text.file, text]));
  for (const { file, source } of files) own.set(file, { file, source, origin: 'learner' });
  const theirs = new Map<string, SourceText[]>();
  for (const { file, source } of imports) {
    const [, from = '', name = ''] = file.split('/');
    const text: SourceText = { file: name, source, origin: 'learner' };
    theirs.set(from, [...(theirs.get(from) ?? []), text]);
  }
  return withEarlier(folderOf(lab.id), [...own.values()], theirs);
}

async function verdictOf({ lab, goal, run }: UnfairFile, sources: SourceText[]): Promise<Verdict> {
  const compiled = compileLab(sources);
  if (!compiled.ok) return { kind: 'rejected', problems: compiled.problems };
  const { modules } = compiled;
  const sandbox = new NodeSandbox();
  // What an attack has found lies beyond the lab's seeds: only its own run shows it again.
  const { verdict } = await sandbox.run(
    goal === 'attack' && run !== null
      ? { kind: 'replay', lab: lab.id, modules, recipe: run.recipe }
      : { kind: 'grade', lab: lab.id, modules, seeds: goal === 'run' ? 'run' : 'grade' },
    {},
  );
  sandbox.dispose();
  return verdict;
}

/** Whether two verdicts are the same. An attack's hash is over all that it tried before. */
function isSame(verdict: Verdict, { goal, claim, run }: UnfairFile): boolean {
  const now = claimOf(verdict);
  if (goal === 'attack' && verdict.kind === 'failed') {
    return now.code === claim.code && verdict.counterexample.traceHash === run?.hash;
  }
  return now.kind === claim.kind && now.code === claim.code && now.traceHash === claim.traceHash;
}

function say({ kind, code, seed, traceHash }: Claim): string {
  return [
    code === null ? kind : `${kind}, ${code}`,
    ...(seed === null ? [] : [`seed ${seed}`]),
    ...(traceHash === null ? [] : [`trace ${traceHash}`]),
  ].join(', ');
}

/** Gives the exit code. */
export async function gradeAgain(path: string): Promise<number> {
  if (!existsSync(path)) throw new UsageError(`There is no file '${path}'. Check the path.`);
  const read = readUnfair(readFileSync(path, 'utf8'), hashOf);
  if (read.kind === 'refused') throw new UsageError(`${read.message} ${read.remedy}`);
  const { file, notices } = read;
  const verdict = await verdictOf(file, filesOf(file));
  const { hints } = readLab(folderOf(file.lab.id)).brief;
  const goal = file.goal === 'run' ? 'run' : 'grade';
  if (file.why !== '') console.log(`They say: ${file.why}\n`);
  console.log(verdictLines(verdict, { goal, hints }).join('\n'));
  const isReproduced = isSame(verdict, file);
  console.log(
    `\n${isReproduced ? '✓ The same verdict as in the file' : '✗ Another verdict than in the file'}`,
  );
  console.log(`  then  ${say(file.claim)}`);
  console.log(`  now   ${say(claimOf(verdict))}`);
  for (const notice of notices) console.log(`  ${notice}`);
  return isReproduced ? 0 : 1;
}
