/** A lab's workshop cut as a lab of its own: some of the files to write, the rest of the solution to read. */
import { cutIdOf } from '#grader/lab-id.ts';
import { inFolder, type LabFiles, type LabSources } from './lab-lookup.ts';

/** What a brief says, as far as a cut changes it. */
interface Brief {
  readonly minutes: number;
  readonly files: readonly string[];
  readonly given: readonly string[];
  readonly invariants: readonly { readonly code: string; readonly sentence: string }[];
  readonly workshop?:
    | {
        readonly minutes: number;
        readonly files: readonly string[];
        readonly codes: readonly string[];
      }
    | undefined;
}

export interface CutLab {
  readonly id: string;
  readonly brief: Pick<Brief, 'minutes' | 'files' | 'given' | 'invariants'>;
  readonly files: LabFiles;
}

/** The cut of a lab, or null if it has none. `sources` hold starters, solutions and worlds. */
export function cutLab(sources: LabSources, id: string, brief: Brief): CutLab | null {
  const { workshop } = brief;
  if (workshop === undefined) return null;
  const isWritten = (file: string): boolean => workshop.files.includes(file);
  const { minutes, codes } = workshop;
  return {
    id: cutIdOf(id),
    brief: {
      minutes,
      files: brief.files.filter(isWritten),
      given: [...brief.files.filter((file) => !isWritten(file)), ...brief.given],
      invariants: brief.invariants.filter(({ code }) => codes.includes(code)),
    },
    files: {
      starter: inFolder(sources, `/labs/${id}/starter/`).filter(({ file }) => isWritten(file)),
      world: [
        ...inFolder(sources, `/labs/${id}/solution/`).filter(({ file }) => !isWritten(file)),
        ...inFolder(sources, `/labs/${id}/world/`),
      ],
    },
  };
}
