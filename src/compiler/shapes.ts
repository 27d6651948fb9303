/**
 * What the compiler can tell of a value without running anything: whether calling it starts an operation that has
 * to be awaited. It follows names, imports, object literals, classes, `this` and `new`; where it cannot tell, the
 * runtime does when the call happens.
 */
import type { AnyNode, ClassBody, Identifier, MemberExpression, ObjectExpression } from 'acorn';
import type { ApiShape } from './api-shape.ts';
import { resolveImport } from './modules.ts';
import type { Lab, LinkedFile, Resolved } from './modules.ts';
import type { Binding } from './scopes.ts';
import { isFunction, propertyName } from './tree.ts';

interface ObjectShape {
  readonly kind: 'object';
  has(name: string): boolean;
  member(name: string): Shape | undefined;
}

export type Shape =
  | { readonly kind: 'function'; readonly isAsync: boolean; readonly isTopLevel: boolean }
  | ObjectShape
  | { readonly kind: 'class'; readonly statics: Shape; readonly instances: Shape };

/** Answers what is known of the values in the files of one lab. */
export class Shapes {
  private readonly lab: Lab;
  /** Names being followed: one that leads back to itself has no shape. */
  private readonly following = new Set<AnyNode | Binding>();

  constructor(lab: Lab) {
    this.lab = lab;
  }

  of(node: AnyNode, file: LinkedFile): Shape | undefined {
    if (this.following.has(node)) return undefined;
    this.following.add(node);
    try {
      return this.look(node, file);
    } finally {
      this.following.delete(node);
    }
  }

  private look(node: AnyNode, file: LinkedFile): Shape | undefined {
    if (isFunction(node)) {
      const parent = file.source.parents.get(node);
      const isTopLevel = parent?.type === 'Program' || parent?.type.startsWith('Export') === true;
      return { kind: 'function', isAsync: node.async, isTopLevel };
    }
    switch (node.type) {
      case 'Identifier':
        return this.ofName(node, file);
      case 'ObjectExpression':
        return this.ofObject(node, file);
      case 'ClassDeclaration':
      case 'ClassExpression':
        return {
          kind: 'class',
          statics: this.ofMembers(node.body, file, true),
          instances: this.ofMembers(node.body, file, false),
        };
      case 'NewExpression': {
        const made = this.of(node.callee, file);
        return made?.kind === 'class' ? made.instances : undefined;
      }
      case 'ThisExpression':
        return this.ofThis(node, file);
      case 'MemberExpression':
        return this.ofMember(node, file);
      case 'ChainExpression':
        return this.of(node.expression, file);
      default:
        return undefined;
    }
  }

  private ofName(node: Identifier, file: LinkedFile): Shape | undefined {
    const binding = file.source.scopes.bindings.get(node);
    return binding === undefined ? undefined : this.ofBinding(binding, file);
  }

  private ofBinding(binding: Binding, file: LinkedFile): Shape | undefined {
    const imported = file.imports.get(binding);
    if (imported !== undefined) {
      const resolved = resolveImport(this.lab, imported);
      return resolved === undefined ? undefined : this.ofResolved(resolved);
    }
    if (binding.isReassigned) return undefined;
    const { declaration } = binding;
    if (declaration.type !== 'VariableDeclarator') {
      return binding.kind === 'function' || binding.kind === 'class'
        ? this.of(declaration, file)
        : undefined;
    }
    if (declaration.id.type !== 'Identifier' || !declaration.init) return undefined;
    const shape = this.of(declaration.init, file);
    if (shape?.kind !== 'function' || shape.isTopLevel) return shape;
    return { ...shape, isTopLevel: binding.isTopLevel };
  }

  private ofResolved(resolved: Resolved): Shape | undefined {
    switch (resolved.kind) {
      case 'api':
        return ofApi(resolved.api.values[resolved.name]);
      case 'binding':
        return this.ofBinding(resolved.binding, resolved.file);
      case 'default': {
        const shape = this.of(resolved.value, resolved.file);
        return shape?.kind === 'function' ? { ...shape, isTopLevel: true } : shape;
      }
      case 'all': {
        const { target } = resolved;
        const member = (name: string): Resolved | undefined =>
          resolveImport(this.lab, { target, name });
        return {
          kind: 'object',
          has: (name) => member(name) !== undefined,
          member: (name) => {
            const found = member(name);
            return found === undefined ? undefined : this.ofResolved(found);
          },
        };
      }
    }
  }

