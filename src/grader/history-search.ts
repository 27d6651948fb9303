/**
 * The search behind the checks of histories: is there an order of the operations in which a model, carrying them out
 * one after the other, gives the answers that were given? Which operation may come next is what sets one notion of
 * consistency apart from another, and is handed in.
 */
import { assert } from './assert.ts';
import { canonical, isSame } from './data.ts';
import type { Found } from './invariant.ts';

/** The object as it would be if everything happened one after the other. */
export interface SequentialModel<State, Input> {
  readonly initial: State;
  /** What the operation does and answers. It must not change its argument. */
  readonly apply: (
    state: State,
    input: Input,
  ) => { readonly state: State; readonly output: unknown };
  /** True if this answer is as good as the model's; equality if left out. */
  readonly accepts?: (output: unknown, answer: unknown) => boolean;
}

/** One operation of the history. */
export interface HistoryCall<Input> {
  readonly id: string;
  readonly startedMs: number;
  /** Null if it was never answered, or answered "unknown". */
  readonly endedMs: number | null;
  readonly input: Input;
  /** Ignored where `endedMs` is null. */
  readonly answer: unknown;
}

/** Index of the first call at or after `from` that may come next, when those in `done` have come; -1 if there is none. */
export type Next<Input> = (
  calls: readonly HistoryCall<Input>[],
  done: Uint8Array,
  from: number,
) => number;

/** Configurations that a check may visit, if it does not say. */
export const stepsMaxDefault = 1_000_000;

/** What a search is bounded and guided by. */
interface SearchRules<Input> {
  readonly stepsMax: number;
  readonly next: Next<Input>;
}

type SearchEnd =
  | { readonly kind: 'found'; readonly order: readonly string[]; readonly steps: number }
  | { readonly kind: 'none'; readonly steps: number }
  | { readonly kind: 'spent'; readonly steps: number };

interface Frame<State> {
  readonly state: State;
  /** Index of the call that led here; -1 at the root. */
  readonly taken: number;
  /** Next call to try from here. */
  next: number;
}

/** What a check of a history comes to. Steps count the configurations visited, of all searches together. */
export type HistoryEnd =
  /** `order`: ids in an order that explains the answers. */
  | { readonly kind: 'explained'; readonly order: readonly string[]; readonly steps: number }
  /**
   * No order explains the answers up to and including that of `culprit`; one explains those before it, in which the
   * model would have answered `expected` at best.
   */
  | {
      readonly kind: 'violated';
      readonly culprit: string;
      readonly atMs: number;
      readonly expected: readonly unknown[];
      readonly steps: number;
    }
  /** The budget of steps was spent. */
  | { readonly kind: 'undecided'; readonly steps: number };

/** A notion of consistency: which call may come next, and what of a history was known at an instant, by start. */
export interface Notion<Input> extends SearchRules<Input> {
  readonly knownAt: (endMs: number) => readonly HistoryCall<Input>[];
}

/**
 * Looks for an order that explains a history, and if there is none for the first answer that cannot be explained: a
 * history stays wrong however it goes on, so that is found by bisection.
 */
export function explain<State, Input>(
  model: SequentialModel<State, Input>,
  calls: readonly HistoryCall<Input>[],
  { stepsMax, next, knownAt }: Notion<Input>,
): HistoryEnd {
  let steps = 0;
  const explainUntil = (endMs: number): SearchEnd => {
    const end = search(model, knownAt(endMs), { stepsMax: stepsMax - steps, next });
    steps += end.steps;
    return end;
  };
  const whole = explainUntil(Number.POSITIVE_INFINITY);
  if (whole.kind === 'found') return { kind: 'explained', order: whole.order, steps };
  if (whole.kind === 'spent') return { kind: 'undecided', steps };
  const ends = calls
    .flatMap((call) => (call.endedMs === null ? [] : [{ call, endedMs: call.endedMs }]))
    .sort((left, right) => left.endedMs - right.endedMs);
  let right = 0;
  let wrong = ends.length - 1;
  while (right < wrong) {
    const middle = (right + wrong) >> 1;
    const end = explainUntil(ends[middle]?.endedMs ?? 0);
    if (end.kind === 'spent') return { kind: 'undecided', steps };
    if (end.kind === 'found') right = middle + 1;
    else wrong = middle;
  }
  const first = ends[wrong];
  assert(first !== undefined, 'a history without answers is explained');
  const { call: culprit, endedMs: atMs } = first;
  const expected = possibleAnswers(model, knownAt(atMs), { culprit, stepsMax, next });
  return { kind: 'violated', culprit: culprit.id, atMs, expected, steps };
}

