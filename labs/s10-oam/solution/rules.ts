/**
 * The alarms of a node, and the engine that reads them.
 *
 *   clear ──level reached──▶ pending ──for so long──▶ raised ──level left──▶ clearing ──for so long──▶ clear
 *
 * Who is woken is decided a little after an alarm is raised: what explains it may be raised in the same seconds.
 */
import { actions } from './auto.ts';
import { rootOf } from './correlate.ts';
import { Trend } from './trend.ts';
import type { Alarm, Automation, Metric, Output, Rule, Sample } from './types.ts';

/** A level that is reached at this pace within `withinMin` minutes is as good as reached. */
interface Ahead {
  readonly limit: number;
  readonly withinMin: number;
}

interface OwnRule extends Rule {
  /** Raised by time to exhaustion, and above `raise` only; by the level alone if left out. */
  readonly ahead?: Ahead;
  /** True where little is bad: `up`. */
  readonly below?: boolean;
}

const defaults = { severity: 'major', pages: true, dependsOn: [], clearForMs: 120_000 } as const;
const inAMinute = { ...defaults, forMs: 60_000 };
/** Connections come back by themselves: what is over is over. */
const connection = { ...defaults, forMs: 30_000, clearForMs: 20_000 };

export const rules: OwnRule[] = [
  {
    ...inAMinute,
    name: 'memory_trend',
    metric: 'memory',
    raise: 70,
    clear: 65,
    ahead: { limit: 95, withinMin: 20 },
    cause: 'something keeps what it should let go of; the node is killed at 95 %',
    repair: 'look for the largest process; shed connections, or restart the node before it dies',
  },
  {
    ...inAMinute,
    name: 'atoms_trend',
    metric: 'atoms',
    raise: 524_288,
    clear: 500_000,
    ahead: { limit: 1_048_576, withinMin: 20 },
    cause: 'atoms are made from input, and never collected; the node dies when the table is full',
    repair: 'find list_to_atom on foreign data; restart the node before it dies',
  },
  {
    ...inAMinute,
    name: 'disk_full',
    metric: 'disk',
    raise: 80,
    clear: 75,
    cause: 'the disk fills',
    repair: 'delete old logs',
  },
  {
    ...inAMinute,
    name: 'queue_long',
    metric: 'queue',
    raise: 10_000,
    clear: 1_000,
    cause: 'a process gets more than it handles',
    repair: 'find it in the list of mailboxes; stop who feeds it',
  },
  {
    ...inAMinute,
    name: 'restart_loop',
    metric: 'restarts',
    raise: 4,
    clear: 3,
    severity: 'minor',
    pages: false,
    cause: 'a child crashes again and again, below the intensity of its supervisor',
    repair: 'read its crash reports',
  },
  {
    ...connection,
    name: 'node_down',
    metric: 'up',
    raise: 0.5,
    clear: 0.5,
    below: true,
    severity: 'critical',
    cause: 'the node has crashed, or cannot be reached',
    repair: 'see whether it is the node or the network: who else has lost it?',
  },
  {
    ...connection,
    name: 'peers_lost',
    metric: 'peersLost',
    raise: 1,
    clear: 1,
    dependsOn: ['node_down'],
    cause: 'the node has lost peers that the operations node still reaches',
    repair: 'look at the network between them',
  },
  {
    ...connection,
    name: 'no_data',
    metric: 'scrapeAge',
    raise: 60,
    clear: 30,
    forMs: 0,
    dependsOn: ['node_down'],
    cause: 'the exporter does not answer: nothing is known about this node',
    repair: 'restart the exporter; until then, this node is not healthy but unknown',
  },
  {
    ...inAMinute,
    name: 'run_queue_long',
    metric: 'runQueue',
    raise: 40,
    clear: 20,
    forMs: 300_000,
    severity: 'warning',
    pages: false,
    cause: 'more work than schedulers',
    repair: 'see whether it is a batch; if not, add nodes',
  },
];

type Phase = 'clear' | 'pending' | 'raised' | 'clearing';

/** One alarm: a rule on a node. */
interface Watch {
  readonly rule: OwnRule;
  readonly node: string;
  readonly trend: Trend | null;
  readonly automation: Automation | undefined;
  phase: Phase;
  /** Since when it is in this phase. */
  since: number;
  raisedAt: number;
  /** It was explained when it was last asked whom to wake. */
  isExplained: boolean;
  ranAt: number;
  timesRun: number;
}

/** Something to be decided later: whom to wake, or what to run. */
interface Due {
  readonly at: number;
  readonly what: 'page' | 'act';
  readonly watch: Watch;
}

/** What the engine remembers. */
export interface Engine {
  readonly watches: Map<string, Map<Metric, Watch[]>>;
  /** Alarms that are raised or clearing. */
  readonly active: Set<Watch>;
  due: Due[];
  /** Nothing is due before. */
  nextAt: number;
}

/** What explains an alarm is raised within this time of it. */
const settleMs = 20_000;
/** After so long an alarm that is explained is looked at again. */
const againMs = 60_000;
/** A gap in the data so long means that the node was away, and what it did before tells nothing. */
const awayMs = 25_000;

/** An engine that has seen nothing. */
export function begin(): Engine {
  return { watches: new Map(), active: new Set(), due: [], nextAt: Infinity };
}

