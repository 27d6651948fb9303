/**
 * The state of a live session: what follows from its log, and nothing else. The server applies every event to the whole
 * state; a console does the same in the browser; a learner's browser applies the events it is sent to a state that
 * holds one participant. So there is one reading of the log.
 *
 * The state is plain JSON, and `apply` (apply.ts) changes it in place: a session of five thousand people is not copied for
 * each event.
 */
import type { InstructorMessage, Projected, Status } from './messages.ts';

/** How a run ended; a claim of the browser it ran in. */
export interface Outcome {
  readonly outcome: 'passed' | 'failed' | 'rejected' | 'stopped' | 'undecided';
  readonly code: string | null;
  readonly fingerprint: string | null;
}

/** What one participant has done in one lab. */
export interface LabStanding {
  runs: number;
  /** The last run or grade; null before the first. */
  last: (Outcome & { readonly goal: 'run' | 'grade' | 'attack'; readonly work: string }) | null;
  lastAtMs: number;
  /** So many runs in a row told the same story. */
  sameStory: number;
  /** So many different files were run since this story was first told. */
  triedSince: number;
  /** When the story that is told now was first told; 0 without one. */
  sinceMs: number;
  /** Highest rung of help that was opened. */
  rungs: number;
  passedAtMs: number | null;
  /** Hash of the files that lie ready for the instructor; null without. */
  shared: string | null;
}

export interface Participant {
  readonly id: string;
  name: string;
  readonly joinedAtMs: number;
  /** Last message of theirs; signs of life beyond that are presence, which is not in the log. */
  lastAtMs: number;
  status: Status;
  statusAtMs: number;
  /** The lab that the status is about. */
  statusLab: string | null;
  note: string;
  page: string | null;
  lab: string | null;
  consent: { code: boolean; drafts: boolean };
  /** What staff asked to see: the lab, and why; null when the files came, or nobody asked. */
  requested: {
    readonly lab: string;
    readonly why: 'story' | 'look';
    readonly isDeclined: boolean;
  } | null;
  /** Staff who took the request for help. */
  claimedBy: string | null;
  hasLeft: boolean;
  /** True for a status that was read off a screen: there is no browser behind it. */
  isScanned: boolean;
  labs: Record<string, LabStanding>;
}

export interface Staff {
  readonly id: string;
  readonly name: string;
  readonly role: 'instructor' | 'helper';
}

export interface Push {
  readonly id: string;
  readonly title: string;
  readonly lab: string;
  readonly what: 'snippet' | 'checkpoint';
  readonly files: Readonly<Record<string, string>>;
  readonly atMs: number;
  isWithdrawn: boolean;
}

/** One question; votes by participant for the round that is open, or was last. */
export interface Question {
  readonly id: string;
  readonly text: string;
  readonly choices: readonly string[];
  /** The program that it is about. */
  readonly program: string | null;
  /** Which choice is right; null where none is, and for learners until it is revealed. */
  answer: number | null;
  /** Why it is right; told with the answer. */
  why: string | null;
  round: number;
  isOpen: boolean;
  isRevealed: boolean;
  /** By participant. A learner sees their own; a projector sees who has answered, and 0 for what. */
  votes: Record<string, number>;
  /** Counts of each closed round; learners get them when they are revealed. */
  counts: number[][];
}

export interface Chaos {
  readonly id: string;
  readonly lab: string;
  readonly title: string;
  readonly text: string;
  readonly plan:
    | { readonly from: 'seed'; readonly seed: number }
    | { readonly from: 'recipe'; readonly recipe: string };
  readonly choices: readonly string[];
  /** Predictions are taken while `prepared`; outcomes while `running`. */
  stage: 'prepared' | 'running' | 'settled';
  predictions: Record<string, number>;
  outcomes: Record<string, Outcome & { readonly traceHash: string | null; readonly work: string }>;
  /** Told to everybody when it is settled. */
  tally: {
    readonly predictions: readonly number[];
    readonly outcomes: Readonly<Record<string, number>>;
  } | null;
}

/** Where the class stands: page, section, and what of it. */
export type Place = NonNullable<Extract<InstructorMessage, { kind: 'led' }>['place']>;

export interface Agenda {
  readonly track: string;
  readonly startedAtMs: number;
  /** Where the class is; the number of items when it is through. */
  item: number;
  /** Since when, this time. */
  sinceMs: number;
  /** When each item was first begun, by its number. */
  begun: Record<number, number>;
  /** Milliseconds that each item had before the present visit, by its number. */
  spent: Record<number, number>;
  cut: number[];
}

export interface Session {
  readonly code: string;
  readonly title: string;
  readonly createdAtMs: number;
  /** The last event that is in here. */
  seq: number;
  participants: Record<string, Participant>;
  staff: Record<string, Staff>;
  /** Staff who moves class and projector; null while there is one instructor alone who has not said so. */
  driver: string | null;
  led: Place | null;
  classLab: string | null;
  /** Rungs above the number are closed, by lab; `*` for every lab without a number of its own. */
  locks: Record<string, number>;
  pushes: Push[];
  mirror: {
    readonly lab: string;
    readonly file: string;
    readonly text: string;
    readonly atMs: number;
  } | null;
  questions: Question[];
  chaos: Chaos[];
  agenda: Agenda | null;
  timer: { readonly label: string; readonly endsAtMs: number } | null;
  announcement: { readonly text: string; readonly atMs: number } | null;
  projected: Projected;
  isEnded: boolean;
}

/**
 * Raised whenever `Session` or what `apply` makes of an event changes: states that were kept before are then made anew
 * from their logs.
 */
export const stateShape = 1;

/** A session in which nothing has happened. */
export function newSession({
  code,
  title,
  createdAtMs,
}: Pick<Session, 'code' | 'title' | 'createdAtMs'>): Session {
  return {
    code,
    title,
    createdAtMs,
    seq: 0,
    participants: {},
    staff: {},
    driver: null,
    led: null,
    classLab: null,
    locks: {},
    pushes: [],
    mirror: null,
    questions: [],
    chaos: [],
    agenda: null,
    timer: null,
    announcement: null,
    projected: { view: 'join' },
    isEnded: false,
  };
}
