/** A Vitest reporter that names every test which failed first and passed on its second chance. */
import type { Reporter, TestCase } from 'vitest/node';

// Vitest makes one of a reporter file's default export.
export default class SecondChanceReporter implements Reporter {
  onTestCaseResult(test: TestCase): void {
    if (test.diagnostic()?.flaky) console.log(`[note] passed when tried again: ${test.fullName}`);
  }
}
