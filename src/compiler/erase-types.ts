/** TypeScript -> JavaScript modules: types are erased, every line keeps its number. */
import { transform } from 'sucrase';
import { readColumns } from './columns.ts';
import type { Columns } from './columns.ts';
import { findUnerasable } from './unerasable.ts';
import type { Finding } from './refusals.ts';

export interface Erased {
  readonly code: string;
  readonly columns: Columns;
}

/** What sucrase throws: its message ends in the place, `Unexpected token (3:14)`, the column counting from 1. */
interface SucraseError extends Error {
  readonly loc: { readonly line: number; readonly column: number };
}

function isSucraseError(error: unknown): error is SucraseError {
  return error instanceof Error && 'loc' in error && typeof error.loc === 'object';
}

/** A mistake in the source that kept it from being read, at a place of the source counting from 1. */
export interface SyntaxMistake {
  readonly kind: 'syntax';
  readonly line: number;
  readonly column: number;
  readonly reason: string;
}

export type EraseResult =
  | { readonly kind: 'erased'; readonly erased: Erased }
  | SyntaxMistake
  | { readonly kind: 'unerasable'; readonly findings: readonly Finding[] };

/** Erases the types of a file, or says which of its constructs are more than types. */
export function eraseTypes(source: string): EraseResult {
  try {
    const findings = findUnerasable(source);
    if (findings.length > 0) return { kind: 'unerasable', findings };
    const { code, sourceMap } = transform(source, {
      transforms: ['typescript'],
      disableESTransforms: true,
      filePath: 'source.ts',
      sourceMapOptions: { compiledFilename: 'source.js' },
    });
    return { kind: 'erased', erased: { code, columns: readColumns(sourceMap?.mappings ?? '') } };
  } catch (error) {
    if (!isSucraseError(error)) throw error;
    const reason = error.message
      .replace(/^Error transforming source\.ts: /, '')
      .replace(/ \(\d+:\d+\)$/, '');
    return { kind: 'syntax', line: error.loc.line, column: error.loc.column, reason };
  }
}
