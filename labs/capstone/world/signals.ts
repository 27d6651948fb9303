/** What the machines report to `ops`, and what your rules make of it. */

/** One reading of a machine, or of the way between two of them. */
export interface Signal {
  readonly metric: string;
  /** A node, a queue, or a link such as `web-shop`. */
  readonly entity: string;
  readonly value: number;
}
/** An alarm as your rules see it now. */
export interface Standing {
  readonly alarm: string;
  readonly entity: string;
  /** The alarm that explains this one; null for a root, which wakes somebody. */
  readonly explainedBy: string | null;
}
/** All alarms that stand after these readings; called every second. What your rules remember is the module's own. */
export type Watch = (signals: readonly Signal[], atMs: number) => readonly Standing[];
