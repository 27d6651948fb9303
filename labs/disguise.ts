/**
 * The same program in other clothes: every local name another one, every line somewhere else. Whoever makes the same
 * mistake under other names must get the same story, so its fingerprint must not change.
 */
import ts from 'typescript';
import type { SourceText } from '#compiler/compile.ts';

/** Lines put before each file. */
const opening = '// Another hand wrote this.\n\n\n// It does the same.\n\n';

/** Renames what a file keeps to itself, and moves its lines. World files stay as they are. */
export function disguised(sources: readonly SourceText[]): SourceText[] {
  return sources.map((text) =>
    text.origin === 'world' ? text : { ...text, source: opening + renamed(text.source) },
  );
}

function renamed(source: string): string {
  const file = ts.createSourceFile('a.ts', source, ts.ScriptTarget.ESNext, true);
  const locals = new Set<string>();
  const shared = new Set<string>();
  visit(file, (node) => {
    const name = declaredName(node);
    if (name !== null) (isShared(node) ? shared : locals).add(name);
  });
  const edits: { readonly at: number; readonly end: number; readonly text: string }[] = [];
  visit(file, (node) => {
    if (!ts.isIdentifier(node) || !locals.has(node.text) || shared.has(node.text)) return;
    const text = replacement(node);
    if (text !== null) edits.push({ at: node.getStart(file), end: node.getEnd(), text });
  });
  for (const statement of file.statements) {
    edits.push({ at: statement.getFullStart(), end: statement.getFullStart(), text: '\n' });
  }
  let result = source;
  for (const { at, end, text } of edits.sort((left, right) => right.at - left.at)) {
    result = result.slice(0, at) + text + result.slice(end);
  }
  return result;
}

function visit(node: ts.Node, see: (node: ts.Node) => void): void {
  see(node);
  ts.forEachChild(node, (child) => visit(child, see));
}

/** The name that a node declares, as far as it could be another one. */
function declaredName(node: ts.Node): string | null {
  const isDeclaration =
    ts.isVariableDeclaration(node) ||
    ts.isParameter(node) ||
    ts.isBindingElement(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isFunctionExpression(node) ||
    ts.isClassDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isImportSpecifier(node);
  return isDeclaration && node.name !== undefined && ts.isIdentifier(node.name)
    ? node.name.text
    : null;
}

/** True for names that another file knows: what is exported, and what is imported. */
function isShared(node: ts.Node): boolean {
  if (ts.isImportSpecifier(node)) return true;
  const owner = ts.isVariableDeclaration(node) ? node.parent.parent : node;
  return (
    ts.canHaveModifiers(owner) &&
    ts.getModifiers(owner)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true
  );
}

/** What stands for an identifier, or null where it is not the name of a local thing: a property, a key, a label. */
function replacement(node: ts.Identifier): string | null {
  const name = `${node.text}_`;
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) return null;
  if (ts.isQualifiedName(parent) && parent.right === node) return null;
  if (ts.isBindingElement(parent)) {
    if (parent.propertyName === node) return null;
    const isShorthand = parent.propertyName === undefined && parent.dotDotDotToken === undefined;
    if (parent.name === node && isShorthand && ts.isObjectBindingPattern(parent.parent)) {
      return `${node.text}: ${name}`;
    }
    return name;
  }
  if (ts.isShorthandPropertyAssignment(parent) && parent.name === node) {
    return `${node.text}: ${name}`;
  }
  const isKey =
    (ts.isPropertyAssignment(parent) ||
      ts.isPropertySignature(parent) ||
      ts.isPropertyDeclaration(parent) ||
      ts.isMethodDeclaration(parent) ||
      ts.isMethodSignature(parent)) &&
    parent.name === node;
  return isKey ? null : name;
}
