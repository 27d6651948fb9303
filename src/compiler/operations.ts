/** Where the operations of a file start, and whether each is awaited at once, as it must be. */
import type { AnyNode, CallExpression } from 'acorn';
import type { LinkedFile } from './modules.ts';
import type { Shapes } from './shapes.ts';
import { enclosingFunction, isFunction, propertyName } from './tree.ts';

export type OperationUse =
  | 'awaited'
  /** Returned from an async function: whoever awaits that awaits this. */
  | 'returned'
  /** Returned from an async function, but out of a `try` that would not guard it. */
  | 'returned-in-try'
  /** Not awaited, inside an async function. */
  | 'loose'
  /** Not awaited, and no async function around. */
  | 'loose-plain';

/** Array methods that call back and ignore what an async function returns. */
const callbackMethods: ReadonlySet<string> = new Set(
  (
    'every filter find findIndex findLast findLastIndex flatMap forEach from map reduce ' +
    'reduceRight some sort toSorted'
  ).split(' '),
);

/** The operations of a file: each call that is known to start one, with what becomes of it. */
export function findOperations(
  file: LinkedFile,
  shapes: Shapes,
): Map<CallExpression, OperationUse> {
  const operations = new Map<CallExpression, OperationUse>();
  for (const node of file.source.nodes) {
    if (node.type !== 'CallExpression') continue;
    const shape = shapes.of(node.callee, file);
    if (shape?.kind === 'function' && shape.isAsync) operations.set(node, useOf(node, file));
  }
  return operations;
}

function useOf(call: CallExpression, file: LinkedFile): OperationUse {
  const { parents } = file.source;
  let child: AnyNode = call;
  let parent = parents.get(child);
  while (parent !== undefined && handsOn(parent, child)) {
    child = parent;
    parent = parents.get(child);
  }
  const around = enclosingFunction(call, parents);
  const isReturned =
    parent?.type === 'ReturnStatement' ||
    (parent?.type === 'ArrowFunctionExpression' && parent.body === child);
  if (parent?.type === 'AwaitExpression') return 'awaited';
  if (around?.async !== true) return 'loose-plain';
  if (!isReturned) return 'loose';
  return isGuarded(child, file) ? 'returned-in-try' : 'returned';
}

/** True if the value of `parent` is that of `child`, once `child` has been evaluated. */
function handsOn(parent: AnyNode, child: AnyNode): boolean {
  switch (parent.type) {
    case 'ConditionalExpression':
      return parent.test !== child;
    case 'LogicalExpression':
      return parent.right === child;
    case 'SequenceExpression':
      return parent.expressions.at(-1) === child;
    case 'ChainExpression':
      return true;
    default:
      return false;
  }
}

/** True inside a `try` whose `catch` or `finally` belongs to the same function. */
function isGuarded(node: AnyNode, file: LinkedFile): boolean {
  const { parents } = file.source;
  let child = node;
  let parent = parents.get(child);
  while (parent !== undefined && !isFunction(parent)) {
    if (parent.type === 'TryStatement' && parent.finalizer !== child) {
      if (parent.block === child || parent.finalizer) return true;
    }
    child = parent;
    parent = parents.get(child);
  }
  return false;
}

/** The array method that is given `node` to call back, e.g. `map`; undefined if `node` is no such argument. */
export function callbackMethod(
  node: AnyNode,
  file: LinkedFile,
  shapes: Shapes,
): string | undefined {
  const call = file.source.parents.get(node);
  if (call?.type !== 'CallExpression' || call.callee === node) return undefined;
  const { callee } = call;
  if (callee.type !== 'MemberExpression') return undefined;
  const name = propertyName(callee.property, callee.computed);
  if (name === undefined || !callbackMethods.has(name)) return undefined;
  // An object of the learner's own may well have a method of that name that awaits what it is given.
  const object = shapes.of(callee.object, file);
  return object?.kind === 'object' && object.has(name) ? undefined : name;
}
