/** Stops at once on a mistake of ours: what must hold did not. */
export function assert(condition: boolean, what: string): asserts condition {
  if (!condition) throw new Error(`grader: ${what}`);
}
