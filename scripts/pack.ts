/**
 * `npm run pack -- [--base /folder] [--out FOLDER]`: the course as a folder and a zip that need no registry and no
 * installation. What is in `site/` can be put on any static host; `node serve.mjs` serves it from a laptop.
 *
 *   pack/nines/site/         the built site, with a Brotli copy beside every text file for the server
 *   pack/nines/serve.mjs     the server in one file, for Node 18 and newer
 *   pack/nines/READ-ME.txt   how to use both
 *   pack/nines.zip           the same
 */
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build as bundle } from 'esbuild';
import { type Zippable, zipSync } from 'fflate';
import { buildIfStale } from './build.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
/** The first instant that a zip can say: the same site gives the same file. */
const zipEpoch = new Date(1980, 0, 1);

/** What a packed course is made from, and where it goes. */
export interface PackOptions {
  /** A built site. */
  readonly siteDir: string;
  /** Where `nines/` and `nines.zip` are written. */
  readonly outDir: string;
  /** The folder of the host that the site was built for, `/` for the whole of it. */
  readonly base?: string;
}

const readMe = `Nines: an interactive course in architecting reactive systems

To read it on this machine, with Node.js 18 or newer and nothing to install:

    node serve.mjs

then open the address that it prints. PORT=8080 node serve.mjs chooses the port.

To open the room for a class on this network, with Node.js 22.13 or newer:

    node serve.mjs --lan

It prints the code and the QR for learners, and once the link of your console.
node serve.mjs room list shows your sessions; room export CODE saves one as a file.

To put it on the web, copy what is in the folder site/ to any static host. Files
that end in .br are compressed copies for serve.mjs; a host does not need them.

Opening site/index.html as a file does not work: browsers run no modules from
files. Before a workshop let everybody open /preflight/ and say the word aloud.
`;

/** The page at the host's root, for a site that lives in a folder of it. */
function signpost(base: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Nines</title><meta http-equiv="refresh" content="0; url=.${base}/"><p><a href=".${base}/">Nines</a></p></html>\n`;
}

async function writeServer(file: string): Promise<void> {
  await bundle({
    entryPoints: [join(root, 'src/server/packed.ts')],
    outfile: file,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node18',
    legalComments: 'inline',
    logLevel: 'warning',
    // Native helpers that pg and ws look for and do without.
    external: ['pg-native', 'bufferutil', 'utf-8-validate'],
    // What is CommonJS in the bundle asks for Node's modules by `require`, which a module does not have.
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  });
}

function zipOf(folder: string): Uint8Array {
  const files: Zippable = {};
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const isCompressed = /\.(br|woff2|png)$/.test(entry.name);
    const name = `nines/${relative(folder, file).replaceAll(sep, '/')}`;
    files[name] = [readFileSync(file), { level: isCompressed ? 0 : 9, mtime: zipEpoch }];
  }
  return zipSync(files);
}

/** Writes the folder and the zip; gives the zip's size in bytes. */
export async function pack({ siteDir, outDir, base = '/' }: PackOptions): Promise<number> {
  const folder = join(outDir, 'nines');
  rmSync(folder, { recursive: true, force: true });
  const site = join(folder, 'site');
  const below = base.replace(/\/$/, '');
  mkdirSync(join(site, below), { recursive: true });
  cpSync(siteDir, join(site, below), {
    recursive: true,
    filter: (source) => !/[\\/]\.[^\\/]*$/.test(relative(siteDir, source)),
  });
  if (below !== '') {
    writeFileSync(join(site, 'index.html'), signpost(below));
    cpSync(join(siteDir, '404.html'), join(site, '404.html'));
  }
  await writeServer(join(folder, 'serve.mjs'));
  writeFileSync(join(folder, 'READ-ME.txt'), readMe);
  cpSync(join(root, 'LICENSE'), join(folder, 'LICENSE'));
  const zip = zipOf(folder);
  writeFileSync(join(outDir, 'nines.zip'), zip);
  return zip.length;
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { base: { type: 'string' }, out: { type: 'string' } } });
  if (values.base !== undefined && !/^(\/[\w.-]+)+\/?$/.test(values.base)) {
    console.error('✗ --base is a folder of the host: --base /courses/nines\n');
    process.exit(2);
  }
  if (values.base !== undefined) process.env['NINES_BASE'] = values.base;
  buildIfStale();
  const outDir = resolve(values.out ?? join(root, 'pack'));
  const bytes = await pack({
    siteDir: join(root, 'dist'),
    outDir,
    base: process.env['NINES_BASE'] ?? '/',
  });
  console.log(`✓ ${join(outDir, 'nines.zip')}: ${(bytes / 1e6).toFixed(1)} MB`);
  console.log(`  ${join(outDir, 'nines')}: node serve.mjs, or put site/ on any static host`);
}
