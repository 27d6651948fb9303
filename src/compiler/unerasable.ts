/**
 * TypeScript that is more than types: enum, namespace, decorators, parameter properties, `import x = …`, `export =`.
 * Erasing it would change what the program does, and a namespace would vanish without a word; so it is found first,
 * in sucrase's own tokens. Its only public view of them is a table made for people; it is read here by the columns
 * of its heading, and only for the rare file in which a suspicious word occurs at all.
 */
import { getFormattedTokens } from 'sucrase';
import type { Finding, RefusalCode } from './refusals.ts';

interface Token {
  readonly line: number;
  readonly column: number;
  /** Sucrase's name of the kind of token; for keywords and punctuation the text itself. */
  readonly label: string;
  readonly text: string;
  /** Part of a type, hence erased. */
  readonly isType: boolean;
}

const suspicion =
  /@|\b(?:namespace|module|enum)\b|\bexport\s*=|\bimport\s+(?:type\s+)?[\w$]+\s*=|\bconstructor\b[^{]*\b(?:public|private|protected|readonly|override)\b/;

const parameterModifiers: ReadonlySet<string> = new Set([
  'public',
  'private',
  'protected',
  'readonly',
  'override',
]);

/** Finds what cannot be erased. A syntax error is thrown as sucrase throws it. */
export function findUnerasable(source: string): Finding[] {
  if (!suspicion.test(source)) return [];
  const tokens = readTokens(
    getFormattedTokens(source, { transforms: ['typescript'], disableESTransforms: true }),
  );
  return tokens.flatMap((token, index) => {
    const code = codeOf(
      token,
      tokens.slice(Math.max(0, index - 1), index),
      tokens.slice(index + 1, index + 4),
    );
    return code === undefined ? [] : [{ code, line: token.line, column: token.column, name: '' }];
  });
}

function codeOf(
  token: Token,
  [previous]: readonly Token[],
  [next, second, third]: readonly Token[],
): RefusalCode | undefined {
  if (token.label === '@') return 'decorator';
  if (token.label === 'enum' && !token.isType) return 'enum';
  if (token.label === 'export' && next?.label === '=') return 'export-assignment';
  if (token.label === 'import') {
    const after = next?.text === 'type' && second?.label === 'name' ? third : second;
    return next?.label === 'name' && after?.label === '=' ? 'import-assignment' : undefined;
  }
  if (parameterModifiers.has(token.label) && !token.isType) {
    return previous?.label === '(' || previous?.label === ',' ? 'parameter-property' : undefined;
  }
  const opensNamespace =
    (token.text === 'namespace' || token.text === 'module') &&
    token.isType &&
    previous?.label !== 'declare' &&
    next?.label === 'name' &&
    (second?.label === '{' || second?.label === '.');
  return opensNamespace ? 'namespace' : undefined;
}

/** Reads the table: `Location  Label  Raw  contextualKeyword  scopeDepth  isType  …`, each padded to its heading. */
function readTokens(table: string): Token[] {
  const [heading = '', ...rows] = table.split('\n');
  const typeColumn = heading.indexOf('isType');
  return rows.flatMap((row) => {
    // A text with a line break takes two rows; the second does not match, and such a token is never looked for.
    const match = /^(\d+):(\d+)-\d+:\d+ +(\S+) +(\S+)/.exec(row);
    if (match === null) return [];
    const [, line = '', column = '', label = '', text = ''] = match;
    const isType = row.startsWith('isType', typeColumn);
    return [{ line: Number(line), column: Number(column), label, text, isType }];
  });
}
