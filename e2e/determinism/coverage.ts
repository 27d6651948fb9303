/** What the scenarios between them have exercised, gathered from their runs; and all that there is. */
import type { NodeChange, RuntimeEvent } from '#runtime/events.ts';
import { losses } from '#runtime/loss.ts';
import type { Latency } from '#runtime/latency.ts';
import type { Impairment, NetworkSpec, PathSpec, StreamSpec } from '#runtime/network-spec.ts';
import type { NodeSpec } from '#runtime/node.ts';
import type { Match, Rule, RuleAction } from '#runtime/rules.ts';
import type { SchedulerSpec } from '#runtime/scheduler.ts';
import { dueKind } from '#runtime/signal.ts';
import type { Stop } from '#runtime/stop.ts';
import { eventKind } from '#runtime/trace.ts';
import type { Outcome, Played } from './play.ts';
import { performers, type Deed, type Scenario } from './scenario.ts';

export interface Coverage {
  /** Uses of what learners are given: see tally.ts. */
  readonly counts: Readonly<Record<string, number>>;
  /** In how many scenarios everything else was there, by words such as `deed crash`. */
  readonly seen: Readonly<Record<string, number>>;
  /** Of the runs: to be counted must change nothing. */
  readonly hashes: readonly string[];
}

/** Every member of a union of strings; a new member is a compile error until it stands here. */
type All<Member extends string> = Readonly<Record<Member, true>>;
const schedulers: All<
  Exclude<SchedulerSpec, object> | Exclude<Extract<SchedulerSpec, object>['kind'], 'chosen'>
> = {
  ...{ 'round-robin': true, random: true, pct: true, replay: true },
};
const stops: All<Stop['code']> = {
  ...{
    'KIT-HANG': true,
    'KIT-DEEP': true,
    'KIT-MISUSE': true,
    'KIT-CRASH': true,
    'KIT-FLOOD': true,
  },
};
const actions: All<RuleAction['kind']> = {
  ...{ drop: true, delay: true, duplicate: true, reorder: true, hold: true, tap: true },
};
const ruleFields: All<Exclude<keyof Rule, 'id' | 'match' | 'action'>> = {
  ...{ on: true, probability: true, fromMs: true, untilMs: true, max: true, then: true },
};
const matchFields: All<keyof Match> = {
  ...{ from: true, to: true, carries: true, payload: true, tag: true, ordinal: true },
  ...{ toProcess: true, fromProcess: true },
};
const networkFields: All<keyof NetworkSpec> = {
  ...{ latencyMs: true, jitterMs: true, megabytesPerSecond: true, tickTimeMs: true },
  ...{ connectTimeoutMs: true, paths: true, latency: true, fragmentKB: true, busyLimitKB: true },
  ...{ mesh: true, streams: true, datagrams: true },
};
const streamFields: All<keyof StreamSpec> = {
  ...{ bufferKB: true, segments: true, giveUpMs: true },
};
const segmentations: All<NonNullable<StreamSpec['segments']>> = {
  ...{ random: true, smallest: true, largest: true },
};
const latencies: All<Latency['kind']> = {
  ...{ constant: true, uniform: true, normal: true, longTail: true },
};
const impairmentFields: All<keyof Impairment> = {
  ...{ addMs: true, megabytesPerSecond: true, loss: true },
};
const pathFields: All<keyof PathSpec> = {
  ...{ between: true, latencyMs: true, jitterMs: true, latency: true, megabytesPerSecond: true },
};
const nodeFields: All<keyof NodeSpec> = {
  ...{ name: true, cores: true, memoryMB: true, skewMs: true, driftPpm: true, boot: true },
  ...{ hidden: true, up: true },
};
const changes: All<NodeChange> = {
  ...{
    crashed: true,
    booted: true,
    frozen: true,
    resumed: true,
    'out-of-memory': true,
    stopped: true,
  },
};

/** Signals that leave a row when they are delivered. */
const signals = Object.entries(dueKind).filter(
  ([, kind]) => kind >= dueKind.message && kind <= dueKind.down,
);

function words(kind: string, names: Iterable<string>): readonly string[] {
  return [...names].map((name) => `${kind} ${name}`);
}

