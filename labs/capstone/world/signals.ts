/** What the machines report to `ops`, and what your rules make of it. */

/**
 * What is measured.
 *
 *   silentS    seconds since the machine's exporter was last heard
 *   answers    of a silent machine: 1 if it answers a ping, 0 if not
 *   frontDown  of a web node: 1 if the load balancer gets no answer from it
 *   timeouts   of a shop: answers that web nodes waited for in vain, in the last twenty seconds
 *   late       reports of the machine that came a fifth of a second late or more, in the last thirty seconds
 *   payMs      of a pay node: how long PayHub took, on average, in the last ten seconds
 *   refused    of a vote node: batches of votes that found no place in the last ten seconds
 *   restarts   processes of the machine that its supervisor has started again in the last minute
 *   disk       per cent in use
 */
export type Metric =
  | 'silentS'
  | 'answers'
  | 'frontDown'
  | 'timeouts'
  | 'late'
  | 'payMs'
  | 'refused'
  | 'restarts'
  | 'disk';

/** One reading. */
export interface Signal {
  readonly metric: Metric;
  readonly node: string;
  readonly value: number;
}
/** An alarm as your rules see it now. */
export interface Standing {
  /**
   * `node_down`, `node_slow`, `replies_lost`, `net_split`, `zone_down`, `pay_slow`, `vote_overload`, `restarts`, `disk`
   * or `no_data`.
   */
  readonly alarm: string;
  /** What it is about: a node, a zone, a way such as `web-shop`. */
  readonly entity: string;
  /** The alarm that explains this one. Null wakes somebody, when the alarm begins. */
  readonly explainedBy: string | null;
}
/**
 * All alarms that stand after these readings. Called once a second, with the latest reading of everything; what your rules
 * remember of earlier ones they keep themselves. While a `disk` alarm stands, the machine's disk is cleaned up.
 */
export type Watch = (signals: readonly Signal[], atMs: number) => readonly Standing[];
