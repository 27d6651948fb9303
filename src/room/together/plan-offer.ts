/** A plan that another panel hands to the panel of fault plans: the recipe of a failure that the console has found itself. */
import { signal } from '@preact/signals';

export interface PlanOffer {
  readonly lab: string;
  /** As `counterexample.recipe` has it. */
  readonly recipe: string;
  /** What the failure's story is called. */
  readonly title: string;
}

/** The offer that waits; null without one. */
export const planOffer = signal<PlanOffer | null>(null);
