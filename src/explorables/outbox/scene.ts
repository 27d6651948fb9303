/** What the reader of the outbox turns, and what a run comes to. No code of the runtime: the view starts small. */

/** The three measures that keep a message from being lost or doubled; the room takes all of them. */
export interface Measures {
  /** A browser keeps what it said until that is acknowledged, and says it again. */
  readonly resend: boolean;
  /** The log holds each id once, and a repetition is acknowledged like the first. */
  readonly remember: boolean;
  /** The server acknowledges what is on its disk, not what it has heard. */
  readonly commitFirst: boolean;
}

export interface Setting extends Measures {
  /** Share of all messages that the network loses, each way. */
  readonly loss: number;
  /** How often the server is killed. */
  readonly kills: number;
}

export const losses = [0, 0.1, 0.3, 0.5] as const;
export const killCounts = [0, 1, 3, 5] as const;

export const scene = {
  learners: 20,
  messagesEach: 12,
  /** They speak until here; what is left in the outboxes then has the rest of the time. */
  speakUntilMs: 40_000,
  endMs: 60_000,
  /** A browser that heard nothing says it again after this. */
  resendMs: 2_000,
  /** The console asks for what it missed this often. */
  resumeMs: 1_000,
  /** What comes in so many milliseconds is written to the disk at once. */
  commitMs: 400,
  /** A killed server is started again after this. */
  downMs: 2_000,
} as const;

export const said = scene.learners * scene.messagesEach;

/** The instants at which the server is killed: evenly spread over the time in which people speak. */
export function killsAt(kills: number): readonly number[] {
  const everyMs = scene.speakUntilMs / (kills + 1);
  return Array.from({ length: kills }, (_, index) => Math.round((index + 1) * everyMs));
}

export interface Outcome {
  /** Messages that are in no log at the end. */
  readonly lost: number;
  /** Entries of the log beyond the first of their id. */
  readonly doubled: number;
  /** Messages that the browsers sent for one that was said. */
  readonly sentPerSaid: number;
  /** From being said to standing on the console, the slowest of those that got there, in seconds. */
  readonly slowestS: number;
  /** Whether the console ends with the log that the server has. */
  readonly agrees: boolean;
  /** Said and not yet on record, second by second. */
  readonly waiting: readonly number[];
}

/** The measures, one after the other: each row takes one more. */
export const ladder: readonly { readonly name: string; readonly measures: Measures }[] = [
  {
    name: 'Say it once',
    measures: { resend: false, remember: false, commitFirst: false },
  },
  {
    name: '… say it again until it is acknowledged',
    measures: { resend: true, remember: false, commitFirst: false },
  },
  {
    name: '… acknowledge what is on the disk',
    measures: { resend: true, remember: false, commitFirst: true },
  },
  {
    name: '… one entry for each id: the room',
    measures: { resend: true, remember: true, commitFirst: true },
  },
];

/** What is shown at first: everything on, and a network that nobody would call one. */
export const firstSetting: Setting = {
  resend: true,
  remember: true,
  commitFirst: true,
  loss: 0.3,
  kills: 5,
};
