/**
 * What a page must know of a lab to show its workbench: plain data, made from the lab's folder when the site is
 * built, and handed to the browser once, as JSON inside the lab's own markup.
 */

import type { Puzzle } from './puzzle.ts';

/** One file of a lab, as a tab of the workbench. */
export interface LabFile {
  /** File name without folder, e.g. `client.ts`. */
  readonly file: string;
  /** `editable` is the learner's; `given` is part of the world and can only be read. */
  readonly access: 'editable' | 'given';
}

export interface LabInvariant {
  /** The lab's code of the invariant, e.g. `E-1`. */
  readonly code: string;
  readonly sentence: string;
}

export interface LabInfo {
  /** The lab's folder name, e.g. `s5-retry`. */
  readonly id: string;
  readonly title: string;
  readonly minutes: number;
  /** In tab order, the editable ones first. */
  readonly files: readonly LabFile[];
  readonly invariants: readonly LabInvariant[];
  /** Help in rungs, weakest first. Text between backticks is code. */
  readonly hints: readonly string[];
  /** The rung after the hints: pieces of the reference solution to put in order. */
  readonly puzzles: readonly Puzzle[];
  /** What may be imported of earlier labs, by whole names: `labs/s2-ring/ring.ts`. */
  readonly imports: readonly string[];
  /** The labs that these files come from, and those that they import from in turn. */
  readonly earlier: readonly { readonly lab: string; readonly title: string }[];
  /** `contentHash` over starter and world: a draft begun on another one says so. */
  readonly contentHash: string;
}

/** A file with its text. */
export interface SourceFile {
  readonly file: string;
  readonly source: string;
}

const fnvPrime = 0x01000193;

/**
 * Sixteen hex digits that change when a file's name or text changes; the order of the files does not matter.
 * It tells lab versions apart and protects nothing, so two rounds of 32-bit FNV-1a are enough.
 */
export function contentHash(files: readonly SourceFile[]): string {
  const sorted = [...files].sort((a, b) => (a.file < b.file ? -1 : 1));
  let low = 0x811c9dc5;
  let high = 0x9747b28c;
  for (const { file, source } of sorted) {
    const text = `${file}\n${source}\n`;
    for (let index = 0; index < text.length; index += 1) {
      const unit = text.charCodeAt(index);
      low = Math.imul(low ^ unit, fnvPrime);
      high = Math.imul(high ^ (unit + (index & 0xff)), fnvPrime);
    }
  }
  return [high, low].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('');
}
