/** How many steps a run may still take: a turn gets its share at its beginning, and compiled code counts it down. */
import { assert } from './assert.ts';
import type { Limits } from './limits.ts';
import type { ModuleHooks } from './program.ts';

export class StepBudget {
  readonly #hooks: ModuleHooks;
  readonly #turnMax: number;
  /** Steps that are not in `hooks.n`. */
  #inStore: number;

  constructor(hooks: ModuleHooks, limits: Limits) {
    this.#hooks = hooks;
    this.#turnMax = limits.turnStepsMax;
    this.#inStore = limits.stepsMax;
  }

  /** Steps left to the whole run. */
  get left(): number {
    return this.#inStore + this.#hooks.n;
  }

  /** A turn begins. Between half and all of what a turn may have is the same bound. */
  refill(): void {
    const hooks = this.#hooks;
    if (hooks.n >= this.#turnMax >> 1) return;
    this.#inStore += hooks.n;
    hooks.n = Math.min(this.#turnMax, this.#inStore);
    this.#inStore -= hooks.n;
    assert(this.#inStore >= 0, 'no step is given out twice');
  }
}
