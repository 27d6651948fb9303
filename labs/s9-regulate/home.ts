/** The three nodes of the lab, and what all its worlds have in common. */
import {
  operationsAt,
  type Boot,
  type BootArg,
  type Draw,
  type NodeSpec,
  type Operation,
  type OperationMaker,
  type Scenario,
} from '#grader/index.ts';

/** So many charges PayHub takes at a time; a charge is 200 ms on average, so 250 a second. */
export const places = 50;
/** Memory of the node on which the regulator runs. */
export const memoryMb = 512;
/** The price with which the driver of the connection crashes; `world/payhub.ts` has the same. */
const crashingCents = 1_313;

interface Home {
  readonly attempts: number;
  readonly beyond?: 'ban' | 'slower';
  /** What of the learner's configuration is another one. */
  readonly other?: BootArg;
  readonly workload: readonly Operation[];
  readonly faults?: Scenario['faults'];
  readonly untilMs: number;
}

/** A run: clients, the node `pay` with the learner's files, and PayHub. */
export function home(options: Home): Scenario {
  const { attempts, beyond = 'ban', other = {}, workload, faults = [], untilMs } = options;
  return { nodes, boot: boot({ attempts, beyond, other }), workload, faults, untilMs };
}

const nodes: readonly NodeSpec[] = [
  { name: 'clients' },
  { name: 'pay', memoryMb },
  { name: 'payhub' },
];

function boot({
  attempts,
  beyond,
  other,
}: {
  attempts: number;
  beyond: string;
  other: BootArg;
}): Boot[] {
  return [
    {
      node: 'payhub',
      file: 'payhub-node.ts',
      body: 'payhub',
      as: 'payhub',
      arg: { places, beyond },
    },
    { node: 'pay', file: 'pay-node.ts', body: 'regulated', as: 'regulator', arg: other },
    { node: 'clients', file: 'clients-node.ts', body: 'clients', as: 'clients', arg: { attempts } },
  ];
}

const driver = { node: 'clients', name: 'clients' } as const;

/** One payment: `settle` in 5 % of all, `order` in 15 %, `browse` in 80 %. */
export const payment: OperationMaker = (index, draw) => {
  const lot = draw.between(0, 1);
  const name = lot < 0.05 ? 'settle' : lot < 0.2 ? 'order' : 'browse';
  return {
    id: `${name}-${index + 1}`,
    fn: 'pay',
    args: { class: name, cents: 2_000 + (index % 500) },
    driver,
  };
};

/** Payments at random instants, phase by phase: so many a second on average. */
export function arrivals(
  phases: readonly {
    readonly ratePerS: number;
    readonly fromMs: number;
    readonly untilMs: number;
  }[],
  draw: Draw,
): Operation[] {
  const instants: number[] = [];
  for (const [index, { ratePerS, fromMs, untilMs }] of phases.entries()) {
    const gaps = draw.of(`phase ${index}`);
    const gapMs = 1_000 / ratePerS;
    for (
      let atMs = fromMs + gaps.exponential(gapMs);
      atMs < untilMs;
      atMs += gaps.exponential(gapMs)
    )
      instants.push(atMs);
  }
  return operationsAt(instants, draw, payment);
}

/** The n-th worker's connection crashes while it holds a slot. */
export function crashing(index: number, atMs: number): Operation {
  return {
    id: `crash-${index + 1}`,
    atMs,
    fn: 'pay',
    args: { class: 'order', cents: crashingCents },
    driver,
  };
}

/** Somebody who wants to finish a payment. */
export function settling(id: string, atMs: number): Operation {
  return { id, atMs, fn: 'pay', args: { class: 'settle', cents: 2_000 }, driver };
}
