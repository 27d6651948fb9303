/**
 * Which name means what: every identifier is resolved to the binding that it reads or writes, or to none, which
 * makes it a global. All checks ask here, so that a learner's own variable called `fetch` is the learner's.
 */
import type { AnyNode, Identifier, Pattern, Program } from 'acorn';
import { boundNames, childrenOf, isFunction } from './tree.ts';
import type { FunctionNode } from './tree.ts';

type BindingKind =
  'import' | 'var' | 'let' | 'const' | 'function' | 'class' | 'parameter' | 'caught';

export interface Binding {
  readonly name: string;
  readonly kind: BindingKind;
  /** The node that makes it: a declarator, a function, a class, an import specifier. */
  readonly declaration: AnyNode;
  readonly isTopLevel: boolean;
  readonly references: Identifier[];
  isReassigned: boolean;
}

/** What a function takes from around it; an arrow function passes `this` and `arguments` on to its surroundings. */
interface FunctionFacts {
  usesThis: boolean;
  usesArguments: boolean;
  usesSuper: boolean;
  usesNewTarget: boolean;
}

export interface Scopes {
  /** The binding of an identifier, for declarations as well as for uses. */
  readonly bindings: ReadonlyMap<Identifier, Binding>;
  /** Identifiers that no binding of the file explains. */
  readonly globals: readonly Identifier[];
  /** Bindings at the top level of the file, by name. */
  readonly topLevel: ReadonlyMap<string, Binding>;
  readonly facts: ReadonlyMap<FunctionNode, FunctionFacts>;
  /** Every identifier and private name in the file; names that the compiler makes must be none of them. */
  readonly names: ReadonlySet<string>;
}

interface Scope {
  readonly parent: Scope | null;
  readonly holdsVars: boolean;
  readonly bindings: Map<string, Binding>;
}

interface Reference {
  readonly identifier: Identifier;
  readonly scope: Scope;
  readonly isWrite: boolean;
}

/** Resolves all names of a file. */
export function resolveScopes(program: Program): Scopes {
  const resolver = new Resolver();
  return resolver.resolve(program);
}

class Resolver {
  private readonly references: Reference[] = [];
  private readonly bindings = new Map<Identifier, Binding>();
  private readonly facts = new Map<FunctionNode, FunctionFacts>();
  private readonly names = new Set<string>();
  /** The functions around the node being visited, innermost last; null stands for a class field or static block. */
  private readonly functions: (FunctionNode | null)[] = [];

  resolve(program: Program): Scopes {
    const top: Scope = { parent: null, holdsVars: true, bindings: new Map() };
    for (const statement of program.body) this.visit(statement, top);
    const globals: Identifier[] = [];
    for (const { identifier, scope, isWrite } of this.references) {
      const binding = lookUp(identifier.name, scope);
      if (binding === undefined) {
        globals.push(identifier);
        continue;
      }
      binding.references.push(identifier);
      if (isWrite) binding.isReassigned = true;
      this.bindings.set(identifier, binding);
    }
    const { bindings, facts, names } = this;
    return { bindings, globals, topLevel: top.bindings, facts, names };
  }

  private visit(node: AnyNode, scope: Scope): void {
    if (isFunction(node)) return this.visitFunction(node, scope);
    switch (node.type) {
      case 'Identifier':
        return this.refer(node, scope, false);
      case 'PrivateIdentifier':
        this.names.add(node.name);
        return;
      case 'ThisExpression':
        return this.note('usesThis');
      case 'Super':
        return this.note('usesSuper');
      case 'MetaProperty':
        return this.note('usesNewTarget');
      case 'ClassDeclaration':
      case 'ClassExpression':
        return this.visitClass(node, scope);
      case 'BlockStatement':
      case 'ForStatement':
      case 'SwitchStatement':
        return this.visitAll(childrenOf(node), inner(scope, false));
      case 'ForInStatement':
      case 'ForOfStatement': {
        const header = inner(scope, false);
        if (node.left.type === 'VariableDeclaration') this.visit(node.left, header);
        else this.visitTarget(node.left, header);
        return this.visitAll([node.right, node.body], header);
      }
      case 'StaticBlock':
        this.functions.push(null);
        this.visitAll(node.body, inner(scope, true));
        this.functions.pop();
        return;
      case 'CatchClause': {
        const clause = inner(scope, false);
        if (node.param)
          this.declarePattern(node.param, { kind: 'caught', declaration: node }, clause);
        return this.visit(node.body, clause);
      }
      case 'LabeledStatement':
        return this.visit(node.body, scope);
      case 'BreakStatement':
      case 'ContinueStatement':
        return;
      default:
        return this.visitName(node, scope);
    }
  }

