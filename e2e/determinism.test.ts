/**
 * One run is the same run everywhere: two hundred scenarios, drawn from seeds, are played in Node, Chromium and
 * Firefox, with the compiler's output in the sandbox's Compartments. Between them they use all that learners are
 * given, every fault, every scheduler and every way of a message through the network; a new one without a scenario
 * fails here.
 */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { typecheckLab } from '#compiler/typecheck.ts';
import * as nines from '#runtime/index.ts';
import { learnerMath } from '#runtime/math.ts';
import * as world from '#runtime/world.ts';
import { learnerConsole } from '#sandbox/learner-console.ts';
import { buildLearnerLib } from '../scripts/learner-lib.ts';
import { everything, type Coverage } from './determinism/coverage.ts';
import { faults, forms, literals, patterns } from './determinism/declared.ts';
import { drawScenario } from './determinism/draw-scenario.ts';
import { startChromium, startFirefox, startNode, type Engine } from './determinism/engines.ts';
import type { Outcome } from './determinism/play.ts';
import { compileProgram, sources } from './determinism/program.ts';
import { performers, type Scenario } from './determinism/scenario.ts';

const scenarioCount = 200;
const scenarios = Array.from({ length: scenarioCount }, (_, seed) => drawScenario(seed));
const modules = compileProgram();

const node = await startNode();
const firefox = await startFirefox();
const browsers: readonly Engine[] = [await startChromium(), ...(firefox === null ? [] : [firefox])];
const engines = [node, ...browsers];
let expected: readonly Outcome[] = [];

/** Plays all scenarios, and says how long that took. */
async function playAll(engine: Engine): Promise<readonly Outcome[]> {
  const startedMs = performance.now();
  const outcomes = await engine.ask('play', modules, scenarios);
  const ms = performance.now() - startedMs;
  const events = outcomes.reduce((sum, outcome) => sum + outcome.events, 0);
  console.log(
    `[note] ${engine.name}: ${outcomes.length} scenarios, ${events} events in ${ms.toFixed(0)} ms`,
  );
  return outcomes;
}

beforeAll(async () => {
  expected = await playAll(node);
});
afterAll(async () => {
  for (const engine of engines) await engine.close();
});

describe('scenarios', () => {
  test('a seed: draws the same scenario whenever it is asked', () => {
    expect(scenarios.map(({ seed }) => drawScenario(seed))).toEqual(scenarios);
  });

  test('program: has the types that learners have', () => {
    const declarations = readFileSync('src/compiler/nines-world.d.ts', 'utf8');
    const learnerLib = buildLearnerLib();
    expect(typecheckLab(sources, { learnerLib, world: declarations })).toEqual([]);
  });

  test('moves: there is each that a script asks for', () => {
    const lines = expected.flatMap((outcome) => outcome.lines);
    expect(lines.filter((line) => line.includes('there is no move'))).toEqual([]);
  });
});

/** The first row of the trace in which two engines differ. */
async function firstDifference(seed: number, engine: Engine): Promise<string> {
  const scenario = drawScenario(seed);
  const own = await node.ask('rows', modules, scenario);
  const other = await engine.ask('rows', modules, scenario);
  const row = own.findIndex((text, index) => text !== other[index]);
  return `row ${row}: ${own[row]}, in ${engine.name} ${other[row]}`;
}

describe.each(browsers)('$name', (engine) => {
  test('every run: the same trace, events, output and end as in Node', async () => {
    const outcomes = await playAll(engine);
    const differ = outcomes.flatMap(({ hash }, seed) =>
      hash === expected[seed]?.hash ? [] : [seed],
    );
    const [first] = differ;
    if (first !== undefined) {
      const difference = await firstDifference(first, engine);
      expect.fail(`traces of seeds ${differ.join(', ')} differ; seed ${first}: ${difference}`);
    }
    expect(outcomes).toEqual(expected);
  });
});

describe('circumstances', () => {
  /** Node takes every second scenario, browsers every fourth: the circumstances are no affair of the engine. */
  function ownOf(engine: Engine): readonly Scenario[] {
    if (engine === node) return scenarios.filter(({ seed }) => seed % 2 === 1);
    return scenarios.filter(({ seed }) => seed % 4 === 2 * browsers.indexOf(engine));
  }

  test.concurrent.for(engines)(
    '$name: what must not matter does not, what must does',
    async (engine) => {
      const own = ownOf(engine);
      const variations = await engine.ask('vary', modules, own);
      for (const [index, { plain, same }] of variations.entries()) {
        const seed = own[index]?.seed ?? 0;
        const wanted = Object.fromEntries(Object.keys(same).map((name) => [name, plain]));
        expect({ seed, plain, ...same }).toEqual({ seed, plain: expected[seed]?.hash, ...wanted });
      }
      const changed = variations.flatMap(({ other }) => (other === null ? [] : [other]));
      expect(changed.length).toBeGreaterThan(own.length * 0.9);
      for (const { tapped, delayed, dropped } of changed) {
        // A rule that only looks leaves a row as well, so that what differs is the delivery alone.
        expect(new Set([tapped, delayed, dropped]).size).toBe(3);
      }
    },
  );
});

describe('coverage', () => {
  let coverage: Coverage;
  beforeAll(async () => {
    coverage = await node.ask('count', modules, scenarios);
  });

  function uncounted(words: readonly string[]): readonly string[] {
    return words.filter((word) => coverage.counts[word] === undefined);
  }
  /** Names of what an object offers, with those of the objects in it. */
  function offered(module: object, prefix = ''): readonly string[] {
    return Object.entries(module).flatMap(([name, value]) =>
      typeof value === 'object'
        ? offered(value as object, `${prefix}${name}.`)
        : [`${prefix}${name}`],
    );
  }

  test('counting: changes no run', () => {
    expect(coverage.hashes).toEqual(expected.map(({ hash }) => hash));
  });

  test("'nines': every export of the runtime is used, in every form that is declared", () => {
    expect(uncounted(offered(nines))).toEqual([]);
    expect(uncounted(forms)).toEqual([]);
  });

  test("'nines/world', Math, console: every function is used", () => {
    expect(uncounted(offered(world, 'world.'))).toEqual([]);
    expect(uncounted(offered(learnerMath, 'Math.'))).toEqual([]);
    expect(uncounted(offered(learnerConsole, 'console.'))).toEqual([]);
  });

  test('patterns: every kind is waited for', () => {
    expect(uncounted(patterns.map((kind) => `pattern ${kind}`))).toEqual([]);
  });

  test('words of results and behaviours: each is written or printed', () => {
    const text = [
      ...sources.map(({ source }) => source),
      ...expected.flatMap(({ lines }) => lines),
    ].join('\n');
    expect(literals.filter((word) => !text.includes(`'${word}'`))).toEqual([]);
  });

  test('faults, rules, schedulers, networks, stops, losses, rows: each was there', () => {
    expect(everything.filter((word) => coverage.seen[word] === undefined)).toEqual([]);
  });

  test('faults: the scenarios know all that a system has', () => {
    expect(faults().length).toBeGreaterThan(10);
    expect(Object.keys(performers)).toEqual(expect.arrayContaining([...faults()]));
  });
});
