/** `npm run build`: the static site in `dist/`, with a Brotli copy beside every text file. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { isFresh, markFresh, sourceHash } from './freshness.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const outDir = join(root, 'dist');
/** Above this the slowest Brotli level costs seconds for a per cent. */
const largeBytes = 400_000;

function compressAll(): void {
  for (const entry of readdirSync(outDir, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    if (!entry.isFile() || !/\.(html|js|css|svg|json|txt|xml|ttf|webmanifest)$/.test(entry.name))
      continue;
    const bytes = readFileSync(file);
    if (bytes.length < 200) continue;
    const quality = bytes.length > largeBytes ? 9 : 11;
    writeFileSync(
      `${file}.br`,
      brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } }),
    );
  }
}

/** Builds the site; ends the process with Astro's exit code where that fails. */
export function build(): void {
  const started = performance.now();
  const hash = sourceHash(root);
  console.log('▸ Building the site');
  rmSync(outDir, { recursive: true, force: true });
  const astro = spawnSync(
    process.execPath,
    [join(root, 'node_modules/astro/bin/astro.mjs'), 'build'],
    { cwd: root, stdio: 'inherit', env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1' } },
  );
  if (astro.status !== 0) {
    console.error('\n✗ The site was not built.\n  The lines above name the file and the reason.\n');
    process.exit(astro.status ?? 1);
  }
  compressAll();
  markFresh(outDir, hash);
  console.log(`✓ Site built in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

export function buildIfStale(): void {
  if (isFresh(root, outDir)) console.log('✓ The built site is up to date');
  else build();
}

if (import.meta.main) build();
