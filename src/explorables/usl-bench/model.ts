/**
 * The Universal Scalability Law, fitted to load tests: X(N) = γN / (1 + σ(N−1) + κN(N−1)).
 *
 * Divided by X, it is linear in what is sought: N/X = 1/γ + (σ/γ)(N−1) + (κ/γ)N(N−1). So three sums of squares and a
 * system of three equations do. Residuals count relative to the measurement, as noise does.
 *
 *     const { sigma, kappa } = fit(presets[0].points);
 *     peakOf({ gamma, sigma, kappa }); // 6.9
 */

/** A load test: so many nodes, and the requests per second that they came to. */
export interface Point {
  readonly n: number;
  readonly x: number;
}
export interface Usl {
  /** What one node does. */
  readonly gamma: number;
  /** Contention: the share that queues for what only one can have. */
  readonly sigma: number;
  /** Coherency: what it costs to keep each pair in agreement. */
  readonly kappa: number;
}

export const sizes = [1, 2, 3, 5, 8, 12] as const;
export const xMax = 6_000;

/** Throughput of so many nodes. */
export const throughput = ({ gamma, sigma, kappa }: Usl, n: number): number =>
  (gamma * n) / (1 + sigma * (n - 1) + kappa * n * (n - 1));

/** Node-seconds for a thousand requests: the price of one, up to a factor. */
export const cost = (n: number, x: number): number => (1_000 * n) / x;

/** The law that fits best; null if the points say nothing. */
export function fit(points: readonly Point[]): Usl | null {
  const sums = [0, 1, 2].map(() => [0, 0, 0, 0]);
  for (const { n, x } of points) {
    const terms = [1, n - 1, n * (n - 1)];
    // An error of a per cent in X is an error of a per cent in N/X: weigh by the square of its inverse.
    const weight = (x / n) ** 2;
    for (const [row, left] of terms.entries()) {
      const sum = sums[row];
      if (sum === undefined) continue;
      for (const [column, right] of terms.entries())
        sum[column] = (sum[column] ?? 0) + weight * left * right;
      sum[3] = (sum[3] ?? 0) + weight * left * (n / x);
    }
  }
  const [a = 0, b = 0, c = 0] = solved(sums);
  if (!(a > 0)) return null;
  return { gamma: 1 / a, sigma: b / a, kappa: c / a };
}

/** Gauss's elimination, the largest first. */
function solved(rows: readonly (readonly number[])[]): readonly number[] {
  let left = rows.map((row) => [...row]);
  const done: number[][] = [];
  for (let column = 0; column < rows.length; column++) {
    const at = column;
    left = left.toSorted((one, other) => Math.abs(other[at] ?? 0) - Math.abs(one[at] ?? 0));
    const [first, ...rest] = left;
    const pivot = first?.[at] ?? 0;
    if (first === undefined || pivot === 0) return [];
    const scaled = first.map((value) => value / pivot);
    const without = (row: readonly number[]): number[] =>
      row.map((value, index) => value - (row[at] ?? 0) * (scaled[index] ?? 0));
    left = rest.map(without);
    for (const [index, row] of done.entries()) done[index] = without(row);
    done.push(scaled);
  }
  return done.map((row) => row[rows.length] ?? 0);
}

/** The size beyond which more nodes do less; Infinity: there is none. */
export const peakOf = ({ sigma, kappa }: Usl): number =>
  kappa > 1e-9 ? Math.sqrt(Math.max(0, 1 - sigma) / kappa) : Infinity;

const onCurve = (usl: Usl): readonly Point[] =>
  sizes.map((n) => ({ n, x: Math.round(throughput(usl, n)) }));
const papertrain: Usl = { gamma: 1_000, sigma: 0.05, kappa: 0.02 };

/** Where the reader begins, and what can be tried next. */
export const presets: readonly { readonly name: string; readonly points: readonly Point[] }[] = [
  { name: 'the data nodes', points: onCurve(papertrain) },
  {
    name: 'a noisy neighbour at N = 1',
    points: onCurve(papertrain).map((point) => (point.n === 1 ? { n: 1, x: 600 } : point)),
  },
  { name: 'share nothing', points: onCurve({ gamma: 500, sigma: 0, kappa: 0 }) },
  { name: 'one lock for all', points: onCurve({ gamma: 1_000, sigma: 0.25, kappa: 0 }) },
  { name: 'agree on everything', points: onCurve({ gamma: 1_000, sigma: 0.1, kappa: 0.06 }) },
];

/** Small enough to be noise of the measurement. */
const hardly = 0.003;

/** What the fit says, and when not to believe it. */
export function explain(usl: Usl | null): string {
  if (usl === null) return 'These points fit no curve of this kind. Measure again.';
  const { sigma, kappa } = usl;
  if (sigma < -hardly)
    return 'σ below 0 says that two nodes do more than twice the work of one. That happens, with caches; far more often the smallest test was disturbed. Measure it again before you believe the peak.';
  if (kappa < -hardly)
    return 'κ below 0 says that the curve turns upward. Something was in the way of the small tests, or helped the large ones. Measure again.';
  const peak = peakOf(usl);
  const last = sizes.at(-1) ?? 0;
  if (kappa <= hardly && sigma <= hardly)
    return 'Twice the nodes do twice the work, at the same price per request.';
  if (peak > 2 * last || kappa <= hardly)
    return `No peak within reach. Queueing for something shared sets a ceiling of γ ÷ σ = ${Math.round(usl.gamma / sigma).toLocaleString('en')} a second, and each node more brings less.`;
  const n = Math.round(peak);
  const best = Math.round(throughput(usl, n)).toLocaleString('en');
  return peak < last
    ? `Beyond ${n} nodes, at ${best} a second, every node more does harm: it has more to agree on than it adds. And the last of them cost the most.`
    : `The peak lies beyond what was measured, at about ${n} nodes. Do not trust it that far.`;
}
