import { defineConfig } from 'vitest/config';
import { LongestFirst } from './scripts/longest-first.ts';

/** What a figure has recorded of a run that takes seconds is played again beside the labs. */
const longRecordings = ['src/explorables/*/recorded.test.ts'];

/** The room's server for real: processes that are killed, ports, a PostgreSQL. */
const realServers = ['src/server/{kill,security,socket,store,trouble}.test.ts'];

/**
 * Four suites: `unit` is the inner loop, `labs` proves every lab over its seeds and plays what else takes long, `server`
 * kills and attacks the room's server, `e2e` drives real browsers against the built site.
 */
export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts', 'content/**/*.test.ts'],
          exclude: [...longRecordings, ...realServers],
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'labs',
          include: ['labs/*.test.ts', 'bench/corpus/*.test.ts', ...longRecordings],
          testTimeout: 300_000,
        },
      },
      {
        extends: true,
        test: { name: 'server', include: realServers, testTimeout: 60_000 },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['e2e/**/*.test.ts'],
          testTimeout: 480_000,
          hookTimeout: 180_000,
          // What a page does on its own is waited for as long as a busy machine may need.
          expect: { poll: { timeout: 60_000 } },
          globalSetup: ['e2e/unpack-browser.ts'],
          // A browser may starve on a machine that others use as well. What fails twice is broken; what failed once is
          // printed as retried, and to be looked at.
          retry: process.env['CI'] === undefined ? 0 : 1,
        },
      },
    ],
  },
});
