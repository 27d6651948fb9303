/** A process starts with a top-level async function: it is found by file and name on the node it starts on. */
import type { AnyNode, CallExpression } from 'acorn';
import type { Problem } from '#grader/verdict.ts';
import { calledName } from './check-operations.ts';
import { resolveImport } from './modules.ts';
import type { Lab, LinkedFile } from './modules.ts';
import type { RefusalCode } from './refusals.ts';
import type { Shapes } from './shapes.ts';
import { isFunction, propertyName } from './tree.ts';

const spawns: ReadonlySet<string> = new Set(['spawn', 'spawnLink', 'spawnMonitor']);

/** Finds processes that would start with a closure or with a function that is not async. */
export function checkSpawn(file: LinkedFile, lab: Lab, shapes: Shapes): Problem[] {
  const problems: Problem[] = [];
  for (const node of file.source.nodes) {
    if (node.type !== 'CallExpression' || !spawns.has(ninesName(node, file, lab) ?? '')) continue;
    const body = node.arguments[0];
    if (body === undefined || body.type === 'SpreadElement') continue;
    const code = refusalOf(body, file, shapes);
    if (code === undefined) continue;
    problems.push(file.source.problem(code, body, calledName(body, file.source.code)));
  }
  return problems;
}

function refusalOf(body: AnyNode, file: LinkedFile, shapes: Shapes): RefusalCode | undefined {
  if (isFunction(body)) return 'spawn-closure';
  const shape = shapes.of(body, file);
  if (shape?.kind !== 'function') return undefined;
  if (!shape.isTopLevel) return 'spawn-closure';
  return shape.isAsync ? undefined : 'spawn-not-async';
}

/** The name in 'nines' of what is called, also through `import * as`. */
function ninesName({ callee }: CallExpression, file: LinkedFile, lab: Lab): string | undefined {
  const { bindings } = file.source.scopes;
  const root = callee.type === 'MemberExpression' ? callee.object : callee;
  if (root.type !== 'Identifier') return undefined;
  const binding = bindings.get(root);
  const imported = binding === undefined ? undefined : file.imports.get(binding);
  const resolved = imported === undefined ? undefined : resolveImport(lab, imported);
  if (callee === root) return resolved?.kind === 'api' ? resolved.name : undefined;
  if (callee.type !== 'MemberExpression' || resolved?.kind !== 'all') return undefined;
  return resolved.target.kind === 'api'
    ? propertyName(callee.property, callee.computed)
    : undefined;
}
