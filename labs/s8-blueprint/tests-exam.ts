/** Before the day: the load tests are made, the curve is fitted, the blueprint drawn. C-1 and C-8. */
import {
  examination,
  formatNumber,
  type Finding,
  type FindingEvent,
  type Learner,
  type LearnerOutcome,
  type ShownTable,
} from '#grader/index.ts';
import { capacity, curve, dataNodes, plannedLoad, testResults } from './plant.ts';
import { tiers } from './world/cluster.ts';
import type { TestResult, Usl } from './world/types.ts';

/**
 * Over 1,000 seeds of ±1 % noise right solutions have N* at most 1.5 % off, X(1) 2.4 % and X(5) 1.1 %. With the disturbed test
 * among the others (m09) X(1) is off by 26 % and more; without a coherency term (m10) there is no N*.
 */
const peakOffMax = 0.15;
const throughputOffMax = 0.05;
const dataMin = 4;
const dataMax = 7;

const truePeak = peakOf(curve);
const sizes = [1, 5] as const;

/** C-1 and C-8. */
export const loadTests = examination({
  id: 'load tests',
  codes: ['C-1', 'C-8'],
  about: ({ cause }) =>
    cause.startsWith('plan')
      ? { file: 'plan.ts', name: 'blueprint' }
      : { file: 'fit.ts', name: cause === 'little' ? 'little' : 'fitUSL' },
  *examine(learner, _draw, seed) {
    const results = testResults(learner, seed);
    yield;
    const fit = fitOf(learner, results);
    const judged = judgeFit(results, fit);
    const little = judged.breach === null ? judgeLittle(learner) : null;
    return [{ ...judged, ...little }, judgePlan(learner, results)];
  },
});

type Fit =
  { readonly kind: 'fit'; readonly usl: Usl } | { readonly kind: 'none'; readonly why: string };

function fitOf(learner: Learner, results: readonly TestResult[]): Fit {
  const points = results.filter(({ tier }) => tier === 'data').map(({ n, x }) => ({ n, x }));
  const outcome = learner.call('fit.ts', 'fitUSL', points);
  if (outcome.kind !== 'returned') return { kind: 'none', why: sayOutcome(outcome) };
  const { gamma, sigma, kappa } = (outcome.value ?? {}) as Partial<Usl>;
  if (![gamma, sigma, kappa].every(Number.isFinite)) {
    return { kind: 'none', why: 'gamma, sigma and kappa are not three numbers' };
  }
  return { kind: 'fit', usl: { gamma, sigma, kappa } as Usl };
}

/** A pool of 50 connections, 200 ms a call: at most 250 calls a second. */
const slots = { l: 50, lambda: 250, w: 0.2 };

/** What is wrong with `little`; null if nothing is. */
function judgeLittle(learner: Learner): Finding | null {
  for (const missing of ['l', 'lambda', 'w'] as const) {
    const known = Object.entries(slots).filter(([name]) => name !== missing);
    const given = Object.fromEntries(known);
    const outcome = learner.call('fit.ts', 'little', given);
    const value = outcome.kind === 'returned' ? Number(outcome.value) : Number.NaN;
    if (Math.abs(value / slots[missing] - 1) < 1e-9) continue;
    const asked = known.map(([name, of]) => `${name}: ${of}`).join(', ');
    const observed = outcome.kind === 'returned' ? formatNumber(value) : sayOutcome(outcome);
    return {
      code: 'C-1',
      checked: 1,
      worst: `little: ${observed}`,
      badness: 9,
      breach: {
        atMs: 0,
        expected: `${missing} = ${slots[missing]}`,
        observed,
        operation: `little({ ${asked} })`,
        tags: [],
        cause: 'little',
      },
      story: [
        told('pool', 'PayHub', '50 calls may be under way at once, and each takes 200 ms'),
        told('law', 'fit.ts', 'By Little’s law 50 = λ · 0.2 s: 250 calls a second'),
      ],
    };
  }
  return null;
}

function sayOutcome(outcome: Exclude<LearnerOutcome, { kind: 'returned' }>): string {
  switch (outcome.kind) {
    case 'threw':
      return `it throws ${outcome.message}`;
    case 'endless':
      return 'it takes too many steps';
    default:
      return 'there is none';
  }
}

