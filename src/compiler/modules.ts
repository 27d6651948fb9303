/** What the files of a lab import from each other and from 'nines', and what they export. */
import type {
  AnyNode,
  ExportNamedDeclaration,
  Identifier,
  ImportDeclaration,
  Literal,
} from 'acorn';
import type { Problem } from '#grader/verdict.ts';
import type { Api } from './api-shape.ts';
import { nines, ninesWorld } from '#compiler/generated/platform.ts';
import type { Binding } from './scopes.ts';
import type { SourceFile } from './source-file.ts';
import { boundNames, specifierName } from './tree.ts';

/** Where an import comes from, with the specifier that the runtime's `require` is asked for. */
export type Target =
  | { readonly kind: 'api'; readonly specifier: 'nines' | 'nines/world'; readonly api: Api }
  | { readonly kind: 'file'; readonly specifier: string; readonly file: string };

export interface Import {
  readonly target: Target;
  /** Name in the target; `*` for all of it. */
  readonly name: string;
}

export type Export =
  | { readonly kind: 'binding'; readonly binding: Binding }
  /** `export default` of something that has no name. */
  | { readonly kind: 'default'; readonly value: AnyNode }
  | ({ readonly kind: 'handed-on' } & Import);

/** A file with its ties to others. */
export interface LinkedFile {
  readonly source: SourceFile;
  /** What it imports from, in the order of its declarations, each once. */
  readonly targets: ReadonlyMap<string, Target>;
  readonly imports: ReadonlyMap<Binding, Import>;
  readonly exports: ReadonlyMap<string, Export>;
  /** Targets of `export *`. */
  readonly stars: readonly Target[];
}

/** All files of a lab, by name. */
export type Lab = ReadonlyMap<string, LinkedFile>;

/** Links the files with each other; a tie that leads nowhere is a problem. */
export function linkLab(files: readonly SourceFile[]): { lab: Lab; problems: Problem[] } {
  const names = new Set(files.map((file) => file.name));
  const linkers = files.map((file) => new Linker(file, names));
  const lab = new Map(linkers.map((linker) => [linker.source.name, linker.link()]));
  const problems = linkers.flatMap((linker) => [
    ...linker.problems,
    ...linker.missingNames(lab),
    ...linker.borrowedPowers(lab),
  ]);
  return { lab, problems };
}

/** What a name exported by a target is in the end, after any handing on. */
export type Resolved =
  | { readonly kind: 'api'; readonly api: Api; readonly name: string }
  | { readonly kind: 'binding'; readonly file: LinkedFile; readonly binding: Binding }
  | { readonly kind: 'default'; readonly file: LinkedFile; readonly value: AnyNode }
  | { readonly kind: 'all'; readonly target: Target };

/** Follows an import to where its name is declared; undefined if it leads nowhere. */
export function resolveImport(
  lab: Lab,
  wanted: Import,
  seen = new Set<string>(),
): Resolved | undefined {
  const { target, name } = wanted;
  if (name === '*') return { kind: 'all', target };
  if (target.kind === 'api') {
    return Object.hasOwn(target.api.values, name)
      ? { kind: 'api', api: target.api, name }
      : undefined;
  }
  const step = `${target.file} ${name}`;
  const file = lab.get(target.file);
  if (file === undefined || seen.has(step)) return undefined;
  seen.add(step);
  const found = file.exports.get(name);
  if (found?.kind === 'handed-on') return resolveImport(lab, found, seen);
  if (found !== undefined) return { ...found, file };
  if (name === 'default') return undefined;
  for (const star of file.stars) {
    const resolved = resolveImport(lab, { target: star, name }, seen);
    if (resolved !== undefined) return resolved;
  }
  return undefined;
}

/** All names that a file exports, those of its `export *` included. */
export function exportedNames(
  lab: Lab,
  file: LinkedFile,
  seen = new Set<LinkedFile>(),
): Set<string> {
  const names = new Set(file.exports.keys());
  if (seen.has(file)) return names;
  seen.add(file);
  for (const star of file.stars) {
    const starred = star.kind === 'file' ? lab.get(star.file) : undefined;
    if (starred === undefined) continue;
    for (const name of exportedNames(lab, starred, seen)) if (name !== 'default') names.add(name);
  }
  return names;
}

class Linker {
  readonly source: SourceFile;
  readonly problems: Problem[] = [];
  private readonly fileNames: ReadonlySet<string>;
  private readonly targets = new Map<string, Target>();
  private readonly imports = new Map<Binding, Import>();
  private readonly exports = new Map<string, Export>();
  private readonly stars: Target[] = [];
  /** Every name that is wanted of a target, with the node to blame if it is not there. */
  private readonly wishes: { readonly node: AnyNode; readonly wanted: Import }[] = [];

  constructor(source: SourceFile, fileNames: ReadonlySet<string>) {
    this.source = source;
    this.fileNames = fileNames;
  }

  link(): LinkedFile {
    for (const statement of this.source.program.body) this.readStatement(statement);
    const { source, targets, imports, exports, stars } = this;
    return { source, targets, imports, exports, stars };
  }

