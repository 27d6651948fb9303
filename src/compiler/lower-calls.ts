/** Awaits and calls: what the runtime is told of where the program is. */
import type { AnyNode, AwaitExpression, CallExpression } from 'acorn';
import type { Lowering } from './lowering.ts';
import { childrenOf } from './tree.ts';

/** `await x` -> `(yield (x))`; the runtime does what is asked and resumes with the result. */
export function lowerAwait(node: AwaitExpression, lowering: Lowering): void {
  const { edits } = lowering;
  const [before, after] = siteAround(node.argument, lowering.passSite(node), lowering);
  // The bracket right behind `yield` matters: a line break there would end the expression.
  edits.replace(node.start, node.start + 'await'.length, `(yield (${before}`);
  edits.after(node.end, `${after}))`);
}

/** Calls of imported functions, and operations that are returned, tell where they are. */
export function lowerCall(node: CallExpression, lowering: Lowering): void {
  const parent = lowering.file.source.parents.get(node);
  if (parent?.type === 'AwaitExpression' || node.optional) return;
  const isReturned = lowering.operations.get(node) === 'returned';
  if (!isReturned && !isImported(node, lowering)) return;
  const [before, after] = siteAround(node, lowering.passSite(node), lowering);
  if (before !== '') lowering.edits.wrap(node, `(${before}`, `${after})`);
}

function isImported({ callee }: CallExpression, { file }: Lowering): boolean {
  const root = callee.type === 'MemberExpression' ? callee.object : callee;
  if (root.type !== 'Identifier') return false;
  return file.source.scopes.bindings.get(root)?.kind === 'import';
}

/**
 * Notes the site as late as can be, after the arguments have been evaluated, which may pass sites of their own.
 * Gives the text to put before and after the expression inside one pair of brackets; both are empty if the last
 * argument could carry it.
 */
function siteAround(
  node: AnyNode,
  site: string,
  lowering: Lowering,
): readonly [before: string, after: string] {
  const { edits, names } = lowering;
  const room = `${names.hooks}.t`;
  const isCall = node.type === 'CallExpression';
  if (isCall ? childrenOf(node).every(isQuiet) : isQuiet(node)) return [`${site},`, ''];
  const last = isCall && !node.optional ? node.arguments.at(-1) : undefined;
  if (last === undefined) return [`${room}=(`, `),${site},${room}`];
  const argument = last.type === 'SpreadElement' ? last.argument : last;
  if (isQuiet(argument)) edits.wrap(argument, `(${site},`, ')');
  else edits.wrap(argument, `(${room}=(`, `),${site},${room})`);
  return ['', ''];
}

/** True if no site can be passed while the node is evaluated. */
function isQuiet(node: AnyNode): boolean {
  switch (node.type) {
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
    case 'Identifier':
    case 'PrivateIdentifier':
    case 'Literal':
    case 'TemplateElement':
    case 'ThisExpression':
    case 'Super':
      return true;
    case 'ArrayExpression':
    case 'BinaryExpression':
    case 'ChainExpression':
    case 'ConditionalExpression':
    case 'LogicalExpression':
    case 'MemberExpression':
    case 'ObjectExpression':
    case 'Property':
    case 'SequenceExpression':
    case 'SpreadElement':
    case 'TemplateLiteral':
    case 'UnaryExpression':
      return childrenOf(node).every(isQuiet);
    default:
      return false;
  }
}
