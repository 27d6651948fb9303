/**
 * Imports and exports. What a module imports is fetched before any of its own code runs, and what it exports is
 * there before it fetches anything, so that modules may import each other in a circle. Exported variables are
 * read when they are used, as in any JavaScript module.
 */
import type { AnyNode, ExportDefaultDeclaration, Identifier, PrivateIdentifier } from 'acorn';
import { startMethodsText } from './lower-methods.ts';
import type { Lowering } from './lowering.ts';
import { exportedNames } from './modules.ts';
import type { Export, Import, Target } from './modules.ts';
import { isFunction } from './tree.ts';

const exportKeyword = 'export';

/** Turns a declaration of the module into plain code. Statements that are no such thing stay. */
export function lowerModuleStatement(statement: AnyNode, lowering: Lowering): void {
  const { edits } = lowering;
  switch (statement.type) {
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
      return edits.replace(statement.start, statement.end, ';');
    case 'ExportNamedDeclaration':
      if (statement.declaration) {
        edits.replace(statement.start, statement.start + exportKeyword.length, '');
        defineVariables(statement.declaration, lowering);
      } else edits.replace(statement.start, statement.end, ';');
      return;
    case 'ExportDefaultDeclaration':
      return lowerDefault(statement, lowering);
    default:
      return defineVariables(statement, lowering);
  }
}

function lowerDefault(statement: ExportDefaultDeclaration, lowering: Lowering): void {
  const { edits, names } = lowering;
  const value = statement.declaration;
  const defaultAt = edits.find('default', statement.start + exportKeyword.length);
  const defaultEnd = defaultAt + 'default'.length;
  edits.replace(statement.start, statement.start + exportKeyword.length, '');
  const isDeclaration = value.type === 'FunctionDeclaration' || value.type === 'ClassDeclaration';
  edits.replace(defaultAt, defaultEnd, isDeclaration ? '' : `const ${names.default}=`);
  if (!isDeclaration) {
    if (isFunction(value) && value.async) {
      edits.after(statement.end, `;${names.hooks}.define("default",${names.default});`);
    }
    return;
  }
  if (value.id) return;
  if (value.type === 'ClassDeclaration') {
    edits.after(value.start + 'class'.length, ` ${names.default}`);
  } else if (!value.async) edits.after(edits.find('(', value.start), ` ${names.default}`);
}

/** An async function in a variable can be spawned by the variable's name. */
function defineVariables(statement: AnyNode, { edits, names }: Lowering): void {
  if (statement.type !== 'VariableDeclaration') return;
  const defines = statement.declarations.flatMap(({ id, init }) =>
    id.type === 'Identifier' && init && isFunction(init) && init.async
      ? [`${names.hooks}.define(${JSON.stringify(id.name)},${id.name});`]
      : [],
  );
  if (defines.length > 0) edits.after(statement.end, `;${defines.join('')}`);
}

/** A use of an imported variable reads it where it is exported. */
export function lowerIdentifier(node: Identifier | PrivateIdentifier, lowering: Lowering): void {
  if (node.type === 'PrivateIdentifier') return;
  const { file, edits } = lowering;
  const binding = file.source.scopes.bindings.get(node);
  const imported = binding === undefined ? undefined : file.imports.get(binding);
  if (imported === undefined || isFetchedOnce(imported, lowering)) return;
  const parent = file.source.parents.get(node);
  if (parent?.type.startsWith('Import') === true || parent?.type === 'ExportSpecifier') return;
  const read = readImport(imported, lowering);
  const isCalled =
    (parent?.type === 'CallExpression' && parent.callee === node) ||
    (parent?.type === 'TaggedTemplateExpression' && parent.tag === node);
  const isShorthand = parent?.type === 'Property' && parent.shorthand;
  if (isShorthand) edits.replace(node.start, node.end, `${node.name}:${read}`);
  else edits.replace(node.start, node.end, isCalled ? `(0,${read})` : read);
}

/** Functions, and all that the platform offers, are there from the start and never change. */
function isFetchedOnce({ target, name }: Import, { lab }: Lowering): boolean {
  if (target.kind === 'api' || name === '*') return true;
  const exported = lab.get(target.file)?.exports.get(name);
  if (exported?.kind === 'default') return exported.value.type === 'FunctionDeclaration';
  if (exported?.kind !== 'binding') return false;
  return exported.binding.kind === 'function' && !exported.binding.isReassigned;
}

/** The code before the module's own: exports, names for `spawn`, imports. */
export function writePrelude(lowering: Lowering): string {
  const { file, names } = lowering;
  const exports = [...file.exports].map(([name, exported]) =>
    writeExport(name, exported, lowering),
  );
  const stars = file.stars.flatMap((target) => {
    const starred = target.kind === 'file' ? lowering.lab.get(target.file) : undefined;
    if (starred === undefined) return [];
    return [...exportedNames(lowering.lab, starred)]
      .filter((name) => name !== 'default' && !file.exports.has(name))
      .map((name) => writeExport(name, { kind: 'handed-on', target, name }, lowering));
  });
  const defines = file.source.program.body.flatMap((statement) => {
    const declared =
      statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportDefaultDeclaration'
        ? statement.declaration
        : statement;
    if (declared?.type !== 'FunctionDeclaration' || !declared.async) return [];
    const name = declared.id?.name ?? 'default';
    return `${names.hooks}.define(${JSON.stringify(name)},${declared.id?.name ?? names.default});`;
  });
  const helpers = lowering.startsMethods ? [startMethodsText(lowering)] : [];
  return [...exports, ...stars, ...defines, ...helpers, ...writeImports(lowering)].join('');
}

function writeExport(name: string, exported: Export, lowering: Lowering): string {
  const { names } = lowering;
  const key = JSON.stringify(name);
  const read = readExport(exported, lowering);
  const isFunctionDeclaration =
    (exported.kind === 'binding' &&
      exported.binding.kind === 'function' &&
      !exported.binding.isReassigned) ||
    (exported.kind === 'default' && exported.value.type === 'FunctionDeclaration');
  return isFunctionDeclaration
    ? `${names.exports}[${key}]=${read};`
    : `({}).constructor.defineProperty(${names.exports},${key},{enumerable:true,get:()=>${read}});`;
}

function readExport(exported: Export, lowering: Lowering): string {
  if (exported.kind === 'binding') return exported.binding.name;
  return exported.kind === 'default' ? lowering.names.default : readImport(exported, lowering);
}

/** `$m0.name`, or all of `$m0`. */
function readImport({ target, name }: Import, lowering: Lowering): string {
  const module = moduleName(target, lowering);
  return name === '*' ? module : `${module}[${JSON.stringify(name)}]`;
}

function moduleName(target: Target, { file, names }: Lowering): string {
  const index = [...file.targets.values()].findIndex(
    ({ specifier }) => specifier === target.specifier,
  );
  return names.imported(index);
}

function writeImports(lowering: Lowering): string[] {
  const { file, names } = lowering;
  const fetched = [...file.targets.values()].map(
    (target, index) =>
      `const ${names.imported(index)}=${names.require}(${JSON.stringify(target.specifier)});`,
  );
  const bound = [...file.imports].flatMap(([binding, imported]) =>
    isFetchedOnce(imported, lowering)
      ? [`const ${binding.name}=${readImport(imported, lowering)};`]
      : [],
  );
  return [...fetched, ...bound];
}
