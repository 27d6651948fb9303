/** What every pass needs to know of a syntax tree: its children, its parents, its functions. */
import type {
  AnonymousFunctionDeclaration,
  AnyNode,
  ArrowFunctionExpression,
  FunctionDeclaration,
  FunctionExpression,
  Identifier,
  Literal,
  Pattern,
  Program,
} from 'acorn';

export type FunctionNode =
  FunctionDeclaration | AnonymousFunctionDeclaration | FunctionExpression | ArrowFunctionExpression;

function isNode(value: unknown): value is AnyNode {
  return (
    typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
  );
}

/** The nodes directly below `node`. */
export function childrenOf(node: AnyNode): AnyNode[] {
  const children: AnyNode[] = [];
  const values: unknown[] = Object.values(node);
  for (const value of values) {
    if (isNode(value)) children.push(value);
    else if (Array.isArray(value)) {
      for (const element of value) if (isNode(element)) children.push(element);
    }
  }
  return children;
}

export type Parents = ReadonlyMap<AnyNode, AnyNode>;

/** All nodes of a file, parents before children, and the parent of each but the program. */
export interface NodeIndex {
  readonly nodes: readonly AnyNode[];
  readonly parents: Parents;
}

/** Visits the tree once for all who look through it. */
export function indexNodes(program: Program): NodeIndex {
  const nodes: AnyNode[] = [program];
  const parents = new Map<AnyNode, AnyNode>();
  // The list grows while it is read: what is appended is visited too.
  for (const node of nodes) {
    for (const child of childrenOf(node)) {
      parents.set(child, node);
      nodes.push(child);
    }
  }
  return { nodes, parents };
}

export function isFunction(node: AnyNode): node is FunctionNode {
  return (
    node.type === 'FunctionDeclaration' ||
    node.type === 'FunctionExpression' ||
    node.type === 'ArrowFunctionExpression'
  );
}

/** The function around `node`, or null at the top level of the file, in a class field or in a static block. */
export function enclosingFunction(node: AnyNode, parents: Parents): FunctionNode | null {
  let child = node;
  for (;;) {
    const parent = parents.get(child);
    if (parent === undefined || parent.type === 'StaticBlock') return null;
    if (parent.type === 'PropertyDefinition' && parent.value === child) return null;
    if (isFunction(parent)) return parent;
    child = parent;
  }
}

/** True if `this` means something there: in a function that is no arrow, in a class field, in a static block. */
export function hasThis(node: AnyNode, parents: Parents): boolean {
  let child = node;
  let parent = parents.get(child);
  while (parent !== undefined) {
    if (parent.type === 'StaticBlock') return true;
    if (parent.type === 'PropertyDefinition' && parent.value === child) return true;
    if (isFunction(parent) && parent.type !== 'ArrowFunctionExpression') return true;
    child = parent;
    parent = parents.get(child);
  }
  return false;
}

/** The names that a pattern binds, e.g. `a` and `b` in `{ a, x: [b] }`. */
export function boundNames(pattern: Pattern): Identifier[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern];
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) =>
        boundNames(property.type === 'RestElement' ? property.argument : property.value),
      );
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => (element === null ? [] : boundNames(element)));
    case 'RestElement':
      return boundNames(pattern.argument);
    case 'AssignmentPattern':
      return boundNames(pattern.left);
    case 'MemberExpression':
      return [];
  }
}

/** The name of a property where the source spells it out: `a.b`, `a['b']`, `{ b: 1 }`, `{ 'b': 1 }`. */
export function propertyName(key: AnyNode, computed: boolean): string | undefined {
  if (key.type === 'Identifier') return computed ? undefined : key.name;
  if (key.type === 'PrivateIdentifier') return `#${key.name}`;
  if (key.type !== 'Literal') return undefined;
  return typeof key.value === 'string' || typeof key.value === 'number'
    ? String(key.value)
    : undefined;
}

/** The name in an import or export clause, which may be written as a string. */
export function specifierName(node: Identifier | Literal): string {
  return node.type === 'Identifier' ? node.name : String(node.value);
}
