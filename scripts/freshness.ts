/** Whether the built site still matches its sources, so that `npm start` builds only what is stale. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const sources = [
  'astro.config.mjs',
  'content',
  'labs',
  'package-lock.json',
  'public',
  'scripts',
  'src',
  'tsconfig.json',
];

function filesUnder(path: string): string[] {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesUnder(join(path, name)));
}

/** SHA-256 over the address it is built for, and the names and contents of all that goes into the site. */
export function sourceHash(root: string): string {
  const hash = createHash('sha256').update(
    `${process.env['NINES_BASE'] ?? '/'} ${process.env['NINES_URL'] ?? ''}`,
  );
  for (const source of sources) {
    for (const file of filesUnder(join(root, source))) {
      if (file.endsWith('.test.ts')) continue;
      hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0');
    }
  }
  return hash.digest('hex');
}

const stampName = '.sources';

export function isFresh(root: string, outDir: string): boolean {
  const stamp = join(outDir, stampName);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === sourceHash(root);
}

/** Notes in the built site what it was built from; `hash` was taken before the build began. */
export function markFresh(outDir: string, hash: string): void {
  writeFileSync(join(outDir, stampName), hash);
}
