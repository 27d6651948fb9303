/** Has the learner's `shrink` make a failing run smaller: it asks for runs, and gets what the learner's judge says of them. */
import { Suspension, isFields, type Learner, type RunTable } from '#grader/index.ts';
import { faultsIn, returned, rubbish } from './checker.ts';
import { graderFaults } from './plan-faults.ts';
import { judgedRecord } from './targets.ts';
import type { Target } from './worlds.ts';
import type { Fault, Op, Violation } from './world/types.ts';

/** Runs that one call of `shrink` may ask for. Delta debugging of 8 faults and 20 operations takes some 60. */
const shrinkRunsMax = 400;
/** Runs that are played in one go; then the worker has its turn, and `shrink` begins anew with what is known. */
const runsInOneGo = 8;
const stepsMax = 10_000_000;

/** A run that the learner's judge has rejected. */
export interface Failure {
  readonly target: Target;
  readonly seed: number;
  readonly faults: readonly Fault[];
  readonly ops: readonly Op[];
  readonly violation: Violation;
}

export interface Shrunk {
  readonly faults: readonly Fault[];
  readonly ops: readonly Op[];
  /** What the judge says of what is left. */
  readonly violation: Violation | null;
  readonly runs: number;
}

/** The failing run without a part of it: what the learner's judge says. */
type Answers = Map<string, Violation | null>;

/** Calls the learner's `shrink`. */
export function* shrunkBy(
  learner: Learner,
  runs: RunTable,
  failure: Failure,
): Generator<void, Shrunk> {
  const answers: Answers = new Map();
  let fresh = 0;
  const run = (given: unknown, kept: unknown): Violation | null => {
    const faults = faultsIn('shrink', given);
    const ids = idsIn(kept);
    const key = JSON.stringify([faults, [...ids].sort()]);
    const known = answers.get(key);
    if (known !== undefined) return known;
    if (answers.size >= shrinkRunsMax) {
      throw rubbish('shrink', `it has asked for more than ${shrinkRunsMax} runs`);
    }
    fresh += 1;
    if (fresh > runsInOneGo) throw new Suspension();
    const violation = finish(judgedRun(runs, failure, { faults, ids }));
    answers.set(key, violation);
    return violation;
  };
  for (;;) {
    fresh = 0;
    const args = [run, failure.faults, failure.ops];
    const outcome = learner.callWith({ file: 'shrink.ts', name: 'shrink', args, stepsMax });
    if (outcome.kind === 'suspended') {
      yield;
      continue;
    }
    const value = returned('shrink', outcome);
    if (!isFields(value)) throw rubbish('shrink', 'it returns { faults, ops }');
    const faults = faultsIn('shrink', value['faults']);
    const ids = idsIn(value['ops']);
    const violation = yield* judgedRun(runs, failure, { faults, ids });
    const ops = failure.ops.filter(({ id }) => ids.has(id));
    return { faults, ops, violation, runs: answers.size };
  }
}

function idsIn(value: unknown): Set<string> {
  if (!Array.isArray(value)) throw rubbish('shrink', 'its operations are no list');
  return new Set(
    (value as readonly unknown[]).map((op) => {
      if (isFields(op) && typeof op['id'] === 'string') return op['id'];
      throw rubbish('shrink', 'one of its operations has no id');
    }),
  );
}

interface Part {
  readonly faults: readonly Fault[];
  readonly ids: ReadonlySet<string>;
}

/** Plays a part of the failing run with its seed. A judge of its own looks at it: the learner's may be busy. */
function* judgedRun(
  runs: RunTable,
  { target, seed }: Failure,
  { faults, ids }: Part,
): Generator<void, Violation | null> {
  const end = yield* runs.play({
    world: target.world,
    seed,
    faults: graderFaults(faults),
    keeps: ({ id }) => ids.has(id),
  });
  return end.kind === 'ran' ? (judgedRecord(end.record)[0] ?? null) : null;
}

function finish<T>(steps: Generator<void, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
