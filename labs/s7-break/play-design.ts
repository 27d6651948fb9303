/** Plays one run of a design: a fresh Papertrain, twenty operations, the faults, and the history at the end. */
import type { LabProgram } from '#grader/program.ts';
import { System } from '#runtime/system.ts';
import { designOf, type DesignName } from './designs.ts';
import { historyOf, type FullHistory } from './history.ts';
import { frontOf, type HouseRun } from './house-campaign.ts';
import { houseFronts } from './house-decisions.ts';
import { inflict, type AnyFault } from './inflict.ts';
import type { Setup } from './world/setup.ts';
import type { History, Op } from './world/types.ts';

/** The history ends here. */
export const endMs = 35_000;
/** A run with more events is over at once, as one that floods its world. */
const eventsMax = 20_000;

export interface Campaign {
  readonly seed: number;
  readonly faults: readonly AnyFault[];
  readonly ops: readonly Op[];
}

export interface Played {
  readonly history: FullHistory;
  /** Deliveries, timers and turns. */
  readonly events: number;
  /** Messages between nodes, if they were counted. */
  readonly messages: number;
  /** Fingerprint of every event: the same run has the same. */
  readonly hash: string;
}

/** Plays a design. `program` holds the compiled files of the lab's world. */
export function playDesign(
  program: LabProgram,
  name: DesignName | 'D9',
  campaign: Campaign,
): Played {
  const { setup } = designOf(name);
  return playSetup(program, setup, { ...campaign, fronts: ['web'], frontOf: () => 'web' });
}

/** Plays a run of the house against a table of decisions. */
export function playHouse(program: LabProgram, setup: Setup, run: HouseRun): Played {
  return playSetup(program, setup, { ...run, fronts: houseFronts, frontOf, counted: true });
}

/** A campaign on given front ends. */
interface SetupCampaign extends Campaign {
  readonly fronts: readonly string[];
  /** Which of them an operation is for. */
  readonly frontOf: (op: Op, index: number) => string;
  /** Count messages. */
  readonly counted?: boolean;
}

function playSetup(program: LabProgram, setup: Setup, campaign: SetupCampaign): Played {
  const { seed, faults, ops, fronts } = campaign;
  const isCounted = campaign.counted === true;
  const system = new System({
    seed,
    nodes: [...fronts, ...setup.shops, 'partners'].map((name) => ({ name })),
    network: { paths: farPaths(setup.zones) },
    program,
    trace: false,
  });
  const changes: History['nodes'][number][] = [];
  const boot = (node: string): void => {
    system.spawnOn(node, { file: 'shop.ts', name: 'shop' }, setup, { name: 'shop' });
  };
  system.spawnOn('partners', { file: 'partners.ts', name: 'partners' }, undefined, {
    name: 'partners',
  });
  for (const node of setup.shops) boot(node);
  for (const node of fronts) {
    system.spawnOn(node, { file: 'web.ts', name: 'web' }, setup, { name: 'web' });
  }
  if (isCounted) system.addRule({ id: 'count', match: {}, action: { kind: 'tap' } });
  for (const fault of faults) {
    inflict(fault, {
      system,
      endMs,
      fronts: 'web*',
      shops: 'shop-*',
      changed: (node, is) => changes.push({ at: system.nowMs, node: node as never, is }),
      reboot: boot,
    });
  }
  for (const [index, op] of ops.entries()) {
    const front = campaign.frontOf(op, index);
    const { id, fn, args } = op;
    const command = { kind: 'operation', id, fn, args };
    system.at(op.at, () => system.send({ name: 'web', node: front }, command, op.id));
  }
  const result = system.run({ untilMs: endMs, eventsMax });
  if (result.kind === 'stopped') throw new Error(`the world was stopped: ${result.stop.message}`);
  const [crash] = system.crashes;
  if (crash !== undefined) throw new Error(`the world has an error: ${crash.engineText ?? ''}`);
  const history = historyOf({ ops, faults, changes, endMs, seen: system.observations });
  const counted = system.occurrences.filter((it) => it.rule === 'count' && it.from !== it.to);
  const played = {
    history,
    events: system.eventsDone,
    messages: counted.length,
    hash: system.hash(),
  };
  system.close();
  return played;
}

function farPaths(
  zones: Setup['zones'],
): { between: readonly [string, string]; latencyMs: number; jitterMs: number }[] {
  const names = Object.keys(zones);
  return names.flatMap((one, index) =>
    names
      .slice(index + 1)
      .filter((other) => zones[one] !== zones[other])
      .map((other) => ({ between: [one, other] as const, latencyMs: 40, jitterMs: 4 })),
  );
}
