/**
 * Functions that run in another process: what `spawn` starts, and the callbacks of behaviours. They are top-level async
 * functions, found by file and name on the node where they run; a closure would carry one process's variables to another.
 */
import type { AnyNode, CallExpression } from 'acorn';
import type { Problem } from '#grader/verdict.ts';
import { calledName } from './check-operations.ts';
import { resolveImport } from './modules.ts';
import type { Lab, LinkedFile } from './modules.ts';
import type { RefusalCode } from './refusals.ts';
import type { Shapes } from './shapes.ts';
import { isFunction, propertyName } from './tree.ts';

const spawns: ReadonlySet<string> = new Set(['spawn', 'spawnLink', 'spawnMonitor']);
const behaviourStarts: ReadonlySet<string> = new Set([
  'genServer.start',
  'genServer.startLink',
  'genStatem.start',
  'genStatem.startLink',
  'supervisor.startLink',
  'supervisor.startChild',
]);

/** Finds processes that would run a closure, or a function that is not async. */
export function checkSpawn(file: LinkedFile, lab: Lab, shapes: Shapes): Problem[] {
  const { source } = file;
  return source.nodes.flatMap((node) => {
    if (node.type !== 'CallExpression') return [];
    const name = ninesName(node, file, lab);
    const [body] = node.arguments;
    if (name === undefined || body === undefined) return [];
    if (spawns.has(name)) {
      const code = refusalOf(body, file, shapes);
      return code === undefined ? [] : [source.problem(code, body, calledName(body, source.code))];
    }
    if (!behaviourStarts.has(name)) return [];
    const callbacks = node.arguments.flatMap((argument) => functionsIn(argument, file));
    return callbacks
      .filter((callback) => refusalOf(callback, file, shapes) === 'spawn-closure')
      .map((callback) => source.problem('callback-closure', callback));
  });
}

function refusalOf(body: AnyNode, file: LinkedFile, shapes: Shapes): RefusalCode | undefined {
  if (isFunction(body)) return 'spawn-closure';
  const shape = shapes.of(body, file);
  if (shape?.kind !== 'function') return undefined;
  if (!shape.isTopLevel) return 'spawn-closure';
  return shape.isAsync ? undefined : 'spawn-not-async';
}

/** Functions, and names that may stand for one, in a module of callbacks or a child spec, as far as it is spelt out. */
function functionsIn(value: AnyNode, file: LinkedFile, seen = new Set<AnyNode>()): AnyNode[] {
  if (seen.has(value)) return [];
  seen.add(value);
  switch (value.type) {
    case 'ObjectExpression':
      return value.properties.flatMap((property) =>
        functionsIn(property.type === 'Property' ? property.value : property.argument, file, seen),
      );
    case 'ArrayExpression':
      return value.elements.flatMap((element) =>
        element === null ? [] : functionsIn(element, file, seen),
      );
    case 'Identifier': {
      const declaration = file.source.scopes.bindings.get(value)?.declaration;
      const init = declaration?.type === 'VariableDeclarator' ? declaration.init : undefined;
      return init?.type === 'ObjectExpression' || init?.type === 'ArrayExpression'
        ? functionsIn(init, file, seen)
        : [value];
    }
    default:
      return isFunction(value) ? [value] : [];
  }
}

/** What is called, as 'nines' names it: `spawn`, `genServer.start`; also through `import * as`. */
function ninesName({ callee }: CallExpression, file: LinkedFile, lab: Lab): string | undefined {
  const path: string[] = [];
  let node: AnyNode = callee;
  while (node.type === 'MemberExpression') {
    const name = propertyName(node.property, node.computed);
    if (name === undefined) return undefined;
    path.unshift(name);
    node = node.object;
  }
  const binding = node.type === 'Identifier' ? file.source.scopes.bindings.get(node) : undefined;
  const imported = binding === undefined ? undefined : file.imports.get(binding);
  const resolved = imported === undefined ? undefined : resolveImport(lab, imported);
  if (resolved?.kind === 'api') return [resolved.name, ...path].join('.');
  return resolved?.kind === 'all' && resolved.target.kind === 'api' ? path.join('.') : undefined;
}