/** Depth-first over the calls that may come next; `calls` by start. Steps count configurations. */
function search<State, Input>(
  model: SequentialModel<State, Input>,
  calls: readonly HistoryCall<Input>[],
  { stepsMax, next }: SearchRules<Input>,
): SearchEnd {
  const accepts = model.accepts ?? isSame;
  const done = new Uint8Array(calls.length);
  let answersLeft = calls.filter((call) => call.endedMs !== null).length;
  const seen = new Set<string>();
  const stack: Frame<State>[] = [{ state: model.initial, taken: -1, next: 0 }];
  for (let steps = 1; ;) {
    if (answersLeft === 0) {
      const order = stack.slice(1).map((frame) => idOf(calls, frame.taken));
      return { kind: 'found', order, steps };
    }
    const top = stack.at(-1);
    if (top === undefined) return { kind: 'none', steps };
    const index = next(calls, done, top.next);
    const call = calls[index];
    if (call === undefined) {
      stack.pop();
      if (top.taken >= 0) {
        done[top.taken] = 0;
        if (calls[top.taken]?.endedMs !== null) answersLeft++;
      }
      continue;
    }
    top.next = index + 1;
    const { state, output } = model.apply(top.state, call.input);
    if (call.endedMs !== null && !accepts(output, call.answer)) continue;
    done[index] = 1;
    const configuration = `${done.join('')}${canonical(state)}`;
    if (seen.has(configuration)) {
      done[index] = 0;
      continue;
    }
    seen.add(configuration);
    if (++steps > stepsMax) return { kind: 'spent', steps };
    if (call.endedMs !== null) answersLeft--;
    stack.push({ state, taken: index, next: 0 });
  }
}

/** What the model could have answered to the culprit, given all other answers. */
function possibleAnswers<State, Input>(
  model: SequentialModel<State, Input>,
  calls: readonly HistoryCall<Input>[],
  { culprit, ...rules }: SearchRules<Input> & { readonly culprit: HistoryCall<Input> },
): unknown[] {
  const answers = new Map<string, unknown>();
  const accepts = model.accepts ?? isSame;
  // Each round forbids the answers already found, so it ends with another one or with none.
  for (let round = 0; round < 3; round++) {
    let output: unknown;
    const forgiving: SequentialModel<State, Input> = {
      initial: model.initial,
      apply: model.apply,
      accepts: (given, answer) => {
        if (answer !== culprit) return accepts(given, answer);
        if (answers.has(canonical(given))) return false;
        output = given;
        return true;
      },
    };
    const marked = calls.map((call) =>
      call.id === culprit.id ? { ...call, endedMs: culprit.endedMs, answer: culprit } : call,
    );
    if (search(forgiving, marked, rules).kind !== 'found') break;
    answers.set(canonical(output), output);
  }
  return [...answers.values()];
}

function idOf<Input>(calls: readonly HistoryCall<Input>[], index: number): string {
  return calls[index]?.id ?? '';
}

/** The breach of an answer that no order explains; `near` are the calls that took part. */
export function unexplained<Input>(
  { culprit, atMs, expected }: Extract<HistoryEnd, { kind: 'violated' }>,
  near: readonly HistoryCall<Input>[],
  told: { readonly operation: string; readonly cause: string },
): Found {
  const answer = near.find(({ id }) => id === culprit)?.answer;
  const others = near.map(({ id }) => id).filter((id) => id !== culprit);
  return {
    ...told,
    atMs,
    expected: expected.map((one) => canonical(one)).join(' or ') || 'another history',
    observed: canonical(answer),
    tags: [culprit, ...others],
  };
}
