/**
 * A scenario is data: JSON carries it into every engine. It says which nodes there are, what runs on them, and what
 * the host does to them at which instant.
 */
import type { ExportCall } from '#runtime/examine.ts';
import type { Limits } from '#runtime/limits.ts';
import type { Impairment, NetworkSpec } from '#runtime/network-spec.ts';
import type { NodeSpec } from '#runtime/node.ts';
import type { Rule } from '#runtime/rules.ts';
import type { SchedulerSpec } from '#runtime/scheduler.ts';
import type { System } from '#runtime/system.ts';

/** A rule, and what else is done when it fires. */
export interface RuleDeed {
  readonly do: 'addRule';
  readonly rule: Omit<Rule, 'then'>;
  readonly then?: Deed;
}

/** Something that the host does. */
export type Deed =
  | {
      readonly do: 'spawnOn';
      readonly node: string;
      readonly file: string;
      readonly name: string;
      readonly arg?: unknown;
      readonly as?: string;
    }
  | {
      readonly do: 'send';
      readonly node: string;
      readonly name: string;
      readonly message: unknown;
      readonly tag: string;
    }
  | { readonly do: 'callExport'; readonly node: string; readonly call: ExportCall }
  | { readonly do: 'kill'; readonly node: string; readonly nth: number }
  | { readonly do: 'crash'; readonly node: string; readonly torn: number; readonly silent: boolean }
  | { readonly do: 'restart'; readonly node: string }
  | { readonly do: 'hang'; readonly node: string; readonly forMs: number }
  | {
      readonly do: 'pause';
      readonly node: string;
      readonly everyMs: number;
      readonly forMs: number;
      readonly untilMs: number;
    }
  | { readonly do: 'partition'; readonly groups: readonly (readonly string[])[] }
  | { readonly do: 'ring'; readonly names: readonly string[]; readonly reach?: number }
  | {
      readonly do: 'impair';
      readonly from: string;
      readonly to: string;
      readonly impairment: Impairment | null;
    }
  | { readonly do: 'shutDown'; readonly node: string; readonly graceMs: number }
  | { readonly do: 'heal'; readonly groups?: readonly [readonly string[], readonly string[]] }
  | { readonly do: 'cut'; readonly from: string | readonly string[]; readonly to: string }
  | { readonly do: 'skew'; readonly node: string; readonly ms: number }
  | { readonly do: 'clockJump'; readonly node: string; readonly ms: number }
  | { readonly do: 'drift'; readonly node: string; readonly partsPerMillion: number }
  | RuleDeed
  | { readonly do: 'removeRule'; readonly id: string }
  | { readonly do: 'fillDisk'; readonly node: string; readonly percentPerSecond: number }
  | { readonly do: 'leak'; readonly node: string; readonly megabytesPerSecond: number };

export interface Scenario {
  readonly seed: number;
  readonly nodes: readonly NodeSpec[];
  readonly network: NetworkSpec;
  readonly scheduler: SchedulerSpec;
  readonly limits: Partial<Limits>;
  readonly buggify: boolean;
  readonly deeds: readonly { readonly atMs: number; readonly deed: Deed }[];
  readonly untilMs: number;
}

type Performers = {
  readonly [K in Deed['do']]: (system: System, deed: Extract<Deed, { readonly do: K }>) => unknown;
};

/** How each deed is done. */
export const performers: Performers = {
  spawnOn: (system, { node, file, name, arg, as }) => {
    const isFree = as === undefined || !system.node(node).names.has(as);
    if (!system.node(node).up || !isFree) return;
    system.spawnOn(node, { file, name }, arg, as === undefined ? {} : { name: as });
  },
  send: (system, { node, name, message, tag }) => system.send({ name, node }, message, tag),
  callExport: (system, { node, call }) => system.node(node).up && system.callExport(node, call),
  kill: (system, { node, nth }) => {
    const living = system.living(node);
    const victim = living[nth % Math.max(1, living.length)];
    if (victim !== undefined) system.kill(victim.pid);
  },
  crash: (system, { node, torn, silent }) => system.crash(node, { torn, silent }),
  restart: (system, { node }) => system.restart(node),
  hang: (system, { node, forMs }) => system.hang(node, forMs),
  pause: (system, { node, everyMs, forMs, untilMs }) => system.pause(node, everyMs, forMs, untilMs),
  partition: (system, { groups }) => system.partition(...groups),
  heal: (system, { groups }) => system.heal(...(groups ?? [])),
  cut: (system, { from, to }) => system.cut(from, to),
  ring: (system, { names, reach }) => system.ring(names, reach),
  impair: (system, { from, to, impairment }) => system.impair(from, to, impairment),
  shutDown: (system, { node, graceMs }) => system.shutDown(node, graceMs),
  skew: (system, { node, ms }) => system.skew(node, ms),
  clockJump: (system, { node, ms }) => system.clockJump(node, ms),
  drift: (system, { node, partsPerMillion }) => system.drift(node, partsPerMillion),
  addRule: (system, { rule, then }) =>
    system.addRule(then === undefined ? rule : { ...rule, then: () => perform(system, then) }),
  removeRule: (system, { id }) => system.removeRule(id),
  fillDisk: (system, { node, percentPerSecond }) => system.fillDisk(node, percentPerSecond),
  leak: (system, { node, megabytesPerSecond }) => system.leak(node, megabytesPerSecond),
};

/** Does one deed. */
export function perform(system: System, deed: Deed): void {
  const performer = performers[deed.do] as (system: System, deed: Deed) => unknown;
  performer(system, deed);
}
