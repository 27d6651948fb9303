// Differs: no test is made twice; the one that fits the others worst is not believed.
import type { LoadTest, Point, Usl } from './types.ts';

/** No size twice: a test that is disturbed gives itself away by being the one that fits the others worst. */
export const tests: LoadTest[] = [
  { tier: 'web', n: 2 },
  { tier: 'shop', n: 2 },
  ...[1, 2, 3, 4, 5, 6, 7, 9, 12, 16].map((n): LoadTest => ({ tier: 'data', n })),
];

/** Leaves out each test in turn, and believes the curve that the others agree on best. */
export function fitUSL(points: readonly Point[]): Usl {
  const without = points.map((_, index) => points.filter((__, other) => other !== index));
  const fits = without.map((kept) => ({ usl: fitted(kept), off: misfit(kept) }));
  const [best] = fits.toSorted((left, right) => left.off - right.off);
  return best?.usl ?? fitted(points);
}

/** Least squares of the relative errors, through all points. */
function fitted(points: readonly Point[]): Usl {
  const rows = points.map(({ n, x }) => ({
    basis: [1, n - 1, n * (n - 1)].map((value) => (value * x) / n),
    value: 1,
  }));
  const [a = 1, b = 0, c = 0] = leastSquares(rows);
  return { gamma: 1 / a, sigma: b / a, kappa: c / a };
}

/** How far the points are from the curve that comes nearest to them. */
function misfit(points: readonly Point[]): number {
  const { gamma, sigma, kappa } = fitted(points);
  return points.reduce((sum, { n, x }) => {
    const said = (gamma * n) / (1 + sigma * (n - 1) + kappa * n * (n - 1));
    return sum + (x / said - 1) ** 2;
  }, 0);
}

/** The missing one of three: L = λ · W. */
export function little({ l, lambda, w }: { l?: number; lambda?: number; w?: number }): number {
  if (l === undefined) return (lambda ?? 0) * (w ?? 0);
  if (lambda === undefined) return l / (w ?? 1);
  return l / lambda;
}

interface Row {
  readonly basis: readonly number[];
  readonly value: number;
}

/** The coefficients that come nearest: the normal equations, solved by elimination. */
function leastSquares(rows: readonly Row[]): number[] {
  const size = rows[0]?.basis.length ?? 0;
  const at = (row: Row, column: number): number => row.basis[column] ?? 0;
  const sum = (of: (row: Row) => number): number => rows.reduce((all, row) => all + of(row), 0);
  const matrix = Array.from({ length: size }, (_, i) => [
    ...Array.from({ length: size }, (__, j) => sum((row) => at(row, i) * at(row, j))),
    sum((row) => at(row, i) * row.value),
  ]);
  for (let i = 0; i < size; i++) {
    const pivot = matrix[i] ?? [];
    for (let j = 0; j < size; j++) {
      const line = matrix[j] ?? [];
      if (i === j) continue;
      const factor = (line[i] ?? 0) / (pivot[i] ?? 1);
      matrix[j] = line.map((value, column) => value - factor * (pivot[column] ?? 0));
    }
  }
  return matrix.map((line, i) => (line[size] ?? 0) / (line[i] ?? 1));
}
