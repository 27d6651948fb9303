/**
 * In which order Vitest begins test files: the longest first, so that no core is idle at the end.
 *
 * Vitest knows how long a file took the last time. On a new clone it knows nothing and goes by the size of the file; but
 * the file of a lab is three lines long and takes minutes. So those are weighed by what the published report says of the
 * lab: milliseconds of a grade, times the programs that are to be graded.
 */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import type { GraderReport } from '#site/grader-report.ts';

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    if (files.every((file) => this.ctx.cache.getTestSpecificationResult(file))) return sorted;
    const weights = labWeights();
    const weightOf = ({ moduleId }: TestSpecification): number =>
      weights.get(basename(moduleId)) ?? 0;
    return sorted.toSorted((left, right) => weightOf(right) - weightOf(left));
  }
}

/** Name of a lab's test file -> about how many milliseconds it takes. */
function labWeights(): ReadonlyMap<string, number> {
  const file = new URL('../labs/report.json', import.meta.url);
  // `npm run labs -- --deep` alone writes it; labs/report.test.ts asks whether it is what it should be.
  const { labs, timing } = JSON.parse(readFileSync(file, 'utf8')) as GraderReport;
  return new Map(
    timing.labs.map(({ lab, grade }) => {
      const part = labs.find((one) => one.lab === lab);
      const programs = (part?.solutions.length ?? 0) + (part?.wrong.length ?? 0);
      return [`${lab}.test.ts`, grade * programs];
    }),
  );
}
