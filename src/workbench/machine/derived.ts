/** What a component needs of signals that change with every frame: it is drawn anew only when that itself changes. */
import { computed } from '@preact/signals';
import { useMemo } from 'preact/hooks';

/** The value of a computation over signals. It is set up anew when what it is about has changed. */
export function useDerived<T>(compute: () => T, about: readonly unknown[]): T {
  return useMemo(() => computed(compute), [...about]).value;
}
