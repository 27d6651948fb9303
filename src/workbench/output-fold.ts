/** Output as it is shown: what repeats is told once. */
import type { OutputLine } from '#sandbox/protocol.ts';

export interface OutputGroup extends OutputLine {
  readonly count: number;
}

/** Runs of lines that say the same at the same place, as one line with a count. */
export function foldOutput(lines: readonly OutputLine[]): OutputGroup[] {
  const groups: OutputGroup[] = [];
  for (const line of lines) {
    const last = groups.at(-1);
    if (last?.text === line.text && last.where === line.where && last.level === line.level) {
      groups[groups.length - 1] = { ...last, count: last.count + 1 };
    } else groups.push({ ...line, count: 1 });
  }
  return groups;
}
