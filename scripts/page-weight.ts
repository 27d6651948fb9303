/**
 * What a page costs before anybody touches it: its HTML, and every file that the HTML makes the browser load at once,
 * with what these load in turn, compressed with Brotli. What is fetched on interaction or near the view does not count.
 *
 *   node scripts/page-weight.ts [folder, default dist] [--json]
 *
 * Exits with 1 if a page is over its budget.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { importedAfterPaint } from './after-paint.ts';

/** Compressed bytes, by what they are. */
export interface PageWeight {
  readonly page: string;
  readonly html: number;
  readonly css: number;
  readonly js: number;
  readonly font: number;
  readonly total: number;
  readonly files: readonly string[];
}

/** Design, section 8: pages that are read. */
const budget = { total: 35 * 1024, js: 12 * 1024 };
/** Pages that are programs: nothing can be read on them before they run, and who opens them stays for hours. */
const programs: ReadonlySet<string> = new Set([
  'workshop/index.html',
  'workshop/console/index.html',
  'workshop/projector/index.html',
]);
const programBudget = { total: 64 * 1024, js: 44 * 1024 };

/** Whether a page weighs more than one may. */
export function isOverBudget({ page, total, js }: PageWeight): boolean {
  const most = programs.has(page) ? programBudget : budget;
  return total > most.total || js > most.js;
}

/** Already compressed formats are counted as they are. */
function weigh(file: string): number {
  const bytes = readFileSync(file);
  if (/\.(woff2|png|webp|avif)$/.test(file)) return bytes.length;
  return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
}

/** Addresses that the HTML loads by itself: style sheets, preloads, icons of the page, and scripts. */
function loadedBy(html: string): readonly string[] {
  const links = [...html.matchAll(/<link\b[^>]*>/g)]
    .map(([tag]) => tag)
    .filter((tag) => /rel="?(stylesheet|preload|modulepreload)\b/.test(tag))
    .map((tag) => /href="?([^"\s>]+)/.exec(tag)?.[1]);
  const scripts = [...html.matchAll(/<script\b[^>]*\ssrc="?([^"\s>]+)/g)].map(([, src]) => src);
  return [...links, ...scripts, ...importedAfterPaint(html)].filter(
    (address) => address !== undefined,
  );
}

/** Modules that a module imports statically. */
function importedBy(script: string): readonly string[] {
  return [
    ...script.matchAll(
      /\b(?:import|export)\s*(?:[\w*{}\s,$]+?\bfrom\s*)?["'](\.{1,2}\/[^"']+)["']/g,
    ),
  ].map(([, path]) => path ?? '');
}

/** The page's files, addresses from the site's root, each once. */
function closure(root: string, page: string, base: string): readonly string[] {
  const found = new Set<string>();
  const visit = (path: string): void => {
    if (found.has(path) || !existsSync(join(root, path))) return;
    found.add(path);
    if (!path.endsWith('.js')) return;
    for (const next of importedBy(readFileSync(join(root, path), 'utf8')))
      visit(posix.join(posix.dirname(path), next));
  };
  for (const address of loadedBy(readFileSync(join(root, page), 'utf8')))
    if (address.startsWith(base)) visit(address.slice(base.length));
  return [...found];
}

/** Weighs one page; `base` is the path that the site is served under, with a slash at its end. */
export function weighPage(root: string, page: string, base = '/'): PageWeight {
  const files = closure(root, page, base);
  const sum = (ending: RegExp): number =>
    files
      .filter((file) => ending.test(file))
      .reduce((total, file) => total + weigh(join(root, file)), 0);
  const html = weigh(join(root, page));
  const css = sum(/\.css$/);
  const js = sum(/\.js$/);
  const font = sum(/\.woff2$/);
  return { page, html, css, js, font, total: html + css + js + font, files };
}

/** All pages of a built site. */
export function weighSite(root: string, base = '/'): readonly PageWeight[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.html'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .toSorted((a, b) => (dirname(a) < dirname(b) ? -1 : 1))
    .map((page) => weighPage(root, page, base));
}

if (import.meta.main) {
  const folder = process.argv.slice(2).find((word) => !word.startsWith('--')) ?? 'dist';
  const weights = weighSite(folder);
  if (process.argv.includes('--json')) console.log(JSON.stringify(weights, null, 1));
  else {
    const kilobytes = (bytes: number): string => (bytes / 1024).toFixed(1).padStart(7);
    console.log(`${'page'.padEnd(34)}   html     css      js    font   total   (kB, Brotli)`);
    for (const weight of weights) {
      const { page, html, css, js, font, total } = weight;
      const columns = [html, css, js, font, total].map(kilobytes).join(' ');
      console.log(`${page.padEnd(34)}${columns}${isOverBudget(weight) ? '   over budget' : ''}`);
    }
  }
  process.exitCode = weights.some(isOverBudget) ? 1 : 0;
}
