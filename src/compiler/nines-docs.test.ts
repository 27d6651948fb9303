/**
 * The declarations of 'nines' are what the editor teaches with: each export says in a sentence what it does, names what
 * it mirrors, gives its units, and has an example that does what it says. The examples are run here.
 */
import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { nines } from '#compiler/generated/platform.ts';
import { buildLearnerLib } from '../../scripts/learner-lib.ts';
import { runExample } from '../../scripts/run-example.ts';
import { typecheckLab } from './typecheck.ts';

const text = readFileSync(new URL('../runtime/nines.d.ts', import.meta.url), 'utf8');
const file = ts.createSourceFile('nines.d.ts', text, ts.ScriptTarget.ES2024, true);
const learnerLib = buildLearnerLib();

/** One export with all its overloads. */
interface Export {
  readonly name: string;
  readonly nodes: readonly ts.Statement[];
  /** The comment in front of it, without its stars. */
  readonly doc: string;
  readonly isValue: boolean;
}

function readExports(): Export[] {
  const module = file.statements.find(ts.isModuleDeclaration);
  const body = module?.body;
  const statements = body && ts.isModuleBlock(body) ? [...body.statements] : [];
  const byName = Map.groupBy(statements, nameOf);
  return [...byName].map(([name, nodes]) => {
    const isValue = nodes.some(
      (node) => ts.isFunctionDeclaration(node) || ts.isVariableStatement(node),
    );
    return { name, nodes, doc: nodes.map(docOf).join('\n'), isValue };
  });
}

function nameOf(statement: ts.Statement): string {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations[0]?.name.getText() ?? '';
  }
  return (statement as ts.Statement & { readonly name?: ts.Identifier }).name?.text ?? '';
}

function docOf(node: ts.Node): string {
  const ranges = ts.getLeadingCommentRanges(text, node.getFullStart()) ?? [];
  const docs = ranges
    .map(({ pos, end }) => text.slice(pos, end))
    .filter((doc) => doc.startsWith('/**'));
  return (docs.at(-1) ?? '')
    .replace(/^\/\*\*|\*\/$/g, '')
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, ''))
    .join('\n')
    .trim();
}

const exported = readExports();
const examples = exported.flatMap(({ name, nodes }) =>
  nodes.flatMap((node) => {
    const [, ...found] = docOf(node).split('@example');
    return found.map((example) => [name, example.trim()] as const);
  }),
);

/** What an example says that it prints: `// → text`. */
function statedBy(example: string): string[] {
  return [...example.matchAll(/\/\/ → (.*)$/gm)].map(([, stated = '']) => stated.trim());
}

/** An example as a file: its functions stand at the top level, everything else is the body of `main`. */
function moduleOf(example: string): string {
  const source = ts.createSourceFile('example.ts', example, ts.ScriptTarget.ES2024, true);
  const isDeclaration = (node: ts.Statement): boolean =>
    ts.isFunctionDeclaration(node) || ts.isInterfaceDeclaration(node);
  const parts = Map.groupBy(source.statements, isDeclaration);
  const textOf = (nodes: readonly ts.Statement[] = []): string =>
    nodes.map((node) => node.getText()).join('\n');
  const words = new Set(example.match(/\b[A-Za-z]+\b/g));
  const imported = exported.flatMap(({ name, isValue }) =>
    words.has(name) ? [isValue ? name : `type ${name}`] : [],
  );
  return `import { ${imported.join(', ')} } from 'nines';
${textOf(parts.get(true))}
export async function main(): Promise<void> {
${textOf(parts.get(false))}
}
`;
}

/** Runs an example; gives what it printed, or why it could not. */
function printedBy(source: string): readonly string[] {
  const { refused, lines, system, result } = runExample(source);
  const stopped = result.kind === 'stopped' ? [`${result.stop.code} ${result.stop.message}`] : [];
  const crashed = system.crashes.filter(({ process }) => process.label === 'main');
  return [...refused, ...lines, ...stopped, ...crashed.map(({ engineText }) => `${engineText}`)];
}

