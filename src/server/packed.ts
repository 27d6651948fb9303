/**
 * The entry of `serve.mjs`, the server in a packed course: one file without dependencies, beside the folder `site`.
 * `npm run pack` bundles it.
 */
import { fileURLToPath } from 'node:url';

process.env['NINES_SITE'] ??= fileURLToPath(new URL('site', import.meta.url));
process.env['NINES_DATA'] ??= fileURLToPath(new URL('.room', import.meta.url));
await import('./main.ts');
