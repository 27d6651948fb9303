/**
 * The entry of `serve.mjs`, the server in a packed course: one file without dependencies, beside the folder `site`.
 * `node serve.mjs` serves it, `node serve.mjs --lan` opens the room, `node serve.mjs room …` follows a command.
 * `npm run pack` bundles it.
 */
import { fileURLToPath } from 'node:url';

process.env['NINES_SITE'] ??= fileURLToPath(new URL('site', import.meta.url));
process.env['NINES_DATA'] ??= fileURLToPath(new URL('.room', import.meta.url));
const [first, ...rest] = process.argv.slice(2);
if (first === 'room') {
  const { roomCommand } = await import('./commands.ts');
  process.exitCode = await roomCommand(rest, process.env);
} else {
  await import('./main.ts');
}
