/** The line of the learner's that a breach is about: where the rule, the table or the function is declared. */
import type { RunRecord, Found } from '#grader/index.ts';

export function placeOf(
  record: RunRecord,
  file: string,
  name: string,
): (Found['place'] & object) | null {
  return record.learner?.placeOf(file, name) ?? null;
}