  /** Nodes in which an identifier may be a declaration, a target or a mere property name. */
  private visitName(node: AnyNode, scope: Scope): void {
    switch (node.type) {
      case 'VariableDeclaration': {
        const kind = node.kind === 'var' || node.kind === 'let' ? node.kind : 'const';
        for (const declaration of node.declarations) {
          this.declarePattern(declaration.id, { kind, declaration }, scope);
          if (declaration.init) this.visit(declaration.init, scope);
        }
        return;
      }
      case 'ImportDeclaration':
        for (const specifier of node.specifiers) {
          this.bindName(specifier.local, { kind: 'import', declaration: specifier }, scope);
        }
        return;
      case 'ExportNamedDeclaration':
        if (node.declaration) this.visit(node.declaration, scope);
        if (node.source) return;
        for (const { local } of node.specifiers) {
          if (local.type === 'Identifier') this.refer(local, scope, false);
        }
        return;
      case 'ExportAllDeclaration':
        return;
      case 'AssignmentExpression':
        this.visitTarget(node.left, scope);
        return this.visit(node.right, scope);
      case 'UpdateExpression':
        if (node.argument.type === 'Identifier') return this.refer(node.argument, scope, true);
        return this.visit(node.argument, scope);
      case 'MemberExpression':
        this.visit(node.object, scope);
        if (node.computed || node.property.type === 'PrivateIdentifier') {
          this.visit(node.property, scope);
        }
        return;
      case 'Property':
      case 'MethodDefinition':
        this.visitKey(node.key, node.computed, scope);
        return this.visit(node.value, scope);
      case 'PropertyDefinition':
        this.visitKey(node.key, node.computed, scope);
        this.functions.push(null);
        if (node.value) this.visit(node.value, inner(scope, true));
        this.functions.pop();
        return;
      default:
        return this.visitAll(childrenOf(node), scope);
    }
  }

  private visitAll(nodes: readonly AnyNode[], scope: Scope): void {
    for (const node of nodes) this.visit(node, scope);
  }

  private visitKey(key: AnyNode, computed: boolean, scope: Scope): void {
    if (computed || key.type === 'PrivateIdentifier') this.visit(key, scope);
  }

  private visitFunction(node: FunctionNode, scope: Scope): void {
    const made = { kind: 'function', declaration: node } as const;
    if (node.type === 'FunctionDeclaration' && node.id) this.bindName(node.id, made, scope);
    const own = inner(scope, true);
    if (node.type === 'FunctionExpression' && node.id) this.bindName(node.id, made, own);
    // The body is a scope inside that of the parameters, so that a function expression's name can be shadowed.
    const body = inner(own, true);
    this.facts.set(node, {
      usesThis: false,
      usesArguments: false,
      usesSuper: false,
      usesNewTarget: false,
    });
    this.functions.push(node);
    for (const parameter of node.params) {
      this.declarePattern(parameter, { kind: 'parameter', declaration: node }, body);
    }
    if (node.body.type === 'BlockStatement') this.visitAll(node.body.body, body);
    else this.visit(node.body, body);
    this.functions.pop();
  }

