/**
 * The whole conversation between a page and its sandbox, as plain data. Only JSON strings cross the border;
 * `client.ts` checks each report against these shapes before the page sees it.
 *
 *   page  --Request-->  frame  --Request-->  worker
 *   page  <--Report---  frame  <--Report---  worker      (Stopped reports are made by the frame or the client)
 */
import type { OutputLine, Problem, Verdict } from '#grader/verdict.ts';

export const protocolVersion = 1;

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
/** Keeps attacking beyond the lab's seeds, until something breaks or so many runs are over. */
export interface AttackRequest {
  readonly kind: 'attack';
  readonly id: number;
  readonly lab: string;
  readonly modules: readonly ModuleText[];
  /** Seed of the first run; the others follow. Choose it outside the lab's own seeds. */
  readonly firstSeed: number;
  readonly runsMax: number;
}
export interface CancelRequest {
  readonly kind: 'cancel';
  readonly id: number;
}
export type Request = GradeRequest | ReplayRequest | AttackRequest | CancelRequest;

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
  readonly phase: 'running' | 'shrinking' | 'telling';
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
export type Report = ReadyReport | ProgressReport | OutputReport | VerdictReport;
export type { OutputLine, Problem, Verdict };
