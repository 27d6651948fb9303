/**
 * What it takes to prove a lab: its folder as data, its variants as overlays of files, and the way from a variant to
 * its verdict, which is the sandbox's own: the same compiler, the same evaluation, the same grader.
 *
 *   starter            starter > world
 *   solution           solution > world          solution-<name>   solution-<name> > solution > world
 *   wrong/mNN-<name>   wrong/mNN-<name> > solution > world
 *
 * A file of a wrong solution that differs from the one it covers in a few lines is kept as those lines,
 * `<file>.patch`, a unified diff: what is read is the mistake.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { applyPatch } from 'diff';
import { parse } from 'yaml';
import { z } from 'zod';
import { compileLab, type SourceText } from '#compiler/compile.ts';
import { courseFolder, withEarlierFiles, type EarlierLab } from '#compiler/earlier-files.ts';
import { grade } from '#grader/grade.ts';
import type { LabGrader } from '#grader/lab.ts';
import type { LabProgram } from '#grader/program.ts';
import type { Verdict } from '#grader/verdict.ts';
import { learnerMath } from '#runtime/math.ts';
import { evaluate } from '#sandbox/evaluate.ts';
import { typecheckLab } from '#compiler/typecheck.ts';
import { labPuzzles } from '#components/lab-help.ts';
import { earlierLabs } from '#site/earlier-labs.ts';
import type { Puzzle } from '#workbench/puzzle.ts';
import { learnerConsole } from '#sandbox/learner-console.ts';

const root = import.meta.dirname;

const briefShape = z.object({
  title: z.string(),
  files: z.array(z.string()).min(1),
  given: z.array(z.string()).default([]),
  imports: z.array(z.string().regex(/^labs\/[^/]+\/[^/]+\.ts$/)).default([]),
  starterCode: z.string(),
  workshop: z
    .object({
      files: z.array(z.string()).min(1),
      codes: z.array(z.string()).min(1),
      worlds: z.array(z.string()).optional(),
      starterCode: z.string(),
    })
    .optional(),
  invariants: z.array(
    z.object({
      code: z.string(),
      sentence: z.string(),
      bound: z.string(),
      stretch: z.boolean().default(false),
    }),
  ),
  stretchMetBy: z.string().optional(),
  hints: z.array(z.string()).min(3),
  wrong: z.record(z.string(), z.object({ code: z.string(), diagnosis: z.string() })),
});

/** The frontmatter of a brief, as far as it can be proved. */
export type Brief = z.infer<typeof briefShape>;

/** One set of files a learner might hand in. */
export interface Variant {
  /** Its folder below the lab's, e.g. `wrong/m01-no-key`. */
  readonly name: string;
  readonly kind: 'starter' | 'solution' | 'wrong';
  /** Folders whose files it is made of; those of a later one cover those of an earlier one. */
  readonly layers: readonly string[];
  /** The code that it must break first; null if it must break none. */
  readonly code: string | null;
}

/** A lab's folder. */
export interface LabFolder {
  readonly id: string;
  readonly brief: Brief;
  readonly variants: readonly Variant[];
}

/** The ids of all labs, in alphabetical order. */
export function labIds(): string[] {
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(root, entry.name, 'grader.ts')))
    .map((entry) => entry.name)
    .sort();
}

/** Reads a lab's brief and finds its variants. Throws if a wrong solution is not documented, or documented and gone. */
export function readLab(id: string): LabFolder {
  const brief = readBrief(id);
  const solutions = foldersOf(id).filter((name) => /^solution(-|$)/.test(name));
  const wrong = foldersOf(join(id, 'wrong'));
  const documented = Object.keys(brief.wrong).sort();
  if (wrong.join() !== documented.join()) {
    throw new Error(
      `labs/${id}: wrong/ holds ${wrong.join(', ')}; brief.mdx: ${documented.join(', ')}`,
    );
  }
  return {
    id,
    brief,
    variants: [
      { name: 'starter', kind: 'starter', layers: ['world', 'starter'], code: brief.starterCode },
      ...solutions.map((name): Variant => {
        const layers = [...new Set(['world', 'solution', name])];
        return { name, kind: 'solution', layers, code: null };
      }),
      ...wrong.map((folder): Variant => {
        const name = `wrong/${folder}`;
        const code = brief.wrong[folder]?.code ?? null;
        return { name, kind: 'wrong', layers: ['world', 'solution', name], code };
      }),
    ],
  };
}

