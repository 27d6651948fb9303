/**
 * Programs written by hand, as the compiler would lower them, so that in the tests of the grader nothing but the
 * runtime stands between a test and what it tests.
 */
import type * as Nines from '#runtime/index.ts';
import type { Frame } from '#runtime/machine.ts';
import { sitesPerFile } from '#runtime/program.ts';
import type * as NinesWorld from '#runtime/world.ts';
import type { LabProgram } from './program.ts';

type Lowered = (arg: never, ...more: never[]) => Frame;
/** What the processes of a file are made with. `at(line)` says which line of the file is being passed. */
export interface Tools {
  readonly nines: typeof Nines;
  readonly observe: typeof NinesWorld.observe;
  readonly at: (line: number) => void;
  /** Stands in every loop, as in compiled code. */
  readonly step: () => void;
  /** A function of this file, as the others call it. */
  readonly own: (name: string) => (arg?: unknown, ...more: unknown[]) => Promise<unknown>;
  /** A function of another file. */
  readonly from: (file: string, name: string) => (arg?: unknown) => Promise<unknown>;
}
/** A file: its async functions as generator functions, and what else it exports. */
export interface HandMade {
  readonly origin: 'learner' | 'world';
  readonly processes: (tools: Tools) => Record<string, Lowered>;
  readonly values?: Readonly<Record<string, unknown>>;
}

/** A program of hand-made files. Line 3 of a file is its site 3. */
export function handMade(files: Readonly<Record<string, HandMade>>): LabProgram {
  const names = Object.keys(files).sort();
  return {
    files: names.map((file, index) => {
      const { origin, processes, values = {} } = files[file] as HandMade;
      return {
        file,
        origin,
        factory: (exports, require, hooks) => {
          const own = (name: string) => exports[name] as ReturnType<Tools['own']>;
          const lowered = processes({
            nines: require('nines') as typeof Nines,
            observe: (require('nines/world') as typeof NinesWorld).observe,
            at: (line) => {
              hooks.at = index * sitesPerFile + line;
            },
            step: () => {
              if ((hooks.n -= 1) < 0) hooks.trip();
            },
            own,
            from: (other, name) =>
              (require(`./${other}`) as Record<string, ReturnType<Tools['from']>>)[
                name
              ] as ReturnType<Tools['from']>,
          });
          for (const [name, body] of Object.entries(lowered)) {
            const start: (...args: never[]) => Frame = body;
            const started = (...args: never[]): unknown => hooks.task(start(...args));
            hooks.define(name, started);
            exports[name] = started;
          }
          Object.assign(exports, values);
        },
      };
    }),
    place: (site) => {
      const file = names[Math.floor(site / sitesPerFile)];
      return file === undefined || site <= 0
        ? null
        : { file, line: site % sitesPerFile, column: 1 };
    },
  };
}
