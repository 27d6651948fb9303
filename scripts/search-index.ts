/**
 * Writes `search.json`: every section of every built page, ready to be asked. It is made from the pages and not from
 * their sources, so it holds what a reader sees, under the anchors that a reader can go to.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import MiniSearch from 'minisearch';
import {
  indexOptions,
  type SearchDocument,
  searchFile,
  type SearchKind,
} from '#search/document.ts';
import { sectionsOf } from './html-sections.ts';

/** Pages about nothing, lists that only repeat the titles of what they list, and what is the same in another language. */
const leftOut =
  /^(de\/|404\.html|search\/|quiz\/|review\/|chapters\/index\.html|labs\/index\.html|labs\/[^/]+-cut\/|workshop\/notes\/)/;

function kindOf(path: string, anchor: string): SearchKind {
  if (path.startsWith('chapters/')) return 'chapter';
  if (path.startsWith('labs/')) return 'lab';
  if (path.startsWith('reference/')) return 'reference';
  if (path.startsWith('glossary/')) return 'term';
  return anchor.startsWith('erratum-') ? 'correction' : 'page';
}

/** The documents of one page; `path` is its address below the site's root. */
export function documentsOf(path: string, html: string): readonly SearchDocument[] {
  const { title: page, sections } = sectionsOf(html);
  const found = sections.map(({ anchor, title, text }) => ({
    id: anchor === '' ? path : `${path}#${anchor}`,
    kind: kindOf(path, anchor),
    title: anchor.startsWith('erratum-') ? `Correction: ${title}` : title,
    page,
    text,
  }));
  // An anchor that occurs twice on a page leads to the first.
  return found.filter(({ id }, index) => found.findIndex((other) => other.id === id) === index);
}

/** Writes the index for the site in a folder; says how many places it holds. */
export function writeSearchIndex(root: string): number {
  const pages = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.html'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll(sep, '/'))
    .filter((name) => !leftOut.test(name))
    .toSorted();
  const documents = pages.flatMap((name) =>
    documentsOf(name.replace(/index\.html$/, ''), readFileSync(join(root, name), 'utf8')),
  );
  const index = new MiniSearch(indexOptions);
  index.addAll(documents);
  writeFileSync(join(root, searchFile), JSON.stringify(index));
  return documents.length;
}

/** The Astro integration. It must come before the one that lists files for offline use. */
export function searchIndex(): AstroIntegration {
  return {
    name: 'nines-search',
    hooks: {
      'astro:build:done': ({ dir, logger }) => {
        logger.info(`${writeSearchIndex(fileURLToPath(dir))} places can be found`);
      },
    },
  };
}
