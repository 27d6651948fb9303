/**
 * What Monaco knows of the learner's language: its colours by the same classes of words as the static code, and the
 * checker with the declarations of 'nines' and of the small standard library that really exists at run time.
 */
import { languages } from 'monaco-editor/editor/editor.api';
import { conf, language } from 'monaco-editor/languages/definitions/typescript/typescript';
import {
  typescriptDefaults,
  type CompilerOptions,
} from 'monaco-editor/languages/features/typescript/register';
import learnerLibrary from '#compiler/generated/learner-lib.d.ts?raw';
import { learnerCompilerOptions } from '#compiler/learner-options.ts';
import type { SourceFile } from './lab-info.ts';

const constants = ['true', 'false', 'null', 'undefined'];
const primitives = 'any bigint boolean never number object string symbol unknown void'.split(' ');

/** Monaco's grammar plus what it does not tell apart: calls, constants, built-in types. */
function describeTypeScript(): languages.IMonarchLanguage {
  const { tokenizer, ...rest } = language;
  const common = tokenizer['common'] ?? [];
  const word = {
    cases: {
      '@constants': 'number',
      '@primitives': 'type',
      '@keywords': 'keyword',
      '@default': 'function',
    },
  };
  const plain = { cases: { ...word.cases, '@default': 'identifier' } };
  return {
    ...rest,
    constants,
    primitives,
    tokenizer: {
      ...tokenizer,
      common: [
        [/(\.)([a-z_$][\w$]*)(?!\s*(?:<[\w\s,[\]]*>)?\()/, ['delimiter', 'identifier']],
        [/[a-z_$][\w$]*(?=\s*(?:<[\w\s,[\]]*>)?\()/, word],
        [/#?[a-z_$][\w$]*/, plain],
        ...common,
      ],
    },
  };
}

/** Monaco's enums stop short of TypeScript's own, but its checker takes the numbers as they are. */
function checkerOptions(): CompilerOptions {
  const paths = { 'labs/*': ['file:///labs/*'] };
  return Object.fromEntries(Object.entries({ ...learnerCompilerOptions, paths }));
}

/** What is there for each lab beside its own models: name -> text. */
const libraries = new Map([['learner-lib.d.ts', learnerLibrary]]);

function tellLibraries(): void {
  typescriptDefaults.setExtraLibs(
    [...libraries].map(([name, content]) => ({ filePath: `file:///${name}`, content })),
  );
}

/** Lets the checker see files of earlier labs, by their whole names. */
export function shareFiles(files: readonly SourceFile[]): void {
  const isNew = files.filter(({ file, source }) => libraries.get(file) !== source);
  for (const { file, source } of isNew) libraries.set(file, source);
  if (isNew.length > 0) tellLibraries();
}

/** Registers the language and its checker. Once for a page. */
export function setUpTypeScript(): void {
  languages.register({ id: 'typescript', extensions: ['.ts'], aliases: ['TypeScript'] });
  languages.setLanguageConfiguration('typescript', conf);
  languages.setMonarchTokensProvider('typescript', describeTypeScript());
  typescriptDefaults.setCompilerOptions(checkerOptions());
  tellLibraries();
  typescriptDefaults.setDiagnosticsOptions({ onlyVisible: true });
  typescriptDefaults.setEagerModelSync(true);
}
