/** What the plan, the load tests and the day are told in. */

/** `web` and `shop` grow and shrink by day; `data` stays what the blueprint says. */
export type Tier = 'web' | 'shop' | 'data';

/** How many nodes of each tier. */
export interface Counts {
  readonly web: number;
  readonly shop: number;
  readonly data: number;
}

/** `shop-7`. A name is never given twice. */
export type NodeName = string;

/** A load test that you want to be made: so many nodes of one tier alone, under as much load as they take. */
export interface LoadTest {
  readonly tier: Tier;
  readonly n: number;
}

/** What it found: requests a second. */
export interface TestResult extends LoadTest {
  readonly x: number;
}

/** A point of the curve, and the curve: X(N) = γN / (1 + σ(N−1) + κN(N−1)). */
export interface Point {
  readonly n: number;
  readonly x: number;
}
export interface Usl {
  readonly gamma: number;
  readonly sigma: number;
  readonly kappa: number;
}

/** The last 60 s, one value a second, newest last; fewer when the day is young. */
export interface Metrics60s {
  /** Requests that came in, a second. */
  readonly rate: number[];
  /** How busy a tier was, 0 to 1, and how many requests were waiting for it. */
  readonly cpu: Record<Tier, number[]>;
  readonly queue: Record<Tier, number[]>;
  /** Those that serve and are not being drained, oldest first. */
  readonly nodes: { readonly name: NodeName; readonly tier: Tier; readonly sessions: number }[];
}

/** What the scaler wants: nodes to be booted, and nodes to be drained. */
export interface Scaling {
  readonly add: { readonly web?: number; readonly shop?: number };
  readonly drain: readonly NodeName[];
}

/** A node on its way out, as it stands at this second. */
export interface Draining {
  readonly name: NodeName;
  readonly tier: Tier;
  readonly sessions: number;
  readonly drainingForMs: number;
}
