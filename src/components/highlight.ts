/** Highlights the files of labs when the site is built, with the theme of the chapters' fences. */
import { createHighlighter } from 'shiki';
import { codeTheme, codeTransformers } from './code-theme.ts';

let highlighter: ReturnType<typeof createHighlighter> | undefined;

/** A `<pre>` whose text content is the source, character by character. */
export async function highlightTypeScript(source: string): Promise<string> {
  highlighter ??= createHighlighter({ themes: [codeTheme], langs: ['typescript'] });
  const { codeToHtml } = await highlighter;
  return codeToHtml(source, {
    lang: 'typescript',
    theme: 'nines',
    transformers: codeTransformers(),
  });
}
