/** Bounds of a compilation, and what a learner reads when one is passed. */
import type { Problem } from '#grader/verdict.ts';
import type { SourceText } from './source-file.ts';

/** Source of all files together, in characters; the longest solution of a lab has a fifth of it. */
export const sourceCharactersMax = 256 * 1024;

/** Wall time in the page; files at the bound above take a good half of it at worst. */
export const compileMsMax = 2000;

/** Sites of one file have this many numbers: site = index of the file × this + index of the site. */
export const sitesPerFile = 65_536;

/** A problem if the files together are too large to be compiled. */
export function checkSize(files: readonly SourceText[]): Problem | undefined {
  const characters = files.reduce((sum, { source }) => sum + source.length, 0);
  const [largest] = [...files].sort((a, b) => b.source.length - a.source.length);
  if (characters <= sourceCharactersMax || largest === undefined) return undefined;
  return tooLarge(
    largest.file,
    `${inKilobytes(characters)} of at most ${inKilobytes(sourceCharactersMax)}`,
  );
}

/** The problem of a file, or of all with it, that is too large in the way that `what` names. */
export function tooLarge(file: string, what: string): Problem {
  return {
    place: { file, line: 1, column: 1 },
    code: 'too-large',
    message: `The files are too large: ${what}.`,
    remedy: 'Remove what the lab does not need, such as long data in literals.',
  };
}

/** The problem of files that nest deeper than the compiler can follow. */
export function tooDeep(file: string): Problem {
  return {
    place: { file, line: 1, column: 1 },
    code: 'too-deep',
    message: 'Brackets or operators are nested too deeply.',
    remedy: 'Split the longest expression into several statements.',
  };
}

/** The problem of files that took too long. */
export function tooSlow(file: string): Problem {
  return {
    place: { file, line: 1, column: 1 },
    code: 'too-slow',
    message: 'The files could not be compiled within two seconds.',
    remedy:
      'Press Run again; if it stays like this, undo your last change, or split very long expressions.',
  };
}

function inKilobytes(characters: number): string {
  return `${Math.ceil(characters / 1024)} KB`;
}
