/**
 * Who is stuck, and why one would think so. Pure: the formula reads a person's standing in the lab that they are in.
 *
 * A score is the sum of what speaks for it, 0 to 100; from `stuckFrom` on somebody should go there. Each part says its
 * reason in words, because a number alone sends nobody anywhere:
 *
 *   asks for help                         100   they say so themselves
 *   the same story, run after run           5   for each run after the first that tells it, up to 30
 *   minutes without a different story       7   for each after the second, up to 49
 *   runs again without an edit              8   for each after the first such run at this story, up to 24
 *   every rung that is open was used       20   half of that for two and more
 *   silent in front of a failure           16   for each minute after the second without a touch, up to 48
 *
 * Whoever passed, says that they are done, has left or is away is not stuck: an empty chair needs no helper.
 *
 * Where the bounds are from: a hands-on lab of the formats in content/agenda.yaml has 17 to 30 minutes, so seven or eight at
 * one and the same story are a third of it; and runs take seconds. No single kind of evidence reaches `stuckFrom`: not
 * runs alone, which somebody quick has many of, nor minutes alone, which somebody slow has. Weights and threshold were
 * set on the simulated class of stuck.test.ts, which prints what they come to on other seeds; what a real class is like
 * decides whether they stay.
 */
import { signOf } from './signs.ts';
import type { LabStanding, Participant } from './session.ts';

/** From this score on somebody counts as stuck. */
export const stuckFrom = 65;

export interface Stuck {
  /** 0 to 100. */
  readonly score: number;
  /** The strongest first. */
  readonly reasons: readonly string[];
  /** The lab that it is about; null while nothing was run. */
  readonly lab: string | null;
}

export interface StuckGiven {
  readonly nowMs: number;
  /** Presence of this person, see signOf. */
  readonly seenMs: number | undefined;
  /** Rungs of help that are open to them in this lab: those that it has, less those that are locked. */
  readonly rungsOpen: number;
}

interface Part {
  readonly points: number;
  readonly reason: string;
}

const minuteMs = 60_000;

/** `points` for each unit beyond `from`, up to `most`. */
function beyond(value: number, of: { from: number; points: number; most: number }): number {
  return Math.min(of.most, Math.max(0, value - of.from) * of.points);
}

function minutes(ms: number): string {
  return `${Math.round(ms / minuteMs)} min`;
}

/** What speaks for it in the runs of one lab. */
function partsOfRuns(standing: LabStanding, sinceMs: number, nowMs: number): Part[] {
  const { sameStory, triedSince } = standing;
  const unedited = sameStory - 1 - triedSince;
  const forMs = nowMs - sinceMs;
  return [
    {
      points: beyond(sameStory, { from: 1, points: 5, most: 30 }),
      reason: `the same story ${sameStory} times`,
    },
    {
      points: beyond(forMs / minuteMs, { from: 2, points: 7, most: 49 }),
      reason: `${minutes(forMs)} at one story`,
    },
    {
      points: beyond(unedited, { from: 1, points: 8, most: 24 }),
      reason: `${unedited} runs without an edit`,
    },
  ];
}

function partOfRungs(rungs: number, rungsOpen: number): Part {
  const isAll = rungsOpen > 0 && rungs >= rungsOpen;
  return {
    points: isAll ? 20 : rungs >= 2 ? 10 : 0,
    reason: isAll ? 'all open help is used up' : `${rungs} rungs of help used`,
  };
}

function sum(parts: readonly Part[], lab: string | null): Stuck {
  const telling = parts.filter(({ points }) => points >= 1).toSorted((a, b) => b.points - a.points);
  const score = telling.reduce((total, { points }) => total + points, 0);
  return {
    score: Math.min(100, Math.round(score)),
    reasons: telling.map(({ reason }) => reason),
    lab,
  };
}

/** How stuck somebody is in the lab that they are in, and why. */
export function stuckOf(participant: Participant, given: StuckGiven): Stuck {
  const { nowMs, seenMs, rungsOpen } = given;
  const lab = participant.statusLab ?? participant.lab;
  if (participant.status === 'help') {
    const waitsMs = nowMs - participant.statusAtMs;
    const reason =
      waitsMs < minuteMs ? 'asks for help' : `asks for help, waits ${minutes(waitsMs)}`;
    const asks = { points: 100, reason };
    return sum([asks], lab);
  }
  const standing = participant.lab === null ? undefined : participant.labs[participant.lab];
  const sign = signOf(participant, seenMs, nowMs);
  const isOut = participant.status === 'done' || sign === 'away' || sign === 'left';
  if (isOut || !standing || standing.sameStory === 0 || standing.passedAtMs !== null)
    return { score: 0, reasons: [], lab };
  // Whoever was helped, or says that they are at it again, gets time anew.
  const againMs = participant.status === 'working' ? participant.statusAtMs : 0;
  const sinceMs = Math.max(standing.sinceMs, againMs);
  const untouchedMs =
    sign === 'unseen' ? 0 : nowMs - Math.max(seenMs ?? 0, participant.lastAtMs, againMs);
  const silence = {
    points: beyond(untouchedMs / minuteMs, { from: 2, points: 16, most: 48 }),
    reason: `silent for ${minutes(untouchedMs)}`,
  };
  const parts = [
    ...partsOfRuns(standing, sinceMs, nowMs),
    partOfRungs(standing.rungs, rungsOpen),
    silence,
  ];
  return sum(parts, participant.lab);
}

/** Rungs that are open in a lab, of as many as it has. */
export function rungsOpenIn(
  locks: Readonly<Record<string, number>>,
  lab: string,
  rungs: number,
): number {
  return Math.min(rungs, locks[lab] ?? locks['*'] ?? rungs);
}
