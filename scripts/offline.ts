/**
 * Makes the built site available offline: writes `sw.js`, the service worker with the list of all files and their
 * hashes, and `offline.json`, which says what is kept, how large it is, and whether workers should give up (`off`).
 *
 * Two tiers: the editor's is what can be reached through the code editor's own chunk and in no other way. Everything
 * else is the core, so a file that nobody thought of is kept too.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import type { AstroIntegration } from 'astro';
import { build } from 'esbuild';
import type { OfflineNotice } from '#offline/protocol.ts';
import type { SiteFile, SiteFiles } from '#offline/site-files.ts';

/** The chunk of src/workbench/editor.ts, through which all of Monaco is loaded. */
const editorChunk = /^_astro\/editor\.[\w-]+\.js$/;
/**
 * Never kept: the worker and its notice, copies for servers, maps, what only crawlers or instructors read, and the word of a
 * static host that it has no room, which a server with one takes the place of.
 */
const leftOut =
  /^(sw\.js|offline\.json|robots\.txt|sitemap\.xml|og\/.*|room\/.*|workshop\/(notes|course)\/.*)$|\.(br|gz|map)$|(^|\/)\./;
const referring = /\.(html|js|css)$/;

/** A built file: where it lies below the site's root, and what is in it. */
interface BuiltFile {
  readonly name: string;
  readonly bytes: Buffer;
}

function readSite(root: string): readonly BuiltFile[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ file, name: relative(root, file).replaceAll(sep, '/') }))
    .filter(({ name }) => !leftOut.test(name))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ file, name }) => ({ name, bytes: readFileSync(file) }));
}

/**
 * The files that are loaded through the code editor alone. A file refers to another by its name, which has a hash in it.
 * Throws if there is no editor: then its chunk has another name, and the tiers would be wrong.
 */
export function editorTier(texts: ReadonlyMap<string, string>): ReadonlySet<string> {
  const entry = [...texts.keys()].find((name) => editorChunk.test(name));
  if (!entry)
    throw new Error('The built site has no _astro/editor.*.js: which chunk is Monaco in?');
  const hashed = [...texts.keys()].filter((name) => name.startsWith('_astro/'));
  const reach = (from: readonly string[], around: string | null): ReadonlySet<string> => {
    const reached = new Set(from);
    for (const name of reached) {
      if (!referring.test(name)) continue;
      const text = texts.get(name) ?? '';
      for (const other of hashed)
        if (other !== around && !reached.has(other) && text.includes(basename(other)))
          reached.add(other);
    }
    return reached;
  };
  const pages = [...texts.keys()].filter((name) => name.endsWith('.html'));
  const withoutEditor = reach(pages, entry);
  return new Set([...reach([entry], null)].filter((name) => !withoutEditor.has(name)));
}

function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex').slice(0, 16);
}

/** A page is kept under the address that links use. */
function addressOf(name: string): string {
  return name.replace(/(^|\/)index\.html$/, '$1');
}

/** About what a host sends; the best compression would take the build ten times as long. */
function sentBytes({ name, bytes }: BuiltFile): number {
  if (name.endsWith('.woff2')) return bytes.length;
  return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }).length;
}

/** The worker as one classic script. */
async function workerText(files: SiteFiles): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, '../src/offline/worker.ts')],
    bundle: true,
    format: 'iife',
    target: 'es2022',
    minify: true,
    legalComments: 'none',
    write: false,
    define: { siteFiles: JSON.stringify(files) },
  });
  return outputFiles[0]?.text ?? '';
}

/** Writes the worker and its notice for the site in a folder. */
export async function writeOffline(root: string): Promise<OfflineNotice> {
  const built = readSite(root);
  const editorNames = editorTier(
    new Map(
      built.map(({ name, bytes }) => [name, referring.test(name) ? bytes.toString('utf8') : '']),
    ),
  );
  const core = built.filter(({ name }) => !editorNames.has(name));
  const editor = built.filter(({ name }) => editorNames.has(name));
  const listed = ({ name, bytes }: BuiltFile): SiteFile => [
    addressOf(name),
    sha256(bytes),
    bytes.length,
  ];
  const lists = { core: core.map(listed), editor: editor.map(listed) };
  const version = sha256(JSON.stringify(lists));
  writeFileSync(join(root, 'sw.js'), await workerText({ version, ...lists }));
  const sum = (files: readonly BuiltFile[], size: (file: BuiltFile) => number): number =>
    files.reduce((total, file) => total + size(file), 0);
  const sizes = (files: readonly BuiltFile[]): { bytes: number; sent: number } => ({
    bytes: sum(files, ({ bytes }) => bytes.length),
    sent: sum(files, sentBytes),
  });
  const notice = { version, off: false, tiers: { core: sizes(core), editor: sizes(editor) } };
  writeFileSync(join(root, 'offline.json'), `${JSON.stringify(notice)}\n`);
  return notice;
}

/** The Astro integration. It comes last: it names the content of every file. */
export function offline(): AstroIntegration {
  return {
    name: 'nines-offline',
    hooks: {
      'astro:build:done': async ({ dir, logger }) => {
        const { tiers } = await writeOffline(fileURLToPath(dir));
        const kilobytes = (bytes: number): string => `${Math.round(bytes / 1024)} kB`;
        logger.info(
          `core ${kilobytes(tiers.core.bytes)}, ${kilobytes(tiers.core.sent)} sent; editor ${kilobytes(tiers.editor.bytes)}, ${kilobytes(tiers.editor.sent)} sent`,
        );
      },
    },
  };
}
