import type { OutputLine } from '#grader/verdict.ts';
import { takeUnshown } from './learner-console.ts';
import type { OutputReport } from './protocol.ts';

/** Lines that a job hands on, and characters of them all; what comes after is only counted. */
const linesMax = 1_000;
const lengthMax = 200_000;
/** Characters of one line. */
const lineLengthMax = 2_000;

/** Gathers what a job prints, and gives it away in portions. */
export class OutputLog {
  #lines: OutputLine[] = [];
  #taken = 0;
  #length = 0;
  #dropped = 0;

  readonly add = (line: OutputLine): void => {
    if (this.#taken >= linesMax || this.#length >= lengthMax) {
      this.#dropped++;
      return;
    }
    const isLong = line.text.length > lineLengthMax;
    const text = isLong ? `${line.text.slice(0, lineLengthMax - 1)}…` : line.text;
    this.#taken++;
    this.#length += text.length;
    this.#lines.push({ ...line, text });
  };

  /** What has come since the last call; null if nothing has. */
  take(id: number): OutputReport | null {
    this.#dropped += takeUnshown();
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
