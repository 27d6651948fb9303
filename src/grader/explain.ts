/**
 * From a violation to the counterexample: shrinks the run that broke, replays what is left with everything recorded,
 * and tells it. What is told is what was seen in the replay, never what was expected of it.
 */
import { assert } from './assert.ts';
import { writeRecipe } from './counterexample.ts';
import type { Fault } from './fault.ts';
import type { Culprit } from './judge.ts';
import type { Found, Judgement } from './invariant.ts';
import type { LabGrader, World } from './lab.ts';
import { isMatch } from './match.ts';
import type { Play, RunEnd, RunOrder } from './run.ts';
import type { Scenario } from './scenario.ts';
import type { Candidate, Failure, Trial } from './search.ts';
import { shrink, switchesOf } from './shrink.ts';
import { drawSpaceTime } from './spacetime.ts';
import { tellStory } from './story.ts';
import { switchCount } from './switches.ts';
import type { Violation } from './table.ts';
import { tellFinding } from './tell-finding.ts';
import type { Breach, Counterexample, Size } from './verdict.ts';

/** What is needed to run a lab's worlds again. */
export interface Bench {
  readonly lab: LabGrader;
  readonly play: Play;
}

/** A world with a seed. */
export interface Setting {
  readonly world: World;
  readonly seed: number;
  /** Of the world and seed, whole: what a recipe refers to. */
  readonly scenario: Scenario;
}

/** A world that broke. */
export interface Broken extends Setting {
  readonly violation: Violation;
}

type Phase = 'shrinking' | 'telling';

/** Makes the counterexample of a violation. */
export function* explain(bench: Bench, culprit: Culprit): Generator<Phase, Counterexample> {
  const { violation, run, finding } = culprit;
  if (run === null || violation.item.kind !== 'world') {
    return tellFinding(bench.lab, violation, finding);
  }
  const { record, scenario, candidate: whole } = run;
  const broken: Broken = { violation, world: violation.item, scenario, seed: violation.seed };
  const { struck, events, traceHash } = record;
  const { breach, others, check } = violation;
  const failure: Failure = { breach, others, struck, events, traceHash, schedule: null };
  const trial = trialOf(bench, broken);
  const switches = yield* counted(whole, trial);
  if (check?.scope === 'whole') {
    const untilMs = Math.min(whole.untilMs, breach.atMs);
    // A recipe whose run is over before one of its faults strikes makes no sense.
    const faults = whole.faults.filter((fault) => beginsMs(fault) <= untilMs);
    return yield* retell(bench, broken, { ...whole, faults, untilMs });
  }
  const steps = shrink({ candidate: whole, failure }, trial, {
    keepLoad: check?.scope === 'load',
  });
  const { candidate, failure: smallest } = yield* quietly(steps);
  const counterexample = yield* retell(bench, broken, candidate);
  assert(counterexample.traceHash === smallest.traceHash, 'a replay goes as the run went');
  return { ...counterexample, before: { ...sizeOf(whole), switches } };
}

/** When a fault strikes first; 0 where a message decides it. */
function beginsMs(fault: Fault): number {
  const at = 'at' in fault ? fault.at : 'fromMs' in fault ? fault.fromMs : 0;
  return typeof at === 'number' ? at : 0;
}

