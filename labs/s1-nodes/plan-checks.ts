/** N-6, N-5 and N-4: the plan against the table of demand. Nothing runs for that. */
import { examination, formatNumber, type Examination, type Finding } from '#grader/index.ts';
import {
  creditsOf,
  isTooFull,
  machineCount,
  planOf,
  uses,
  type Plan,
  type Resource,
  type Use,
} from './plan.ts';
import { creditsEach, creditsMax, machinesMin, useMax } from './world/demand.ts';
import type { NodeType } from './world/types.ts';

/**
 * What a thrifty plan costs. Of all 678,570 ways to group the functions, each on the class that takes the fewest machines,
 * 9,583 have nothing beside `thumb`, nothing that a checkout needs beside `pdf`, `chat.conn` or `recommend`, and can be
 * paid: 517 of them for 48 credits (7 for 40, 89 for 44, 421 for 48), 5 in 100. With all three that may go mad alone, 48 is
 * the least that there is, and one grouping has it: `solution-thrifty`. For 64 it would have been 74 in 100.
 */
const creditsStretch = 48;

type Told = Pick<Finding, 'breach' | 'story' | 'worst' | 'badness'>;

/** A part of the plan that is judged without running it. */
function part(
  id: string,
  judges: readonly { readonly code: string; readonly judge: (plan: readonly NodeType[]) => Told }[],
  nonsense?: (problem: string) => Told,
): Examination {
  return examination({
    id,
    codes: judges.map(({ code }) => code),
    // A plan is the same for every seed.
    seeds: { run: 1, grade: 1 },
    about: () => ({ file: 'nodes.ts', name: 'nodeTypes' }),
    *examine(learner) {
      yield;
      const plan: Plan = planOf(learner);
      return judges.map(({ code, judge }): Finding => {
        if (plan.kind === 'plan') return { code, checked: plan.types.length, ...judge(plan.types) };
        const told = nonsense?.(plan.problem) ?? good('no plan', 0);
        return { code, checked: 1, ...told };
      });
    },
  });
}

function good(worst: string, badness: number): Told {
  return { worst, badness, breach: null };
}

/** N-6, N-5, N-4: in this order, so that the plainest mistake is told first. */
export const planChecks: readonly Examination[] = [
  part('machines per type', [{ code: 'N-6', judge: spares }], noPlan),
  part('cost', [
    { code: 'N-5', judge: cost },
    { code: 'N-8', judge: thrift },
  ]),
  part('peak with one machine lost', [{ code: 'N-4', judge: peak }]),
];

/** True if the machines are worth being switched on. */
export function isSound(types: readonly NodeType[]): boolean {
  return [spares, cost, peak].every((judge) => judge(types).breach === null);
}

function noPlan(problem: string): Told {
  return {
    worst: problem,
    badness: 1,
    breach: {
      atMs: 0,
      expected: 'every function on at least two machines',
      observed: problem,
      operation: 'nodes.ts',
      tags: [],
      cause: 'no plan',
    },
    story: [
      told('plan', 'nodes.ts', 'The plan is read'),
      told('problem', 'nodes.ts', `It cannot be carried out: ${problem}`),
    ],
  };
}

function spares(types: readonly NodeType[]): Told {
  const least = types.toSorted((left, right) => left.count - right.count)[0];
  const alone = types.find(({ count }) => count < machinesMin);
  const worst = least === undefined ? 'none' : `${least.count} (${least.name})`;
  if (alone === undefined) return good(worst, 0);
  const { name, apps, count } = alone;
  return {
    worst,
    badness: machinesMin - count,
    breach: {
      atMs: 0,
      expected: `at least ${machinesMin} machines of each type`,
      observed: `${count} of ${name}`,
      operation: name,
      tags: [],
      cause: 'single point of failure',
    },
    story: [
      told('single', name, `All of ${apps.join(', ')} is on ${name}-1`),
      told('fault', `${name}-1`, 'It crashes, or is restarted for an upgrade'),
      told('gone', 'town', `Nobody can be asked for ${apps.join(', ')} until it is back`),
    ],
  };
}

function cost(types: readonly NodeType[]): Told {
  const credits = creditsOf(types);
  if (credits <= creditsMax) return good(`${credits} credits`, credits - creditsMax);
  return {
    worst: `${credits} credits`,
    badness: credits - creditsMax,
    breach: {
      atMs: 0,
      expected: `at most ${creditsMax} credits`,
      observed: `${credits} credits`,
      operation: 'the plan',
      tags: [],
      cause: 'too dear',
    },
    story: [
      told(
        'machines',
        'nodes.ts',
        `${machineCount(types)} machines in ${types.length} types, ${creditsEach} credits each`,
      ),
      told(
        'spares',
        'nodes.ts',
        `Each type needs one machine that does nothing on a good day: ${types.length} spares`,
      ),
    ],
  };
}

/** The stretch goal: the same for less. */
function thrift(types: readonly NodeType[]): Told {
  const credits = creditsOf(types);
  const worst = `${credits} credits`;
  if (credits <= creditsStretch) return good(worst, credits - creditsStretch);
  return {
    worst,
    badness: credits - creditsStretch,
    breach: {
      atMs: 0,
      expected: `at most ${creditsStretch} credits`,
      observed: worst,
      operation: 'the plan',
      tags: [],
      cause: 'could be cheaper',
    },
  };
}

const resources: { readonly [R in Resource]: { readonly name: string; readonly unit: string } } = {
  cores: { name: 'CPU', unit: 'cores' },
  gb: { name: 'memory', unit: 'GB' },
  megabytesPerS: { name: 'the network', unit: 'MB/s' },
};

function peak(types: readonly NodeType[]): Told {
  const all = uses(types);
  const fullest = all.toSorted((left, right) => right.share - left.share)[0];
  if (fullest === undefined) return good('no machine', 0);
  const { type, resource } = fullest;
  const { name, unit } = resources[resource];
  const worst = `${percent(fullest.share)} of ${name} (${type.name})`;
  if (!isTooFull(fullest)) return good(worst, fullest.share - useMax);
  const there = `${formatNumber(fullest.there)} ${unit}`;
  return {
    worst,
    badness: fullest.share - useMax,
    breach: {
      atMs: 0,
      expected: `at most ${percent(useMax)} of any resource`,
      observed: `${percent(fullest.share)} of ${name}`,
      operation: type.name,
      tags: [],
      cause: `too little ${name}`,
    },
    story: [
      told('lost', `${type.name}-1`, `One of ${type.count} machines is lost`),
      told('peak', type.name, `The evening’s peak of ${type.apps.join(', ')} goes on`),
      told(
        'left',
        `${type.name}-2`,
        `Each that is left needs ${amount(fullest, unit)} of ${there}`,
      ),
    ],
  };
}

function amount({ needed }: Use, unit: string): string {
  return `${formatNumber(needed, 1)} ${unit}`;
}

function percent(share: number): string {
  return `${formatNumber(share * 100, 1)} %`;
}

function told(name: string, where: string, text: string): NonNullable<Finding['story']>[number] {
  return { name, atMs: 0, where, text };
}
