/** `npm run check`, the inner loop: format, lint, types, the engine's types, dead code and unit tests. */
import { close, runSteps, type Step } from './steps.ts';

export const checks: readonly Step[] = [
  {
    name: 'unit tests',
    command: ['node_modules/vitest/vitest.mjs', 'run', '--project', 'unit'],
    countsTests: true,
  },
  { name: 'types', command: ['node_modules/astro/bin/astro.mjs', 'check'] },
  {
    name: 'engine types: no browser, no Node in runtime and grader',
    command: ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.engine.json'],
  },
  {
    name: 'lint and import table',
    command: [
      'node_modules/oxlint/bin/oxlint',
      '--type-aware',
      '--report-unused-disable-directives-severity=error',
      '--ignore-path',
      '.gitignore',
      'src',
      'scripts',
      'e2e',
      'bench',
      'labs',
      'content',
    ],
  },
  {
    name: 'format',
    // By content and not by time stamps: a checkout changes those.
    command: [
      'node_modules/prettier/bin/prettier.cjs',
      '--check',
      '--cache',
      '--cache-strategy',
      'content',
      '.',
    ],
  },
  { name: 'dead code', command: ['node_modules/knip/bin/knip.js'] },
];

if (import.meta.main) process.exit(close(await runSteps(checks, 2)));