/** Takes in one reading, and says what comes of it. */
export function step(st: Engine, s: Sample): { st: Engine; out: Output[] } {
  const out: Output[] = [];
  if (s.t >= st.nextAt) decideDue(st, s.t, out);
  for (const watch of watchesOf(st, s)) {
    const hasChanged = advance(watch, s);
    if (hasChanged) tell(st, watch, s.t, out);
  }
  return { st, out };
}

function watchesOf(st: Engine, { node, metric }: Sample): Watch[] {
  let ofNode = st.watches.get(node);
  if (ofNode === undefined) st.watches.set(node, (ofNode = new Map<Metric, Watch[]>()));
  let watches = ofNode.get(metric);
  if (watches === undefined) {
    watches = rules.filter((rule) => rule.metric === metric).map((rule) => watchOf(rule, node));
    ofNode.set(metric, watches);
  }
  return watches;
}

function watchOf(rule: OwnRule, node: string): Watch {
  return {
    rule,
    node,
    trend: rule.ahead === undefined ? null : new Trend(awayMs),
    automation: actions.find(({ on }) => on === rule.name),
    phase: 'clear',
    since: 0,
    raisedAt: 0,
    isExplained: false,
    ranAt: -Infinity,
    timesRun: 0,
  };
}

/** Takes the alarm a step further. True if it is raised or cleared by it. */
function advance(watch: Watch, s: Sample): boolean {
  watch.trend?.add(s.t, s.value);
  const { phase } = watch;
  const next = nextPhase(watch, s);
  if (next === phase) return false;
  watch.phase = next;
  watch.since = s.t;
  if (phase === 'pending' && next === 'raised') {
    watch.raisedAt = s.t;
    return true;
  }
  return phase === 'clearing' && next === 'clear';
}

function nextPhase(watch: Watch, { t, value }: Sample): Phase {
  const { rule, phase } = watch;
  const longMs = t - watch.since;
  switch (phase) {
    case 'clear':
      return isBad(watch, value) ? 'pending' : 'clear';
    case 'pending':
      if (!isBad(watch, value)) return 'clear';
      return longMs >= rule.forMs ? 'raised' : 'pending';
    case 'raised':
      return isOver(rule, value) ? 'clearing' : 'raised';
    case 'clearing':
      if (!isOver(rule, value)) return 'raised';
      return longMs >= rule.clearForMs ? 'clear' : 'clearing';
  }
}

function isBad({ rule, trend }: Watch, value: number): boolean {
  const { raise, below = false, ahead } = rule;
  if (below ? value >= raise : value < raise) return false;
  if (ahead === undefined || trend === null) return true;
  const perMin = trend.perMin();
  return perMin > 0 && (ahead.limit - value) / perMin < ahead.withinMin;
}

function isOver({ clear, below = false }: OwnRule, value: number): boolean {
  return below ? value > clear : value < clear;
}

/** An alarm has been raised or cleared. */
function tell(st: Engine, watch: Watch, t: number, out: Output[]): void {
  const { rule, node, automation } = watch;
  const alarm = rule.name;
  if (watch.phase === 'clear') {
    st.active.delete(watch);
    out.push({ kind: 'clear', alarm, node });
    return;
  }
  st.active.add(watch);
  watch.isExplained = false;
  watch.timesRun = 0;
  out.push({ kind: 'raise', alarm, node, severity: rule.severity });
  if (rule.pages) schedule(st, { at: t + settleMs, what: 'page', watch });
  else out.push({ kind: 'ticket', alarm, node, text: textOf(rule) });
  if (automation !== undefined) schedule(st, { at: t + settleMs, what: 'act', watch });
}

function schedule(st: Engine, due: Due): void {
  st.due.push(due);
  st.nextAt = Math.min(st.nextAt, due.at);
}

function decideDue(st: Engine, t: number, out: Output[]): void {
  const due = st.due;
  st.due = [];
  st.nextAt = Infinity;
  for (const one of due) {
    if (one.at > t) schedule(st, one);
    else if (st.active.has(one.watch)) decide(st, one, t, out);
  }
}

function decide(st: Engine, { what, watch }: Due, t: number, out: Output[]): void {
  const root = rootOf(alarmOf(watch), watch.rule.dependsOn, [...st.active].map(alarmOf));
  // What was explained until now has a moment to clear, too.
  if (root !== null || watch.isExplained) {
    watch.isExplained = root !== null;
    schedule(st, { at: t + againMs, what, watch });
  } else if (what === 'page') {
    const { rule, node } = watch;
    out.push({ kind: 'page', alarm: rule.name, node, text: textOf(rule) });
  } else act(st, watch, t, out);
}

/** Automation acts on what stands for itself, and never more often than its guard allows. */
function act(st: Engine, watch: Watch, t: number, out: Output[]): void {
  const { automation, rule, node } = watch;
  if (automation === undefined || watch.timesRun >= automation.guard.timesMax) return;
  const { everyMs } = automation.guard;
  if (t - watch.ranAt >= everyMs) {
    watch.ranAt = t;
    watch.timesRun += 1;
    out.push({ kind: 'action', run: automation.run, alarm: rule.name, node });
  }
  schedule(st, { at: watch.ranAt + everyMs, what: 'act', watch });
}

function alarmOf({ rule, node, raisedAt }: Watch): Alarm {
  return { alarm: rule.name, node, since: raisedAt, severity: rule.severity };
}

function textOf({ cause, repair }: Rule): string {
  return `${cause}: ${repair}`;
}
