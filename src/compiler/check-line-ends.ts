/**
 * A type can stand between two statements that have no semicolon: `const a = b as Name` before a line that begins
 * with a bracket. TypeScript reads two statements; once the type is erased, JavaScript would read a call.
 */
import type { AnyNode } from 'acorn';
import type { Problem } from '#grader/verdict.ts';
import type { SourceFile } from './source-file.ts';

/** Finds expressions that go on in the next line only because a type was erased. */
export function checkLineEnds(file: SourceFile): Problem[] {
  return file.nodes.flatMap((node) => {
    const head = headOf(node);
    return head !== undefined && isTornApart(head, file)
      ? [file.problem('missing-semicolon', head)]
      : [];
  });
}

/** What a call, an element or a tagged template begins with: the part before the bracket. */
function headOf(node: AnyNode): AnyNode | undefined {
  switch (node.type) {
    case 'CallExpression':
      return node.callee;
    case 'TaggedTemplateExpression':
      return node.tag;
    case 'MemberExpression':
      return node.computed ? node.object : undefined;
    default:
      return undefined;
  }
}

function isTornApart(head: AnyNode, file: SourceFile): boolean {
  // From the last bracket that belongs to the head to the next sign, which is that of the call.
  const [, brackets = '', gap = ''] = /^((?:\s*\))*)(\s*)/.exec(file.code.slice(head.end)) ?? [];
  if (!gap.includes('\n')) return false;
  const end = head.end + brackets.length;
  const line = file.code.slice(0, end).split('\n').length - 1;
  const column = end - (file.code.lastIndexOf('\n', end - 1) + 1);
  const [first, ...between] = file.lines.slice(line, line + gap.split('\n').length - 1);
  if (first === undefined) return false;
  // What is erased leaves the space before it behind, so that even `a as typeof a` does not end as `a` does.
  const isWhole = first.source.endsWith(first.code.slice(column - 1));
  const isContinued = /[!>]\s*$/.test(first.source) && !/\b(?:as|satisfies)\b/.test(first.source);
  if (!isWhole && !isContinued) return true;
  return between.some(({ source, code }) => source.trim() !== code.trim());
}