/** All that must be seen. */
export const everything: readonly string[] = [
  ...words('deed', Object.keys(performers)),
  ...words('scheduler', Object.keys(schedulers)),
  ...words('stop', Object.keys(stops)),
  ...words('action', Object.keys(actions)),
  ...words('rule', Object.keys(ruleFields)),
  ...words('match', Object.keys(matchFields)),
  ...words('network', Object.keys(networkFields)),
  ...words('path', Object.keys(pathFields)),
  ...words('stream', Object.keys(streamFields)),
  ...words('segments', Object.keys(segmentations)),
  ...words('latency', Object.keys(latencies)),
  ...words('impairment', Object.keys(impairmentFields)),
  ...words('node', Object.keys(nodeFields)),
  ...words('change', Object.keys(changes)),
  ...words('loss', losses),
  ...words('row', Object.keys(eventKind)),
  ...words(
    'signal',
    signals.map(([name]) => name),
  ),
];

/** A counted run. */
export interface CountedRun extends Played {
  readonly scenario: Scenario;
  readonly told: readonly RuntimeEvent[];
}

export function seenIn(runs: readonly CountedRun[]): Coverage['seen'] {
  const seen: Record<string, number> = {};
  for (const run of runs) {
    const { scenario, outcome } = run;
    const found = new Set([...inScenario(scenario, outcome), ...inTrace(run), ...told(run)]);
    for (const word of found) seen[word] = (seen[word] ?? 0) + 1;
  }
  return seen;
}

/** What the scenario asked for before its run was over; of rules, those that have fired. */
function inScenario(scenario: Scenario, { atMs, fired, end }: Outcome): readonly string[] {
  const { network, nodes, scheduler, deeds } = scenario;
  const done = deeds.filter((each) => each.atMs <= atMs).map(({ deed }) => deed);
  return [
    `scheduler ${typeof scheduler === 'string' ? scheduler : scheduler.kind}`,
    `stop ${/KIT-\w+/.exec(end)?.[0]}`,
    ...words('network', Object.keys(network)),
    ...words('stream', Object.keys(network.streams ?? {})),
    `segments ${network.streams?.segments}`,
    `latency ${network.latency?.kind}`,
    ...words('impairment', done.flatMap(impaired)),
    ...words(
      'path',
      (network.paths ?? []).flatMap((path) => Object.keys(path)),
    ),
    ...words(
      'node',
      nodes.flatMap((node) => Object.keys(node)),
    ),
    ...words(
      'deed',
      done.map((deed) => deed.do),
    ),
    ...done.flatMap((deed) => inRule(deed, fired)),
  ];
}

function impaired(deed: Deed): readonly string[] {
  return deed.do === 'impair' ? Object.keys(deed.impairment ?? {}) : [];
}

function inRule(deed: Deed, fired: Outcome['fired']): readonly string[] {
  if (deed.do !== 'addRule' || fired[deed.rule.id] === undefined) return [];
  const { rule, then } = deed;
  const fields = words('rule', Object.keys(rule));
  const more = then === undefined ? [] : [`deed ${then.do}`, 'rule then'];
  return [
    `action ${rule.action.kind}`,
    ...fields,
    ...words('match', Object.keys(rule.match)),
    ...more,
  ];
}

function inTrace({ system }: CountedRun): readonly string[] {
  const { kind, c } = system.trace.columns();
  const delivered = new Set(c.filter((_, row) => kind[row] === eventKind.delivered));
  const kinds = new Set(kind);
  return [
    ...words('row', namesOf(eventKind, kinds)),
    ...words('signal', namesOf(dueKind, delivered)),
  ];
}

function namesOf(
  names: Readonly<Record<string, number>>,
  numbers: ReadonlySet<number>,
): readonly string[] {
  return Object.entries(names).flatMap(([name, number]) => (numbers.has(number) ? [name] : []));
}

function told({ told: events }: CountedRun): readonly string[] {
  return events.flatMap((event) => {
    if (event.kind === 'nodeChanged') return [`change ${event.change}`];
    return event.kind === 'dropped' ? [`loss ${event.why}`] : [];
  });
}
