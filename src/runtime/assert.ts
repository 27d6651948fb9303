/** Checks of our own reasoning. A learner's mistake never ends here: see `misuse` in machine.ts. */

/** A mistake of ours. Unlike an error of the learner's it goes through all of his handlers, up to the host. */
export class BrokenRule extends Error {
  override readonly name = 'BrokenRule';

  constructor(claim: string) {
    super(`the runtime broke its own rule: ${claim}`);
  }
}

/** Stops at once when an invariant of the runtime itself is broken. */
export function assert(condition: boolean, claim: string): asserts condition {
  if (!condition) throw new BrokenRule(claim);
}

/** The value, where only a mistake of the runtime itself could have left it out. */
export function present<T>(value: T | null | undefined, claim: string): T {
  assert(value !== null && value !== undefined, claim);
  return value;
}
