/** `npm test`: every check, every lab over all its seeds, the room’s server, the built site in real browsers. */
import { checks } from './check.ts';
import { close, runSteps, type Step, type Tally } from './steps.ts';

const stages: readonly { title: string; steps: readonly Step[] }[] = [
  { title: 'Checks', steps: checks },
  {
    title: 'Labs',
    steps: [
      {
        name: 'every starter, solution and wrong solution over all seeds',
        // Nothing runs beside it: a lab for every core.
        command: [
          'node_modules/vitest/vitest.mjs',
          'run',
          '--project',
          'labs',
          '--maxWorkers=100%',
        ],
        countsTests: true,
      },
    ],
  },
  {
    title: 'Site and server',
    steps: [
      { name: 'build', command: ['scripts/build.ts'] },
      {
        name: 'the room’s server, killed and attacked',
        // A build has one core's work.
        command: ['node_modules/vitest/vitest.mjs', 'run', '--project', 'server', '--maxWorkers=1'],
        countsTests: true,
      },
    ],
  },
  {
    title: 'Browsers',
    steps: [
      {
        name: 'real browsers against the built site',
        // Half of a browser test is waiting: a browser for every core.
        command: ['node_modules/vitest/vitest.mjs', 'run', '--project', 'e2e', '--maxWorkers=100%'],
        countsTests: true,
      },
    ],
  },
];

const total: Tally = { passed: 0, failed: 0, skipped: 0 };
for (const { title, steps } of stages) {
  console.log(`\n▸ ${title}`);
  const tally = await runSteps(steps, 2);
  total.passed += tally.passed;
  total.failed += tally.failed;
  total.skipped += tally.skipped;
}
process.exit(close(total));
