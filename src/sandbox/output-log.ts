import type { OutputLine } from '#grader/verdict.ts';
import type { OutputReport } from './protocol.ts';

/** Lines that a job hands on; what comes after them is only counted. */
export const outputLinesMax = 1_000;
/** Characters of one line. */
export const outputLengthMax = 2_000;

/** Gathers what a job prints, and gives it away in portions. */
export class OutputLog {
  #lines: OutputLine[] = [];
  #taken = 0;
  #dropped = 0;

  readonly add = (line: OutputLine): void => {
    if (this.#taken >= outputLinesMax) {
      this.#dropped++;
      return;
    }
    this.#taken++;
    const { text } = line;
    const isLong = text.length > outputLengthMax;
    this.#lines.push(isLong ? { ...line, text: `${text.slice(0, outputLengthMax - 1)}…` } : line);
  };

  /** What has come since the last call; null if nothing has. */
  take(id: number): OutputReport | null {
    if (this.#lines.length === 0 && this.#dropped === 0) return null;
    const report: OutputReport = {
      kind: 'output',
      id,
      lines: this.#lines,
      dropped: this.#dropped,
    };
    this.#lines = [];
    this.#dropped = 0;
    return report;
  }
}
