/** The nights that the capstone's chapter shows and its control room begins with, as the real grader reports them. */
import { createHash } from 'node:crypto';
import { grade } from '#grader/grade.ts';
import type { LabGrader } from '#grader/lab.ts';
import { lockDown } from '#sandbox/lockdown.ts';
import { bare, graderText } from './report.ts';
import { compiled, finish, graderOf, readLab, sourcesOf, type Variant } from './prove.ts';

const lab = 'capstone';
/** The first of the seeds that count. */
const seed = 101;

/** One recorded night. */
export interface NightRecording {
  /** Hash of what it was recorded with. */
  readonly content: string;
  readonly night: unknown;
  /** The files that a learner would write. */
  readonly texts: Readonly<Record<string, string>>;
}

/** Name of a recording -> the program that is recorded. */
function recordedVariants(): readonly (readonly [name: string, variant: Variant])[] {
  const { variants } = readLab(lab);
  return (['solution', 'starter'] as const).map((kind) => {
    const variant = variants.find((each) => each.kind === kind);
    if (variant === undefined) throw new Error(`labs/${lab} has no ${kind}.`);
    return [kind === 'solution' ? 'reference' : kind, variant];
  });
}

async function contentOf(variant: Variant): Promise<string> {
  const hash = createHash('sha256').update(await graderText(lab));
  for (const { file, source } of sourcesOf(lab, variant)) {
    hash.update(`\n${file}\n`).update(await bare(source));
  }
  return hash.digest('hex').slice(0, 16);
}

/** What each recording would be made of today: one of something else has to be made again. */
export async function nightContents(): Promise<Readonly<Record<string, string>>> {
  const contents = recordedVariants().map(
    async ([name, variant]) => [name, await contentOf(variant)] as const,
  );
  return Object.fromEntries(await Promise.all(contents));
}

function nightOf(grader: LabGrader, name: string, variant: Variant): unknown {
  const program = compiled(name, sourcesOf(lab, variant));
  const verdict = finish(grade(grader, program, { seeds: [seed] }));
  const [report] = 'reports' in verdict ? (verdict.reports ?? []) : [];
  if (report === undefined) throw new Error(`The ${name} reports no night: ${verdict.kind}.`);
  return JSON.parse(report.json);
}

/** Records them all. Locks the realm down. */
export async function recordNights(): Promise<Readonly<Record<string, NightRecording>>> {
  const contents = await nightContents();
  const grader = await graderOf(lab);
  const { files } = readLab(lab).brief;
  lockDown();
  return Object.fromEntries(
    recordedVariants().map(([name, variant]) => {
      const own = sourcesOf(lab, variant).filter(({ file }) => files.includes(file));
      const texts = Object.fromEntries(own.map(({ file, source }) => [file, source]));
      const content = contents[name] ?? '';
      return [name, { content, night: nightOf(grader, name, variant), texts }];
    }),
  );
}
