/**
 * The report of a night: what the verdict carries, what the diploma prints and what the control room draws. Plain data,
 * small enough to travel with a verdict (about 40 kB a night). Times are virtual milliseconds since the night began.
 */
import type { Fn, Observed } from './world/observed.ts';

export type { Fn };

/** The codes of the lab, in the order of its table. */
export type Code =
  | 'Z-1'
  | 'Z-2'
  | 'Z-3'
  | 'Z-4'
  | 'Z-5'
  | 'Z-6'
  | 'Z-7'
  | 'Z-8'
  | 'Z-9'
  | 'Z-10'
  | 'Z-11'
  | 'Z-12'
  | 'Z-13'
  | 'Z-14'
  | 'Z-15';

/** Everything the world put on record, as `record.observations` has it, and what the campaign did. */
export interface History {
  readonly seed: number;
  readonly untilMs: number;
  readonly events: number;
  readonly observed: readonly { readonly atMs: number; readonly value: Observed }[];
  /** The campaign as it struck. */
  readonly faults: readonly CampaignFault[];
  /** The learner's ledger, by row: only for naming the decision behind a breach. */
  readonly ledger: { readonly [row: string]: { readonly [column: string]: string } };
}

/** One fault of the campaign, from its beginning to its end. */
export interface CampaignFault {
  /** F1 … F12, in the order of time; `upgrade` for the upgrade, which is no fault. */
  readonly id: string;
  readonly title: string;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly nodes: readonly string[];
  /** Rules and entities of which an alarm tells of this fault. */
  readonly alarms: readonly { readonly alarm: string; readonly entity: string }[];
  /** The step of the course that limits what it can do. */
  readonly chapter: string;
}

/** How one function fared, counted as Z-6 to Z-8 say. */
export interface FunctionReport {
  readonly fn: Fn;
  readonly ok: number;
  readonly total: number;
  /** Share of the requests, 0 to 1. */
  readonly availability: number;
  /** Share of the windows of 10 s in which at least 95 % went well, 0 to 1. */
  readonly byTime: number;
  /** Null without a failure: infinity does not travel as JSON. */
  readonly nines: number | null;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** What the objective lets fail, and what did: a share above 1 is a broken promise. */
  readonly budget: {
    readonly objective: number;
    readonly allowed: number;
    readonly used: number;
    readonly usedShare: number;
  };
}

/** What the night's alarms made of one fault. */
export interface FaultReport extends CampaignFault {
  /** Milliseconds from the fault to its first root alarm; null if there was none. */
  readonly delayMs: number | null;
  readonly pages: number;
}

export interface AlarmReport {
  readonly alarm: string;
  readonly entity: string;
  readonly raisedMs: number;
  /** Null if it was still up at the end. */
  readonly clearedMs: number | null;
  readonly paged: boolean;
  readonly explainedBy: string | null;
  /** The fault that it tells of; null for a false one. */
  readonly fault: string | null;
}

/** A row of the ledger, a setting or a line of wiring, and the chapter that explains it. */
export interface Decision {
  /** `ledger`: a row of decisions.ts; `wiring`: a part of system.ts; `file`: a file of an earlier lab. */
  readonly kind: 'ledger' | 'wiring' | 'file';
  /** e.g. `cart.add`, `attempts`, `report.ts`. */
  readonly row: string;
  /** What it says in this night, e.g. `sharing: majority`; empty where nobody can say. */
  readonly said: string;
  /** Id of the chapter, e.g. `s6-share`. */
  readonly chapter: string;
}

/** One promise that was broken, or one event that a reader should know of. */
export interface NightBreach {
  readonly code: Code;
  readonly atMs: number;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly title: string;
  /** Who, what and why, in one or two sentences. */
  readonly text: string;
  readonly count: number;
  /** The fault during which it happened; null if none acted. */
  readonly fault: string | null;
  readonly decision: Decision;
}

/** One promise and what the night made of it. */
export interface Measure {
  readonly code: Code;
  readonly value: string;
  readonly bound: string;
  readonly held: boolean;
}

export interface Cost {
  readonly nodeSeconds: number;
  readonly plannedNodeSeconds: number;
  readonly ratio: number;
  readonly nodesMax: number;
}

/** What the control room draws: one number for each ten seconds. */
export interface Series {
  readonly everyMs: number;
  readonly functions: readonly {
    readonly fn: Fn;
    readonly total: readonly number[];
    readonly ok: readonly number[];
    readonly p99Ms: readonly number[];
  }[];
  /** Deepest that each queue was; a queue that was never used is left out. */
  readonly queues: readonly {
    readonly node: string;
    readonly queue: string;
    readonly limit: number;
    readonly depth: readonly number[];
  }[];
  readonly payhubSlots: readonly number[];
  readonly nodesUp: readonly number[];
  /** Spans in which a node was not serving. */
  readonly outages: readonly {
    readonly node: string;
    readonly fromMs: number;
    readonly untilMs: number;
  }[];
}

/** How the night is rated among those that keep every promise. */
export type Medal = 'gold' | 'silver' | 'bronze' | 'none';

export interface Night {
  /** Of this shape; a reader refuses others. */
  readonly format: 1;
  readonly seed: number;
  readonly untilMs: number;
  readonly events: number;
  readonly functions: readonly FunctionReport[];
  readonly faults: readonly FaultReport[];
  readonly alarms: readonly AlarmReport[];
  readonly falsePages: number;
  readonly cost: Cost;
  readonly measures: readonly Measure[];
  /** In the order in which the verdict prefers them; empty in a night that keeps every promise. */
  readonly breaches: readonly NightBreach[];
  readonly medal: Medal;
  readonly series: Series;
}
