/** What a learner reads when a run was ended from outside: what happened, and what to do about it. */
import type { Stopped } from '#grader/verdict.ts';
import type { EndReason } from './border.ts';

function stopped(code: Stopped['code'], message: string, remedy: string): Stopped {
  return { kind: 'stopped', code, message, remedy, place: null, seed: null };
}

/** The ways a run ends without a verdict of its own. */
export const endings = {
  cancelled: () =>
    stopped('KIT-CANCELLED', 'The run was stopped.', 'Start it again whenever you like.'),
  superseded: () =>
    stopped('KIT-CANCELLED', 'A newer run took the place of this one.', 'Look at the newer run.'),
  died: () =>
    stopped(
      'KIT-MEMORY',
      'The browser ended the sandbox: the program used more memory than there is.',
      'Look for a list, map or text that grows without bound, then run again.',
    ),
  tooLong: (seconds: number) =>
    stopped(
      'KIT-TIME',
      `The run took longer than ${seconds} seconds and was stopped.`,
      'Let the program do less work for each message, then run again.',
    ),
  notStarted: (detail: string) =>
    stopped(
      'KIT-GRADER',
      `The sandbox did not start: ${detail}.`,
      'Reload the page. If that does not help, try another browser, or one without extensions.',
    ),
  silent: () =>
    stopped(
      'KIT-TIME',
      'The program was busy for 2 seconds without giving way and was stopped.',
      'Look for a regular expression that backtracks, or for an operation on a very long text or array.',
    ),
  flood: () =>
    stopped(
      'KIT-FLOOD',
      'The program said more than the page can read and was stopped.',
      'Print less, and not inside a loop.',
    ),
  malformed: (detail: string) =>
    stopped(
      'KIT-GRADER',
      `The sandbox sent ${detail}, which is no report; nothing it said was believed.`,
      'Run again. If it happens with an honest program, it is a mistake of this course.',
    ),
  failed: (detail: string) =>
    /memory|allocation|too large|invalid (array|string) length/i.test(detail)
      ? endings.died()
      : endings.notStarted(detail),
} as const;

/** The ending that fits why the frame ended its worker. */
export function endingOf(reason: EndReason, detail: string): Stopped {
  switch (reason) {
    case 'silent':
      return endings.silent();
    case 'flood':
      return endings.flood();
    case 'malformed':
      return endings.malformed(detail);
    case 'failed':
      return endings.failed(detail);
  }
}
