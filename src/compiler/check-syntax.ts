/** Syntax that a lab cannot run, although it is TypeScript. */
import type { AnyNode } from 'acorn';
import type { Problem } from '#grader/verdict.ts';
import { isRefusedBySes } from './escape.ts';
import type { RefusalCode } from './refusals.ts';
import type { SourceFile } from './source-file.ts';
import { childrenOf, enclosingFunction, isFunction } from './tree.ts';

/** Finds what the lowering has no form for. */
export function checkSyntax(file: SourceFile): Problem[] {
  return file.nodes.flatMap((node) => {
    const code = refusalOf(node, file);
    return code === undefined ? [] : [file.problem(code, node)];
  });
}

function refusalOf(node: AnyNode, file: SourceFile): RefusalCode | undefined {
  if (isFunction(node) && node.async) {
    if (node.generator) return 'async-generator';
    const facts = file.scopes.facts.get(node);
    if (node.type !== 'ArrowFunctionExpression' || facts === undefined) return undefined;
    if (facts.usesArguments) return 'arrow-arguments';
    return facts.usesSuper || facts.usesNewTarget ? 'arrow-super' : undefined;
  }
  switch (node.type) {
    case 'AwaitExpression':
      return enclosingFunction(node, file.parents) === null ? 'top-level-await' : undefined;
    case 'ForOfStatement':
      return node.await && enclosingFunction(node, file.parents) === null
        ? 'top-level-await'
        : undefined;
    case 'VariableDeclaration':
      return node.kind === 'using' || node.kind === 'await using' ? 'using' : undefined;
    case 'ImportExpression':
      return 'dynamic-import';
    case 'MetaProperty':
      return node.meta.name === 'import' ? 'import-meta' : undefined;
    case 'Property': {
      const { value } = node;
      const isAsyncMethod = node.method && value.type === 'FunctionExpression' && value.async;
      if (!isAsyncMethod || !node.computed) return undefined;
      return file.scopes.facts.get(value)?.usesSuper === true ? 'computed-super' : undefined;
    }
    case 'AssignmentExpression':
      return node.operator === '**=' && childrenOf(node.left).some(({ type }) => type === 'Super')
        ? 'super-power'
        : undefined;
    case 'TaggedTemplateExpression':
      // The tag can read the characters as they stand in the source, so they cannot be written otherwise.
      return node.quasi.quasis.some(({ value }) => isRefusedBySes(value.raw))
        ? 'tagged-text'
        : undefined;
    default:
      return undefined;
  }
}
