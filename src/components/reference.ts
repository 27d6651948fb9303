/** Reads the declarations of 'nines' into what the reference page shows: groups of names with signature, words and example. */
import ts from 'typescript';

/** One name that a learner may import. */
export interface ReferenceEntry {
  readonly name: string;
  readonly kind: 'function' | 'value' | 'type';
  /** The declaration, overloads one below the other, without its comments. */
  readonly signature: string;
  /** Inline Markdown. */
  readonly description: string;
  /** What OTP calls it, or null. */
  readonly otp: string | null;
  readonly examples: readonly string[];
}

/** Names that belong together, under the heading that the file gives them. */
export interface ReferenceGroup {
  readonly title: string;
  readonly entries: readonly ReferenceEntry[];
}

const heading = /^\s*\/\/ ---- (.+?) ----\s*$/gm;

/** The text without its common indentation. */
function outdent(text: string): string {
  const lines = text.replace(/^\s*\n|\s+$/g, '').split('\n');
  const indents = lines
    .filter((line) => line.trim() !== '')
    .map((line) => /^ */.exec(line)?.[0].length ?? 0);
  const indent = Math.min(...indents);
  return lines.map((line) => line.slice(indent)).join('\n');
}

/** The comment before a declaration, without its stars. */
function commentOf(node: ts.Node, text: string): string {
  const last = ts
    .getLeadingCommentRanges(text, node.getFullStart())
    ?.findLast(({ pos }) => text.startsWith('/**', pos));
  if (!last) return '';
  return text
    .slice(last.pos + 3, last.end - 2)
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, ''))
    .join('\n');
}

function words(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function readComment(comment: string): Pick<ReferenceEntry, 'description' | 'otp' | 'examples'> {
  const [before = '', ...tags] = comment.split(/^\s*@example\b/m);
  const all = words(before);
  const found = /(?:^|\s)OTP: (.+?)$/.exec(all);
  return {
    description: found ? all.slice(0, found.index).trim() : all,
    otp: found?.[1]?.replace(/\.$/, '') ?? null,
    examples: tags.map((example) => outdent(example.replace(/^ /, ''))),
  };
}

/** A declaration as it is shown: without the words that every one of them begins with. */
function signatureOf(node: ts.Node, text: string): string {
  const column = text.slice(text.lastIndexOf('\n', node.getStart()) + 1, node.getStart()).length;
  return (' '.repeat(column) + node.getText())
    .split('\n')
    .map((line) => line.slice(Math.min(column, /^ */.exec(line)?.[0].length ?? 0)))
    .join('\n')
    .replace(/^export (declare )?/, '');
}

function namesOf(node: ts.Statement): readonly { name: string; kind: ReferenceEntry['kind'] }[] {
  if (ts.isVariableStatement(node))
    return node.declarationList.declarations.map(({ name }) => ({
      name: name.getText(),
      kind: 'value',
    }));
  const isNamed =
    ts.isFunctionDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isClassDeclaration(node);
  if (!isNamed) return [];
  const name = node.name?.text;
  if (name === undefined) return [];
  return [{ name, kind: ts.isFunctionDeclaration(node) ? 'function' : 'type' }];
}

/** A value and a type may share a name, and a function may be overloaded: they are one entry. */
function joined(a: ReferenceEntry, b: ReferenceEntry): ReferenceEntry {
  return {
    ...a,
    kind: a.kind === 'type' ? b.kind : a.kind,
    signature: `${a.signature}\n${b.signature}`,
    description: [a.description, b.description].filter((one) => one !== '').join(' '),
    otp: a.otp ?? b.otp,
    examples: [...a.examples, ...b.examples],
  };
}

/** The groups of a declaration file with one `declare module`, in its order. Throws if there is none. */
export function readReference(text: string): readonly ReferenceGroup[] {
  const file = ts.createSourceFile('nines.d.ts', text, ts.ScriptTarget.Latest, true);
  const module = file.statements.find((node) => ts.isModuleDeclaration(node));
  const body = module?.body;
  if (!body || !ts.isModuleBlock(body)) throw new Error('nines.d.ts declares no module.');
  const headings = [...text.matchAll(heading)].map(({ index, 1: title = '' }) => ({
    index,
    title,
  }));
  const groups = new Map(headings.map(({ title }) => [title, new Map<string, ReferenceEntry>()]));
  for (const node of body.statements) {
    const group = groups.get(
      headings.findLast(({ index }) => index < node.getStart())?.title ?? '',
    );
    for (const { name, kind } of namesOf(node)) {
      const entry = {
        name,
        kind,
        signature: signatureOf(node, text),
        ...readComment(commentOf(node, text)),
      };
      const earlier = group?.get(name);
      group?.set(name, earlier ? joined(earlier, entry) : entry);
    }
  }
  return [...groups]
    .map(([title, entries]) => ({ title, entries: [...entries.values()] }))
    .filter(({ entries }) => entries.length > 0);
}
