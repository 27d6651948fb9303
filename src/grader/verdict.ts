/**
 * What a run of a lab comes to, as plain data: it crosses the sandbox's border as JSON, is stored by drafts and
 * sent to the console, so it holds no function, no class and no key that must stay secret.
 */

/** Where in the learner's files a decision was taken. `line` and `column` count from 1. */
export interface SourcePlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** How one invariant fared over all seeds that ran. */
export interface CheckResult {
  /** The lab's code of the invariant, e.g. `E-1`. */
  readonly code: string;
  /** The invariant in one sentence, in the lab's words. */
  readonly sentence: string;
  readonly status: 'held' | 'broken' | 'not-checked';
  /** Worst value over the seeds, already formatted with its unit; null where nothing was measured. */
  readonly worst: string | null;
  /** The bound it is held against, formatted with its unit. */
  readonly bound: string;
  /** A stretch goal: `held` if it is met, and `broken` fails nobody. */
  readonly isOptional?: boolean;
}

export interface Breach {
  readonly code: string;
  readonly sentence: string;
  readonly expected: string;
  readonly observed: string;
  /**
   * For a bound over many, which shrinking leaves few of: what was observed before it. Null where `observed` says all,
   * and in a replay, which knows only the shrunk run.
   */
  readonly observedWhole: string | null;
  /** The operation that shows it, in the lab's words, e.g. `order 17 (48.20 €)`. */
  readonly operation: string;
  /** Virtual time of the breach, milliseconds since the run began. */
  readonly atMs: number;
}

export type StoryEventKind =
  | 'operation' // a client asks for something, or is told its outcome
  | 'message' // a message arrives
  | 'lost' // a message is lost, held back or doubled
  | 'fault' // a crash, restart, pause, partition, heal
  | 'effect' // something happens in the outside world
  | 'timeout' // a process gives up waiting
  | 'breach'; // the invariant breaks

export interface StoryEvent {
  /** Counts from 1. */
  readonly number: number;
  readonly kind: StoryEventKind;
  readonly atMs: number;
  /** Where it happened: node, or node › process. */
  readonly where: string;
  /** One sentence in the lab's words. */
  readonly text: string;
  /** The learner's line that took part, if one did. */
  readonly place: SourcePlace | null;
}

export interface Story {
  /** Headline, e.g. `Two books for one order`. */
  readonly title: string;
  readonly events: readonly StoryEvent[];
  /** The learner's line that took the decision, if it is known. */
  readonly place: SourcePlace | null;
  /** What that line has to do with it, e.g. `The line that gave this answer`; empty if there is none. */
  readonly placeIs: string;
  /** Which hint of the lab fits, counting from 1. */
  readonly hint: number;
  /** The same cause has the same fingerprint, whatever the names and lines. 16 hex digits. */
  readonly fingerprint: string;
}

export interface Lane {
  readonly id: number;
  readonly node: string;
  /** Registered name, else the function the process runs. */
  readonly label: string;
  readonly startMs: number;
  /** Null while it lives. */
  readonly endMs: number | null;
}

export interface Arrow {
  readonly fromLane: number;
  readonly toLane: number;
  readonly sentMs: number;
  /** Null if it never arrived. */
  readonly arrivedMs: number | null;
  readonly label: string;
  readonly fate: 'arrived' | 'lost' | 'delayed' | 'duplicated';
  /** Number of the story event this arrow belongs to, or null. */
  readonly event: number | null;
}

export interface Mark {
  /** Null for something that happened to a whole node or to the network. */
  readonly lane: number | null;
  readonly node: string | null;
  readonly kind: 'operation' | 'effect' | 'fault' | 'timeout' | 'breach' | 'exit';
  readonly atMs: number;
  /** For spans (pause, partition, downtime); null for an instant. */
  readonly untilMs: number | null;
  readonly label: string;
  readonly event: number | null;
}

/** A space-time diagram: lanes are processes, time runs down. Clipped to the story. */
export interface SpaceTime {
  readonly lanes: readonly Lane[];
  readonly arrows: readonly Arrow[];
  readonly marks: readonly Mark[];
  readonly fromMs: number;
  readonly untilMs: number;
}

/** How large a run was: what shrinking works on. */
export interface Size {
  readonly operations: number;
  readonly faults: number;
  /** Turns that did not go by first come, first served: 0 unless a search varied the schedule. */
  readonly switches: number;
}

