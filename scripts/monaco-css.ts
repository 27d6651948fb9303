/**
 * Keeps Monaco's style sheets out of the pages. Astro puts the CSS of every chunk that a page may load later into the
 * head of that page: with Monaco 175 KB that block the first paint of a chapter nobody edits in. So each CSS import
 * inside monaco-editor becomes a module that adds its `<style>` when it runs, that is when an editor opens.
 */
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Plugin } from 'vite';

const prefix = '\0monaco-css:';
const font = /url\(\s*['"]?([^'")?#]*\.ttf)[^)]*\)/;

/** The module that adds the style sheet; the one font in it becomes an asset of the build. */
function styleModule(file: string): string {
  const css = readFileSync(file, 'utf8');
  const found = font.exec(css);
  const text = JSON.stringify(found ? css.replace(found[0], 'url(FONT)') : css);
  const lines = found?.[1]
    ? [
        `import font from ${JSON.stringify(`${resolve(dirname(file), found[1])}?url`)};`,
        `const text = ${text}.replace('FONT', font);`,
      ]
    : [`const text = ${text};`];
  return [
    ...lines,
    "const style = document.createElement('style');",
    'style.textContent = text;',
    'document.head.append(style);',
  ].join('\n');
}

/** The Vite plugin. */
export function monacoCss(): Plugin {
  return {
    name: 'nines-monaco-css',
    enforce: 'pre',
    resolveId(id, importer) {
      if (!id.endsWith('.css') || !importer?.includes('/node_modules/monaco-editor/')) return null;
      return `${prefix}${resolve(dirname(importer.split('?')[0] ?? importer), id)}.js`;
    },
    load(id) {
      if (!id.startsWith(prefix)) return null;
      return {
        code: styleModule(id.slice(prefix.length, -'.js'.length)),
        moduleSideEffects: true,
      };
    },
  };
}