  private ofObject(node: ObjectExpression, file: LinkedFile): Shape {
    const find = (name: string): AnyNode | undefined =>
      node.properties.findLast(
        (property) =>
          property.type === 'Property' && propertyName(property.key, property.computed) === name,
      );
    return {
      kind: 'object',
      has: (name) => find(name) !== undefined,
      member: (name) => {
        const property = find(name);
        if (property?.type !== 'Property' || property.kind !== 'init') return undefined;
        return this.of(property.value, file);
      },
    };
  }

  private ofMembers(body: ClassBody, file: LinkedFile, wantStatic: boolean): Shape {
    const find = (name: string): AnyNode | undefined =>
      body.body.findLast(
        (element) =>
          element.type !== 'StaticBlock' &&
          element.static === wantStatic &&
          propertyName(element.key, element.computed) === name,
      );
    return {
      kind: 'object',
      has: (name) =>
        find(name) !== undefined || this.ofSuper(body, file, wantStatic)?.has(name) === true,
      member: (name) => {
        const element = find(name);
        if (element === undefined) return this.ofSuper(body, file, wantStatic)?.member(name);
        if (element.type === 'MethodDefinition' && element.kind === 'method') {
          return this.of(element.value, file);
        }
        // Of fields, only functions are followed: another value may have been assigned since.
        return element.type === 'PropertyDefinition' && element.value && isFunction(element.value)
          ? this.of(element.value, file)
          : undefined;
      },
    };
  }

  /** What a class inherits. */
  private ofSuper(body: ClassBody, file: LinkedFile, wantStatic: boolean): ObjectShape | undefined {
    const made = file.source.parents.get(body);
    if (made?.type !== 'ClassDeclaration' && made?.type !== 'ClassExpression') return undefined;
    const inherited = made.superClass ? this.of(made.superClass, file) : undefined;
    if (inherited?.kind !== 'class') return undefined;
    const members = wantStatic ? inherited.statics : inherited.instances;
    return members.kind === 'object' ? members : undefined;
  }

  /** `this` inside a method, an arrow function in it, a field or a static block. */
  private ofThis(node: AnyNode, file: LinkedFile): Shape | undefined {
    const { parents } = file.source;
    let child = node;
    let parent = parents.get(child);
    while (parent !== undefined) {
      if (parent.type === 'MethodDefinition' || parent.type === 'PropertyDefinition') {
        const body = parents.get(parent);
        return body?.type === 'ClassBody' ? this.ofMembers(body, file, parent.static) : undefined;
      }
      if (parent.type === 'Property' && parent.method) {
        const object = parents.get(parent);
        return object === undefined ? undefined : this.of(object, file);
      }
      const isOwnThis = isFunction(parent) && parent.type !== 'ArrowFunctionExpression';
      const holder = parents.get(parent);
      if (isOwnThis && holder?.type !== 'MethodDefinition' && holder?.type !== 'Property')
        return undefined;
      child = parent;
      parent = holder;
    }
    return undefined;
  }

  private ofMember(node: MemberExpression, file: LinkedFile): Shape | undefined {
    const name = propertyName(node.property, node.computed);
    if (name === undefined) return undefined;
    if (node.object.type === 'Super') {
      const within = this.ofThis(node, file);
      return within?.kind === 'object' ? within.member(name) : undefined;
    }
    const object = this.of(node.object, file);
    if (object?.kind === 'object') return object.member(name);
    return object?.kind === 'class' && object.statics.kind === 'object'
      ? object.statics.member(name)
      : undefined;
  }
}

function ofApi(shape: ApiShape | undefined): Shape | undefined {
  if (shape === undefined || shape === 'value') return undefined;
  if (typeof shape === 'string') {
    return { kind: 'function', isAsync: shape === 'operation', isTopLevel: true };
  }
  return {
    kind: 'object',
    has: (name) => Object.hasOwn(shape, name),
    member: (name) => (Object.hasOwn(shape, name) ? ofApi(shape[name]) : undefined),
  };
}
