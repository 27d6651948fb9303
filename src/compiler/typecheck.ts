/**
 * The learners' type check, for CI: the same declarations and options as in the editor, on files that exist only in
 * memory. Not for the page: it brings all of TypeScript.
 */
import ts from 'typescript';
import type { Problem } from '#grader/verdict.ts';
import { learnerCompilerOptions } from './learner-options.ts';
import type { SourceText } from './source-file.ts';

/** Declarations that the files are checked with, as texts. */
export interface Declarations {
  /** What `buildLearnerLib()` of scripts/learner-lib.ts gives. */
  readonly learnerLib: string;
  /** The declarations of 'nines/world', if there are world files. */
  readonly world?: string;
}

const folder = '/lab/';
const libFile = `${folder}learner-lib.d.ts`;
const worldFile = `${folder}nines-world.d.ts`;

/**
 * Checks the files of a lab together. They lie over each other as at compile time: of two with one name, the
 * learner's counts.
 */
export function typecheckLab(
  files: readonly SourceText[],
  { learnerLib, world }: Declarations,
): Problem[] {
  const texts = new Map<string, string>([[libFile, learnerLib]]);
  if (world !== undefined) texts.set(worldFile, world);
  for (const { file, source } of [...files].sort(worldFirst)) texts.set(folder + file, source);
  const program = ts.createProgram({
    rootNames: [...texts.keys()],
    // The numbers are those of the enums: learner-lib.test.ts.
    options: { ...learnerCompilerOptions, types: [], paths: { 'labs/*': [`${folder}labs/*`] } },
    host: hostOf(texts),
  });
  return ts.getPreEmitDiagnostics(program).map(toProblem);
}

function worldFirst(a: SourceText, b: SourceText): number {
  return Number(a.origin === 'learner') - Number(b.origin === 'learner');
}

/** A file system of nothing but the given texts. */
function hostOf(texts: ReadonlyMap<string, string>): ts.CompilerHost {
  return {
    fileExists: (path) => texts.has(path),
    readFile: (path) => texts.get(path),
    directoryExists: () => true,
    getDirectories: () => [],
    getSourceFile: (path, options) => {
      const text = texts.get(path);
      if (text === undefined) return undefined;
      if (path === libFile) return parsedLib(text, options);
      return ts.createSourceFile(path, text, options, true);
    },
    getDefaultLibFileName: () => libFile,
    getCurrentDirectory: () => folder,
    getCanonicalFileName: (path) => path,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
    writeFile: () => undefined,
  };
}

/** The library is the same for every lab; it is by far the longest text, so it is parsed once. */
let lib: ts.SourceFile | undefined;

function parsedLib(
  text: string,
  options: ts.ScriptTarget | ts.CreateSourceFileOptions,
): ts.SourceFile {
  if (lib?.text !== text) lib = ts.createSourceFile(libFile, text, options, true);
  return lib;
}

function toProblem({ file, start, messageText, code }: ts.Diagnostic): Problem {
  const at = file?.getLineAndCharacterOfPosition(start ?? 0) ?? { line: 0, character: 0 };
  return {
    place: {
      file: file?.fileName.slice(folder.length) ?? '',
      line: at.line + 1,
      column: at.character + 1,
    },
    code: `TS${code}`,
    message: ts.flattenDiagnosticMessageText(messageText, '\n'),
    remedy: 'Make the types agree.',
  };
}
