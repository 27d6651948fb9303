/**
 * One file of a lab -> the text of its module: async functions become generators that the runtime drives, every
 * loop and function counts its steps, and what the runtime must know of (awaits, throws, calls, catches) tells it.
 *
 *   async function f(a) { await sleep(a); }
 *
 * becomes, on the same line,
 *
 *   function f($0){return $.task(f$g($0));} function* f$g(a) {--$.n<0&&($.at=2,$.trip()); ;(yield ($.at=1, sleep(a))); }
 *
 * The generator function is made where the async function would be made, never per call: a generator function made
 * anew for each call has a prototype and a hidden class of its own, and calls become seven times slower.
 */
import type { AnyNode, ThisExpression } from 'acorn';
import { lowerCall, lowerAwait } from './lower-calls.ts';
import { lowerClass, lowerMethod, lowerObject } from './lower-methods.ts';
import { lowerForAwait, lowerForIn, lowerLoop, lowerThrow, lowerTry } from './lower-control.ts';
import { lowerFunction } from './lower-functions.ts';
import { escapeLiteral, escapeName, escapeOperators, escapeTemplate } from './escape.ts';
import { lowerIdentifier, lowerModuleStatement, writePrelude } from './lower-modules.ts';
import { lowerPower, lowerPowerAssignment } from './lower-power.ts';
import type { Lowering } from './lowering.ts';
import { childrenOf, hasThis, isFunction } from './tree.ts';

/** The text of the module: one expression whose value is the module's factory. */
export function lowerFile(lowering: Lowering): string {
  const { program } = lowering.file.source;
  for (const statement of program.body) lowerStatement(statement, lowering);
  const { exports, require, hooks } = lowering.names;
  const prelude = writePrelude(lowering);
  const body = escapeOperators(lowering.edits.toString());
  return `(function (${exports}, ${require}, ${hooks}) { "use strict"; ${prelude}${body}\n})`;
}

function lowerStatement(statement: AnyNode, lowering: Lowering): void {
  if (statement.type !== 'ImportDeclaration' && statement.type !== 'ExportAllDeclaration') {
    lowerNode(statement, lowering);
  }
  lowerModuleStatement(statement, lowering);
}

/** Lowers a node after its children. */
function lowerNode(node: AnyNode, lowering: Lowering): void {
  for (const child of childrenOf(node)) lowerNode(child, lowering);
  if (isFunction(node)) return lowerFunction(node, lowering);
  switch (node.type) {
    case 'Identifier':
    case 'PrivateIdentifier':
      escapeName(node, lowering);
      return lowerIdentifier(node, lowering);
    case 'ThisExpression':
      return lowerThis(node, lowering);
    case 'Literal':
      return escapeLiteral(node, lowering);
    case 'TemplateElement':
      return escapeTemplate(node, lowering);
    case 'AwaitExpression':
      return lowerAwait(node, lowering);
    case 'CallExpression':
      return lowerCall(node, lowering);
    case 'ExpressionStatement':
      return keepApart(node, lowering);
    case 'MethodDefinition':
    case 'Property':
      return lowerMethod(node, lowering);
    case 'ClassDeclaration':
    case 'ClassExpression':
      return lowerClass(node, lowering);
    case 'ObjectExpression':
      return lowerObject(node, lowering);
    case 'StaticBlock':
      return lowering.edits.after(
        lowering.edits.find('{', node.start) + 1,
        `${lowering.countStep(node)};`,
      );
    case 'BinaryExpression':
      return node.operator === '**' ? lowerPower(node, lowering) : undefined;
    case 'AssignmentExpression':
      return node.operator === '**=' ? lowerPowerAssignment(node, lowering) : undefined;
    default:
      return lowerControl(node, lowering);
  }
}

function lowerControl(node: AnyNode, lowering: Lowering): void {
  switch (node.type) {
    case 'ForOfStatement':
      return node.await ? lowerForAwait(node, lowering) : lowerLoop(node, lowering);
    case 'ForInStatement':
      return lowerForIn(node, lowering);
    case 'ForStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
      return lowerLoop(node, lowering);
    case 'TryStatement':
      return lowerTry(node, lowering);
    case 'ThrowStatement':
      return lowerThrow(node, lowering);
    default:
      return undefined;
  }
}

/** At the top level of a module there is no `this`; that of the factory around it is the platform's. */
function lowerThis(node: ThisExpression, { edits, file }: Lowering): void {
  if (!hasThis(node, file.source.parents)) edits.replace(node.start, node.end, '(void 0)');
}

/**
 * A statement that now begins with a bracket would be read as a call of the line before, if that ends without a
 * semicolon. Only in a list of statements: after `if (x)` or `else` a semicolon would be the whole branch.
 */
function keepApart(statement: AnyNode, { edits, file }: Lowering): void {
  const parent = file.source.parents.get(statement);
  const inList =
    parent?.type === 'Program' ||
    parent?.type === 'BlockStatement' ||
    parent?.type === 'StaticBlock' ||
    parent?.type === 'SwitchCase';
  if (inList && edits.isChangedAt(statement.start)) edits.before(statement.start, ';');
}