/** Names of numbers that are no durations, and whose comment says what they count. */
const unitWords =
  /bytes|messages|processes|steps|unique|how many|restarts|connections|1 to 65,535|\[0, 1\)|milliseconds/i;

describe("'nines' teaches in the editor", () => {
  test('its exports are those of the runtime', () => {
    const values = exported.filter(({ isValue }) => isValue).map(({ name }) => name);
    expect(values.toSorted()).toEqual(Object.keys(nines.values).toSorted());
  });

  test.each(exported.map((each) => [each.name, each] as const))('%s: is explained', (_, each) => {
    const [sentence = ''] = each.doc.split('@example');
    // The interface of a behaviour is explained where the behaviour is.
    if (each.name.endsWith('Api')) return;
    expect(sentence).toMatch(/^[A-Z'][^]*\./);
    expect(sentence).toMatch(/OTP|Elixir/);
    if (each.isValue) expect(each.doc).toContain('@example');
  });

  test('every type has an example: its own, or that of what takes or gives it', () => {
    const byName = new Map(exported.map((each) => [each.name, each]));
    const inExamples = new Set(examples.flatMap(([, example]) => example.match(/\b[A-Z]\w+/g)));
    const shown = new Set(
      exported.flatMap(({ name, doc }) =>
        doc.includes('@example') || inExamples.has(name) ? [name] : [],
      ),
    );
    // What is named by something shown is shown with it; a set goes on to what is added meanwhile.
    for (const name of shown) {
      const declared =
        byName
          .get(name)
          ?.nodes.map((node) => node.getText())
          .join(' ') ?? '';
      for (const word of declared.match(/\b[A-Z]\w+/g) ?? []) if (byName.has(word)) shown.add(word);
    }
    expect(exported.filter(({ name }) => !shown.has(name)).map(({ name }) => name)).toEqual([]);
  });

  test('every operation of a behaviour is explained, with the name it mirrors', () => {
    const apis = exported.filter(({ name }) => name.endsWith('Api'));
    const unexplained = apis.flatMap(({ name, nodes }) =>
      nodes.filter(ts.isInterfaceDeclaration).flatMap(({ members }) => {
        const byName = Map.groupBy(members, (member) => member.name?.getText() ?? '');
        return [...byName].flatMap(([member, overloads]) =>
          /OTP|Elixir/.test(docOf(overloads[0] as ts.Node)) ? [] : [`${name}.${member}`],
        );
      }),
    );
    expect(apis.length).toBeGreaterThan(5);
    expect(unexplained).toEqual([]);
  });

  test('every number has a unit, in its name or in its comment', () => {
    const without: string[] = [];
    const visit = (node: ts.Node, docs: string): void => {
      const own = `${docs} ${docOf(node)}`;
      const isNumber =
        (ts.isPropertySignature(node) || ts.isParameter(node)) &&
        node.type?.kind === ts.SyntaxKind.NumberKeyword;
      const name = isNumber ? node.name.getText() : '';
      if (isNumber && !/^ms$|Ms$/.test(name) && !unitWords.test(own)) without.push(name);
      ts.forEachChild(node, (child) =>
        visit(child, ts.isInterfaceDeclaration(node) ? docOf(node) : own),
      );
    };
    for (const { nodes, doc } of exported) for (const node of nodes) visit(node, doc);
    expect(without).toEqual([]);
  });

  test.each(examples)('the example of %s prints what it says', (_, example) => {
    const source = moduleOf(example);
    const problems = typecheckLab([{ file: 'example.ts', source, origin: 'learner' }], {
      learnerLib,
    });
    expect(problems.map(({ message }) => message)).toEqual([]);
    const stated = statedBy(example);
    expect(stated.length).toBeGreaterThan(0);
    expect(printedBy(source)).toEqual(stated);
  });
});
