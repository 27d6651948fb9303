/**
 * Vite wraps each dynamic import of the browser's build in a helper that loads the chunk's style sheets first. Here no
 * such chunk has any: pages carry their own styles, Monaco's are added by its modules. So the helper is the import
 * itself, which saves every page three quarters of a kilobyte; and a chunk that does bring a style sheet stops the build.
 */
import type { Plugin } from 'vite';

const helper = '\0vite/preload-helper.js';

/** The Vite plugin. */
export function lightImports(): Plugin {
  return {
    name: 'nines-light-imports',
    enforce: 'pre',
    configEnvironment(name) {
      // Astro sets this for itself; without it each module names the files of what it may load later.
      return name === 'client' ? { build: { modulePreload: false } } : null;
    },
    load(id) {
      return id === helper ? 'export const __vitePreload = (load) => load();' : null;
    },
    generateBundle(_options, bundle) {
      if (this.environment.name !== 'client') return;
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk' || !chunk.isDynamicEntry) continue;
        const styles = chunk.viteMetadata?.importedCss ?? new Set<string>();
        if (styles.size > 0)
          this.error(
            `${chunk.fileName} is loaded on demand and imports ${[...styles].join(', ')}, which nobody would load. Import the style sheet in the page's .astro file.`,
          );
      }
    },
  };
}
