/**
 * The report of a night as a page reads it: whatever it comes from (the sandbox, this browser's store, a file, a link of a
 * stranger) is checked field by field and copied. What each field means, and that it is there, is the lab's to say: its
 * types are imported, and nothing else of it.
 */
import type {
  AlarmReport,
  Decision,
  FaultReport,
  Fn,
  FunctionReport,
  Medal,
  Measure as LabMeasure,
  Night as LabNight,
  NightBreach as LabBreach,
  Series,
} from '#labs/capstone/night-types.ts';
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

export type { Decision, Fn, FunctionReport };

/** What people ask of Papertrain, in the order of the report. */
export const fns = [
  'browse',
  'cart',
  'order',
  'chat',
  'presence',
  'vote',
] as const satisfies readonly Fn[];
const medals = ['gold', 'silver', 'bronze', 'none'] as const satisfies readonly Medal[];

/** What bears a code: a report of another version of the course may bear one that this lab does not have. */
type AnyCode<T> = Omit<T, 'code'> & { readonly code: string };

/** A fault, without what tells the alarms of it from others. */
export type NightFault = Omit<FaultReport, 'alarms'>;
export type NightAlarm = AlarmReport;
export type NightBreach = AnyCode<LabBreach>;
export type Measure = AnyCode<LabMeasure>;
export type FunctionSeries = Series['functions'][number];
export type QueueSeries = Series['queues'][number];

/** What a night comes to, without its course: what a link has room for. */
export interface NightSummary extends Omit<
  LabNight,
  'faults' | 'breaches' | 'measures' | 'series'
> {
  readonly faults: readonly NightFault[];
  readonly breaches: readonly NightBreach[];
  readonly measures: readonly Measure[];
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
    record<AlarmReport>({
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