  /** Names that are imported, but not exported where they are looked for. */
  missingNames(lab: Lab): Problem[] {
    return this.wishes.flatMap(({ node, wanted }) => {
      if (resolveImport(lab, wanted) !== undefined) return [];
      const { target, name } = wanted;
      const isType = target.kind === 'api' && target.api.types.includes(name);
      return [this.source.problem(isType ? 'import-type' : 'import-missing-name', node, name)];
    });
  }

  /**
   * A learner's imports from files that watch the run: whoever can call or start what is in them can put on record what
   * never happened. Types are gone by now, and do no harm.
   */
  borrowedPowers(lab: Lab): Problem[] {
    if (this.source.origin === 'world') return [];
    return this.source.program.body.flatMap((statement) => {
      const literal = 'source' in statement ? statement.source : null;
      const target = literal ? this.targets.get(String(literal.value)) : undefined;
      if (!literal || target?.kind !== 'file') return [];
      const given = lab.get(target.file);
      const watches = given?.source.origin === 'world' && given.targets.has('nines/world');
      return watches ? [this.source.problem('import-watcher', literal, target.specifier)] : [];
    });
  }

  private readStatement(statement: AnyNode): void {
    switch (statement.type) {
      case 'ImportDeclaration':
        return this.readImport(statement);
      case 'ExportNamedDeclaration':
        return this.readExport(statement);
      case 'ExportAllDeclaration': {
        const target = this.resolve(statement.source);
        if (target === undefined) return;
        if (statement.exported) {
          this.exports.set(specifierName(statement.exported), {
            kind: 'handed-on',
            target,
            name: '*',
          });
        } else if (target.kind === 'file') this.stars.push(target);
        else this.problems.push(this.source.problem('export-all', statement, target.specifier));
        return;
      }
      case 'ExportDefaultDeclaration': {
        const value = statement.declaration;
        const id =
          value.type === 'FunctionDeclaration' || value.type === 'ClassDeclaration'
            ? value.id
            : null;
        this.exports.set('default', id ? this.local(id) : { kind: 'default', value });
        return;
      }
      default:
        return;
    }
  }

  private readImport(declaration: ImportDeclaration): void {
    const target = this.resolve(declaration.source);
    if (target === undefined) return;
    for (const specifier of declaration.specifiers) {
      const wanted = { target, name: importedName(specifier) };
      const binding = this.source.scopes.bindings.get(specifier.local);
      if (binding !== undefined) this.imports.set(binding, wanted);
      this.wishes.push({ node: specifier, wanted });
    }
  }

  private readExport(statement: ExportNamedDeclaration): void {
    const { declaration, specifiers } = statement;
    const target = statement.source ? this.resolve(statement.source) : undefined;
    if (statement.source && target === undefined) return;
    for (const { local, exported, ...specifier } of specifiers) {
      const name = specifierName(local);
      if (target !== undefined) {
        this.exports.set(specifierName(exported), { kind: 'handed-on', target, name });
        this.wishes.push({ node: { ...specifier, local, exported }, wanted: { target, name } });
      } else if (local.type === 'Identifier')
        this.exports.set(specifierName(exported), this.local(local));
    }
    if (!declaration) return;
    const declared =
      declaration.type === 'VariableDeclaration'
        ? declaration.declarations.flatMap(({ id }) => boundNames(id))
        : [declaration.id];
    for (const id of declared) this.exports.set(id.name, this.local(id));
  }

  /** The export of a name of this file, which may itself be an import that is handed on. */
  private local(id: Identifier): Export {
    const binding = this.source.scopes.bindings.get(id);
    if (binding === undefined) throw new Error(`${id.name} is exported and has no binding`);
    const imported = this.imports.get(binding);
    return imported === undefined
      ? { kind: 'binding', binding }
      : { kind: 'handed-on', ...imported };
  }

  private resolve(literal: Literal): Target | undefined {
    const specifier = String(literal.value);
    const known = this.targets.get(specifier);
    if (known !== undefined) return known;
    const target = this.resolveSpecifier(specifier);
    if (typeof target === 'string') {
      this.problems.push(this.source.problem(target, literal, specifier));
      return undefined;
    }
    this.targets.set(specifier, target);
    return target;
  }

  private resolveSpecifier(
    specifier: string,
  ): Target | 'import-world' | 'import-missing-file' | 'import-source' {
    if (specifier === 'nines') return { kind: 'api', specifier, api: nines };
    if (specifier === 'nines/world') {
      return this.source.origin === 'world'
        ? { kind: 'api', specifier, api: ninesWorld }
        : 'import-world';
    }
    // The files of a lab lie in one flat name space; those of an earlier lab in a folder that is named in full.
    const folder = /^labs\/[^/]+\//;
    const isRelative = specifier.startsWith('./');
    if (!isRelative && !folder.test(specifier)) return 'import-source';
    const home = folder.exec(this.source.name)?.[0] ?? '';
    const file = isRelative ? home + specifier.slice(2) : specifier;
    if (!this.fileNames.has(file)) return 'import-missing-file';
    return { kind: 'file', file, specifier: folder.test(file) ? file : `./${file}` };
  }
}

function importedName(specifier: ImportDeclaration['specifiers'][number]): string {
  if (specifier.type === 'ImportNamespaceSpecifier') return '*';
  return specifier.type === 'ImportDefaultSpecifier'
    ? 'default'
    : specifierName(specifier.imported);
}
