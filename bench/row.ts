/** One measured figure, beside its peer and its budget. */
export interface Row {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** Name and value of what it is compared with in the same run; null where there is none. */
  readonly peer: string | null;
  /** Our value over the peer's; null where there is none. */
  readonly ratio: number | null;
  /** The bound, e.g. `>= 8000000` or `<= 150`; null where there is none. */
  readonly budget: string | null;
  /** Whether the budget is kept; true where there is none. */
  readonly ok: boolean;
}

/** True if `value` keeps a bound such as `<= 150` or `>= 8000000`. */
export function keeps(value: number, budget: string): boolean {
  const [relation, bound] = budget.split(' ');
  return relation === '<=' ? value <= Number(bound) : value >= Number(bound);
}

/** A row without a peer. */
export function row(what: string, value: number, unit: string, budget: string | null = null): Row {
  const ok = budget === null || keeps(value, budget);
  return { what, value, unit, peer: null, ratio: null, budget, ok };
}

/** The middle of an odd number of values, or the mean of the two middle ones. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[sorted.length >> 1] ?? Number.NaN;
  const lower = sorted[(sorted.length - 1) >> 1] ?? Number.NaN;
  return (upper + lower) / 2;
}
