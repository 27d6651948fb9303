/**
 * An operation is awaited where it is called, or returned from an async function. Operations start only when they
 * are awaited, so `const a = call(x), b = call(y)` would run one after the other where a JavaScript developer
 * expects both at once: better an error that says so.
 */
import type { AnyNode, CallExpression } from 'acorn';
import type { Problem } from '#grader/verdict.ts';
import type { LinkedFile } from './modules.ts';
import { callbackMethod } from './operations.ts';
import type { OperationUse } from './operations.ts';
import type { RefusalCode } from './refusals.ts';
import type { Shapes } from './shapes.ts';
import { enclosingFunction, isFunction } from './tree.ts';

const refusals: Readonly<Record<OperationUse, RefusalCode | null>> = {
  awaited: null,
  returned: null,
  'returned-in-try': 'return-in-try',
  loose: 'not-awaited',
  'loose-plain': 'not-awaited-plain',
};

/** Finds operations that are not awaited, and async functions given to what would not await them. */
export function checkOperations(
  file: LinkedFile,
  operations: ReadonlyMap<CallExpression, OperationUse>,
  shapes: Shapes,
): Problem[] {
  const { source } = file;
  const problems: Problem[] = [];
  const refusedCallbacks = new Set<AnyNode>();
  const startsOperation = new Set(
    [...operations.keys()].map((call) => enclosingFunction(call, source.parents)),
  );
  for (const node of source.nodes) {
    const method = callbackMethod(node, file, shapes);
    const shape = method === undefined ? undefined : shapes.of(node, file);
    if (method === undefined || shape?.kind !== 'function') continue;
    if (!shape.isAsync && !(isFunction(node) && startsOperation.has(node))) continue;
    refusedCallbacks.add(node);
    problems.push(source.problem('async-callback', node, method));
  }
  for (const [call, use] of operations) {
    const code = refusals[use];
    const around = enclosingFunction(call, source.parents);
    // What is wrong with `xs.map((x) => call(x))` is the `map`, and that has been said.
    if (code === null || (around !== null && refusedCallbacks.has(around))) continue;
    problems.push(source.problem(code, call, `${calledName(call.callee, source.code)}(…)`));
  }
  return problems;
}

/** How the source names what it calls, in short. */
export function calledName(callee: AnyNode, code: string): string {
  const text = code.slice(callee.start, callee.end);
  return text.length <= 40 && !/[\n{]/.test(text) ? text : '…';
}
