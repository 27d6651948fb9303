/**
 * The report of a night, made from what the world put on record. Pure, so that the verdict, the diploma and the control
 * room cannot disagree about it, and loadable in a page.
 *
 * @example const night = nightOf(history); // night.functions, night.breaches, night.series …
 */
import { callsOf } from './calls.ts';
import { functionReport, seriesOf } from './functions.ts';
import type {
  Code,
  FunctionReport,
  History,
  Measure,
  Medal,
  Night,
  NightBreach,
} from './night-types.ts';
import { reported, type NightPromise, type Reading, type NightRecord } from './promise.ts';
import { carts } from './promises-carts.ts';
import { alarmsOf, cost, costOf, desk, faultReports } from './promises-desk.ts';
import { payHub, recovery, upgrade } from './promises-overload.ts';
import { done, once, soldOnce, tallied } from './promises-safety.ts';
import { orders, pages, takeOver, votes } from './promises-service.ts';
import { fns } from './world/observed.ts';

export type * from './night-types.ts';

/** Safety, overload, the upgrade, the take-over, which explains what fails meanwhile, then by number. */
export const promises: readonly NightPromise[] = [
  once,
  done,
  tallied,
  carts,
  soldOnce,
  recovery,
  payHub,
  upgrade,
  takeOver,
  orders,
  pages,
  votes,
  desk,
  cost,
];

/**
 * The codes in the order in which a verdict prefers them: a cause before what follows from it. Two sides that sell the same
 * box leave orders that nobody can explain (Z-5 before Z-2), and a take-over that comes late loses votes (Z-9 before Z-3).
 * Z-15, about the learner's own report, is judged apart from the night.
 */
export const preferred: readonly Code[] = [
  'Z-1',
  'Z-5',
  'Z-2',
  'Z-9',
  'Z-3',
  'Z-4',
  'Z-10',
  'Z-11',
  'Z-14',
  'Z-6',
  'Z-7',
  'Z-8',
  'Z-12',
  'Z-13',
  'Z-15',
];

/**
 * What the table of the lab promises. Seeds 1, 101 to 103, the reference at its worst and the wrong solution on seed 1: Z-6
 * 99.94 % and 98.63 % (m03), Z-7 99.97 % and 99.83 % (m07, broken off), Z-8 100 % and 99.8 % (m13), capacity 97.2 %; Z-9 1.4 s
 * and 9.5 s (m04); Z-10 100 %, 3 calls and 7 (m01); Z-11 50 slots by construction and 51 (m14); Z-12 21 s, one page and 8 false
 * (m10); Z-13 1.09 and 1.62, broken off (m15).
 */
export const bounds: { readonly [code in Code]: string } = {
  'Z-1': '≤ 1 each',
  'Z-2': 'all; 0 in the dark',
  'Z-3': 'exact',
  'Z-4': '0 lost; 0 resurrected',
  'Z-5': '0; 0',
  'Z-6': '≥ 99.5 %',
  'Z-7': '≥ 99.9 %',
  'Z-8': '100 % answered; ≥ 90 % of capacity',
  'Z-9': '≤ 3.0 s; ≥ 99.9 % of sessions',
  'Z-10': '≥ 95 % of offered; ≤ 4 calls',
  'Z-11': '≤ 50; 0 bans',
  'Z-12': '≤ 60 s; 1 page a fault; ≤ 1 false',
  'Z-13': '≤ 1.5 ×',
  'Z-14': '0',
  'Z-15': '± 0.01 percentage points',
};

/** The history with its calls sorted out, once. */
export function recordOf(history: History): NightRecord {
  return { ...history, calls: callsOf(history.observed) };
}

/** What every promise comes to, in the order of preference. */
export function readingsOf(record: NightRecord): Reading[] {
  return promises.map((promise) => promise(record));
}

/** How each function fared, in the order of `fns`. */
export function functionsOf(record: NightRecord): FunctionReport[] {
  return fns.map((fn) => functionReport(fn, record.calls));
}

/** So many breaches of one code are told; the count says how many there were. */
const toldMax = 3;

/** The report of a night. */
export function nightOf(history: History): Night {
  const record = recordOf(history);
  return nightFrom(record, readingsOf(record));
}

/** The same, from what has been worked out already. */
export function nightFrom(record: NightRecord, readings: readonly Reading[]): Night {
  const functions = functionsOf(record);
  const alarms = alarmsOf(record);
  const breaches = readings.flatMap(({ code, broken }): NightBreach[] =>
    broken.slice(0, toldMax).map((one) => reported(code, one, record.faults)),
  );
  const { seed, untilMs, events } = record;
  return {
    format: 1,
    seed,
    untilMs,
    events,
    functions,
    faults: faultReports(record, alarms),
    alarms: alarms.slice(0, alarmsMax),
    falsePages: alarms.filter(({ paged, fault }) => paged && fault === null).length,
    cost: costOf(record),
    measures: readings.map(measureOf),
    breaches,
    medal: breaches.length > 0 ? 'none' : medalOf(functions),
    series: seriesOf(record),
  };
}

const alarmsMax = 150;

function measureOf({ code, value, broken }: Reading): Measure {
  return { code, value, bound: bounds[code], held: broken.length === 0 };
}

/** By the error budget that is left of the function that has least: half of it is gold, a fifth is silver. */
export function medalOf(functions: readonly FunctionReport[]): Medal {
  const used = Math.max(...functions.map(({ budget }) => budget.usedShare));
  if (used <= 0.5) return 'gold';
  return used <= 0.8 ? 'silver' : 'bronze';
}
