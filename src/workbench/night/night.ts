/**
 * The report of a night as a page reads it: whatever it comes from (the sandbox, this browser's store, a file, a link of a
 * stranger) is checked field by field and copied. `labs/capstone/night-types.ts` says what each field means; that the two
 * fit is a test.
 */
import {
  boolean,
  count,
  list,
  nullable,
  number,
  oneOf,
  record,
  text,
  type Checker,
} from '#sandbox/check.ts';

/** What people ask of Papertrain, in the order of the report. */
export const fns = ['browse', 'cart', 'order', 'chat', 'presence', 'vote'] as const;
export type Fn = (typeof fns)[number];

export interface FunctionReport {
  readonly fn: Fn;
  readonly ok: number;
  readonly total: number;
  readonly availability: number;
  readonly byTime: number;
  /** Null without a failure. */
  readonly nines: number | null;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly budget: {
    readonly objective: number;
    readonly allowed: number;
    readonly used: number;
    readonly usedShare: number;
  };
}

export interface NightFault {
  readonly id: string;
  readonly title: string;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly nodes: readonly string[];
  readonly chapter: string;
  /** Until its first root alarm; null if there was none. */
  readonly delayMs: number | null;
  readonly pages: number;
}

export interface NightAlarm {
  readonly alarm: string;
  readonly entity: string;
  readonly raisedMs: number;
  readonly clearedMs: number | null;
  readonly paged: boolean;
  readonly explainedBy: string | null;
  readonly fault: string | null;
}

export interface Decision {
  readonly kind: 'ledger' | 'wiring' | 'file';
  readonly row: string;
  readonly said: string;
  readonly chapter: string;
}

export interface NightBreach {
  readonly code: string;
  readonly atMs: number;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly title: string;
  readonly text: string;
  readonly count: number;
  readonly fault: string | null;
  readonly decision: Decision;
}

export interface Measure {
  readonly code: string;
  readonly value: string;
  readonly bound: string;
  readonly held: boolean;
}

export interface FunctionSeries {
  readonly fn: Fn;
  readonly total: readonly number[];
  readonly ok: readonly number[];
  readonly p99Ms: readonly number[];
}

export interface QueueSeries {
  readonly node: string;
  readonly queue: string;
  readonly limit: number;
  readonly depth: readonly number[];
}

export interface Series {
  readonly everyMs: number;
  readonly functions: readonly FunctionSeries[];
  readonly queues: readonly QueueSeries[];
  readonly payhubSlots: readonly number[];
  readonly nodesUp: readonly number[];
  readonly outages: readonly {
    readonly node: string;
    readonly fromMs: number;
    readonly untilMs: number;
  }[];
}

export const medals = ['gold', 'silver', 'bronze', 'none'] as const;
export type Medal = (typeof medals)[number];

/** What a night comes to, without its course: what a link has room for. */
export interface NightSummary {
  readonly format: 1;
  readonly seed: number;
  readonly untilMs: number;
  readonly events: number;
  readonly functions: readonly FunctionReport[];
  readonly faults: readonly NightFault[];
  readonly alarms: readonly NightAlarm[];
  readonly falsePages: number;
  readonly cost: {
    readonly nodeSeconds: number;
    readonly plannedNodeSeconds: number;
    readonly ratio: number;
    readonly nodesMax: number;
  };
  readonly measures: readonly Measure[];
  readonly breaches: readonly NightBreach[];
  readonly medal: Medal;
}

/** A night with its course in windows of ten seconds. */
export interface Night extends NightSummary {
  readonly series: Series;
}

const name = text(200);
const sentence = text(1_200);
/** A night of an hour in windows of ten seconds has room. */
const windowsMax = 400;
const counts = list(number, windowsMax);
const code: Checker<string> = (value, path) => {
  const read = text(12)(value, path);
  if (/^[A-Z]+-\d+$/.test(read)) return read;
  throw new RangeError(`${path} is no code`);
};
/** It becomes part of an address. */
const chapter: Checker<string> = (value, path) => {
  const read = text(40)(value, path);
  if (/^[a-z0-9-]*$/.test(read)) return read;
  throw new RangeError(`${path} is no chapter`);
};
const format: Checker<1> = (value, path) => {
  if (value === 1) return 1;
  throw new RangeError(`${path} is another format`);
};

const summaryFields = {
  format,
  seed: count,
  untilMs: number,
  events: count,
  functions: list(
    record<FunctionReport>({
      fn: oneOf(...fns),
      ok: count,
      total: count,
      availability: number,
      byTime: number,
      nines: nullable(number),
      p50Ms: number,
      p99Ms: number,
      budget: record<FunctionReport['budget']>({
        objective: number,
        allowed: number,
        used: number,
        usedShare: number,
      }),
    }),
    fns.length,
  ),
  faults: list(
    record<NightFault>({
      id: name,
      title: sentence,
      fromMs: number,
      untilMs: number,
      nodes: list(name, 64),
      chapter,
      delayMs: nullable(number),
      pages: count,
    }),
    40,
  ),
  alarms: list(
    record<NightAlarm>({
      alarm: name,
      entity: name,
      raisedMs: number,
      clearedMs: nullable(number),
      paged: boolean,
      explainedBy: nullable(name),
      fault: nullable(name),
    }),
    1_000,
  ),
  falsePages: count,
  cost: record<NightSummary['cost']>({
    nodeSeconds: number,
    plannedNodeSeconds: number,
    ratio: number,
    nodesMax: count,
  }),
  measures: list(record<Measure>({ code, value: sentence, bound: sentence, held: boolean }), 40),
  breaches: list(
    record<NightBreach>({
      code,
      atMs: number,
      fromMs: number,
      untilMs: number,
      title: sentence,
      text: sentence,
      count,
      fault: nullable(name),
      decision: record<Decision>({
        kind: oneOf('ledger', 'wiring', 'file'),
        row: name,
        said: sentence,
        chapter,
      }),
    }),
    100,
  ),
  medal: oneOf(...medals),
};

/** A night without its course; a course that is there is left out. */
export const nightSummaryShape: Checker<NightSummary> = record<NightSummary>(summaryFields);

/** A night with its course. */
export const nightShape: Checker<Night> = record<Night>({
  ...summaryFields,
  series: record<Series>({
    everyMs: number,
    functions: list(
      record<FunctionSeries>({ fn: oneOf(...fns), total: counts, ok: counts, p99Ms: counts }),
      fns.length,
    ),
    queues: list(
      record<QueueSeries>({ node: name, queue: name, limit: number, depth: counts }),
      100,
    ),
    payhubSlots: counts,
    nodesUp: counts,
    outages: list(
      record<Series['outages'][number]>({ node: name, fromMs: number, untilMs: number }),
      500,
    ),
  }),
});

/** The night that a run reported, or null if it is none that this page can read. */
export function nightOf(json: string): Night | null {
  try {
    const value: unknown = JSON.parse(json);
    return nightShape(value, '');
  } catch {
    return null;
  }
}
