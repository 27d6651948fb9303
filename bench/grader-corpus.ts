/**
 * How long each strategy takes to find each bug of the corpus, in runs and in milliseconds, and how long the way from
 * there to the story is. A bug that one strategy finds at once and another never is what several are for.
 */
import type { StrategyName } from '#grader/attack-progress.ts';
import { strategyNames } from '#grader/attack-progress.ts';
import { attack } from '#grader/attack.ts';
import type { LabProgram } from '#grader/program.ts';
import { programOf, type Bug } from './corpus/bug.ts';
import { corpus } from './corpus/index.ts';
import { median, row, type Row } from './row.ts';

/** Runs after which a strategy that is not known to find a bug is no longer waited for. */
const runsTried = 200;

interface Hunt {
  readonly isFound: boolean;
  readonly runs: number;
  /** Until the run that broke was over. */
  readonly findMs: number;
  /** From there to the story. */
  readonly tellMs: number;
}

/** Rows for every bug and strategy. The realm must be locked down. */
export function corpusRows(): Row[] {
  const rows: Row[] = [];
  const tellTimes: number[] = [];
  const found = new Map<StrategyName, number>();
  let bugsFound = 0;
  for (const one of corpus) {
    const program = programOf(one);
    let isFound = false;
    for (const strategy of strategyNames) {
      const hunt = huntOf(one, program, strategy);
      if (!hunt.isFound) continue;
      isFound = true;
      found.set(strategy, (found.get(strategy) ?? 0) + 1);
      tellTimes.push(hunt.tellMs);
      const name = `corpus ${one.name}, ${strategy}`;
      const isBest = strategy === one.foundBy[0];
      rows.push(row(`${name}: runs`, hunt.runs, 'runs', isBest ? `<= ${one.runsMax}` : null));
      rows.push(row(`${name}: found`, hunt.findMs, 'ms'));
    }
    if (isFound) bugsFound++;
  }
  rows.push(row('corpus: bugs found', bugsFound, 'bugs', `>= ${corpus.length}`));
  for (const strategy of strategyNames)
    rows.push(row(`corpus: bugs found by ${strategy}`, found.get(strategy) ?? 0, 'bugs'));
  rows.push(row('corpus: shrink to story, median', median(tellTimes), 'ms', '<= 300'));
  rows.push(row('corpus: shrink to story, worst', Math.max(...tellTimes), 'ms', '<= 2000'));
  return rows;
}

function huntOf(one: Bug, program: LabProgram, strategy: StrategyName): Hunt {
  const runsMax = one.foundBy.includes(strategy) ? one.runsMax : runsTried;
  const steps = attack(one.grader('buggy'), program, {
    firstSeed: 1_000,
    runsMax,
    strategies: [strategy],
  });
  const startedMs = performance.now();
  let foundMs: number | null = null;
  let runs = 0;
  let step = steps.next();
  for (; step.done !== true; step = steps.next()) {
    ({ runs } = step.value);
    if (step.value.phase !== 'running') foundMs ??= performance.now();
  }
  const endedMs = performance.now();
  return {
    isFound: step.value.kind === 'failed',
    runs,
    findMs: (foundMs ?? endedMs) - startedMs,
    tellMs: endedMs - (foundMs ?? endedMs),
  };
}
