/**
 * A verdict that somebody believes to be wrong, as one file: the code, the seeds, the plan, the hashes, and the versions
 * that all this was made with. Whoever opens it with `npm run lab -- --unfair FILE` gets the same verdict, or is told
 * what has changed since. If the verdict tells a story, the file can be walked through in the lab's page as well.
 */
import { isFields } from '#grader/data.ts';
import type { Verdict } from '#grader/verdict.ts';
import { count, list, nullable, oneOf, record, text, hash, type Checker } from './check.ts';
import type { LinkPayload } from './link-shape.ts';
import { linkFormat, runtimeVersion } from './versions.ts';

interface File {
  readonly file: string;
  readonly source: string;
}

/** What a verdict said, as far as one can be compared with another. */
export interface Claim {
  readonly kind: Verdict['kind'];
  /** Of the invariant that broke, of the stop, or of the compiler's first problem; null if there is none. */
  readonly code: string | null;
  /** The seed that showed it; null if none did. */
  readonly seed: number | null;
  /** Hash over the traces of all seeds; null where none ran to its end. */
  readonly traceHash: string | null;
}

/** The shrunk run of a story, as `replay` takes it, and the hash it came to. */
export interface UnfairRun {
  readonly recipe: string;
  readonly hash: string;
}

export interface UnfairFile {
  readonly kind: 'nines-unfair';
  readonly format: number;
  readonly runtime: number;
  /** Id and content hash of the lab. */
  readonly lab: { readonly id: string; readonly hash: string };
  /** What was asked for: the public seeds, those that count, or an attack beyond them. */
  readonly goal: 'run' | 'grade' | 'attack';
  readonly files: readonly File[];
  /** What the files import of earlier labs, by their whole names, as it was then. */
  readonly imports: readonly File[];
  readonly claim: Claim;
  /** Null where there is no story. */
  readonly run: UnfairRun | null;
  /** Why it is believed to be wrong, in the learner's words; may be empty. */
  readonly why: string;
}

export type ReadUnfair =
  | { readonly kind: 'unfair'; readonly file: UnfairFile; readonly notices: readonly string[] }
  | { readonly kind: 'refused'; readonly message: string; readonly remedy: string };

const fileKind = 'nines-unfair';
const whyMax = 2_000;
const textMax = 512 * 1024;

/** What is to be done with the file. */
export const unfairAdvice =
  'Send it to whoever runs the course, or attach it to an issue of the project: whoever opens it sees exactly what you saw.';

/** What a verdict claims. */
export function claimOf(verdict: Verdict): Claim {
  const { kind } = verdict;
  switch (verdict.kind) {
    case 'failed': {
      const { breach, seed } = verdict.counterexample;
      return { kind, code: breach.code, seed, traceHash: verdict.traceHash };
    }
    case 'stopped':
      return { kind, code: verdict.code, seed: verdict.seed, traceHash: null };
    case 'rejected':
      return { kind, code: verdict.problems[0]?.code ?? null, seed: null, traceHash: null };
    case 'passed':
    case 'undecided':
      return { kind, code: null, seed: null, traceHash: verdict.traceHash };
  }
}

/** The text of the file. */
export function writeUnfair(
  about: Pick<UnfairFile, 'lab' | 'goal' | 'files' | 'imports'>,
  verdict: Verdict,
  why: string,
): string {
  const file: UnfairFile = {
    kind: fileKind,
    format: linkFormat,
    runtime: runtimeVersion,
    ...about,
    claim: claimOf(verdict),
    run:
      verdict.kind === 'failed'
        ? { recipe: verdict.counterexample.recipe, hash: verdict.counterexample.traceHash }
        : null,
    why: why.trim().slice(0, whyMax),
  };
  return `${JSON.stringify(file, null, 1)}\n`;
}

const source: Checker<File> = record<File>({ file: text(200), source: text(256 * 1024) });

const shape = record<UnfairFile>({
  kind: oneOf(fileKind),
  format: count,
  runtime: count,
  lab: record<UnfairFile['lab']>({ id: text(200), hash: text(200) }),
  goal: oneOf('run', 'grade', 'attack'),
  files: list(source, 100),
  imports: list(source, 100),
  claim: record<Claim>({
    kind: oneOf('passed', 'failed', 'undecided', 'rejected', 'stopped'),
    code: nullable(text(200)),
    seed: nullable(count),
    traceHash: nullable(hash),
  }),
  run: nullable(record<UnfairRun>({ recipe: text(256 * 1024), hash })),
  why: text(whyMax),
});

/** Reads the text of a file. Runs nothing. `labHash` gives the content hash of a lab; null if there is no such lab. */
export function readUnfair(given: string, labHash: (lab: string) => string | null): ReadUnfair {
  if (given.length > textMax) {
    return refused('This file holds more than 512 KB and is not opened.', 'Ask for a smaller one.');
  }
  let value: unknown;
  try {
    value = JSON.parse(given);
  } catch {
    return refused(
      'This file is not whole: it may have been cut off.',
      'Ask for the file once more.',
    );
  }
  if (!isUnfair(value)) {
    return refused(
      'This file disputes no verdict.',
      'Choose a file that “Unfair verdict?” has saved.',
    );
  }
  if (typeof value['format'] === 'number' && value['format'] > linkFormat) {
    return refused(
      'This file was made with a newer version of the course.',
      'Update the course, then open it again.',
    );
  }
  try {
    const file = shape(value, '');
    const known = labHash(file.lab.id);
    if (known === null) {
      return refused(
        `There is no lab '${file.lab.id}' here.`,
        'Use the version of the course that the file was made with.',
      );
    }
    return { kind: 'unfair', file, notices: noticesOf(file, known) };
  } catch (error) {
    const why = error instanceof Error ? error.message : 'it has another shape';
    return refused(`This file cannot be read: ${why}.`, 'Ask for the file once more.');
  }
}

function noticesOf({ runtime, lab }: UnfairFile, labHash: string): string[] {
  const notices: string[] = [];
  if (runtime !== runtimeVersion) {
    const age = runtime < runtimeVersion ? 'an older' : 'a newer';
    notices.push(`It was made with ${age} version of the course; the verdict may differ.`);
  }
  if (lab.hash !== labHash) {
    notices.push('It was made with another version of this lab; the verdict may differ.');
  }
  return notices;
}

/** True for what `writeUnfair` has written, whole or not. */
export function isUnfair(value: unknown): value is Readonly<Record<string, unknown>> {
  return isFields(value) && value['kind'] === fileKind;
}

/** The run of a file as a shared one, not yet checked; null if it has none. */
export function walkOfUnfair(value: Readonly<Record<string, unknown>>): object | null {
  const { format, runtime, lab, files, imports, run } = value;
  if (!isFields(run)) return null;
  const walk: Record<keyof LinkPayload, unknown> = {
    format,
    runtime,
    lab,
    files,
    imports: Array.isArray(imports)
      ? imports.map((one: unknown) =>
          isFields(one) ? { specifier: one['file'], origin: 'own', source: one['source'] } : one,
        )
      : imports,
    run: { subject: { kind: 'recipe', recipe: run['recipe'] }, forks: [] },
    event: 0,
    hash: run['hash'],
  };
  return walk;
}

function refused(message: string, remedy: string): ReadUnfair {
  return { kind: 'refused', message, remedy };
}
