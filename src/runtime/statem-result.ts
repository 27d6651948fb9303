/** Reads what a state callback of gen-statem returns: OTP's tuples, as one shape. */
import { assert } from './assert.ts';
import { isTuple, leave } from './behaviour.ts';

/** Something to do besides changing state. */
export type Action =
  | { readonly kind: 'postpone' }
  | { readonly kind: 'reply'; readonly from: unknown; readonly value: unknown }
  | { readonly kind: 'next_event'; readonly type: unknown; readonly content: unknown }
  /** `type` as the callback will see it. */
  | {
      readonly kind: 'timeout';
      readonly type: unknown;
      readonly ms: number;
      readonly content: unknown;
    };

/** What a callback decided. */
export interface Transition {
  /** The next state; left out, it stays. */
  readonly state?: { readonly held: unknown };
  readonly data?: { readonly held: unknown };
  readonly stop?: { readonly reason: unknown };
  readonly repeats: boolean;
  readonly actions: readonly Action[];
  /** Set where the state is entered without a change: at the start. */
  readonly entered?: boolean;
}

/** The transition that a callback's result stands for; anything else ends the machine, as in OTP. */
export function readTransition(result: unknown): Transition {
  const tuple: readonly unknown[] = isTuple(result) ? result : [result];
  const [kind, first, second, third] = tuple;
  const { length } = tuple;
  assert(length > 0 || isTuple(result), 'a word stands for a tuple of one');
  if (kind === 'next_state' && length >= 3) {
    return {
      state: { held: first },
      data: { held: second },
      repeats: false,
      actions: readActions(third),
    };
  }
  const repeats = kind === 'repeat_state' || kind === 'repeat_state_and_data';
  if ((kind === 'keep_state' || kind === 'repeat_state') && length >= 2) {
    return { data: { held: first }, repeats, actions: readActions(second) };
  }
  if (kind === 'keep_state_and_data' || kind === 'repeat_state_and_data') {
    return { repeats, actions: readActions(first) };
  }
  if (kind === 'stop') {
    const data = length === 3 ? { data: { held: second } } : {};
    return { stop: { reason: length === 1 ? 'normal' : first }, ...data, repeats, actions: [] };
  }
  if (kind === 'stop_and_reply' && length >= 3) {
    const data = length === 4 ? { data: { held: third } } : {};
    return { stop: { reason: first }, ...data, repeats, actions: readActions(second) };
  }
  return leave(['bad_return_from_state_function', result]);
}

/** One action, or a list of them. A list of tuples is told from a tuple by its first element. */
function readActions(given: unknown): readonly Action[] {
  if (given === undefined) return [];
  if (!isTuple(given)) return [readAction(given)].flat();
  const isOne = typeof given[0] === 'string' && given.length > 1 && given[0] !== 'postpone';
  const isNamed = isTuple(given[0]) && given[0][0] === 'timeout' && given[0].length === 2;
  if (isOne || (isNamed && typeof given[1] === 'number')) return readAction(given);
  return given.flatMap((action) => readAction(action));
}

function readAction(given: unknown): readonly Action[] {
  if (given === 'hibernate') return [];
  if (given === 'postpone') return [{ kind: 'postpone' }];
  const tuple: readonly unknown[] = isTuple(given) ? given : [];
  const [kind, first, second] = tuple;
  if (kind === 'postpone') return first === false ? [] : [{ kind }];
  if (kind === 'reply') return [{ kind, from: first, value: second }];
  if (kind === 'next_event') return [{ kind, type: first, content: second }];
  const named = isTuple(kind) && kind[0] === 'timeout';
  if ((kind === 'timeout' || kind === 'state_timeout' || named) && typeof first === 'number') {
    return [{ kind: 'timeout', type: kind, ms: first, content: second }];
  }
  return leave(['bad_action_from_state_function', given]);
}
