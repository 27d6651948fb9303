/**
 * The style sheets of the interactive figures are in the page already, because their first picture is built into it.
 * Their scripts import the same sheets once more, and Astro would put the CSS of every script that a page may load into
 * its head: all of it twice. So in the browser's build these imports are empty.
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
      return isOurs && this.environment.name === 'client' ? empty : null;
    },
    load(id) {
      return id === empty ? '' : null;
    },
  };
}
