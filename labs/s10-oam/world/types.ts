/**
 * What is counted, what is sampled, and what an alarm desk may say.
 *
 *   check-out ──counts a minute──▶ burn rules ─────────────────▶ page | ticket
 *   12 nodes ──samples, 10 s────▶ step() ──raise, clear──▶ page | ticket | action
 */

/** Requests of some minutes. */
export interface Counts {
  readonly total: number;
  readonly bad: number;
}

/** Requests by the minute; minute 0 is the first. */
export interface CountSeries {
  /** What was counted in the minutes from … to, both included, at the price of one look. Before minute 0 there was nothing. */
  sum(from: number, to: number): Counts;
}

/**
 * A rule on the error budget. It is active in a minute in which the burn rate of both windows is above `burn`; what it
 * does, it does when it becomes active. It is not looked at before its long window is full.
 */
export interface BurnRule {
  readonly name: string;
  readonly longMin: number;
  /** The same as `longMin` where there is only one window. */
  readonly shortMin: number;
  readonly burn: number;
  readonly tells: 'page' | 'ticket';
}

/**
 * `memory` and `disk` in per cent; `cpu` too. `queue`: messages in the longest mailbox of the node; `runQueue`: processes
 * that wait for a scheduler; `restarts`: by supervisors, in the last minute; `atoms`: of 1,048,576; `distBuffer`: kB that
 * wait for peers; `peersLost`: nodes of the cluster to which it has no connection. These ten the node's exporter tells.
 * The last two the operations node knows by itself: `up`, 1 or 0, is whether it has a connection to the node, and
 * `scrapeAge` how many seconds ago the exporter answered last. `votes` and `votesForecast`, a minute, are about the
 * business; their node is called `business`.
 */
export type Metric =
  | 'memory'
  | 'queue'
  | 'processes'
  | 'runQueue'
  | 'cpu'
  | 'restarts'
  | 'atoms'
  | 'disk'
  | 'distBuffer'
  | 'peersLost'
  | 'up'
  | 'scrapeAge'
  | 'votes'
  | 'votesForecast';

/** One reading. `t` is in milliseconds, and never goes back. */
export interface Sample {
  readonly t: number;
  readonly node: string;
  readonly metric: Metric;
  readonly value: number;
}

/** The name of a kind of alarm, e.g. `disk_full`. An alarm is known by this name and its node. */
export type AlarmId = string;

/** X.733; `cleared` is no severity here, but the event that ends an alarm. */
export type Severity = 'critical' | 'major' | 'minor' | 'warning' | 'indeterminate';

/** A kind of alarm, and when it comes and goes. Your engine reads it, so give it more fields if it needs them. */
export interface Rule {
  readonly name: AlarmId;
  readonly metric: Metric;
  /** The level at which it is raised, and the one at which it is cleared. */
  readonly raise: number;
  readonly clear: number;
  /** So long the level must hold before it is raised; the same to clear it. */
  readonly forMs: number;
  readonly clearForMs: number;
  readonly severity: Severity;
  /** True if somebody is to be woken. */
  readonly pages: boolean;
  /** Kinds of alarms that explain this one: while one of them is active nobody is woken for it. */
  readonly dependsOn: readonly AlarmId[];
  /** What X.733 calls probable cause and proposed repair action: whoever is woken reads them. */
  readonly cause: string;
  readonly repair: string;
}

/** An alarm that is active. */
export interface Alarm {
  readonly alarm: AlarmId;
  readonly node: string;
  /** When it was raised. */
  readonly since: number;
  readonly severity: Severity;
}

export interface Raise {
  readonly kind: 'raise';
  readonly alarm: AlarmId;
  readonly node: string;
  readonly severity: Severity;
}
export interface Clear {
  readonly kind: 'clear';
  readonly alarm: AlarmId;
  readonly node: string;
}
/** Wakes somebody, and names the alarm. */
export interface Page {
  readonly kind: 'page';
  readonly alarm: AlarmId;
  readonly node: string;
  readonly text: string;
}
/** Is read in the morning. */
export interface Ticket {
  readonly kind: 'ticket';
  readonly alarm: AlarmId;
  readonly node: string;
  readonly text: string;
}
/** Is carried out on the node at once, where automation is switched on. */
export interface Action {
  readonly kind: 'action';
  readonly run: ActionName;
  readonly alarm: AlarmId;
  readonly node: string;
}

export type Output = Raise | Clear | Page | Ticket | Action;

/**
 * `cleanupDisk` deletes what is old and takes the disk back to 60 %. `shedConnections` ends sessions: memory falls by ten
 * points at once, and to its usual level within minutes. `restartExporter` has the exporter answer again after 30 s.
 * None of them does any good where nothing is wrong, and each of them hurts somebody.
 */
export type ActionName = 'cleanupDisk' | 'shedConnections' | 'restartExporter';

/** What keeps automation from making it worse. */
export interface Guard {
  /** Not again on this node before so long. */
  readonly everyMs: number;
  /** So often for one alarm; then it is left to whoever was woken. */
  readonly timesMax: number;
}

export interface Automation {
  readonly on: AlarmId;
  readonly run: ActionName;
  readonly guard: Guard;
}
