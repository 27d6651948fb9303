/** What is true of this Papertrain and hidden from whoever plans it: its nodes, its day, and how a load test goes. */
import { Draw, LearnerFailed, type Learner } from '#grader/index.ts';
import { tiers } from './world/cluster.ts';
import type { LoadTest, TestResult, Tier } from './world/types.ts';

export const each = { web: 250, shop: 120 } as const;
/** N* = √((1 − σ)/κ) = 6.9: five nodes do 3,125 requests a second, seven 3,271, twelve 2,864. */
export const curve = { gamma: 1000, sigma: 0.05, kappa: 0.02 } as const;

/** What a tier of so many nodes does, in requests a second. */
export function capacity(tier: Tier, n: number): number {
  if (tier !== 'data') return each[tier] * n;
  return (curve.gamma * n) / (1 + curve.sigma * (n - 1) + curve.kappa * n * (n - 1));
}

export const dayS = 1_440;
/** The busiest seconds have a little more than this. */
export const plannedLoad = 2_500;
export const spotAt = 1_000;

/** A 1,440th of a full turn: the sine of a day by turning a hand, for engines disagree on the digits of Math.sin. */
const turn = { cos: 0.9999904807207345, sin: 0.004363309284746571 };

/** The requests of each second of a day: a wave, noise, and the spot. No two days are equally busy. */
export function demandOf(draw: Draw): number[] {
  const factor = draw.of('day').between(0.95, 1.03);
  const noise = draw.of('noise');
  let hand = { x: 0, y: -1 };
  return Array.from({ length: dayS }, (_, t) => {
    const wave = 1_300 + 1_100 * hand.y;
    hand = {
      x: hand.x * turn.cos - hand.y * turn.sin,
      y: hand.y * turn.cos + hand.x * turn.sin,
    };
    return Math.round((wave + spot(t)) * factor * noise.between(0.95, 1.05));
  });
}

function spot(t: number): number {
  const [rises, holds, falls, over] = [spotAt, spotAt + 30, spotAt + 90, spotAt + 120];
  if (t < rises || t >= over) return 0;
  if (t < holds) return (800 * (t - rises)) / 30;
  return t < falls ? 800 : (800 * (over - t)) / 30;
}

export const testsMax = 12;
const nodesMax = 32;
/** What a noisy neighbour leaves. */
const disturbedShare = 0.6;

/** Makes the learner’s load tests. The first one of the smallest `data` has a noisy neighbour. */
export function testResults(learner: Learner, seed: number): TestResult[] {
  const tests = testsOf(learner);
  const draw = new Draw(`s8-blueprint/tests/${seed}`);
  const sizes = tests.filter(({ tier }) => tier === 'data').map(({ n }) => n);
  const disturbed = tests.findIndex(({ tier, n }) => tier === 'data' && n === Math.min(...sizes));
  return tests.map(({ tier, n }, index) => {
    const share = index === disturbed ? disturbedShare : 1;
    const x = capacity(tier, n) * draw.of(index).between(0.99, 1.01) * share;
    return { tier, n, x: Math.round(x) };
  });
}

function testsOf(learner: Learner): readonly LoadTest[] {
  const outcome = learner.value('fit.ts', 'tests');
  const value = outcome.kind === 'returned' ? outcome.value : null;
  if (!Array.isArray(value)) throw refusal('it is no list');
  const tests = value as readonly Partial<LoadTest>[];
  if (tests.length > testsMax) throw refusal(`${tests.length} tests, and ${testsMax} are paid for`);
  return tests.map((one) => {
    const { tier, n = 0 } = one;
    if (tier === undefined || !tiers.includes(tier)) {
      throw refusal(`a test of the tier ${String(tier)}`);
    }
    if (!Number.isInteger(n) || n < 1 || n > nodesMax) {
      throw refusal(`a test of ${String(n)} ${tier} nodes; 1 to ${nodesMax} can be had`);
    }
    return { tier, n };
  });
}

function refusal(problem: string): LearnerFailed {
  return new LearnerFailed(
    {
      code: 'KIT-MISUSE',
      message: `Your list of load tests cannot be carried out: ${problem}`,
      remedy: 'A test is { tier: "web" | "shop" | "data", n }: see LoadTest in types.ts.',
      place: null,
    },
    { file: 'fit.ts', name: 'tests' },
  );
}

/** How many `data` nodes the learner’s blueprint has for the planned load; null if it has none that can be used. */
export function dataNodes(learner: Learner, results: readonly TestResult[]): number | null {
  const outcome = learner.call('plan.ts', 'blueprint', plannedLoad, results);
  const counts = outcome.kind === 'returned' ? (outcome.value as { data?: unknown } | null) : null;
  const n = counts?.data;
  return typeof n === 'number' && Number.isInteger(n) && n >= 1 && n <= 64 ? n : null;
}