  private visitClass(
    node: AnyNode & { type: 'ClassDeclaration' | 'ClassExpression' },
    scope: Scope,
  ): void {
    const made = { kind: 'class', declaration: node } as const;
    const body = inner(scope, false);
    if (node.id) {
      // One binding serves inside and outside: a class's inner name always means the class.
      this.bindName(node.id, made, node.type === 'ClassDeclaration' ? scope : body);
    }
    if (node.superClass) this.visit(node.superClass, body);
    this.visitAll(node.body.body, body);
  }

  /** Declares the names of a pattern and visits the expressions inside it. */
  private declarePattern(pattern: Pattern, made: Made, scope: Scope): void {
    const target = made.kind === 'var' ? varScope(scope) : scope;
    for (const name of boundNames(pattern)) this.bindName(name, made, target);
    this.visitPattern(pattern, scope, () => undefined);
  }

  /** Visits a target of an assignment: names are written to, the rest is evaluated. */
  private visitTarget(pattern: Pattern, scope: Scope): void {
    this.visitPattern(pattern, scope, (name) => this.refer(name, scope, true));
  }

  private visitPattern(pattern: Pattern, scope: Scope, onName: (name: Identifier) => void): void {
    switch (pattern.type) {
      case 'Identifier':
        return onName(pattern);
      case 'MemberExpression':
        return this.visit(pattern, scope);
      case 'RestElement':
        return this.visitPattern(pattern.argument, scope, onName);
      case 'AssignmentPattern':
        this.visitPattern(pattern.left, scope, onName);
        return this.visit(pattern.right, scope);
      case 'ArrayPattern':
        for (const element of pattern.elements) {
          if (element !== null) this.visitPattern(element, scope, onName);
        }
        return;
      case 'ObjectPattern':
        for (const property of pattern.properties) {
          if (property.type === 'RestElement') this.visitPattern(property.argument, scope, onName);
          else {
            this.visitKey(property.key, property.computed, scope);
            this.visitPattern(property.value, scope, onName);
          }
        }
    }
  }

  private bindName(identifier: Identifier, made: Made, scope: Scope): void {
    this.names.add(identifier.name);
    const existing = scope.bindings.get(identifier.name);
    // `var` and `function` may declare a name twice: the second declaration is then a change of the first.
    if (existing !== undefined) existing.isReassigned = true;
    const binding: Binding = existing ?? {
      ...made,
      name: identifier.name,
      isTopLevel: scope.parent === null,
      references: [],
      isReassigned: false,
    };
    scope.bindings.set(identifier.name, binding);
    this.bindings.set(identifier, binding);
  }

  private refer(identifier: Identifier, scope: Scope, isWrite: boolean): void {
    this.names.add(identifier.name);
    // Arrow functions have no `arguments` of their own: at the top level the name belongs to nobody.
    const isBound = this.functions.some((around) => around !== null && !isArrow(around));
    if (identifier.name === 'arguments' && isBound) return this.note('usesArguments');
    this.references.push({ identifier, scope, isWrite });
  }

  /** Notes a fact for the functions around, up to and with the first that is no arrow. */
  private note(fact: keyof FunctionFacts): void {
    for (let index = this.functions.length - 1; index >= 0; index -= 1) {
      const around = this.functions[index];
      if (!around) return;
      const facts = this.facts.get(around);
      if (facts !== undefined) facts[fact] = true;
      if (!isArrow(around)) return;
    }
  }
}

type Made = Pick<Binding, 'kind' | 'declaration'>;

function isArrow(node: FunctionNode): boolean {
  return node.type === 'ArrowFunctionExpression';
}

function inner(parent: Scope, holdsVars: boolean): Scope {
  return { parent, holdsVars, bindings: new Map() };
}

function varScope(scope: Scope): Scope {
  let holder = scope;
  while (!holder.holdsVars && holder.parent !== null) holder = holder.parent;
  return holder;
}

function lookUp(name: string, from: Scope): Binding | undefined {
  for (let scope: Scope | null = from; scope !== null; scope = scope.parent) {
    const binding = scope.bindings.get(name);
    if (binding !== undefined) return binding;
  }
  return undefined;
}
