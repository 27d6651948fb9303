/** One file of a lab, read: the type-free text, its tree, its names, and the way back to places in the source. */
import { parse } from 'acorn';
import type { AnyNode, Comment, Program } from 'acorn';
import type { Problem, SourcePlace } from '#grader/verdict.ts';
import { sourceColumn } from './columns.ts';
import { eraseTypes } from './erase-types.ts';
import type { Erased, SyntaxMistake } from './erase-types.ts';
import { toProblem } from './refusals.ts';
import type { RefusalCode } from './refusals.ts';
import { resolveScopes } from './scopes.ts';
import type { Scopes } from './scopes.ts';
import { syntaxProblem } from './syntax-problem.ts';
import { indexNodes } from './tree.ts';
import type { NodeIndex } from './tree.ts';

/** One file as it is handed to the compiler. */
export interface SourceText {
  /** Name in the lab's flat name space, e.g. `server.ts`; `labs/<id>/<file>` for a file of an earlier lab. */
  readonly file: string;
  readonly source: string;
  /** World files belong to the lab and may import 'nines/world'. */
  readonly origin: 'learner' | 'world';
}

export interface SourceFile extends NodeIndex {
  readonly name: string;
  readonly origin: SourceText['origin'];
  /** JavaScript: types erased, comments blanked, every line and every offset of a node as in the tree. */
  readonly code: string;
  readonly program: Program;
  readonly scopes: Scopes;
  placeOf(node: AnyNode): SourcePlace;
  /** The lines of the source and of the code that stand for each other, comments included. */
  readonly lines: readonly { readonly source: string; readonly code: string }[];
  /** A problem at a node; `name` is what the source calls it. */
  problem(code: RefusalCode, node: AnyNode, name?: string): Problem;
}

export type ReadResult =
  | { readonly ok: true; readonly file: SourceFile }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads one file, or says why it cannot be read. */
export function readSourceFile({ file: name, source, origin }: SourceText): ReadResult {
  const text = source.replace(/\r\n?/g, '\n');
  const erasing = eraseTypes(text);
  if (erasing.kind === 'unerasable') {
    return { ok: false, problems: erasing.findings.map((finding) => toProblem(name, finding)) };
  }
  if (erasing.kind === 'syntax')
    return { ok: false, problems: [syntaxProblem(name, text, erasing)] };
  const { erased } = erasing;
  const comments: Comment[] = [];
  const parsing = parseModule(erased, comments);
  if (parsing.kind === 'syntax')
    return { ok: false, problems: [syntaxProblem(name, text, parsing)] };
  const { program } = parsing;
  const lines = lineStarts(erased.code);
  const placeOf = (node: AnyNode): SourcePlace => ({
    file: name,
    ...position(erased, lines, node.start),
  });
  const sourceLines = text.split('\n');
  const file: SourceFile = {
    name,
    origin,
    code: blank(erased.code, comments),
    program,
    ...indexNodes(program),
    scopes: resolveScopes(program),
    placeOf,
    lines: erased.code
      .split('\n')
      .map((code, index) => ({ code, source: sourceLines[index] ?? '' })),
    problem: (code, node, calledName = '') =>
      toProblem(name, { ...placeOf(node), code, name: calledName }),
  };
  return { ok: true, file };
}

type ParseResult = { readonly kind: 'parsed'; readonly program: Program } | SyntaxMistake;

function parseModule(erased: Erased, comments: Comment[]): ParseResult {
  try {
    const program = parse(erased.code, {
      ecmaVersion: 'latest',
      sourceType: 'module',
      allowHashBang: false,
      onComment: comments,
    });
    return { kind: 'parsed', program };
  } catch (error) {
    if (!(error instanceof SyntaxError) || !('pos' in error) || typeof error.pos !== 'number') {
      throw error;
    }
    const { line, column } = position(erased, lineStarts(erased.code), error.pos);
    return { kind: 'syntax', line, column, reason: error.message.replace(/ \(\d+:\d+\)$/, '') };
  }
}

/** Offsets at which the lines of a text begin. */
function lineStarts(code: string): number[] {
  const starts = [0];
  for (let at = code.indexOf('\n'); at >= 0; at = code.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** The place in the source of an offset in the type-free text; both numbers count from 1. */
function position(
  erased: Erased,
  lines: readonly number[],
  offset: number,
): { line: number; column: number } {
  let low = 0;
  let high = lines.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((lines[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  const column = offset - (lines[low] ?? 0);
  return { line: low + 1, column: sourceColumn(erased.columns, low, column) + 1 };
}

/** Comments become spaces: SES refuses texts by what stands in them, even in a comment. */
function blank(code: string, comments: readonly Comment[]): string {
  let blanked = '';
  let from = 0;
  for (const { start, end } of comments) {
    blanked += code.slice(from, start) + code.slice(start, end).replace(/[^\n]/g, ' ');
    from = end;
  }
  return blanked + code.slice(from);
}
