/** How long a chapter takes to read, from its MDX source. */

/** Words a minute for technical prose; people read fiction half as fast again. */
const wordsPerMinute = 200;
/** A line of code is looked at longer than a line of prose. */
const codeLinesPerMinute = 40;

const fence = /^(`{3,}|~{3,})[^\n]*\n([\s\S]*?)^\1\s*$/gm;

/** The text without code fences; their places stay, as empty lines, so that line numbers hold. */
export function withoutFences(source: string): string {
  return source.replace(fence, (block) => block.replace(/[^\n]/g, ''));
}

/** Minutes, rounded up to whole ones; tags, expressions and link targets are not read. */
export function readingMinutes(source: string): number {
  let codeLines = 0;
  for (const [, , code = ''] of source.matchAll(fence)) codeLines += code.trim().split('\n').length;
  const prose = withoutFences(source)
    .replace(/\{\/\*[\s\S]*?\*\/\}/g, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\]\([^)]*\)/g, ' ');
  const words = prose.match(/[\p{L}\p{N}][\p{L}\p{N}’'.,-]*/gu)?.length ?? 0;
  return Math.max(1, Math.ceil(words / wordsPerMinute + codeLines / codeLinesPerMinute));
}
