/** What Papertrain has promised its customers, function by function: it tells a broken promise from a price agreed on. */
import type { Fn } from './ledger.ts';

/** Ways in which a run falls short of one copy that never fails. */
export const anomalies = ['repeated', 'lost', 'oversold', 'returned', 'stale'] as const;
export type Anomaly = (typeof anomalies)[number];

interface Promised {
  /** Anomalies that customers put up with; all others break the promise. */
  readonly allows: readonly Anomaly[];
  /** The share of the requests that has to be answered while the network is cut; 0 if refusing is right. */
  readonly answeredInCut: number;
  /** The share of all other requests that has to be answered. */
  readonly answeredElse: number;
}

export const promised: Readonly<Record<Fn, Promised>> = {
  order: { allows: [], answeredInCut: 0, answeredElse: 0.97 },
  cart: { allows: ['stale'], answeredInCut: 0.9, answeredElse: 0.97 },
  session: { allows: ['stale'], answeredInCut: 0, answeredElse: 0.97 },
  chat: { allows: ['repeated', 'stale'], answeredInCut: 0, answeredElse: 0.97 },
  presence: { allows: ['lost', 'stale'], answeredInCut: 0, answeredElse: 0 },
  vote: { allows: [], answeredInCut: 0, answeredElse: 0.97 },
};
