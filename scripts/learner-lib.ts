/**
 * Writes what learners' code may assume to exist:
 *
 *   src/compiler/generated/learner-lib.d.ts   the declarations that the editor and CI check with
 *   src/compiler/generated/platform.ts        the same as tables, for the compiler in the page
 *
 * Run it after a change of src/runtime/nines.d.ts: `node scripts/learner-lib.ts`. A test says when it was forgotten.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import type { Api, ApiShape } from '#compiler/api-shape.ts';

const root = join(import.meta.dirname, '..');
const generated = join(root, 'src/compiler/generated');
const libFolder = dirname(createRequire(import.meta.url).resolve('typescript'));

/** Parts of ES2024 that need time, threads, other people's languages or the engine itself. */
const leftOutLibs = /^(?:decorators.*|.*\.(?:intl|date|sharedmemory|weakref|proxy))$/;

/** Declarations that do not exist in a lab. */
const leftOutNames: ReadonlySet<string> = new Set(
  (
    'Date DateConstructor Intl eval FunctionConstructor escape unescape EvalError ' +
    'EvalErrorConstructor Atomics SharedArrayBuffer SharedArrayBufferConstructor ' +
    'Promise PromiseConstructor PromiseConstructorLike PromiseWithResolvers Awaited ' +
    'PromiseSettledResult PromiseFulfilledResult PromiseRejectedResult ' +
    // The bits of a NaN differ between engines.
    'Float32Array Float32ArrayConstructor Float64Array Float64ArrayConstructor'
  ).split(' '),
);

/** Values whose types stay: `Function` as a type is harmless, as a constructor it would run text. */
const leftOutValues: ReadonlySet<string> = new Set(['Function']);

/** Members that do not exist in a lab, as `Interface.member`. */
const leftOutMembers: ReadonlySet<string> = new Set([
  'Math.random',
  'Error.stack',
  'Function.arguments',
  'Function.caller',
]);

/**
 * `Awaited` asks in two steps, as TypeScript's own does: of a type parameter the first gives `unknown`, the second then
 * `never`, and so `return await get<T>()` is a `T` in a generic function as well.
 */
const ours = `
declare const awaited: unique symbol;
/** The result of an operation that is still to be awaited: \`await\` is all that can be done with it. */
interface Promise<T> { readonly [awaited]: () => T }
/** There is no constructor of promises: the checker only wants to know that the name exists. */
interface NoPromise {}
declare var Promise: NoPromise;
type Awaited<T> = T extends { readonly [awaited]: infer F } ? (F extends () => infer U ? Awaited<U> : never) : T;
interface Console {
  /** Prints values, with the virtual time and the process that prints. */
  log(...values: unknown[]): void;
  warn(...values: unknown[]): void;
  error(...values: unknown[]): void;
}
declare var console: Console;
`;

function parse(name: string, text: string): ts.SourceFile {
  return ts.createSourceFile(name, text, ts.ScriptTarget.ES2024, true);
}

/** TypeScript's own declarations of ES2024, without what is left out; each lib once, those it needs before it. */
function standardLib(): string {
  const printer = ts.createPrinter({ removeComments: true });
  const seen = new Set<string>();
  const texts: string[] = [];
  const add = (lib: string): void => {
    if (seen.has(lib) || leftOutLibs.test(lib)) return;
    seen.add(lib);
    const file = parse(lib, readFileSync(join(libFolder, `lib.${lib}.d.ts`), 'utf8'));
    for (const { fileName } of file.libReferenceDirectives) add(fileName);
    for (const statement of file.statements) {
      const kept = keptPart(statement);
      if (kept !== undefined) texts.push(printer.printNode(ts.EmitHint.Unspecified, kept, file));
    }
  };
  add('es2024');
  // Indentation is a fifth of the text, and nobody reads it.
  return texts.join('\n').replace(/^\s+/gm, '');
}

function keptPart(statement: ts.Statement): ts.Statement | undefined {
  if (ts.isVariableStatement(statement)) {
    const [declaration] = statement.declarationList.declarations;
    const name = declaration?.name.getText() ?? '';
    return leftOutNames.has(name) || leftOutValues.has(name) ? undefined : statement;
  }
  const named = statement as ts.Statement & { readonly name?: ts.Node };
  if (named.name !== undefined && leftOutNames.has(named.name.getText())) return undefined;
  if (isDeprecated(statement)) return undefined;
  if (!ts.isInterfaceDeclaration(statement)) return statement;
  const interfaceName = statement.name.text;
  const members = statement.members.filter((member) => isKept(interfaceName, member));
  const { modifiers, name, typeParameters, heritageClauses } = statement;
  return ts.factory.updateInterfaceDeclaration(
    statement,
    modifiers,
    name,
    typeParameters,
    heritageClauses,
    members,
  );
}

function isKept(interfaceName: string, member: ts.TypeElement): boolean {
  const name = member.name?.getText() ?? '';
  if (leftOutMembers.has(`${interfaceName}.${name}`)) return false;
  if (isDeprecated(member) || name.startsWith('toLocale')) return false;
  return !/\b(?:Intl|Date|DateConstructor|SharedArrayBuffer|PromiseLike)\b/.test(member.getText());
}

