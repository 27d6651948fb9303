/**
 * The worker of this suite, without its platform: locks its realm as the product's worker does, evaluates the program
 * in the sandbox's Compartments, and plays scenarios. Requests and answers are JSON.
 */
import type { RuntimeEvent } from '#runtime/events.ts';
import { learnerMath } from '#runtime/math.ts';
import type { Program } from '#runtime/program.ts';
import { evaluate } from '#sandbox/evaluate.ts';
import { learnerConsole } from '#sandbox/learner-console.ts';
import { lockDown } from '#sandbox/lockdown.ts';
import { dropPowers } from '#sandbox/powers.ts';
import type { ModuleText } from '#sandbox/protocol.ts';
import { seenIn, type Coverage } from './coverage.ts';
import { play, rowsOf, type Outcome } from './play.ts';
import type { Scenario } from './scenario.ts';
import { Tally } from './tally.ts';
import { vary, type Variations } from './vary.ts';

/** What an engine can be asked. */
export interface Questions {
  play(scenarios: readonly Scenario[]): readonly Outcome[];
  /** Plays each scenario in all circumstances. */
  vary(scenarios: readonly Scenario[]): readonly Variations[];
  /** Plays each scenario once and counts what is used. */
  count(scenarios: readonly Scenario[]): Coverage;
  /** The rows of the trace of a scenario's run. */
  rows(scenario: Scenario): readonly string[];
}

export type Question = keyof Questions;

export interface Request<Q extends Question = Question> {
  readonly question: Q;
  readonly modules: readonly ModuleText[];
  readonly about: Parameters<Questions[Q]>[0];
}

/** What a worker of some platform can do. */
export interface Platform {
  post(text: string): void;
  listen(take: (text: string) => void): void;
}

function answer({ question, modules, about }: Request): unknown {
  if (question === 'count') return count(about as readonly Scenario[], modules);
  const program = evaluate(modules, { Math: learnerMath, console: learnerConsole });
  if (question === 'rows') return rowsOf(play(about as Scenario, program));
  const scenarios = about as readonly Scenario[];
  if (question === 'vary') return scenarios.map((scenario) => vary(scenario, program));
  return scenarios.map((scenario) => play(scenario, program).outcome);
}

function count(scenarios: readonly Scenario[], modules: readonly ModuleText[]): Coverage {
  const tally = new Tally();
  const objects = {
    Math: tally.watch(learnerMath, 'Math.'),
    console: tally.watch(learnerConsole, 'console.'),
  };
  const program: Program = tally.watchProgram(evaluate(modules, objects));
  const runs = scenarios.map((scenario) => {
    const told: RuntimeEvent[] = [];
    return { scenario, told, ...play(scenario, program, { observe: (event) => told.push(event) }) };
  });
  const hashes = runs.map(({ outcome }) => outcome.hash);
  return { counts: tally.counts, seen: seenIn(runs), hashes };
}

/** Starts serving. */
export function serve(platform: Platform): void {
  platform.listen((text) => platform.post(JSON.stringify(answer(JSON.parse(text) as Request))));
  lockDown();
  dropPowers();
}
