/**
 * SES refuses a text by what seems to stand in it, even inside a string: `import(`, `eval(`, `<!--` and `-->`. Where a
 * learner means only the characters, they are written so that their value stays and SES sees nothing.
 * See node_modules/ses/src/transforms.js; comments are gone before.
 */
import type { Identifier, Literal, PrivateIdentifier, TemplateElement } from 'acorn';
import type { Lowering } from './lowering.ts';

/** What to write in a literal. The character escaped is one that no backslash can stand before. */
const escapes: readonly (readonly [RegExp, string])[] = [
  [/import(?=\s*(?:\(|\/[/*]))/g, String.raw`impor\x74`],
  [/eval(?=\s*\()/g, String.raw`eva\x6c`],
  [/<!--/g, String.raw`<!-\x2d`],
  [/-->/g, String.raw`--\x3e`],
];

/** True if SES would refuse these characters in a literal. */
export function isRefusedBySes(characters: string): boolean {
  return escapes.some(([pattern]) => characters.search(pattern) >= 0);
}

/** Strings and regular expressions. */
export function escapeLiteral(node: Literal, lowering: Lowering): void {
  if (typeof node.value === 'string' || node.regex) escapeRange(node, lowering);
}

export function escapeTemplate(node: TemplateElement, lowering: Lowering): void {
  escapeRange(node, lowering);
}

function escapeRange({ start, end }: { start: number; end: number }, { edits }: Lowering): void {
  // One character more: the `/` that ends a regular expression and a `*` behind it look like a comment.
  const text = edits.code.slice(start, end + 1);
  if (start === end || !isRefusedBySes(text)) return;
  let escaped = text;
  for (const [pattern, replacement] of escapes) escaped = escaped.replace(pattern, replacement);
  edits.replace(start, end, escaped.slice(0, escaped.length - (text.length - (end - start))));
}

/** A property may be called `import` or `eval`; written with an escape it is the same property. */
export function escapeName(node: Identifier | PrivateIdentifier, { edits }: Lowering): void {
  if (node.name !== 'import' && node.name !== 'eval') return;
  const start = node.type === 'PrivateIdentifier' ? node.start + 1 : node.start;
  edits.replace(
    start,
    node.end,
    node.name === 'eval' ? String.raw`ev\u0061l` : String.raw`imp\u006frt`,
  );
}

/** Outside of literals, `-->` and `<!--` are operators that only happen to meet. */
export function escapeOperators(text: string): string {
  return text.replace(/-->/g, '-- >').replace(/<!--/g, '< !--');
}
