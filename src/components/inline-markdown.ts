/** Texts of the YAML files may hold inline Markdown: code, emphasis, links. */
import { markdownToHtml } from 'satteri';

/** HTML without the paragraph around it. The text is an author's, from this repository. */
export function inlineMarkdown(text: string): string {
  const { html } = markdownToHtml(text.trim(), { features: { smartPunctuation: true } });
  return html.trim().replace(/^<p>([\s\S]*)<\/p>$/, '$1');
}