/** Replays a candidate with everything recorded and tells what broke. */
export function* retell(
  { lab, play }: Bench,
  broken: Broken,
  candidate: Candidate,
): Generator<Phase, Counterexample> {
  const { violation, world, scenario, seed } = broken;
  const { code } = violation;
  const { tags, sinceMs = 0 } = violation.breach;
  const part = violation.check?.scope === 'whole' ? { about: tags, sinceMs } : {};
  const order = { ...orderOf(broken, candidate), ...part, rich: true };
  const end = yield* finish(play(order), 'telling');
  assert(end.kind === 'ran' && end.chronicle !== null, 'a run that was judged can be replayed');
  const { record, chronicle } = end;
  const breach = judged(violation, end)?.breach;
  assert(breach !== undefined, `the replay of seed ${seed} breaks ${code} again`);
  const row = lab.invariants.find((invariant) => invariant.code === code);
  assert(row !== undefined, `${code} is in the table`);
  const telling = world.tell ?? lab.tell;
  const { isOverMany, observed: atFirst } = violation.breach;
  const observedWhole = isOverMany === true && atFirst !== breach.observed ? atFirst : null;
  const { story, events } = tellStory({
    row,
    breach,
    record,
    chronicle,
    telling,
    observedWhole,
  });
  const diagram = drawSpaceTime(chronicle, events, {
    tags: breach.tags,
    label: (message) =>
      telling.messages.find((phrase) => isMatch(phrase.match, message))?.name ?? message.carrier,
  });
  const { atMs, expected, observed, operation } = breach;
  const { sentence } = row;
  const shown: Breach = { code, sentence, expected, observed, observedWhole, operation, atMs };
  const size = sizeOf(candidate);
  return {
    seed,
    world: world.id,
    breach: shown,
    story,
    diagram,
    recipe: writeRecipe({ lab: lab.id, world: world.id, seed, code }, candidate, scenario.workload),
    before: size,
    after: size,
    traceHash: record.traceHash,
  };
}

/** The run of a candidate: the scenario with only what it has left. */
export function orderOf(
  { world, scenario, seed }: Setting,
  { operations, faults, untilMs, scheduler }: Candidate,
): Omit<RunOrder, 'rich'> {
  const reduced = { ...scenario, workload: operations, faults, untilMs };
  return { world, seed, scenario: reduced, ...(scheduler !== undefined && { scheduler }) };
}

/** The whole run of a scenario, as something to shrink. */
export function wholeOf({ workload, faults, untilMs }: Scenario): Candidate {
  return { operations: workload, faults, untilMs };
}

/** How many turns of the whole run were out of order. It takes two more runs, and only where a search drew a schedule. */
function* counted(whole: Candidate, trial: Trial): Generator<Phase, number> {
  if (whole.scheduler === undefined) return 0;
  const failure = yield* quietly(trial(whole));
  if (failure.breach === null) return 0;
  const switches = yield* quietly(switchesOf({ candidate: whole, failure }, trial));
  return switches.length;
}

function* quietly<T>(steps: Generator<void, T>): Generator<Phase, T> {
  let step = steps.next();
  while (step.done !== true) {
    yield 'shrinking';
    step = steps.next();
  }
  return step.value;
}

function trialOf({ play }: Bench, broken: Broken): Trial {
  return function* (candidate) {
    const end = yield* finish(play({ ...orderOf(broken, candidate), rich: false }), undefined);
    // A smaller run that ends by itself is another failure, not this one.
    if (end.kind === 'stopped') return { breach: null, events: end.events };
    const { events, struck, traceHash } = end.record;
    const judgement = judged(broken.violation, end);
    if (judgement === null) return { breach: null, events };
    const { breach, others = [] } = judgement;
    return { breach, others, events, struck, traceHash, schedule: end.schedule };
  };
}

/** What the same check says of another run, if it breaks there for the same cause. */
function judged(
  { check, breach: first }: Violation,
  end: RunEnd,
): (Judgement & { readonly breach: Found }) | null {
  if (end.kind === 'stopped' || check === null) return null;
  const judgement = check.judge(end.record);
  const { breach } = judgement;
  return breach !== null && breach.cause === first.cause ? { ...judgement, breach } : null;
}

function* finish<Tick>(steps: Generator<void, RunEnd>, tick: Tick): Generator<Tick, RunEnd> {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    yield tick;
  }
}

function sizeOf({ operations, faults, scheduler }: Candidate): Size {
  return { operations: operations.length, faults: faults.length, switches: switchCount(scheduler) };
}
