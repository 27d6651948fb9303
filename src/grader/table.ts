/**
 * The table of a verdict: how each invariant fared over all runs, and which of them is named first.
 */
import type { Check, Found, Invariant, Judgement } from './invariant.ts';
import { codesOf, isRequired, type LabGrader, type SheetItem } from './lab.ts';
import type { CheckResult } from './verdict.ts';

/** A breach with where it was found. */
export interface Violation {
  readonly code: string;
  readonly seed: number;
  readonly item: SheetItem;
  /** Null for an examination. */
  readonly check: Check | null;
  readonly breach: Found;
  /** Further breaches of the same cause. */
  readonly others: readonly Found[];
}

/** One check of one part of the run sheet, over all runs. */
interface Part {
  /** The part of the run sheet. */
  readonly item: string;
  readonly as: string | undefined;
  checked: number;
  worst: string | null;
  badness: number;
}
interface Row {
  readonly invariant: Invariant;
  /** By item and number of the check in it: each part keeps its own worst. */
  readonly parts: Map<string, Part>;
  isBroken: boolean;
}

/** Collects judgements and says in the end how each row fared. */
export class Table {
  readonly #rows: ReadonlyMap<string, Row>;

  constructor(lab: LabGrader) {
    this.#rows = new Map(
      lab.invariants.map((invariant) => [
        invariant.code,
        { invariant, parts: new Map(), isBroken: false },
      ]),
    );
  }

  /** Adds what one check found in one run of an item; `index` is its place among the checks of the item. */
  add(code: string, { item, index = 0 }: CheckPlace, judgement: Judgement): void {
    const row = this.#rows.get(code);
    if (row === undefined) return;
    if (judgement.breach !== null) row.isBroken = true;
    const key = `${item} #${index}`;
    const known = row.parts.get(key);
    if (known === undefined) {
      const { checked, worst, badness, as } = judgement;
      row.parts.set(key, { item, as, checked, worst, badness });
      return;
    }
    known.checked += judgement.checked;
    if (judgement.worst === null || judgement.badness <= known.badness) return;
    known.worst = judgement.worst;
    known.badness = judgement.badness;
  }

  results(): CheckResult[] {
    return [...this.#rows.values()].map(
      ({ invariant: { code, sentence, bound, stretch = false }, parts, isBroken }) => {
        const isChecked = [...parts.values()].some((part) => part.checked > 0);
        return {
          code,
          sentence,
          status: isBroken ? 'broken' : isChecked ? 'held' : 'not-checked',
          worst: sayWorst([...parts.values()]),
          bound,
          ...(stretch && { isOptional: true }),
        };
      },
    );
  }

  /**
   * Rows whose checks ran and looked at nothing, all of them: they would prove nothing. A single check may well have
   * nothing to look at, such as "who was told an error" where nobody was.
   */
  emptyRows(): string[] {
    return [...this.#rows.values()]
      .filter(({ parts }) => parts.size > 0)
      .filter(({ parts }) => [...parts.values()].every((part) => part.checked === 0))
      .map(({ invariant }) => invariant.code);
  }
}

/** Which check of which part of the run sheet. */
export interface CheckPlace {
  readonly item: string;
  /** 0 if left out. */
  readonly index?: number;
}

/**
 * The worst values of a row, those of one name together: `reached: 11.9 % (workers die), 100 % (twenty statuses)`. Where
 * a row is checked in several parts of the run sheet each value says whose it is, unless it is everybody's.
 */
function sayWorst(parts: readonly Part[]): string | null {
  const measured = parts.filter((part) => part.worst !== null);
  if (measured.length === 0) return null;
  const hasSeveral = new Set(measured.map(({ item }) => item)).size > 1;
  return grouped(measured, ({ as }) => as)
    .map(([as, values]) => {
      const byValue = grouped(values, ({ worst }) => worst ?? '');
      const isEverybodys = byValue.length === 1 && values.length > 1;
      const said = byValue.map(([worst, those]) =>
        hasSeveral && !isEverybodys
          ? `${worst} (${[...new Set(those.map(({ item }) => item))].join(', ')})`
          : worst,
      );
      return `${as === undefined ? '' : `${as}: `}${said.join(', ')}`;
    })
    .join('; ');
}

/** What has the same key, in the order in which the keys come first. */
function grouped<Key>(parts: readonly Part[], keyOf: (part: Part) => Key): [Key, Part[]][] {
  const groups = new Map<Key, Part[]>();
  for (const part of parts) groups.set(keyOf(part), [...(groups.get(keyOf(part)) ?? []), part]);
  return [...groups];
}

/**
 * The violation that names the verdict, among those of one seed: in the lab's own order if it has one, else worlds
 * in the order of the sheet, then a world's own order, then the earliest instant, then the order of the table. A
 * stretch goal that is not met names nothing.
 */
export function primaryOf(lab: LabGrader, violations: readonly Violation[]): Violation | null {
  const table = lab.invariants.map((row) => row.code);
  const required = violations.filter(({ code }) => isRequired(lab, code));
  const [first] = required.toSorted((left, right) => {
    if (lab.primary !== undefined) {
      const byLab = rank(lab.primary, left.code) - rank(lab.primary, right.code);
      if (byLab !== 0) return byLab;
    }
    const byItem = lab.sheet.indexOf(left.item) - lab.sheet.indexOf(right.item);
    if (byItem !== 0) return byItem;
    const order = (left.item.kind === 'world' ? left.item.order : undefined) ?? [];
    return (
      rank(order, left.code) - rank(order, right.code) ||
      left.breach.atMs - right.breach.atMs ||
      table.indexOf(left.code) - table.indexOf(right.code)
    );
  });
  return first ?? null;
}

/** True if nothing that the sheet has from `position` on can name the verdict any more. */
export function isSettled(
  lab: LabGrader,
  violations: readonly Violation[],
  position: number,
): boolean {
  const primary = primaryOf(lab, violations);
  if (primary === null) return false;
  const order = lab.primary ?? [];
  const left = lab.sheet.slice(position).flatMap(codesOf);
  return left.every((code) => rank(order, code) >= rank(order, primary.code));
}

function rank(order: readonly string[], code: string): number {
  const index = order.indexOf(code);
  return index < 0 ? order.length : index;
}
