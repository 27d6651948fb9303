/**
 * From a violation to the counterexample: shrinks the run that broke, replays what is left with everything recorded,
 * and tells it. What is told is what was seen in the replay, never what was expected of it.
 */
import { assert } from './assert.ts';
import { writeRecipe } from './counterexample.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { Culprit } from './grade.ts';
import type { Found, Judgement } from './invariant.ts';
import type { LabGrader, World } from './lab.ts';
import { isMatch } from './match.ts';
import type { LabProgram } from './program.ts';
import type { Play, RunEnd } from './run.ts';
import type { Scenario } from './scenario.ts';
import { shrink, type Candidate, type Failure, type ShrinkBudget, type Trial } from './shrink.ts';
import { drawSpaceTime } from './spacetime.ts';
import { tellStory } from './story.ts';
import type { Violation } from './table.ts';
import type { Breach, Counterexample, Size } from './verdict.ts';

/** What is needed to run a lab's worlds again. */
export interface Bench {
  readonly lab: LabGrader;
  readonly program: LabProgram;
  readonly play: Play;
}

type Phase = 'shrinking' | 'telling';

/** Makes the counterexample of a violation. */
export function* explain(
  bench: Bench,
  culprit: Culprit,
  budget?: ShrinkBudget,
): Generator<Phase, Counterexample> {
  const { violation, record } = culprit;
  if (record === null || violation.item.kind !== 'world') return tellFinding(bench.lab, culprit);
  const world = violation.item;
  const { scenario } = record;
  const start: Candidate = {
    operations: scenario.workload,
    faults: scenario.faults,
    untilMs: scenario.untilMs,
  };
  const failure: Failure = {
    breach: violation.breach,
    others: violation.others,
    struck: record.struck,
    events: record.events,
  };
  const trial = trialOf(bench, { violation, world, scenario });
  const steps = shrink({ candidate: start, failure }, trial, {
    keepLoad: violation.check?.scope === 'load',
    ...(budget !== undefined && { budget }),
  });
  let step = steps.next();
  while (step.done !== true) {
    yield 'shrinking';
    step = steps.next();
  }
  const { candidate } = step.value;
  return yield* retell(bench, { violation, world, scenario, candidate });
}

/** A failing run to be told. */
export interface Retelling {
  readonly violation: Violation;
  readonly world: World;
  /** Of the world and seed, before shrinking. */
  readonly scenario: Scenario;
  readonly candidate: Candidate;
}

/** Replays a candidate with everything recorded and tells what broke. */
export function* retell(bench: Bench, retelling: Retelling): Generator<Phase, Counterexample> {
  const { violation, world, scenario, candidate } = retelling;
  const { lab, play } = bench;
  const { code, seed } = violation;
  const end = yield* finish(
    play({ world, scenario: reduced(scenario, candidate), seed, rich: true }),
    'telling',
  );
  assert(end.kind === 'ran' && end.chronicle !== null, 'a run that was judged can be replayed');
  const { record, chronicle } = end;
  const breach = judged(retelling, end)?.breach;
  assert(breach !== undefined, `the replay of seed ${seed} breaks ${code} again`);
  const row = lab.invariants.find((invariant) => invariant.code === code);
  assert(row !== undefined, `${code} is in the table`);
  const telling = world.tell ?? lab.tell;
  const { story, events } = tellStory({ row, breach, record, chronicle, telling });
  const diagram = drawSpaceTime(chronicle, events, {
    tags: breach.tags,
    label: (message) =>
      telling.messages.find((phrase) => isMatch(phrase.match, message))?.name ?? message.carrier,
  });
  const { atMs, expected, observed, operation } = breach;
  const shown: Breach = { code, sentence: row.sentence, expected, observed, operation, atMs };
  return {
    seed,
    world: world.id,
    breach: shown,
    story,
    diagram,
    recipe: writeRecipe({ lab: lab.id, world: world.id, seed, code }, candidate, scenario.workload),
    before: { operations: scenario.workload.length, faults: scenario.faults.length },
    after: sizeOf(candidate),
    traceHash: record.traceHash,
  };
}

/** The scenario with only what the candidate has left. */
export function reduced(scenario: Scenario, { operations, faults, untilMs }: Candidate): Scenario {
  return { ...scenario, workload: operations, faults, untilMs };
}

function trialOf(bench: Bench, about: Omit<Retelling, 'candidate'>): Trial {
  const { world, scenario, violation } = about;
  return function* (candidate) {
    const order = {
      world,
      scenario: reduced(scenario, candidate),
      seed: violation.seed,
      rich: false,
    };
    const end = yield* finish(bench.play(order), undefined);
    // A smaller run that ends by itself is another failure, not this one.
    if (end.kind === 'stopped') return { breach: null, events: end.events };
    const { events, struck } = end.record;
    const judgement = judged(about, end);
    if (judgement === null) return { breach: null, events };
    const { breach, others = [] } = judgement;
    return { breach, others, events, struck };
  };
}

/** What the same check says of another run, if it breaks there for the same cause. */
function judged(
  { violation }: Pick<Retelling, 'violation'>,
  end: RunEnd,
): (Judgement & { readonly breach: Found }) | null {
  if (end.kind === 'stopped' || violation.check === null) return null;
  const judgement = violation.check.judge(end.record);
  const { breach } = judgement;
  return breach !== null && breach.cause === violation.breach.cause
    ? { ...judgement, breach }
    : null;
}

function* finish<Tick>(steps: Generator<void, RunEnd>, tick: Tick): Generator<Tick, RunEnd> {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    yield tick;
  }
}

function sizeOf({ operations, faults }: Candidate): Size {
  return { operations: operations.length, faults: faults.length };
}

/** An examination knows its own story: there is no run to shrink. */
function tellFinding(lab: LabGrader, { violation, finding }: Culprit): Counterexample {
  const { code, seed, item, breach } = violation;
  const row = lab.invariants.find((invariant) => invariant.code === code);
  assert(row !== undefined, `${code} is in the table`);
  const { atMs, expected, observed, operation } = breach;
  const told = finding?.story ?? [];
  const last = {
    name: 'breach',
    atMs,
    where: operation,
    text: `${row.sentence}: expected ${expected}, observed ${observed}`,
  };
  const events = [...told.slice(0, 7), last];
  return {
    seed,
    world: item.id,
    breach: { code, sentence: row.sentence, expected, observed, operation, atMs },
    story: {
      title: typeof row.title === 'string' ? row.title : row.title(breach),
      events: events.map((event, index) => ({
        number: index + 1,
        kind: event === last ? 'breach' : 'effect',
        atMs: event.atMs,
        where: event.where,
        text: event.text,
        place: null,
      })),
      place: breach.place ?? null,
      hint: typeof row.hint === 'number' ? row.hint : row.hint(breach, null),
      fingerprint: fingerprintOf([code, breach.cause, ...told.map((event) => event.name)]),
    },
    diagram: { lanes: [], arrows: [], marks: [], fromMs: 0, untilMs: 0 },
    recipe: writeRecipe(
      { lab: lab.id, world: item.id, seed, code },
      { operations: [], faults: [], untilMs: 0 },
      [],
    ),
    before: { operations: 0, faults: 0 },
    after: { operations: 0, faults: 0 },
    traceHash: fingerprintOf([lab.id, item.id, String(seed)]),
  };
}