/** The files of a variant, with what they import of earlier labs: of those, the reference. */
export function sourcesOf(id: string, variant: Variant): SourceText[] {
  return withEarlier(id, overlay(id, variant.layers));
}

/**
 * Adds to a lab's files what they import of earlier labs: the reference, or for the labs that `theirs` names, those
 * files.
 */
export function withEarlier(
  id: string,
  own: readonly SourceText[],
  theirs: ReadonlyMap<string, readonly SourceText[]> = new Map(),
): SourceText[] {
  const earlier = [...earlierLabsOf(id), courseFolder].map((lab): EarlierLab => {
    const files = overlay(lab, ['world', 'solution'], theirs.get(lab));
    return { lab, files };
  });
  return withEarlierFiles(own, earlier, importsOf(id));
}

/** What a lab takes of earlier labs, by whole names, as its brief says. */
function importsOf(id: string): readonly string[] {
  return existsSync(join(root, id, 'brief.mdx')) ? readBrief(id).imports : [];
}

/** The labs whose files a lab imports, directly or through another. */
export function earlierLabsOf(id: string): readonly string[] {
  return earlierLabs(id, importsOf);
}

/** A file as its patch makes it. Throws if the patch does not fit what it covers. */
export function patched(name: string, source: string | undefined, patch: string): string {
  const made = source === undefined ? false : applyPatch(source, patch);
  if (made === false)
    throw new Error(
      `${name} does not fit the file that it changes. Make the mistake again in a copy of that file, and write the patch with git diff --no-index.`,
    );
  return made;
}

/**
 * The files of some folders of a lab, those of a later one over those of an earlier one, and `theirs` over all. Those
 * of `world/` are the world's, unless they are covered.
 */
function overlay(
  id: string,
  layers: readonly string[],
  theirs: readonly SourceText[] = [],
): SourceText[] {
  const texts = new Map<string, SourceText>();
  for (const layer of layers) {
    const folder = join(root, id, layer);
    // What all labs share has no solution.
    if (!existsSync(folder)) continue;
    for (const name of readdirSync(folder).filter((one) => /\.ts(\.patch)?$/.test(one))) {
      const file = name.replace(/\.patch$/, '');
      const text = readFileSync(join(folder, name), 'utf8');
      const source =
        name === file
          ? text
          : patched(`labs/${id}/${layer}/${name}`, texts.get(file)?.source, text);
      texts.set(file, { file, source, origin: layer === 'world' ? 'world' : 'learner' });
    }
  }
  for (const text of theirs) texts.set(text.file, text);
  return [...texts.values()];
}

/** The pieces of the reference that the fourth rung of help asks to put in order. */
export function puzzlesOf(id: string): Puzzle[] {
  const yaml = readFileSync(join(root, id, 'help.yaml'), 'utf8');
  return labPuzzles(id, yaml, overlay(id, ['solution']));
}

/** The learner's files of a workshop cut as they are given: those of the starter that it names, over the solution. */
export function cutStarterOf(id: string, files: readonly string[]): SourceText[] {
  const starter = overlay(id, ['starter']).filter(({ file }) => files.includes(file));
  return withEarlier(id, overlay(id, ['world', 'solution'], starter));
}

/** What the type checker says of a variant, one line each: `server.ts:12 Type 'string' is not …`. */
export function typeProblems(id: string, variant: Variant): string[] {
  const declarations = {
    learnerLib: compilerText('generated/learner-lib.d.ts'),
    world: compilerText('nines-world.d.ts'),
  };
  return typecheckLab(sourcesOf(id, variant), declarations).map(
    ({ place, message }) => `${place.file}:${place.line} ${message}`,
  );
}

