/** What the day costs: C-4, and the goal beyond. */
import { check, formatNumber, type Check, type Judgement, type RunRecord } from '#grader/index.ts';
import { decided, failedMax, oracle, secondsOf, sum, wholeDay } from './day-record.ts';
import { dayS } from './plant.ts';
import type { Second } from './world/cluster.ts';

/**
 * C-4. Over 1,000 days right solutions cost 1.27 to 1.47 times what the oracle pays, enough for the peak all day (m04) 2.07
 * times and more. In the last two minutes of the day it is 1.1 to 1.8 times; who never goes down (m11) pays 5.7 times.
 */
const costMax = 1.75;
const nightMax = 2.5;
const nightS = 120;
/** C-9. The forecast costs 1.27 to 1.34 times, whoever follows the last minute 1.37 and more. */
const costStretch = 1.35;

/** What a day, or a part of it, costs in times the oracle. */
export function costOf(seconds: readonly Second[]): number {
  return sum(seconds.map(({ paid }) => paid)) / sum(seconds.map(({ demand }) => oracle(demand)));
}

export const cheap: Check = check({
  code: 'C-4',
  as: 'the day',
  scope: 'load',
  calibrated: true,
  judge: (record) => judgeCost(record, costMax, 'too much all day'),
});

export const cheaper: Check = check({
  code: 'C-9',
  scope: 'load',
  calibrated: true,
  judge: (record) => {
    const judgement = judgeCost(record, costStretch, 'more than a forecast');
    const seconds = secondsOf(record);
    const failed = sum(seconds.map((second) => second.failed)) / sum(wholeDay(record));
    const last = seconds.at(-1);
    if (judgement.breach !== null || failed <= failedMax || last === undefined) return judgement;
    const share = `${formatNumber(failed * 100, 0)} % fail`;
    return {
      ...judgement,
      worst: `${judgement.worst ?? ''}, and ${share}`,
      badness: failed,
      breach: decided(record, {
        atMs: last.at * 1000,
        expected: 'a day that is cheap and served',
        observed: share,
        operation: 'the day',
        cause: 'cheap, and not served',
      }),
    };
  },
});

function judgeCost(record: RunRecord, max: number, cause: string): Judgement {
  const seconds = secondsOf(record);
  const budget = max * sum(wholeDay(record).map(oracle));
  let paid = 0;
  const spent = seconds.find((second) => {
    paid += second.paid;
    return paid > budget;
  });
  const cost = costOf(seconds);
  const base = { checked: seconds.length, worst: `${formatNumber(cost)} ×`, badness: cost - max };
  if (spent === undefined) return { ...base, breach: null };
  return {
    ...base,
    breach: decided(record, {
      atMs: spent.at * 1000,
      expected: `node-seconds for at most ${max} times the oracle’s day`,
      observed: `they are spent at ${spent.at} s of ${formatNumber(dayS)}`,
      operation: sayPaid(spent),
      cause,
    }),
  };
}

function sayPaid({ paid, demand }: Second): string {
  return `${paid} nodes for ${formatNumber(demand)} rps, where the oracle has ${oracle(demand)}`;
}

export const goesDown: Check = check({
  code: 'C-4',
  as: 'the last two minutes',
  scope: 'load',
  calibrated: true,
  judge: (record) => {
    const seconds = secondsOf(record);
    const night = seconds.slice(dayS - nightS);
    const last = night.at(-1);
    // A day that was cut short has no night.
    if (last === undefined || seconds.length < dayS)
      return { checked: 0, worst: null, badness: -Infinity, breach: null };
    const cost = costOf(night);
    const base = {
      checked: night.length,
      worst: `${formatNumber(cost)} ×`,
      badness: cost - nightMax,
    };
    if (cost <= nightMax) return { ...base, breach: null };
    return {
      ...base,
      breach: decided(record, {
        atMs: last.at * 1000,
        expected: `at most ${nightMax} times the oracle in the last ${nightS} s`,
        observed: `${formatNumber(cost, 1)} times`,
        operation: sayPaid(last),
        cause: 'never down',
      }),
    };
  },
});
