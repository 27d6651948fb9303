/** The faults of kind `buggify`: which sites of the world may misbehave, and where they did. */
import type { System } from '#runtime/system.ts';
import type { Buggify } from './fault.ts';
import type { Struck } from './record.ts';

export class SiteFaults {
  readonly #system: System;
  readonly #faults = new Map<string, Buggify>();

  constructor(system: System) {
    this.#system = system;
  }

  add(fault: Buggify): void {
    const { kind: _, label: __, id = '', ...rule } = fault;
    this.#faults.set(id, fault);
    this.#system.sites.add({ ...rule, id });
  }

  /** Each passage of a site at which the world misbehaved. Call it when the run is over. */
  struck(): Struck[] {
    const struck: Struck[] = [];
    for (const { rule, tag, ordinal, node, atMs } of this.#system.sites.firings) {
      const fault = this.#faults.get(rule);
      if (fault === undefined) continue;
      const message = { tag, from: node, to: node, ordinal };
      struck.push({ atMs, fault, nodes: [node], message, phase: 'begins', byMs: null });
    }
    return struck;
  }
}
