/** Warns of variables that look like a process's own and are the node's. */
import type { AnyNode, Expression } from 'acorn';
import type { Problem } from '#grader/verdict.ts';
import type { Binding } from './scopes.ts';
import type { SourceFile } from './source-file.ts';
import { boundNames, propertyName } from './tree.ts';

const containers: ReadonlySet<string> = new Set(['Map', 'Set', 'WeakMap', 'WeakSet']);
const changes: ReadonlySet<string> = new Set(
  'add clear copyWithin delete fill pop push reverse set shift sort splice unshift'.split(' '),
);

/** Warns of `let` and `var` at the top level, and of containers there that are empty or are changed. */
export function warnOfModuleState(file: SourceFile): Problem[] {
  return file.program.body.flatMap((statement) => {
    const declared =
      statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (declared?.type !== 'VariableDeclaration') return [];
    return declared.declarations.flatMap((declarator) => {
      if (declared.kind !== 'const') {
        return boundNames(declarator.id).map((id) => file.problem('module-variable', id, id.name));
      }
      const { id, init } = declarator;
      const binding = id.type === 'Identifier' ? file.scopes.bindings.get(id) : undefined;
      if (binding === undefined || !init || !isState(init, binding, file)) return [];
      return [file.problem('module-variable', id, binding.name)];
    });
  });
}

/** A table of constants is no state; a container that is empty, or is changed somewhere in the file, is. */
function isState(init: Expression, binding: Binding, file: SourceFile): boolean {
  switch (init.type) {
    case 'NewExpression': {
      const isContainer = init.callee.type === 'Identifier' && containers.has(init.callee.name);
      return isContainer && (init.arguments.length === 0 || isChanged(binding, file));
    }
    case 'ArrayExpression':
      return init.elements.length === 0 || isChanged(binding, file);
    case 'ObjectExpression':
      return init.properties.length === 0 || isChanged(binding, file);
    default:
      return false;
  }
}

function isChanged(binding: Binding, file: SourceFile): boolean {
  return binding.references.some((reference) => {
    const member = file.parents.get(reference);
    if (member?.type !== 'MemberExpression' || member.object !== reference) return false;
    const use: AnyNode | undefined = file.parents.get(member);
    if (use?.type === 'AssignmentExpression') return use.left === member;
    if (use?.type === 'UpdateExpression') return true;
    if (use?.type === 'UnaryExpression') return use.operator === 'delete';
    const name = propertyName(member.property, member.computed);
    return use?.type === 'CallExpression' && use.callee === member && changes.has(name ?? '');
  });
}
