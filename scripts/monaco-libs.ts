/**
 * Leaves TypeScript's own library files out of Monaco's checker: three megabytes of declarations of the DOM and of
 * every ECMAScript edition. Labs are checked with `noLib` and one small file that says what exists in them.
 */
import type { Plugin } from 'vite';

const libraries = '/monaco-editor/esm/vs/languages/features/typescript/lib/lib.js';

/** The Vite plugin; it belongs among the plugins of workers. */
export function monacoLibs(): Plugin {
  return {
    name: 'nines-monaco-libs',
    enforce: 'pre',
    load(id) {
      return id.split('?')[0]?.endsWith(libraries) ? 'export const libFileMap = {};' : null;
    },
  };
}
