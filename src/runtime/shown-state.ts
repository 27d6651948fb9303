/**
 * What a behaviour keeps between two callbacks stands in the local variables of its loop, where nobody can look. So
 * each loop shows it here, for those who walk through a run. Nothing of the run reads it.
 */
import { here } from './machine.ts';
import type { Process } from './process.ts';

/** The state of a loop, as it shows it. */
export type ShownState =
  | { readonly kind: 'genServer'; state: unknown }
  | {
      readonly kind: 'genStatem';
      state: unknown;
      data: unknown;
      readonly postponed: readonly unknown[];
    };

const shown = new WeakMap<Process, ShownState>();

/** Shows the state of the running process's loop; gives it back, to be kept up to date. */
export function showState<S extends ShownState>(state: S): S {
  shown.set(here(), state);
  return state;
}

/** What the loop of a process shows; undefined for a process that is no behaviour. */
export function shownStateOf(process: Process): ShownState | undefined {
  return shown.get(process);
}
