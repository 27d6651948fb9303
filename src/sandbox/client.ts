/** The page's side of the sandbox. */
import frame from './frame.ts?iife';
import { graderText } from './lab-graders.ts';
import { openFrame } from './page-frame.ts';
import { Runner, type RunnerOptions } from './runner.ts';

export type { Listeners } from './runner.ts';

/**
 * Runs learners' programs out of this page's reach. One `Sandbox` per page: it holds at most one frame, opened when
 * it is first needed.
 *
 * @example
 * const sandbox = new Sandbox();
 * const report = await sandbox.run({ kind: 'grade', lab: 's5-retry', modules, seeds: 'run' }, {});
 * console.log(report.verdict.kind);
 */
export class Sandbox extends Runner {
  constructor(options?: RunnerOptions) {
    super(
      {
        openHost: async (events) => {
          const { default: worker } = await import('./worker.ts?iife');
          return openFrame({ frame, worker }, events);
        },
        graderText,
      },
      options,
    );
  }
}
