/**
 * Remembers which of the learner's lines each process has passed, and in which conversation. A message that a helper of
 * the world sends on the learner's behalf was still sent because of a line of the learner's, and that line is the one to
 * show; a line passed for somebody else's request has nothing to do with it.
 *
 * The runtime keeps only the site last passed, so this listens at the place where compiled code writes it down, and at
 * the functions that the learner's files export: a pure one passes no site. That costs time and is done only for
 * replays; it changes nothing about the run.
 */
import { machine } from '#runtime/machine.ts';
import type { Process } from '#runtime/process.ts';
import type { System } from '#runtime/system.ts';
import { isPortable } from '#runtime/toplevel.ts';
import { isLearners, learnerPlace, type LabProgram } from './program.ts';
import type { SourcePlace } from './verdict.ts';

/** A line that a process passed. */
interface Passage {
  readonly atMs: number;
  readonly tag: string;
  readonly site: number;
}

/** Where a process is, and since when. */
export interface Whereabouts {
  readonly place: SourcePlace;
  readonly sinceMs: number;
  /** The conversation in which it came there. */
  readonly tag: string;
}

/** What is remembered of a process. */
interface Trail {
  /** In the order of time. */
  readonly passages: Passage[];
  /** Conversation -> the site passed last in it. */
  readonly sites: Map<string, number>;
  /** Conversation -> the pure function called last in it. */
  readonly calls: Map<string, SourcePlace>;
}

/** A system is listened to once, however many want to know. */
const listened = new WeakMap<System, Map<number, Trail>>();

export class LearnerSites {
  /** The program to be run, so that calls of the learner's pure functions are noticed. */
  readonly program: LabProgram;
  #trails = new Map<number, Trail>();

  constructor(program: LabProgram) {
    const files = program.files.map((file) =>
      file.origin === 'learner' ? this.#watched(file, program) : file,
    );
    this.program = { ...program, files };
  }

  /** Begins to listen. The system should run `program`. */
  listen(system: System): this {
    const known = listened.get(system);
    if (known !== undefined) {
      this.#trails = known;
      return this;
    }
    listened.set(system, this.#trails);
    let at = system.hooks.at;
    Object.defineProperty(system.hooks, 'at', {
      get: () => at,
      set: (site: number) => {
        at = site;
        const { process } = machine;
        if (process !== null && isLearners(this.program, site)) {
          this.#pass(process, site, system.nowMs);
        }
      },
    });
    return this;
  }

  /** The site the process last passed in a file of the learner's; 0 if it never did. */
  of(process: number): number {
    return this.#trails.get(process)?.passages.at(-1)?.site ?? 0;
  }

  /** The line the process last passed in a conversation, else the pure function that was called last in it. */
  placeIn(process: number, tag: string): SourcePlace | null {
    const trail = this.#trails.get(process);
    const site = trail?.sites.get(tag);
    if (site !== undefined) return learnerPlace(this.program, site);
    return trail?.calls.get(tag) ?? null;
  }

  /** Where the process was at an instant; null if it had passed none of the learner's lines. */
  whereabouts(process: number, atMs: number): Whereabouts | null {
    const passages = this.#trails.get(process)?.passages;
    const last = passages?.findLast((passage) => passage.atMs <= atMs);
    const place = last === undefined ? null : learnerPlace(this.program, last.site);
    if (last === undefined || place === null) return null;
    return { place, sinceMs: last.atMs, tag: last.tag };
  }

  #pass({ id, conversation: { tag } }: Process, site: number, atMs: number): void {
    const { passages, sites } = this.#trailOf(id);
    sites.set(tag, site);
    // Of what a process passes at one instant the last is where it gets to.
    if (passages.at(-1)?.atMs === atMs) passages.pop();
    passages.push({ atMs, tag, site });
  }

  #trailOf(process: number): Trail {
    let trail = this.#trails.get(process);
    if (trail === undefined) {
      trail = { passages: [], sites: new Map(), calls: new Map() };
      this.#trails.set(process, trail);
    }
    return trail;
  }

  /** The file with an ear at each pure function that it exports. */
  #watched(watched: LabProgram['files'][number], program: LabProgram): LabProgram['files'][number] {
    const { file, factory } = watched;
    return {
      ...watched,
      factory: (exports, require, hooks) => {
        factory(exports, require, hooks);
        for (const [name, { value, writable }] of Object.entries(
          Object.getOwnPropertyDescriptors(exports),
        )) {
          // A function that can be spawned is known by its identity, and passes sites of its own.
          if (writable !== true || typeof value !== 'function' || isPortable(value)) continue;
          const place = program.declared?.(file, name) ?? null;
          if (place !== null) exports[name] = this.#heard(value, place);
        }
      },
    };
  }

  #heard(called: object, place: SourcePlace): object {
    return new Proxy(called, {
      apply: (target, self, args) => {
        const { process } = machine;
        if (process !== null) this.#trailOf(process.id).calls.set(process.conversation.tag, place);
        return Reflect.apply(target as (...args: unknown[]) => unknown, self, args);
      },
    });
  }
}
