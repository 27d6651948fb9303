/** What is measured of a ledger. */
import { functions, type Fn } from './ledger.ts';
import { anomalies, promised, type Anomaly } from './promises.ts';

export interface Figures {
  readonly operations: number;
  readonly counts: Readonly<Record<Anomaly, number>>;
  /** Share of the operations asked during the cut that were answered within the deadline. */
  readonly answeredInCut: number;
  /** The same for all others. */
  readonly answeredElse: number;
  /** Share of the acknowledged writes that survived the crash of a shop. */
  readonly kept: number;
  readonly medianMs: number;
  readonly p99Ms: number;
  /** Between nodes, per operation. */
  readonly messages: number;
  /** On all copies together, per operation. */
  readonly storedBytes: number;
}

export interface Measured {
  readonly total: Figures;
  readonly byFunction: Readonly<Record<Fn, Figures>>;
}

/** The anomalies of a function that break its promise, and those that it allows. */
export function sortedAnomalies(
  fn: Fn,
  { counts }: Figures,
): { readonly broken: number; readonly allowed: number } {
  const sum = (which: readonly Anomaly[]): number =>
    which.reduce((total, anomaly) => total + counts[anomaly], 0);
  const allowed = sum(promised[fn].allows);
  return { broken: sum(anomalies) - allowed, allowed };
}

/** True if the function keeps what it has promised. */
export function keepsPromise(fn: Fn, figures: Figures): boolean {
  const { answeredInCut, answeredElse } = promised[fn];
  return (
    sortedAnomalies(fn, figures).broken === 0 &&
    figures.answeredInCut >= answeredInCut &&
    figures.answeredElse >= answeredElse
  );
}

/** How many of the functions do. */
export function promisesKept({ byFunction }: Measured): number {
  return functions.filter((fn) => keepsPromise(fn, byFunction[fn])).length;
}

/** One scale of the board: what it says of a whole ledger. */
export interface Scale {
  readonly name: string;
  /** The name inside a sentence. */
  readonly short: string;
  readonly of: (measured: Measured) => number;
  readonly say: (value: number) => string;
  /** What stands at the left end and at the right one; right is better. */
  readonly ends: readonly [number, number];
}

const perThousand = (measured: Measured, which: 'broken' | 'allowed'): number => {
  const { byFunction, total } = measured;
  const sum = functions.reduce(
    (count, fn) => count + sortedAnomalies(fn, byFunction[fn])[which],
    0,
  );
  return (1_000 * sum) / total.operations;
};
const whole = (value: number): string => String(Math.round(value));
const percent = (value: number): string => `${Math.round(value * 100)} %`;

/** The scales, in the order in which they are shown. The ends hold every ledger that has one answer for everything. */
export const scales: readonly Scale[] = [
  {
    name: 'Consistency: promises broken in 1,000 operations',
    short: 'promises broken in 1,000 operations',
    of: (measured) => perThousand(measured, 'broken'),
    say: whole,
    ends: [200, 0],
  },
  {
    name: 'Anomalies that the promises allow, in 1,000 operations',
    short: 'allowed anomalies',
    of: (measured) => perThousand(measured, 'allowed'),
    say: whole,
    ends: [80, 0],
  },
  {
    name: 'Availability: answered within 1 s while the network was cut',
    short: 'answered in the cut',
    of: ({ total }) => total.answeredInCut,
    say: percent,
    ends: [0.4, 1],
  },
  {
    name: 'Availability: answered within 1 s the rest of the time',
    short: 'answered otherwise',
    of: ({ total }) => total.answeredElse,
    say: percent,
    ends: [0.8, 1],
  },
  {
    name: 'Survival: acknowledged writes that outlived a shop',
    short: 'survived the crash',
    of: ({ total }) => total.kept,
    say: percent,
    ends: [0.6, 1],
  },
  {
    name: 'Latency: 99 of 100 answers within',
    short: '99 of 100 within',
    of: ({ total }) => total.p99Ms,
    say: (value) => `${whole(value)} ms`,
    ends: [600, 0],
  },
  {
    name: 'Cost: messages per operation',
    short: 'messages per operation',
    of: ({ total }) => total.messages,
    say: (value) => value.toFixed(1),
    ends: [15, 0],
  },
  {
    name: 'Cost: bytes kept per operation, on all copies',
    short: 'bytes per operation',
    of: ({ total }) => total.storedBytes,
    say: whole,
    ends: [150, 0],
  },
];
