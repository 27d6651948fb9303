/**
 * The style sheet of an interactive figure is put into the page beside the figure (src/components/explorable-sheets.ts).
 * The figure's module imports it as well, for whoever reads the module, and Astro would put the CSS of every module that
 * a page may load into its head: the sheets of all figures into every chapter and lab. So these imports are empty.
 */
import type { Plugin } from 'vite';

const empty = '\0explorable-css';

/** The Vite plugin. */
export function explorableCss(): Plugin {
  return {
    name: 'nines-explorable-css',
    enforce: 'pre',
    resolveId(id, importer) {
      const isOurs = id.endsWith('.css') && importer?.includes('/src/explorables/');
      return isOurs ? empty : null;
    },
    load(id) {
      return id === empty ? '' : null;
    },
  };
}
