/** `npm start`: builds what is stale and serves the course on this machine. */
import { buildIfStale } from './build.ts';

buildIfStale();
await import('../src/server/main.ts');