function isDeprecated(node: ts.Node): boolean {
  return ts.getJSDocTags(node).some(({ tagName }) => tagName.text === 'deprecated');
}

/** The declarations of everything that a learner's file may use. */
export function buildLearnerLib(): string {
  const notice =
    '// Parts of the declarations of ECMAScript in TypeScript, Copyright (c) Microsoft Corporation, Apache License 2.0.\n';
  const nines = readFileSync(join(root, 'src/runtime/nines.d.ts'), 'utf8');
  return `${notice}/// <reference no-default-lib="true"/>\n${standardLib()}${ours}${nines}`;
}

/** What the names of a declared module are at run time. */
function readApi(file: string, module: string): Api {
  const source = parse(file, readFileSync(join(root, file), 'utf8'));
  const declared = source.statements.find(
    (statement) => ts.isModuleDeclaration(statement) && statement.name.text === module,
  );
  const body =
    declared !== undefined && ts.isModuleDeclaration(declared) ? declared.body : undefined;
  if (body === undefined || !ts.isModuleBlock(body))
    throw new Error(`${file} declares no ${module}`);
  const values: Record<string, ApiShape> = {};
  const types: string[] = [];
  for (const statement of body.statements) {
    if (ts.isFunctionDeclaration(statement) && statement.name) {
      const { text } = statement.name;
      values[text] = values[text] === 'operation' ? 'operation' : callShape(statement);
    } else if (ts.isVariableStatement(statement)) {
      for (const { name, type } of statement.declarationList.declarations) {
        values[name.getText()] = shapeOf(type, body);
      }
    } else if (ts.isClassDeclaration(statement) && statement.name) {
      values[statement.name.text] = 'function';
    } else if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) {
      types.push(statement.name.text);
    }
  }
  return { values, types };
}

function callShape({ type }: ts.SignatureDeclarationBase): ApiShape {
  const isPromise =
    type !== undefined && ts.isTypeReferenceNode(type) && type.typeName.getText() === 'Promise';
  return isPromise ? 'operation' : 'function';
}

function shapeOf(type: ts.TypeNode | undefined, body: ts.ModuleBlock): ApiShape {
  if (type === undefined) return 'value';
  if (ts.isFunctionTypeNode(type)) return callShape(type);
  if (ts.isTypeLiteralNode(type)) return membersShape(type.members, body);
  if (!ts.isTypeReferenceNode(type)) return 'value';
  const name = type.typeName.getText();
  const declared = body.statements.find(
    (statement) => ts.isInterfaceDeclaration(statement) && statement.name.text === name,
  );
  return declared !== undefined && ts.isInterfaceDeclaration(declared)
    ? membersShape(declared.members, body)
    : 'value';
}

function membersShape(members: readonly ts.TypeElement[], body: ts.ModuleBlock): ApiShape {
  return Object.fromEntries(
    members.flatMap((member): [string, ApiShape][] => {
      const name = member.name?.getText();
      if (name === undefined) return [];
      if (ts.isMethodSignature(member)) return [[name, callShape(member)]];
      return ts.isPropertySignature(member) ? [[name, shapeOf(member.type, body)]] : [];
    }),
  );
}

/** Names of values that need no import. */
function readGlobalNames(lib: string): string[] {
  const names = parse('learner-lib.d.ts', lib).statements.flatMap((statement) => {
    if (ts.isVariableStatement(statement)) {
      return statement.declarationList.declarations.map(({ name }) => name.getText());
    }
    const isValue = ts.isFunctionDeclaration(statement) || ts.isModuleDeclaration(statement);
    return isValue && statement.name && !ts.isStringLiteral(statement.name)
      ? [statement.name.text]
      : [];
  });
  const unavailable = new Set(['awaited', 'Promise']);
  return [...new Set([...names, 'undefined'])].filter((name) => !unavailable.has(name)).sort();
}

/** The tables for the compiler, as a TypeScript file. */
export function buildPlatform(): string {
  return [
    '/** Written by scripts/learner-lib.ts from src/runtime/nines.d.ts and the declarations of TypeScript. */\n',
    "import type { Api } from '../api-shape.ts';\n\n",
    writeConstant('nines: Api', readApi('src/runtime/nines.d.ts', 'nines')),
    writeConstant('ninesWorld: Api', readApi('src/compiler/nines-world.d.ts', 'nines/world')),
    writeConstant('globalNames: readonly string[]', readGlobalNames(buildLearnerLib())),
  ].join('');
}

function writeConstant(declaration: string, value: unknown): string {
  return `export const ${declaration} = ${JSON.stringify(value, null, 2)};\n`;
}

if (import.meta.main) {
  writeFileSync(join(generated, 'learner-lib.d.ts'), buildLearnerLib());
  writeFileSync(join(generated, 'platform.ts'), buildPlatform());
}
