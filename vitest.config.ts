import { defineConfig } from 'vitest/config';
import { LongestFirst } from './scripts/longest-first.ts';

/** What a figure has recorded of a run that takes seconds is played again beside the labs. */
const longRecordings = ['src/explorables/*/recorded.test.ts'];

/**
 * Three suites: `unit` is the inner loop, `labs` proves every lab over its seeds and plays what else takes long, `e2e`
 * drives real browsers against the built site.
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
          exclude: longRecordings,
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
