/**
 * Remembers for every process the learner's line it last passed. A message that a helper of the world sends on the
 * learner's behalf was still sent because of a line of the learner's, and that line is the one to show.
 *
 * The runtime keeps only the site last passed, so this listens at the place where compiled code writes it down. That
 * costs time and is done only for replays; it changes nothing about the run.
 */
import { machine } from '#runtime/machine.ts';
import type { System } from '#runtime/system.ts';
import { isLearners, type LabProgram } from './program.ts';

/** A system is listened to once, however many want to know. */
const listened = new WeakMap<System, ReadonlyMap<number, number>>();

export class LearnerSites {
  readonly #last: ReadonlyMap<number, number>;

  constructor(system: System, program: LabProgram) {
    const known = listened.get(system);
    const last = new Map<number, number>();
    this.#last = known ?? last;
    if (known !== undefined) return;
    listened.set(system, last);
    let at = system.hooks.at;
    Object.defineProperty(system.hooks, 'at', {
      get: () => at,
      set: (site: number) => {
        at = site;
        const { process } = machine;
        if (process !== null && isLearners(program, site)) last.set(process.id, site);
      },
    });
  }

  /** The site the process last passed in a file of the learner's; 0 if it never did. */
  of(process: number): number {
    return this.#last.get(process) ?? 0;
  }
}
