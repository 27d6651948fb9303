/**
 * The whole conversation between a page and its sandbox, as plain data. Only JSON strings cross the border;
 * `client.ts` checks each report against these shapes before the page sees it.
 *
 *   page  --Request-->  frame  --Request-->  worker
 *   page  <--Report---  frame  <--Report---  worker      (Stopped reports are made by the frame or the client)
 */
import type { AttackProgress, StrategyName } from '#grader/attack-progress.ts';
import type { OutputLine, Problem, Verdict } from '#grader/verdict.ts';
import type { RunDescription, WalkEnd } from '#grader/walk.ts';

export const protocolVersion = 2;

/** One compiled file, as `compile()` gives it. */
export interface ModuleText {
  readonly file: string;
  readonly text: string;
  /** World files may import 'nines/world'; learner files may not. */
  readonly origin: 'learner' | 'world';
  /** Site number -> [line, column] in the source. */
  readonly sites: readonly (readonly [line: number, column: number])[];
}

/** Hands the worker a lab's grader, once before the first job of that lab. */
export interface GraderRequest {
  readonly kind: 'grader';
  readonly lab: string;
  /** A classic script that leaves the grader in `exported.grader`. */
  readonly text: string;
}
export interface GradeRequest {
  readonly kind: 'grade';
  readonly id: number;
  readonly lab: string;
  readonly modules: readonly ModuleText[];
  /** `run` takes the lab's public seeds, `grade` its grade seeds; or name them. */
  readonly seeds: 'run' | 'grade' | readonly number[];
}
/** Runs a recipe once and reports its story again, with the whole trace if asked for. */
export interface ReplayRequest {
  readonly kind: 'replay';
  readonly id: number;
  readonly lab: string;
  readonly modules: readonly ModuleText[];
  readonly recipe: string;
}
/**
 * Keeps attacking beyond the lab's seeds, until something breaks, so many runs are over, or it is stopped.
 *
 *   page  --attack-->  worker
 *   page  <--attack-- (every 50 ms at most) --  worker       AttackReport: the progress line
 *   page  <--verdict--  worker
 *
 * The verdict is `failed` with a counterexample like a grade's (shrunk, replayed, told; its recipe is one for
 * `ReplayRequest`), or `undecided` if the runs are spent, or `stopped` if the program broke a rule of 'nines'.
 * The same request gives the same verdict. To stop it, abort the signal given to `Sandbox.run`: its promise is then
 * fulfilled with `KIT-CANCELLED`, and what had been tried is what the last report said.
 * The next attack goes on where one ended with `firstSeed + runs` of its last report.
 */
export interface AttackRequest {
  readonly kind: 'attack';
  readonly id: number;
  readonly lab: string;
  readonly modules: readonly ModuleText[];
  /** Seed of the first run; the others follow. Choose it outside the lab's own seeds. */
  readonly firstSeed: number;
  /** 1,000,000 is "until it is stopped": half an hour is the most that a job gets. */
  readonly runsMax: number;
  /** Ways of searching that take turns; all that fit the lab if left out. */
  readonly strategies?: readonly StrategyName[];
}
/** Runs a description and sends its whole trace. `lab` is empty for a run without grader. */
export interface TraceRequest {
  readonly kind: 'trace';
  readonly id: number;
  readonly lab: string;
  readonly modules: readonly ModuleText[];
  readonly run: RunDescription;
  /** Go no further than this step: the present of a run that is being played. To its end if left out. */
  readonly untilStep?: number;
  /** Go no further than this instant. */
  readonly untilMs?: number;
}
/** Runs a description up to a step and sends the states of the steps around it. */
export interface MomentsRequest {
  readonly kind: 'moments';
  readonly id: number;
  readonly lab: string;
  readonly modules: readonly ModuleText[];
  readonly run: RunDescription;
  /** First step whose state is wanted, and how many; at most `momentsMax`. */
  readonly fromStep: number;
  readonly count: number;
}
export interface CancelRequest {
  readonly kind: 'cancel';
  readonly id: number;
}
/** What goes through a run once and gives something else than a verdict. */
export type WalkRequest = TraceRequest | MomentsRequest;
export type Request =
  GradeRequest | ReplayRequest | AttackRequest | TraceRequest | MomentsRequest | CancelRequest;

export interface ReadyReport {
  readonly kind: 'ready';
  readonly version: number;
}
export interface ProgressReport {
  readonly kind: 'progress';
  readonly id: number;
  readonly seed: number;
  readonly seedsDone: number;
  readonly seedsTotal: number;
  readonly events: number;
  readonly phase: 'running' | 'shrinking' | 'telling' | 'replaying';
}
/** Where an attack is. It comes in the place of `ProgressReport`. */
export interface AttackReport extends AttackProgress {
  readonly kind: 'attack';
  readonly id: number;
  /** Wall time so far, and runs for each second of it; for display only. */
  readonly elapsedMs: number;
  readonly runsPerS: number;
}
export interface OutputReport {
  readonly kind: 'output';
  readonly id: number;
  readonly lines: readonly OutputLine[];
  /** How many lines were dropped because of the cap. */
  readonly dropped: number;
}
export interface VerdictReport {
  readonly kind: 'verdict';
  readonly id: number;
  readonly verdict: Verdict;
  /** Wall time inside the worker, milliseconds; for display only. */
  readonly elapsedMs: number;
}
/**
 * A piece of what a walk has to say. The pieces of one part come in order and are put together before they are read:
 * `columns` is base64 of the trace's columns, `tables` its tables as JSON, `moments` one frame of JSON a line.
 */
export interface ChunkReport {
  readonly kind: 'chunk';
  readonly id: number;
  readonly part: ChunkPart;
  readonly index: number;
  readonly text: string;
}
export const chunkParts = ['columns', 'tables', 'moments'] as const;
export type ChunkPart = (typeof chunkParts)[number];
/** The end of a walk: every piece has been sent. What goes wrong before that comes as a `verdict`. */
export interface WalkedReport {
  readonly kind: 'walked';
  readonly id: number;
  readonly end: WalkEnd;
  /** How many pieces there were of each part. */
  readonly chunks: { readonly [part in ChunkPart]: number };
  /** How long the columns are. */
  readonly rows: { readonly events: number; readonly messages: number };
  readonly elapsedMs: number;
}
export type Report =
  | ReadyReport
  | ProgressReport
  | AttackReport
  | OutputReport
  | VerdictReport
  | ChunkReport
  | WalkedReport;

/** What a walk may send. */
export const walkCaps = {
  /** Characters of one piece. */
  chunkLengthMax: 256 * 1024,
  /** Characters of all pieces of one walk: 8 MB. */
  lengthMax: 8 * 1024 * 1024,
  /** Steps in one window of states. */
  momentsMax: 1_024,
  /** Rows of a table of columns. */
  rowsMax: 250_000,
} as const;

export type { OutputLine, Problem, Verdict };
export type { StrategyName } from '#grader/attack-progress.ts';
