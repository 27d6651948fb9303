/** A lab's program as the grader needs it: the runtime's, with the word which files are the learner's. */
import type { Program } from '#runtime/program.ts';
import { sitesPerFile } from '#runtime/program.ts';
import type { SourcePlace } from './verdict.ts';

/** Compiled and evaluated files, sorted by name. */
export interface LabProgram extends Program {
  readonly files: readonly (Program['files'][number] & { readonly origin: 'learner' | 'world' })[];
  /** Where a file declares a function; null, or left out, where that is not known. */
  declared?(file: string, name: string): SourcePlace | null;
}

/** True if the site is in one of the learner's files. */
export function isLearners(program: LabProgram, site: number): boolean {
  return site > 0 && program.files[Math.floor(site / sitesPerFile)]?.origin === 'learner';
}

/** The place of a site if it is in one of the learner's files, else null. */
export function learnerPlace(program: LabProgram, site: number): SourcePlace | null {
  return isLearners(program, site) ? program.place(site) : null;
}