/** Where the curve has its peak. */
function peakOf({ sigma, kappa }: Usl): number {
  return kappa > 0 && sigma < 1 ? Math.sqrt((1 - sigma) / kappa) : Infinity;
}

function throughput(n: number, { gamma, sigma, kappa }: Usl): number {
  return (gamma * n) / (1 + sigma * (n - 1) + kappa * n * (n - 1));
}

function judgeFit(results: readonly TestResult[], fit: Fit): Finding {
  const tables = [testTable(results, fit)];
  const base = { code: 'C-1', checked: 1, tables };
  if (fit.kind === 'none') {
    const breach = {
      atMs: 0,
      expected: 'a curve through the tests of data',
      observed: fit.why,
      operation: 'fitUSL',
      tags: [],
      cause: 'no fit',
    };
    return { ...base, worst: fit.why, badness: 9, breach, story: testStory(results, fit) };
  }
  const peak = peakOf(fit.usl);
  const peakOff = Math.abs(peak / truePeak - 1);
  const said = sizes.map((n) => `X(${n}) = ${formatNumber(throughput(n, fit.usl), 0)}`);
  const offs = sizes.map((n) => Math.abs(throughput(n, fit.usl) / capacity('data', n) - 1));
  const off = Math.max(...offs);
  const worst = `N* = ${formatNumber(peak, 1)}, ${said.join(', ')} rps`;
  const badness = Math.max(peakOff / peakOffMax, off / throughputOffMax) - 1;
  if (badness <= 0) return { ...base, worst, badness, breach: null };
  return {
    ...base,
    worst,
    badness,
    breach: {
      atMs: 0,
      expected: 'N* within 15 %, X(1) and X(5) within 5 % of what is true',
      observed: `${worst}: ${peak === Infinity ? 'it has no peak' : `the peak is ${formatNumber(peakOff * 100, 0)} % off`}, the worse of X(1) and X(5) is ${formatNumber(off * 100, 0)} % off`,
      operation: 'fitUSL',
      tags: [],
      cause: causeOf(fit.usl),
    },
    story: testStory(results, fit),
  };
}

function causeOf({ sigma, kappa }: Usl): string {
  if (kappa <= 0) return sigma > 0 ? 'no crosstalk' : 'a straight line';
  return sigma < 0 ? 'contention below zero' : 'another curve';
}

function testStory(results: readonly TestResult[], fit: Fit): FindingEvent[] {
  const least = Math.min(...results.filter(({ tier }) => tier === 'data').map(({ n }) => n));
  const those = results.filter(({ tier, n }) => tier === 'data' && n === least);
  if (those.length === 0) {
    return [
      told('no test', 'fit.ts', `Of ${results.length} load tests none is of data`),
      told('nothing to fit', 'fit.ts', 'So there is nothing to put a curve through'),
    ];
  }
  const first = told(
    'smallest',
    'load test',
    `The first test of data with ${least} ${nodes(least)} reads ${formatNumber(those[0]?.x ?? 0)} rps`,
  );
  const again = those[1];
  const events = [
    first,
    ...(again === undefined
      ? []
      : [
          told(
            'again',
            'load test',
            `The next one of the same size reads ${formatNumber(again.x)} rps`,
          ),
        ]),
  ];
  if (fit.kind === 'none') return [...events, told('none', 'fit.ts', `No curve: ${fit.why}`)];
  const { gamma, sigma, kappa } = fit.usl;
  return [
    ...events,
    told(
      'fit',
      'fit.ts',
      `The fit says γ = ${formatNumber(gamma, 0)}, σ = ${formatNumber(sigma, 3)}, κ = ${formatNumber(kappa, 4)}`,
    ),
    told(
      sigma < 0 ? 'below zero' : 'peak',
      'fit.ts',
      sigma < 0
        ? 'σ below zero would mean that nodes help each other: some test is not to be believed'
        : sayPeak(peakOf(fit.usl)),
    ),
  ];
}

/** Why the blueprint has no data nodes. */
function whyNone(learner: Learner, results: readonly TestResult[]): string {
  const outcome = learner.call('plan.ts', 'blueprint', plannedLoad, results);
  return outcome.kind === 'returned' ? 'no whole number from 1 to 64' : sayOutcome(outcome);
}

