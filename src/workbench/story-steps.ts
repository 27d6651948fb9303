/**
 * Which event of a story is being looked at, shared by the list and the picture. Pointing at an event lights it up
 * for as long as the pointer stays; stepping to one keeps it, and what has not happened by then is drawn faintly.
 */
import { computed, signal, type ReadonlySignal, type Signal } from '@preact/signals';

/** Arrow keys and their like, as steps through a story. */
export type StepKey = 'next' | 'previous' | 'first' | 'last' | 'none';

export interface StorySteps {
  /** Numbers of the events, ascending. */
  readonly numbers: readonly number[];
  readonly pointed: Signal<number | null>;
  readonly kept: Signal<number | null>;
  /** What is lit up: the event pointed at, else the one stepped to. */
  readonly active: ReadonlySignal<number | null>;
}

export function createSteps(numbers: readonly number[]): StorySteps {
  const pointed = signal<number | null>(null);
  const kept = signal<number | null>(null);
  return { numbers, pointed, kept, active: computed(() => pointed.value ?? kept.value) };
}

/** The event one step away from `current`; the whole story (null) lies before the first. */
export function stepFrom(
  numbers: readonly number[],
  current: number | null,
  key: StepKey,
): number | null {
  const index = current === null ? -1 : numbers.indexOf(current);
  switch (key) {
    case 'next':
      return numbers[Math.min(index + 1, numbers.length - 1)] ?? null;
    case 'previous':
      return index <= 0 ? null : (numbers[index - 1] ?? null);
    case 'first':
      return numbers[0] ?? null;
    case 'last':
      return numbers.at(-1) ?? null;
    case 'none':
      return null;
  }
}

const stepKeys: Readonly<Record<string, StepKey>> = {
  ArrowDown: 'next',
  ArrowRight: 'next',
  ArrowUp: 'previous',
  ArrowLeft: 'previous',
  Home: 'first',
  End: 'last',
  Escape: 'none',
};

/** Steps on a key press; gives the event stepped to, or undefined if the key is no step. */
export function stepByKey(steps: StorySteps, event: KeyboardEvent): number | null | undefined {
  const key = stepKeys[event.key];
  if (key === undefined || event.altKey || event.ctrlKey || event.metaKey) return undefined;
  // Escape closes nothing here unless a step is kept, so that it still reaches whatever is around.
  if (key === 'none' && steps.kept.value === null) return undefined;
  event.preventDefault();
  steps.pointed.value = null;
  steps.kept.value = stepFrom(steps.numbers, steps.kept.value, key);
  return steps.kept.value;
}