export interface Counterexample {
  readonly seed: number;
  /** Id of the world of the run sheet. */
  readonly world: string;
  readonly breach: Breach;
  readonly story: Story;
  readonly diagram: SpaceTime;
  /** The shrunk run, as JSON that `replay` takes. */
  readonly recipe: string;
  readonly before: Size;
  readonly after: Size;
  /** Hash of the shrunk run's trace, 16 hex digits. */
  readonly traceHash: string;
}

/** A line a learner's program printed, with where and when. */
export interface OutputLine {
  readonly atMs: number;
  readonly where: string;
  readonly level: 'log' | 'warn' | 'error';
  readonly text: string;
  readonly place: SourcePlace | null;
}

/** Files of an earlier lab that took part in a run, and whose they were. */
export interface ImportedLab {
  readonly lab: string;
  readonly files: readonly string[];
  readonly from: 'learner' | 'reference';
}

/** A cell of a shown table. `gap` is what deserves a look; it is said by a sign as well as by colour. */
export interface ShownCell {
  readonly text: string;
  readonly mark: 'plain' | 'good' | 'gap';
}

/** Something to learn from, whatever the verdict is: what was covered, what was missed. */
export interface ShownTable {
  readonly title: string;
  /** How to read it, in a sentence or two. */
  readonly note: string;
  /** Heads of the columns; the first is that of the rows' own heads. */
  readonly columns: readonly string[];
  readonly rows: readonly { readonly head: string; readonly cells: readonly ShownCell[] }[];
}

/** Characters of JSON that a run's report may have: a night of thirty minutes in windows of ten seconds takes half. */
export const reportLengthMax = 80 * 1024;

/** What the lab reports of one run, whatever the verdict is. */
export interface RunReport extends PlayedRun {
  /** JSON, of a shape that only the lab knows: whoever reads it checks it. */
  readonly json: string;
}

interface Finished {
  /** Seeds that were run, in order. */
  readonly seeds: readonly number[];
  /** Events of all runs together, replays for the story not counted. */
  readonly events: number;
  readonly checks: readonly CheckResult[];
  /** Hash over the traces of all seeds, 16 hex digits. */
  readonly traceHash: string;
  /** What was imported of earlier labs. Written by whoever put the files together; the grader cannot know. */
  readonly imports?: readonly ImportedLab[];
  /** What a run or an examination wants to be seen besides its outcome. */
  readonly tables?: readonly ShownTable[];
  /** What worlds report of their runs, seed by seed. */
  readonly reports?: readonly RunReport[];
}
/** One run of a verdict: a world of the lab with a seed. */
export interface PlayedRun {
  readonly world: string;
  readonly seed: number;
}
export interface Passed extends Finished {
  readonly kind: 'passed';
  /** What was played, in order: any of it can be walked through. */
  readonly runs: readonly PlayedRun[];
}
export interface Failed extends Finished {
  readonly kind: 'failed';
  readonly counterexample: Counterexample;
}
/** The budget of events was spent before a verdict. */
export interface Undecided extends Finished {
  readonly kind: 'undecided';
  readonly reason: string;
}
/** A problem in the learner's code found before it ran. */
export interface Rejected {
  readonly kind: 'rejected';
  readonly problems: readonly Problem[];
}
export interface Problem {
  readonly place: SourcePlace;
  /** Stable name, e.g. `not-awaited`. */
  readonly code: string;
  /** What is wrong, in one sentence. */
  readonly message: string;
  /** What to write instead, in one sentence. */
  readonly remedy: string;
}
/** The run was ended by a limit or by a mistake that is not an invariant of the lab. */
export interface Stopped {
  readonly kind: 'stopped';
  /** `KIT-HANG`: too many steps without waiting; `KIT-CRASH`: an error outside a supervised process; `KIT-DEEP`: recursion too deep; `KIT-MISUSE`: a rule of 'nines' was broken; `KIT-FORK`: a change that does not fit the run; `KIT-MEMORY`, `KIT-FLOOD`, `KIT-TIME`, `KIT-CANCELLED`: stopped from outside. */
  readonly code:
    | 'KIT-HANG'
    | 'KIT-CRASH'
    | 'KIT-DEEP'
    | 'KIT-MISUSE'
    | 'KIT-MEMORY'
    | 'KIT-FLOOD'
    | 'KIT-TIME'
    | 'KIT-CANCELLED'
    | 'KIT-NONDETERMINISM'
    | 'KIT-FORK'
    | 'KIT-GRADER';
  readonly message: string;
  readonly remedy: string;
  readonly place: SourcePlace | null;
  readonly seed: number | null;
}

export type Verdict = Passed | Failed | Undecided | Rejected | Stopped;
