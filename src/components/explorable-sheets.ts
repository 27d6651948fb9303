/**
 * The style sheets of the interactive figures, one text for each figure, put into the page beside the figure itself: a
 * page that shows two of them does not carry those of the others.
 */
import { transformSync } from 'esbuild';

const sheets = import.meta.glob<string>('/src/explorables/*/*.css', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** Figures that show a part of the workbench take its sheet along. */
const shared = import.meta.glob<string>('/src/styles/night.css', {
  query: '?raw',
  import: 'default',
  eager: true,
});
const sharedWith: Readonly<Record<string, string>> = { 'control-room': '/src/styles/night.css' };

/** The style sheet of one figure, as short as it can be; what all figures share comes with the chapter. */
export function explorableSheet(id: string): string {
  const own = Object.entries(sheets)
    .filter(([path]) => path.startsWith(`/src/explorables/${id}/`))
    .map(([, sheet]) => sheet);
  const text = [shared[sharedWith[id] ?? ''] ?? '', ...own].join('\n');
  return transformSync(text, { loader: 'css', minify: true }).code.trim();
}
