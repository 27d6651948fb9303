/**
 * A bug of the corpus: a small program over 'nines' with one known mistake, the world in which it shows, and its twin
 * without the mistake, which no strategy may ever flag. Program and twin are one file (programs/<name>.ts): each boot
 * process gets `{ fixed }`, so that the mistake is the only thing in which the two differ.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileLab, type SourceText } from '#compiler/compile.ts';
import type { StrategyName } from '#grader/attack-progress.ts';
import {
  always,
  defineLab,
  invariant,
  world,
  type Check,
  type Draw,
  type Instance,
  type LabGrader,
  type Operation,
  type RunRecord,
  type Scenario,
  type World,
} from '#grader/index.ts';
import type { LabProgram } from '#grader/program.ts';
import { learnerMath } from '#runtime/math.ts';
import { evaluate } from '#sandbox/evaluate.ts';
import { learnerConsole } from '#sandbox/learner-console.ts';

/** A process of the program that runs from the start, under its function's name or another. */
export interface Starts {
  readonly node: string;
  readonly body: string;
  readonly as?: string;
  readonly arg?: { readonly [field: string]: string | number | boolean | readonly string[] };
}

export interface Bug {
  readonly name: string;
  /** What is wrong, in the field's words. */
  readonly cause: string;
  /** Strategies that are known to find it, the best one first. */
  readonly foundBy: readonly StrategyName[];
  /** Runs within which the first of them finds it. */
  readonly runsMax: number;
  /** File of programs/, without its ending. */
  readonly program: string;
  readonly grader: (twin: 'buggy' | 'fixed') => LabGrader;
}

export interface BugOptions extends Pick<Bug, 'name' | 'cause' | 'foundBy'> {
  /** The name if left out. */
  readonly program?: string;
  /** 1,000 if left out. */
  readonly runsMax?: number;
  readonly nodes: readonly string[];
  readonly starts: readonly Starts[];
  /** Makes what the clients do; the driver is the process `clients` of the last node, if none is named. */
  readonly workload?: (draw: Draw) => readonly Operation[];
  readonly faults?: (draw: Draw) => Scenario['faults'];
  readonly network?: Scenario['network'];
  readonly untilMs: number;
  readonly check: Check;
  readonly probes?: World['probes'];
}

/** Code of the one invariant that each bug breaks. */
export const code = 'BUG';

/** Puts a bug together. */
export function bug(options: BugOptions): Bug {
  const { name, cause, foundBy, program = name, runsMax = 1_000 } = options;
  return { name, cause, foundBy, runsMax, program, grader: (twin) => graderOf(options, twin) };
}

function graderOf(options: BugOptions, twin: 'buggy' | 'fixed'): LabGrader {
  const { name, cause, nodes, starts, workload, faults, untilMs, check, probes, network } = options;
  const file = `${options.program ?? name}.ts`;
  return defineLab({
    id: name,
    seeds: { run: [1, 2, 3], grade: [1, 2, 3, 4, 5] },
    needs: {},
    invariants: [
      invariant({ code, sentence: `Free of: ${cause}`, bound: 'never', title: cause, hint: 1 }),
    ],
    sheet: [
      world({
        id: name,
        scenario: (draw) => ({
          nodes: nodes.map((node) => ({ name: node })),
          boot: starts.map(({ node, body, as = body, arg }) => ({
            node,
            file,
            body,
            as,
            arg: { ...arg, fixed: twin === 'fixed' },
          })),
          workload: workload?.(draw.of('workload')) ?? [],
          faults: faults?.(draw.of('faults')) ?? [],
          untilMs,
          ...(network !== undefined && { network }),
        }),
        checks: [check],
        ...(probes !== undefined && { probes }),
        // Some of the programs end processes by an error: that is how their mistake shows.
        crashes: 'allowed',
      }),
    ],
    tell: {
      name: ({ id }) => id,
      ask: ({ id }) => `${id} begins`,
      answer: ({ operation, answer }) => `${operation.id} is told ${JSON.stringify(answer)}`,
      messages: [],
      effects: [],
    },
  });
}

/** Operations that start close together, each in the hands of the process `clients` on a node. */
export function together(
  node: string,
  asked: readonly { readonly fn?: string; readonly args?: Operation['args'] }[],
  options: { readonly draw: Draw; readonly fromMs?: number; readonly withinMs: number },
): Operation[] {
  const { draw, fromMs = 10, withinMs } = options;
  return asked.map(({ fn = 'ask', args = null }, index) => ({
    id: `op-${index + 1}`,
    atMs: Math.round(1000 * (fromMs + draw.between(0, withinMs))) / 1000,
    fn,
    args,
    driver: { node, name: 'clients' },
  }));
}

/** So many operations of one kind. */
export function many(count: number): { readonly fn?: string }[] {
  return Array.from({ length: count }, () => ({}));
}

/** The invariant of a bug as a list of things that are right or wrong. */
export function rule(
  expected: string,
  of: (
    record: RunRecord,
  ) => Iterable<Omit<Instance, 'operation' | 'tags'> & { readonly tag?: string }>,
): Check {
  return always({
    code,
    expected,
    of: function* (record) {
      for (const { tag = '', ...instance } of of(record)) {
        yield { ...instance, operation: tag, tags: tag === '' ? [] : [tag] };
      }
    },
  });
}

/** The text of a bug's program and of what all programs share. */
export function sourcesOf({ program }: Bug): SourceText[] {
  const read = (file: string): SourceText => ({
    file,
    source: readFileSync(join(import.meta.dirname, 'programs', file), 'utf8'),
    origin: 'world',
  });
  return [read(`${program}.ts`), read('clients.ts')];
}

/** Compiles and evaluates a bug's program. The realm must be locked down. */
export function programOf(one: Bug): LabProgram {
  const result = compileLab(sourcesOf(one));
  if (!result.ok) {
    const lines = result.problems.map(
      ({ place, message }) => `${place.file}:${place.line}:${place.column} ${message}`,
    );
    throw new Error(`${one.program}.ts does not compile:\n${lines.join('\n')}`);
  }
  return evaluate(result.modules, { Math: learnerMath, console: learnerConsole });
}
