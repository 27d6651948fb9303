/** Holds what learners are told of 'nines' and what the runtime does together. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { buildPlatform } from '../../scripts/learner-lib.ts';
import { nines, ninesWorld } from '#compiler/generated/platform.ts';
import * as runtime from '#runtime/index.ts';
import * as world from '#runtime/world.ts';

test('every name that is declared exists, and no other', () => {
  expect(buildPlatform()).toContain('"receive": "operation"');
  expect(Object.keys(runtime).toSorted()).toEqual(Object.keys(nines.values).toSorted());
  expect(Object.keys(world).toSorted()).toEqual(Object.keys(ninesWorld.values).toSorted());
});

describe('types', () => {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const file = `${root}src/runtime/declared-nines.ts`;
  const program = programWith(file, declaredNines());
  const checker = program.getTypeChecker();
  const declared = exportsOf(file);
  const actual = exportsOf(`${root}src/runtime/index.ts`);

  /** nines.d.ts as a module beside the runtime; handles are the runtime's own, which nobody else can make. */
  function declaredNines(): string {
    const text = readFileSync(`${root}src/runtime/nines.d.ts`, 'utf8');
    const body = text.slice(text.indexOf('{') + 1, text.lastIndexOf('}'));
    const handle = /export interface (Pid|Ref|Socket) \{[^}]*\}/g;
    return body
      .replace(
        handle,
        (_, name: string) =>
          `export type ${name} = import('./${name === 'Socket' ? 'socket' : 'pid'}.ts').${name};`,
      )
      .replace(/export (function|const)/g, 'export declare $1');
  }

  function programWith(path: string, text: string): ts.Program {
    const options: ts.CompilerOptions = {
      target: ts.ScriptTarget.ES2024,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      allowImportingTsExtensions: true,
      strict: true,
      noEmit: true,
      types: [],
    };
    const host = ts.createCompilerHost(options);
    const fileExists = host.fileExists.bind(host);
    const getSourceFile = host.getSourceFile.bind(host);
    host.fileExists = (name) => name === path || fileExists(name);
    host.getSourceFile = (name, languageVersion, ...rest) =>
      name === path
        ? ts.createSourceFile(path, text, languageVersion, true)
        : getSourceFile(name, languageVersion, ...rest);
    return ts.createProgram([path, `${root}src/runtime/index.ts`], options, host);
  }

  function exportsOf(path: string): Map<string, ts.Type> {
    const source = program.getSourceFile(path);
    const symbol = source === undefined ? undefined : checker.getSymbolAtLocation(source);
    if (source === undefined || symbol === undefined) throw new Error(`${path} is no module`);
    return new Map(
      checker
        .getExportsOfModule(symbol)
        .map((exported) => [exported.name, checker.getTypeOfSymbolAtLocation(exported, source)]),
    );
  }

  function typeOfParameter(signature: ts.Signature, index: number): ts.Type | undefined {
    const parameter = signature.parameters[index];
    const declaration = parameter?.valueDeclaration;
    if (parameter === undefined || declaration === undefined) return undefined;
    const type = checker.getTypeOfSymbolAtLocation(parameter, declaration);
    if (!ts.isParameter(declaration)) return type;
    return declaration.dotDotDotToken
      ? checker.getIndexTypeOfType(type, ts.IndexKind.Number)
      : type;
  }

  /** What the runtime's function does not take, or gives back otherwise, of one declared way to call it. */
  function differences(wanted: ts.Signature, found: ts.Signature): string[] {
    const text = checker.signatureToString(wanted);
    const parameters = wanted.parameters.flatMap((parameter, index) => {
      const declaredType = typeOfParameter(wanted, index);
      const last = Math.min(index, found.parameters.length - 1);
      const actualType = typeOfParameter(found, last);
      const isTaken =
        declaredType !== undefined &&
        actualType !== undefined &&
        // A default value takes the place of undefined, and does not show in the type.
        checker.isTypeAssignableTo(checker.getNonNullableType(declaredType), actualType);
      return isTaken ? [] : [`${text}: ${parameter.name} is not taken`];
    });
    const wantedType = wanted.getReturnType();
    const foundType = found.getReturnType();
    const isGeneric =
      wanted.typeParameters !== undefined || checker.typeToString(wantedType) === 'never';
    const isSame = isGeneric
      ? nameOf(wantedType) === nameOf(foundType) || nameOf(wantedType) === 'never'
      : checker.isTypeAssignableTo(foundType, wantedType) || isOperation(wantedType, foundType);
    return isSame
      ? parameters
      : [...parameters, `${text}: gives ${checker.typeToString(foundType)}`];
  }

  /** What an operation comes to is known when it has run: to the runtime it may be anything. */
  function isOperation(wanted: ts.Type, found: ts.Type): boolean {
    const result = checker.getAwaitedType(found);
    return (
      nameOf(wanted) === 'Promise' &&
      nameOf(found) === 'Promise' &&
      result !== undefined &&
      (result.flags & ts.TypeFlags.Unknown) !== 0
    );
  }

  function nameOf(type: ts.Type): string {
    return type.symbol?.name ?? checker.typeToString(checker.getBaseTypeOfLiteralType(type));
  }

  function compare(wanted: ts.Type, found: ts.Type): string[] {
    if (wanted.flags & ts.TypeFlags.ESSymbolLike) {
      return found.flags & ts.TypeFlags.ESSymbolLike ? [] : ['is no symbol'];
    }
    const members = wanted.getProperties().flatMap((property) => {
      const other = found.getProperty(property.name);
      const [at] = property.declarations ?? [];
      const [otherAt] = other?.declarations ?? [];
      if (other === undefined || at === undefined || otherAt === undefined) {
        return [`${property.name} is missing`];
      }
      return compare(
        checker.getTypeOfSymbolAtLocation(property, at),
        checker.getTypeOfSymbolAtLocation(other, otherAt),
      );
    });
    const [signature] = found.getCallSignatures();
    const calls = wanted.getCallSignatures().flatMap((call) => {
      return signature === undefined ? ['is no function'] : differences(call, signature);
    });
    return [...members, ...calls];
  }

  test.each([...declared].filter(([name]) => actual.has(name)).map(([name]) => name))(
    '%s does what is declared',
    (name) => {
      const wanted = declared.get(name);
      const found = actual.get(name);
      if (wanted === undefined || found === undefined) throw new Error(`${name} is missing`);
      expect(compare(wanted, found)).toEqual([]);
    },
  );
});
