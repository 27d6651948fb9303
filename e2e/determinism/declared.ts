/**
 * What the runtime's sources declare: of 'nines' every function in every form of its call, in the words of tally.ts;
 * of a system its faults.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

function parse(file: string): ts.SourceFile {
  const path = fileURLToPath(new URL(`../../src/runtime/${file}`, import.meta.url));
  return ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.ES2024, true);
}

/** The statements of `declare module 'nines' { … }`. */
function statements(): readonly ts.Statement[] {
  const source = parse('nines.d.ts');
  const [module] = source.statements;
  if (module === undefined || !ts.isModuleDeclaration(module) || module.body === undefined)
    return [];
  return ts.isModuleBlock(module.body) ? module.body.statements : [];
}

const declared = statements();
const interfaces = new Map(
  declared.flatMap((each) =>
    ts.isInterfaceDeclaration(each) ? [[each.name.text, each.members] as const] : [],
  ),
);

/** The members of a type that is written out, or the name of an interface. */
function membersOf(type: ts.TypeNode | undefined): readonly ts.TypeElement[] {
  if (type === undefined) return [];
  if (ts.isTypeLiteralNode(type)) return type.members;
  return ts.isTypeReferenceNode(type) ? (interfaces.get(type.typeName.getText()) ?? []) : [];
}

/** `spawn`, `spawn/1` … `spawn/3`, `spawn{link}` …: a call with each number of arguments and with each option. */
function formsOf(name: string, { parameters }: ts.SignatureDeclaration): readonly string[] {
  const required = parameters.filter(({ questionToken }) => questionToken === undefined).length;
  const counts = parameters.map((_, index) => index + 1).filter((count) => count >= required);
  const options = parameters.flatMap((parameter) =>
    parameter.name.getText() === 'options' ? membersOf(parameter.type) : [],
  );
  return [
    name,
    ...[required, ...counts].map((count) => `${name}/${count}`),
    ...options.map((option) => `${name}{${option.name?.getText()}}`),
  ];
}

function wordsOf(statement: ts.Statement): readonly string[] {
  if (ts.isFunctionDeclaration(statement)) return formsOf(statement.name?.text ?? '', statement);
  if (!ts.isVariableStatement(statement)) return [];
  return statement.declarationList.declarations.flatMap(({ name, type }) => {
    const methods = membersOf(type).filter(ts.isMethodSignature);
    if (methods.length === 0) return [name.getText()];
    return methods.flatMap((method) =>
      formsOf(`${name.getText()}.${method.name.getText()}`, method),
    );
  });
}

/** Every form of a call that learners can write. */
export const forms: readonly string[] = [...new Set(declared.flatMap(wordsOf))];

/** The alternatives of the type `Pattern`. */
export const patterns: readonly string[] = declared.flatMap((each) => {
  if (!ts.isTypeAliasDeclaration(each) || each.name.text !== 'Pattern') return [];
  return ts.isUnionTypeNode(each.type) ? each.type.types.map((type) => type.getText()) : [];
});

/** Every word between quotes in a type: kinds of results and messages, restart strategies, tuples' first elements. */
export const literals: readonly string[] = [...new Set(declared.flatMap(literalsIn))];

function literalsIn(node: ts.Node): readonly string[] {
  if (ts.isLiteralTypeNode(node) && ts.isStringLiteral(node.literal)) return [node.literal.text];
  const found: string[] = [];
  ts.forEachChild(node, (child) => {
    found.push(...literalsIn(child));
  });
  return found;
}

/** The methods by which faults are inflicted on a system. */
export function faults(): readonly string[] {
  const faulty = parse('faulty.ts').statements.find(ts.isClassDeclaration);
  return (faulty?.members ?? [])
    .filter((member) => ts.isMethodDeclaration(member) && member.body !== undefined)
    .filter((member) => member.name !== undefined && !ts.isPrivateIdentifier(member.name))
    .map((member) => member.name?.getText() ?? '');
}
