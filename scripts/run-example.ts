/** For tests: compiles a file as a learner's and runs it, with the places of its source. */
import { learnerConsole } from '#sandbox/learner-console.ts';
import type { ModuleText } from '#sandbox/protocol.ts';
import { sitesPerFile, type Factory, type Program, type SourcePlace } from '#runtime/program.ts';
import type { RunResult } from '#runtime/stop.ts';
import { System } from '#runtime/system.ts';
import { compileLab } from '#compiler/compile.ts';

/** What came of a file. */
export interface ExampleRun {
  /** Why it was refused, as `file:line message remedy`; then nothing was run. */
  readonly refused: readonly string[];
  /** What it printed. */
  readonly lines: readonly string[];
  readonly system: System;
  readonly result: RunResult;
}

/** Modules of a lab as a program, evaluated in this realm. */
function programOf(modules: readonly ModuleText[]): Program {
  const files = modules.map(({ file, text }) => {
    // oxlint-disable-next-line typescript/no-implied-eval -- an example of ours, in the process that tests it
    const evaluate = new Function('console', `return ${text}`) as (console: object) => Factory;
    return { file, factory: evaluate(learnerConsole) };
  });
  return { files, place: (site) => placeOf(modules, site) };
}

function placeOf(modules: readonly ModuleText[], site: number): SourcePlace | null {
  const module = modules[Math.floor(site / sitesPerFile)];
  const found = module?.sites[site % sitesPerFile];
  return module && found ? { file: module.file, line: found[0], column: found[1] } : null;
}

/** Runs the function `main` of a file on the node shop-1, with shop-2 beside it. */
export function runExample(source: string): ExampleRun {
  const compiled = compileLab([{ file: 'example.ts', source, origin: 'learner' }]);
  const nodes = [{ name: 'shop-1' }, { name: 'shop-2' }];
  const program = compiled.ok ? programOf(compiled.modules) : { files: [], place: () => null };
  const system = new System({ seed: 1, nodes, program });
  const lines: string[] = [];
  system.onOutput = (line) => lines.push(line.text);
  if (!compiled.ok) {
    const refused = compiled.problems.map(
      ({ place, message, remedy }) => `${place.file}:${place.line} ${message} ${remedy}`,
    );
    return { refused, lines, system, result: { kind: 'idle' } };
  }
  system.spawnOn('shop-1', { file: 'example.ts', name: 'main' });
  return { refused: [], lines, system, result: system.run({ untilMs: 120_000 }) };
}
