/**
 * A lab's TypeScript -> the texts that the runtime's modules are made of. The passes, in their order:
 *
 *   erase-types, unerasable   types go, lines stay; what is more than types is refused
 *   source-file, scopes       one tree per file, every name resolved
 *   modules                   imports and exports of all files tied together
 *   shapes, operations        what is known of values; which calls start operations, and whether they are awaited
 *   check-*, warn-state       what a lab may not do is refused, with what to write instead
 *   lower-*, escape           async functions become generators, steps are counted, places are noted
 *
 * It is pure: the same files give the same texts, in a page, in Node and in the console.
 *
 *   const result = compileLab([{ file: 'server.ts', source, origin: 'learner' }]);
 *   if (result.ok) run(result.modules); else show(result.problems);
 */
import type { Problem } from '#grader/verdict.ts';
import type { ModuleText } from '#sandbox/protocol.ts';
import { checkLineEnds } from './check-line-ends.ts';
import { checkNames } from './check-names.ts';
import { checkOperations } from './check-operations.ts';
import { checkSpawn } from './check-spawn.ts';
import { checkSyntax } from './check-syntax.ts';
import { checkSize, sitesPerFile, tooDeep, tooLarge } from './limits.ts';
import { lowerFile } from './lower.ts';
import { Lowering } from './lowering.ts';
import { linkLab } from './modules.ts';
import type { LinkedFile } from './modules.ts';
import { findOperations } from './operations.ts';
import { Shapes } from './shapes.ts';
import { readSourceFile } from './source-file.ts';
import type { ReadResult, SourceFile, SourceText } from './source-file.ts';
import { warnOfModuleState } from './warn-state.ts';

export type { SourceText } from './source-file.ts';

export type CompileResult =
  | {
      readonly ok: true;
      /** Sorted by file name. */
      readonly modules: readonly ModuleText[];
      readonly warnings: readonly Problem[];
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Compiles all files of a lab together. Of two files with one name the learner's counts. Files that an earlier lab
 * hands on are given with their whole name, `labs/<id>/<file>`, and can then be imported by it.
 */
export function compileLab(files: readonly SourceText[]): CompileResult {
  const texts = [...withoutShadowed(files)].sort((a, b) => (a.file < b.file ? -1 : 1));
  const sizeProblem = checkSize(texts);
  if (sizeProblem !== undefined) return { ok: false, problems: [sizeProblem] };

  try {
    return compileTexts(texts);
  } catch (error) {
    // Every pass follows the nesting of the source on the stack; which one gives up first differs between engines.
    if (!isStackOverflow(error)) throw error;
    return { ok: false, problems: [tooDeep(texts[0]?.file ?? '')] };
  }
}

function compileTexts(texts: readonly SourceText[]): CompileResult {
  const readings = readAll(texts);
  const sources = readings.flatMap((reading) => (reading.ok ? [reading.file] : []));
  const unread = readings.flatMap((reading) => (reading.ok ? [] : reading.problems));
  return compileSources(sources, unread);
}

function compileSources(sources: readonly SourceFile[], unread: readonly Problem[]): CompileResult {
  const { lab, problems: missing } = linkLab(sources);
  const shapes = new Shapes(lab);
  const linkedFiles = [...lab.values()];
  const operations = new Map(linkedFiles.map((file) => [file, findOperations(file, shapes)]));
  const operationsOf = (file: LinkedFile): ReturnType<typeof findOperations> =>
    operations.get(file) ?? new Map();
  const problems = linkedFiles.flatMap((file) => [
    ...checkSyntax(file.source),
    ...checkLineEnds(file.source),
    ...checkNames(file, shapes),
    ...checkSpawn(file, lab, shapes),
    ...checkOperations(file, operationsOf(file), shapes),
  ]);
  // While a file cannot be read, what is imported from it seems to be missing, and is not.
  if (unread.length > 0) return refuse([...unread, ...problems]);
  if (missing.length + problems.length > 0) return refuse([...missing, ...problems]);

  const lowerings = linkedFiles.map(
    (file, fileIndex) => new Lowering(file, lab, { fileIndex, operations: operationsOf(file) }),
  );
  const modules = lowerings.map((lowering): ModuleText => {
    const { name: file, origin } = lowering.file.source;
    return { file, text: lowerFile(lowering), origin, sites: lowering.sites };
  });
  const crowded = modules.filter(({ sites }) => sites.length > sitesPerFile);
  if (crowded.length > 0) {
    return refuse(crowded.map(({ file }) => tooLarge(file, 'too many calls')));
  }
  const learners = sources.filter(({ origin }) => origin === 'learner');
  return { ok: true, modules, warnings: sorted(learners.flatMap(warnOfModuleState)) };
}

/** What the last compilation read: most files of a lab are the same from run to run. */
let lastReadings: ReadonlyMap<string, ReadResult> = new Map();

function readAll(texts: readonly SourceText[]): ReadResult[] {
  const readings = new Map<string, ReadResult>();
  for (const text of texts) {
    const key = `${text.origin} ${text.file}\n${text.source}`;
    readings.set(key, lastReadings.get(key) ?? readSourceFile(text));
  }
  lastReadings = readings;
  return [...readings.values()];
}

function isStackOverflow(error: unknown): boolean {
  return error instanceof RangeError || (error instanceof Error && error.name === 'InternalError');
}

function withoutShadowed(files: readonly SourceText[]): Iterable<SourceText> {
  const byName = new Map<string, SourceText>();
  for (const text of files) {
    const other = byName.get(text.file);
    if (other === undefined || other.origin === 'world') byName.set(text.file, text);
  }
  return byName.values();
}

function refuse(problems: readonly Problem[]): CompileResult {
  return { ok: false, problems: sorted(problems) };
}

function sorted(problems: readonly Problem[]): Problem[] {
  return [...problems].sort(({ place: a }, { place: b }) => {
    if (a.file !== b.file) return a.file < b.file ? -1 : 1;
    return a.line - b.line || a.column - b.column;
  });
}
