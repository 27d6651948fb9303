/** The designs as worlds of the run sheet, and the history of a run as the learner's judge reads it. */
import {
  world,
  type Boot,
  type Check,
  type Operation,
  type RunRecord,
  type Scenario,
  type World,
} from '#grader/index.ts';
import { designs, stretchDesign, type DesignName } from './designs.ts';
import { historyOf, type FullHistory } from './history.ts';
import { houseOps } from './house-ops.ts';
import { endMs, healedMs } from './plan-faults.ts';
import type { Setup } from './world/setup.ts';
import type { Op } from './world/types.ts';

/** A design as something to attack. */
export interface Target {
  readonly name: DesignName | 'D9';
  readonly isSound: boolean;
  /** What is wrong with it; null if it is sound. */
  readonly flaw: string | null;
  readonly world: World;
}

/** A world floods long before that: a run of the house has some 500 events. */
const floodEvents = 20_000;

/** The eight designs, with what is checked in a run of each. */
export function targetsWith(checks: (design: Omit<Target, 'world'>) => readonly Check[]): Target[] {
  return [...designs, stretchDesign].map(({ name, flaw, setup }): Target => {
    const design = { name, flaw, isSound: flaw === null };
    const played = world({
      id: name,
      // The campaign plays it, with the seeds and the plans that it takes.
      seeds: { run: 0, grade: 0 },
      scenario: (_draw, seed) => scenarioOf(setup, { fronts: ['web'], ops: houseOps(seed) }),
      checks: checks(design),
    });
    return { ...design, world: played };
  });
}

/** Who asks for what, and where. */
export interface Clientele {
  readonly fronts: readonly string[];
  readonly ops: readonly Op[];
  /** The front end that an operation is for; the only one if left out. */
  readonly frontOf?: (op: Op, index: number) => string;
}

/** A fresh Papertrain and what its customers do. */
export function scenarioOf(
  setup: Setup,
  { fronts, ops, frontOf = () => 'web' }: Clientele,
): Scenario {
  const zoneOf = (name: string): { zone?: string } => {
    const zone = setup.zones[name];
    return zone === undefined ? {} : { zone };
  };
  return {
    nodes: [...fronts, ...setup.shops, 'partners'].map((name) => ({ name, ...zoneOf(name) })),
    boot: [
      { node: 'partners', file: 'partners.ts', body: 'partners', as: 'partners' },
      ...setup.shops.map((node) => bootOf(node, 'shop', setup)),
      ...fronts.map((node) => bootOf(node, 'web', setup)),
    ],
    workload: ops.map((op, index): Operation => ({
      id: op.id,
      atMs: op.at,
      fn: op.fn,
      args: { ...op.args },
      driver: { node: frontOf(op, index), name: 'web' },
    })),
    faults: [],
    untilMs: endMs,
    limits: { eventsMax: floodEvents },
  };
}

function bootOf(node: string, body: string, setup: Setup): Boot {
  // A setup is plain data.
  return {
    node,
    file: `${body}.ts`,
    body,
    as: body,
    arg: setup as unknown as Boot['arg'] & object,
  };
}

/** What a judge is shown of a run. */
export function historyOfRun(record: RunRecord): FullHistory {
  const ops = record.operations.map(({ operation }): Op => {
    const { id, atMs: at, fn, args } = operation;
    // The workload was made from such operations.
    return { id, at, fn, args } as unknown as Op;
  });
  const changes = record.struck.flatMap(({ atMs, fault, nodes, phase }) =>
    fault.kind === 'crash'
      ? nodes.map(
          (node) =>
            ({ at: atMs, node: node as never, is: phase === 'begins' ? 'down' : 'up' }) as const,
        )
      : [],
  );
  const history = historyOf({ ops, faults: [], changes, endMs, seen: record.observations });
  return { ...history, healedMs: healedMs(record.scenario.faults) };
}
