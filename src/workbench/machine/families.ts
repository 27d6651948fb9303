/**
 * Who stands under whom at an instant. A supervisor says itself whom it supervises. Of all other processes only facts
 * are told: who is linked to whom and who started whom; that is what a supervisor written by hand consists of.
 */
import type { Moment, ProcessState } from '#runtime/moment.ts';
import type { RunTrace } from '#grader/walk.ts';

/** What ties a process to the one above it. */
export type Bond =
  | { readonly kind: 'supervised' }
  /** `startedBy` is another process than the one above it; null if it is the same, or nobody knows. */
  | { readonly kind: 'linked'; readonly startedBy: number | null }
  | { readonly kind: 'started' };

export interface Kin {
  readonly process: ProcessState;
  /** Null for the first of a family. */
  readonly bond: Bond | null;
  readonly children: readonly Kin[];
}

interface Tie {
  readonly above: number;
  readonly bond: Bond;
}

/** Reads ties between the processes of one instant. */
class Ties {
  readonly #byId: ReadonlyMap<number, ProcessState>;
  readonly #supervisors = new Map<number, number>();
  readonly #starters = new Map<number, number>();

  constructor({ processes }: Moment, trace: Pick<RunTrace, 'processes'>) {
    this.#byId = new Map(processes.map((process) => [process.id, process]));
    for (const { id, behaviour } of processes) {
      if (behaviour?.kind !== 'supervisor') continue;
      for (const { process } of behaviour.children)
        if (process !== null) this.#supervisors.set(process, id);
    }
    for (const { id, parent } of trace.processes) {
      const starter = parent === null ? undefined : trace.processes[parent]?.id;
      if (starter !== undefined) this.#starters.set(id, starter);
    }
  }

  /** The strongest tie of a process to one that was there before it; null if it has none. */
  of({ id, links }: ProcessState): Tie | null {
    const supervisor = this.#supervisors.get(id);
    if (supervisor !== undefined && this.#byId.has(supervisor))
      return { above: supervisor, bond: { kind: 'supervised' } };
    const starter = this.#starters.get(id);
    if (starter !== undefined && this.#byId.has(starter) && links.includes(starter))
      return { above: starter, bond: { kind: 'linked', startedBy: null } };
    const keepers = links.filter((other) => other < id && this.#byId.get(other)?.trapsExits);
    const [keeper, second] = keepers;
    // Of two that would hear of its end, neither stands above it more than the other.
    if (keeper !== undefined && second === undefined)
      return { above: keeper, bond: { kind: 'linked', startedBy: starter ?? null } };
    if (starter === undefined || !this.#byId.has(starter)) return null;
    return { above: starter, bond: { kind: 'started' } };
  }
}

/** The families of an instant, those whose first process was there first at the beginning. */
export function familiesOf(moment: Moment, trace: Pick<RunTrace, 'processes'>): readonly Kin[] {
  const ties = new Ties(moment, trace);
  const below = new Map<number | null, { process: ProcessState; bond: Bond | null }[]>();
  for (const process of moment.processes) {
    const tie = ties.of(process);
    const above = tie?.above ?? null;
    const siblings = below.get(above) ?? [];
    below.set(above, siblings);
    siblings.push({ process, bond: tie?.bond ?? null });
  }
  const placed = new Set<number>();
  const grow = (process: ProcessState, bond: Bond | null): Kin => {
    placed.add(process.id);
    const children = (below.get(process.id) ?? [])
      .filter((child) => !placed.has(child.process.id))
      .map((child) => grow(child.process, child.bond));
    return { process, bond, children };
  };
  const families = (below.get(null) ?? []).map(({ process }) => grow(process, null));
  // Supervisors that were told of each other stand in no order: nobody may be missing for that.
  const lost = moment.processes.filter(({ id }) => !placed.has(id));
  for (const process of lost) if (!placed.has(process.id)) families.push(grow(process, null));
  return families;
}
