/** An evening of twelve nodes: what happens when, and to which of them. A seed deals the nodes and moves the instants. */
import { type Draw, type Operation, type Scenario } from '#grader/index.ts';
import type { Evening, Happening } from './world/plan.ts';

export const nodes: readonly string[] = Array.from(
  { length: 12 },
  (_, index) => `node-${index + 1}`,
);
const minute = 60_000;

/** Something that happens, before the seed moves it. */
interface Planned {
  readonly id: string;
  readonly atMin: number;
  readonly forMin: number;
  readonly what: Happening;
}

/** The deploy takes a node a minute, and every node so long to be warm again. */
const deployMin = 12 + 26;

/** Who is struck. */
class Deal {
  readonly #names: readonly string[];

  constructor(draw: Draw) {
    this.#names = draw.of('nodes').shuffle(nodes);
  }

  name(index: number): string {
    return this.#names[index] ?? 'node-1';
  }

  /** Six nodes that end up on the other side. */
  get far(): readonly string[] {
    return this.#names.filter((_, index) => index % 2 === 1);
  }
}

/** Four hours, with nobody but the learner's rules at the desk. */
export function eveningOf(draw: Draw, seed: number): Scenario {
  const deal = new Deal(draw);
  const plan: readonly Planned[] = [
    { id: 'N1', atMin: 0, forMin: 240, what: { kind: 'sawtooth', node: deal.name(0) } },
    { id: 'J1', atMin: 20, forMin: 60, what: leak(deal.name(1)) },
    { id: 'J7', atMin: 40, forMin: 70, what: { kind: 'atoms', node: deal.name(2), perS: 200 } },
    { id: 'J9', atMin: 62, forMin: 12, what: { kind: 'silence', node: 'business' } },
    { id: 'J2', atMin: 78, forMin: 40, what: { kind: 'mailbox', node: deal.name(3), perS: 200 } },
    { id: 'N2', atMin: 100, forMin: 10, what: { kind: 'batch', node: deal.name(4) } },
    { id: 'N3', atMin: 120, forMin: deployMin, what: { kind: 'deploy', everyMs: minute } },
    { id: 'J3', atMin: 138, forMin: 90, what: disk(deal.name(5)) },
    { id: 'J5', atMin: 155, forMin: 1.5, what: { kind: 'split', nodes: deal.far } },
    { id: 'J4', atMin: 172, forMin: 28, what: { kind: 'restarts', node: deal.name(6), perS: 0.1 } },
    { id: 'J6', atMin: 180, forMin: 40, what: { kind: 'exporter', node: deal.name(6) } },
    { id: 'J8', atMin: 226, forMin: 4, what: { kind: 'crash', node: deal.name(7) } },
  ];
  return scenario({ forMin: 240, automation: false, sawtooth: deal.name(0), seed }, plan, draw);
}

/** An hour with automation switched on. */
export function automatedOf(draw: Draw, seed: number): Scenario {
  const deal = new Deal(draw);
  const plan: readonly Planned[] = [
    { id: 'N1', atMin: 0, forMin: 66, what: { kind: 'sawtooth', node: deal.name(0) } },
    { id: 'J3', atMin: 4, forMin: 62, what: disk(deal.name(5)) },
    { id: 'J1', atMin: 6, forMin: 60, what: leak(deal.name(1)) },
    { id: 'J6', atMin: 20, forMin: 40, what: { kind: 'exporter', node: deal.name(6) } },
    { id: 'J5', atMin: 52, forMin: 1.5, what: { kind: 'split', nodes: deal.far } },
  ];
  return scenario({ forMin: 66, automation: true, sawtooth: deal.name(0), seed }, plan, draw);
}

function leak(node: string): Happening {
  return { kind: 'leak', node, percentPerMin: 0.8 };
}

function disk(node: string): Happening {
  return { kind: 'disk', node, percentPerMin: 0.5 };
}

function scenario(
  evening: { forMin: number; automation: boolean; sawtooth: string; seed: number },
  plan: readonly Planned[],
  draw: Draw,
): Scenario {
  const forMs = evening.forMin * minute;
  const { automation, sawtooth, seed } = evening;
  const arg: Evening = { forMs, automation, sawtooth, seed, nodes };
  const jitter = draw.of('jitter');
  return {
    nodes: [{ name: 'ops' }],
    boot: [{ node: 'ops', file: 'desk.ts', body: 'desk', as: 'desk', arg: { ...arg } }],
    workload: plan
      .map(({ id, atMin, forMin, what }): Operation => {
        // Half a minute either way, and between two ticks.
        const movedS = atMin === 0 ? 5 : jitter.of(id).integer(-9, 9) * 10 + 5;
        const args = { what: { ...what }, forMs: forMin * minute };
        const driver = { node: 'ops', name: 'desk' };
        return { id, atMs: atMin * minute + movedS * 1000, fn: what.kind, args, driver };
      })
      .sort((one, other) => one.atMs - other.atMs),
    faults: [],
    untilMs: forMs + 1,
  };
}
