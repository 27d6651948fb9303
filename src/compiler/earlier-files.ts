/**
 * Files of earlier labs that a lab goes on with. They are compiled beside the lab's own, each under its whole name,
 * `labs/<id>/<file>`, and where one comes from (the learner, or the reference) is the caller's to decide and to say.
 */
import type { ImportedLab, Verdict } from '#grader/verdict.ts';
import type { SourceText } from './source-file.ts';

/** One earlier lab as it stands to be imported: its files by their short names, the learner's over the world's. */
export interface EarlierLab {
  readonly lab: string;
  readonly files: readonly SourceText[];
}

/** What all labs share lies in `labs/course/`, and every lab may import it. */
export const courseFolder = 'course';

const specifier = /\b(?:from|import)\s*(['"])([^'"\n]+)\1/g;
const wholeName = /^labs\/([^/]+)\/([^/]+)$/;

/**
 * The whole names of what some files import of earlier labs. A comment that looks like an import does no harm: the
 * file comes along, and nobody asks for it.
 */
function targetsOf(files: readonly SourceText[]): string[] {
  return files.flatMap(({ file, source }) => {
    const home = wholeName.exec(file)?.[1];
    const names = [...source.matchAll(specifier)].map(([, , name]) => name ?? '');
    const near = home === undefined ? [] : names.filter((name) => name.startsWith('./'));
    return [
      ...names.filter((name) => wholeName.test(name)),
      ...near.map((name) => `labs/${home}/${name.slice(2)}`),
    ];
  });
}

/**
 * The lab's own files with those of earlier labs that they import, and what these import in turn.
 *
 * @param own The lab's files, by their short names.
 * @param earlier Every lab that may be reached, in any order.
 * @param handedOn Whole names that the lab's own files may import, beside those of `labs/course/`. What is not
 *   handed on stays out, and the compiler says of its import that there is no such file.
 */
export function withEarlierFiles(
  own: readonly SourceText[],
  earlier: readonly EarlierLab[],
  handedOn: readonly string[],
): SourceText[] {
  const offered = new Map<string, SourceText>(
    earlier.flatMap(({ lab, files }) =>
      files.map((text) => [`labs/${lab}/${text.file}`, text] as const),
    ),
  );
  const isOpen = (name: string): boolean =>
    handedOn.includes(name) || name.startsWith(`labs/${courseFolder}/`);
  const taken = new Map<string, SourceText>();
  const waiting = targetsOf(own).filter(isOpen);
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const text = taken.has(name) ? undefined : offered.get(name);
    if (text === undefined) continue;
    const found = { ...text, file: name };
    taken.set(name, found);
    waiting.push(...targetsOf([found]));
  }
  return [...own, ...taken.values()];
}

/** Which earlier labs take part in a set of files, and whose their files are; what all labs share is nobody's. */
export function importedLabs(
  files: readonly SourceText[],
  whose: (lab: string) => ImportedLab['from'],
): ImportedLab[] {
  const labs = new Map<string, string[]>();
  for (const { file, origin } of files) {
    const [, lab, name] = wholeName.exec(file) ?? [];
    if (lab === undefined || name === undefined || origin === 'world') continue;
    labs.set(lab, [...(labs.get(lab) ?? []), name]);
  }
  return [...labs].map(([lab, names]) => ({ lab, files: names.sort(), from: whose(lab) }));
}

/** The verdict with a record of what was imported; a verdict on nothing that ran has none. */
export function withImports(verdict: Verdict, imports: readonly ImportedLab[]): Verdict {
  return 'traceHash' in verdict && imports.length > 0 ? { ...verdict, imports } : verdict;
}
