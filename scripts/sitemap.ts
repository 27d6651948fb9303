/**
 * Tells crawlers what there is: `sitemap.xml`, and its address in `robots.txt`. Both need the site's own address, so they
 * are written only by a build that is told it (NINES_URL).
 */
import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';

/** Pages that are about one reader's browser, or about nothing. */
const leftOut = /^(404|search|review|offline|preflight|labs\/[^/]+-cut|workshop\/notes\/[^/]+)\/?$/;

/** The sitemap of pages, given as paths below the site's root, whose address ends with a slash. */
export function sitemapXml(root: string, paths: readonly string[]): string {
  const entries = paths
    .filter((path) => !leftOut.test(path))
    .toSorted()
    .map((path) => `<url><loc>${new URL(path, root).href}</loc></url>`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${entries.join('\n')}\n</urlset>\n`;
}

/** The Astro integration. */
export function sitemap(): AstroIntegration {
  let root: string | null = null;
  return {
    name: 'nines-sitemap',
    hooks: {
      'astro:config:done': ({ config }) => {
        if (config.site !== undefined)
          root = new URL(config.base.replace(/\/?$/, '/'), config.site).href;
      },
      'astro:build:done': ({ dir, pages }) => {
        if (root === null) return;
        const folder = fileURLToPath(dir);
        const paths = pages.map(({ pathname }) => pathname);
        writeFileSync(join(folder, 'sitemap.xml'), sitemapXml(root, paths));
        appendFileSync(join(folder, 'robots.txt'), `Sitemap: ${root}sitemap.xml\n`);
      },
    },
  };
}