function compilerText(file: string): string {
  return readFileSync(join(root, '..', 'src', 'compiler', file), 'utf8');
}

/** Compiles and evaluates a variant, changed if asked for. The realm must be locked down. */
export function programOf(
  id: string,
  variant: Variant,
  change: (sources: SourceText[]) => SourceText[] = (sources) => sources,
): LabProgram {
  return compiled(`labs/${id}/${variant.name}`, change(sourcesOf(id, variant)));
}

/** Compiles and evaluates files; `name` says in an error whose they are. The realm must be locked down. */
export function compiled(name: string, sources: SourceText[]): LabProgram {
  const result = compileLab(sources);
  if (!result.ok) {
    const lines = result.problems.map(
      ({ place, message }) => `${place.file}:${place.line}:${place.column} ${message}`,
    );
    throw new Error(`${name} does not compile:\n${lines.join('\n')}`);
  }
  return evaluate(result.modules, { Math: learnerMath, console: learnerConsole });
}

/** Grades a program to the end. */
export function verdictOf(
  grader: LabGrader,
  program: LabProgram,
  seeds: 'run' | 'grade' | readonly number[],
): Verdict {
  return finish(grade(grader, program, { seeds, untilSettled: typeof seeds !== 'string' }));
}

/** So many seeds are enough to show that a wrong solution tells one story. */
const storySeeds = 8;
/** So many of them the tests play: those of a Run, and the first that count. The others are played for the report. */
export const seedsTested = 5;

/**
 * Verdicts of a program that must fail, a seed each: those of the seeds on which a grade plays the part of the run sheet
 * that it breaks, which may be for the first few alone, and of further ones up to eight; `most` of them. Of a long lab
 * the first alone.
 */
export function failuresOf(
  grader: LabGrader,
  program: LabProgram,
  most: number = Number.POSITIVE_INFINITY,
): Verdict[] {
  const { run, grade: counting } = grader.seeds;
  const failure = (seed: number): Verdict => verdictOf(grader, program, [seed]);
  const [opening = 0] = run;
  const first = failure(opening);
  if (isLong(grader)) return [first];
  const broken = first.kind === 'failed' ? first.counterexample.world : null;
  const { seeds = {} } = grader.sheet.find(({ id }) => id === broken) ?? {};
  const played = [...run.slice(0, seeds.run), ...counting.slice(0, seeds.grade)];
  const others = [...counting, ...run].filter((seed) => !played.includes(seed));
  const further = others.slice(0, Math.max(0, storySeeds - played.length));
  const owed = new Set([opening, ...played, ...further]);
  return [first, ...[...owed].slice(1, most).map(failure)];
}

/**
 * What a solution is graded on: the public seeds and those that count. Of a long lab only the reference plays the second:
 * the others do it for the report.
 */
export function gradesOf(grader: LabGrader, { name }: Variant): readonly ('run' | 'grade')[] {
  return isLong(grader) && name !== 'solution' ? ['run'] : ['run', 'grade'];
}

/** True if a run takes seconds: what all seeds come to is for the report to say, and a test plays few. */
export function isLong({ sheet }: LabGrader): boolean {
  return sheet.some((item) => item.kind === 'world' && item.breaksOff !== undefined);
}

/** Drives a piece of grading to its end. */
export function finish<Result>(steps: Generator<unknown, Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** A lab's grader. To be called before the realm is locked down. */
export async function graderOf(id: string): Promise<LabGrader> {
  const module: unknown = await import(join(root, id, 'grader.ts'));
  // defineLab has checked it when the module was loaded.
  return (module as { readonly grader: LabGrader }).grader;
}

function readBrief(id: string): Brief {
  return briefShape.parse(frontmatter(readFileSync(join(root, id, 'brief.mdx'), 'utf8')));
}

function frontmatter(text: string): unknown {
  const [, yaml] = /^---\n(.*?)\n---\n/s.exec(text) ?? [];
  if (yaml === undefined) throw new Error('a brief begins with its frontmatter');
  return parse(yaml);
}

function foldersOf(path: string): string[] {
  const folder = join(root, path);
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}