function sayPeak(peak: number): string {
  return peak === Infinity
    ? 'By that every data node more does more, without end'
    : `By that data does most with ${formatNumber(peak, 1)} nodes`;
}

function judgePlan(learner: Learner, results: readonly TestResult[]): Finding {
  const n = dataNodes(learner, results);
  const base = { code: 'C-8', checked: 1, tables: [planTable(learner, results)] };
  const load = formatNumber(plannedLoad);
  const about = {
    atMs: 0,
    expected: `${dataMin} to ${dataMax} data nodes for ${load} rps`,
    operation: `blueprint(${load})`,
    tags: [],
  };
  const asked = told('load', 'plan.ts', `The blueprint is asked for ${load} requests a second`);
  if (n === null) {
    const observed = whyNone(learner, results);
    return {
      ...base,
      worst: 'none',
      badness: 9,
      story: [asked, told('none', 'plan.ts', `It has no count for data: ${observed}`)],
      breach: { ...about, observed, cause: 'plan: none' },
    };
  }
  const worst = String(n);
  if (n >= dataMin && n <= dataMax) return { ...base, worst, badness: -1, breach: null };
  const isPast = n > dataMax;
  const carries = capacity('data', n);
  const together = `Together they do ${formatNumber(carries, 0)} rps`;
  const share = formatNumber((plannedLoad / carries) * 100, 0);
  const seven = formatNumber(capacity('data', 7), 0);
  return {
    ...base,
    worst,
    badness: Math.max(dataMin - n, n - dataMax),
    story: [
      asked,
      told('count', 'plan.ts', `It gives data ${n} ${nodes(n)}`),
      isPast
        ? told('past', 'data', `${together}; seven do ${seven}: past N* each node more takes away`)
        : told('under', 'data', `${together}: the load is ${share} % of their ceiling`),
    ],
    breach: {
      ...about,
      observed: worst,
      cause: isPast ? 'plan: past the peak' : 'plan: too few',
    },
  };
}

function nodes(count: number): string {
  return count === 1 ? 'node' : 'nodes';
}

function told(name: string, where: string, text: string): FindingEvent {
  return { name, atMs: 0, where, text };
}

function testTable(results: readonly TestResult[], fit: Fit): ShownTable {
  return {
    title: 'Your load tests',
    note: 'What each test read, in requests a second, and what your curve says of `data`. ○ is further than 5 % from the curve.',
    columns: ['test', 'read', 'a node', 'your curve'],
    rows: results.map(({ tier, n, x }) => {
      const said = tier === 'data' && fit.kind === 'fit' ? throughput(n, fit.usl) : null;
      const isOff = said !== null && Math.abs(x / said - 1) > throughputOffMax;
      return {
        head: `${tier} × ${n}`,
        cells: [
          { text: formatNumber(x), mark: 'plain' },
          { text: formatNumber(x / n, 0), mark: 'plain' },
          { text: said === null ? '–' : formatNumber(said, 0), mark: isOff ? 'gap' : 'plain' },
        ],
      };
    }),
  };
}

function planTable(learner: Learner, results: readonly TestResult[]): ShownTable {
  const outcome = learner.call('plan.ts', 'blueprint', plannedLoad, results);
  const counts = (outcome.kind === 'returned' ? (outcome.value ?? {}) : {}) as Record<
    string,
    unknown
  >;
  return {
    title: `Your blueprint for ${formatNumber(plannedLoad)} requests a second`,
    note: 'What the nodes can do in truth, all of them, without one, and without a third of them (data is in no zone that fails). ○ is less than the load.',
    columns: ['tier', 'nodes', 'do', 'without one', 'without a third'],
    rows: tiers.map((tier) => {
      const n = Number(counts[tier]);
      const able = (left: number): { text: string; mark: 'plain' | 'gap' } => {
        const rps = left > 0 ? capacity(tier, left) : 0;
        return { text: formatNumber(rps, 0), mark: rps < plannedLoad ? 'gap' : 'plain' };
      };
      return {
        head: tier,
        cells: Number.isInteger(n)
          ? [
              { text: String(n), mark: 'plain' },
              able(n),
              able(n - 1),
              tier === 'data' ? { text: '–', mark: 'plain' } : able(n - Math.floor(n / 3)),
            ]
          : [{ text: 'none', mark: 'gap' }],
      };
    }),
  };
}
