import { expect, test } from 'vitest';
import { apply } from './apply.ts';
import { newSession, type Participant, type Session } from './session.ts';
import { simulateClass, type Stay } from './simulated-class.ts';
import { rungsOpenIn, stuckFrom, stuckOf } from './stuck.ts';

const minuteMs = 60_000;
/** The console draws anew at least so often. */
const lookEveryMs = 5_000;
/** Wall clocks do not begin at 0, which means “never”. */
const zeroMs = 1_790_000_000_000;
const labs = [
  { id: 's5-retry', codes: ['E-1', 'E-2', 'E-7', 'E-9'] },
  { id: 's6-share', codes: ['F-1', 'F-3', 'F-5'] },
];
const rungs = 5;

/** What has been seen of a stay. */
interface Evidence {
  readonly asks: boolean;
  readonly runs: number;
  /** Runs that followed one with the same files. */
  readonly unedited: number;
  readonly rungsUsed: number;
  readonly untouchedMs: number;
}

/**
 * Somebody is stuck by definition who will not get past a story by themselves within the next five minutes, which only a
 * simulation knows, and who has shown it: asked; or seven minutes and four runs at one story; or four minutes and
 * three runs without an edit; or every rung used and six minutes; or four minutes without a touch.
 */
function isStuckAt({ fromMs, untilMs }: Stay, evidence: Evidence, atMs: number): boolean {
  const forMs = atMs - fromMs;
  const { asks, runs, unedited, rungsUsed, untouchedMs } = evidence;
  const isShown =
    asks ||
    (runs >= 4 && forMs >= 7 * minuteMs) ||
    (unedited >= 3 && forMs >= 4 * minuteMs) ||
    (rungsUsed >= rungs && forMs >= 6 * minuteMs) ||
    untouchedMs >= 4 * minuteMs;
  return isShown && untilMs - atMs >= 5 * minuteMs;
}

interface Figures {
  /** Milliseconds from being stuck to being called so, for each who was stuck. */
  readonly delays: number[];
  rightCalls: number;
  wrongCalls: number;
}

function evidenceOf(participant: Participant, untouchedMs: number): Evidence {
  const standing = participant.labs[participant.lab ?? ''];
  const runs = standing?.sameStory ?? 0;
  return {
    asks: participant.status === 'help',
    runs,
    unedited: runs - 1 - (standing?.triedSince ?? 0),
    rungsUsed: standing?.rungs ?? 0,
    untouchedMs,
  };
}

/** Plays a class and looks at it as a console does. */
function watch(seed: number, figures: Figures): void {
  const minutes = 40;
  const course = simulateClass({ seed, learners: 31, minutes, labs, stuckShare: 0.3 });
  const session: Session = newSession({ code: 'AAAAAA', title: 'A class', createdAtMs: zeroMs });
  const since = new Map<Stay, number>();
  const called = new Map<Stay, number>();
  let next = 0;
  // The end is left out: nobody knows who would have got on within five minutes.
  for (let atMs = 0; atMs < (minutes - 6) * minuteMs; atMs += lookEveryMs) {
    for (; (course.said[next]?.atMs ?? Infinity) <= atMs; next += 1) {
      const said = course.said[next];
      if (said)
        apply(session, {
          seq: next + 1,
          atMs: zeroMs + said.atMs,
          by: `p-${said.learner}`,
          body: said.body,
        });
    }
    for (const stay of course.stays) {
      if (stay.fromMs > atMs || stay.untilMs <= atMs) continue;
      const participant = session.participants[`p-${stay.learner}`];
      if (!participant) continue;
      const seenMs = course.seenMs(stay.learner, atMs);
      const evidence = evidenceOf(participant, atMs - seenMs);
      if (isStuckAt(stay, evidence, atMs) && !since.has(stay)) since.set(stay, atMs);
      const { score } = stuckOf(participant, {
        nowMs: zeroMs + atMs,
        seenMs: zeroMs + seenMs,
        rungsOpen: rungs,
      });
      if (score < stuckFrom || called.has(stay)) continue;
      called.set(stay, atMs);
      if (stay.untilMs - atMs >= 5 * minuteMs) figures.rightCalls += 1;
      else figures.wrongCalls += 1;
    }
  }
  for (const [stay, sinceMs] of since)
    figures.delays.push(Math.max(0, (called.get(stay) ?? Infinity) - sinceMs));
}

test('stuck: in a hundred classes, who is stuck is found within a minute, and four of five calls are right', () => {
  const figures: Figures = { delays: [], rightCalls: 0, wrongCalls: 0 };
  // Weights were set on seeds 1 to 30.
  for (let seed = 1001; seed <= 1100; seed += 1) watch(seed, figures);
  const { delays, rightCalls, wrongCalls } = figures;
  const inTime = delays.filter((delay) => delay <= minuteMs).length;
  const recall = inTime / delays.length;
  const precision = rightCalls / (rightCalls + wrongCalls);
  const seconds = (part: number): number =>
    (delays.toSorted((a, b) => a - b)[Math.floor(delays.length * part)] ?? 0) / 1000;
  console.log(
    `stuck: ${delays.length} stuck in 3,100 learners; found within 60 s: ${(recall * 100).toFixed(1)} %; ` +
      `median ${seconds(0.5)} s, p95 ${seconds(0.95)} s; ${rightCalls + wrongCalls} calls, precision ${precision.toFixed(3)}`,
  );
  expect(delays.length).toBeGreaterThan(500);
  expect(recall).toBeGreaterThan(0.95);
  expect(precision).toBeGreaterThan(0.8);
});

function oneLearner(): Session {
  const session = newSession({ code: 'AAAAAA', title: 'One', createdAtMs: zeroMs });
  apply(session, {
    seq: 1,
    atMs: zeroMs,
    by: 'server',
    body: { kind: 'joined', participant: 'p-1', name: 'Ada' },
  });
  return session;
}

test('stuck: whoever asks for help is at the top, whatever else they do', () => {
  const session = oneLearner();
  const body = { kind: 'status', status: 'help', lab: 's5-retry', note: 'Why twice?' } as const;
  apply(session, { seq: 2, atMs: zeroMs, by: 'p-1', body });
  const [ada] = Object.values(session.participants);
  const given = { nowMs: zeroMs + 3 * minuteMs, seenMs: undefined, rungsOpen: rungs };
  expect(ada && stuckOf(ada, given)).toEqual({
    score: 100,
    reasons: ['asks for help, waits 3 min'],
    lab: 's5-retry',
  });
});

test('stuck: an empty chair, a pass and a done lab are not stuck', () => {
  const session = oneLearner();
  const failed = { outcome: 'failed', code: 'E-1', fingerprint: 'f1', work: 'w1' } as const;
  for (let seq = 2; seq < 9; seq += 1)
    apply(session, {
      seq,
      atMs: zeroMs + seq * 1000,
      by: 'p-1',
      body: { kind: 'ran', lab: 's5-retry', goal: 'grade', ...failed },
    });
  const [ada] = Object.values(session.participants);
  const nowMs = zeroMs + 9 * minuteMs;
  const scoreWith = (seenMs: number): number | undefined =>
    ada && stuckOf(ada, { nowMs, seenMs, rungsOpen: rungs }).score;
  expect(scoreWith(nowMs - 1000)).toBeGreaterThanOrEqual(stuckFrom);
  expect(scoreWith(0)).toBe(0);
  const passed = { outcome: 'passed', code: null, fingerprint: null, work: 'w2' } as const;
  apply(session, {
    seq: 9,
    atMs: nowMs,
    by: 'p-1',
    body: { kind: 'ran', lab: 's5-retry', goal: 'grade', ...passed },
  });
  expect(scoreWith(nowMs - 1000)).toBe(0);
});

test('stuck: help that was given gives time anew', () => {
  const session = oneLearner();
  const failed = { outcome: 'failed', code: 'E-1', fingerprint: 'f1' } as const;
  for (let seq = 2; seq < 7; seq += 1)
    apply(session, {
      seq,
      atMs: zeroMs + (seq - 2) * 30_000,
      by: 'p-1',
      body: { kind: 'ran', lab: 's5-retry', goal: 'run', ...failed, work: `w${seq}` },
    });
  const nowMs = zeroMs + 10 * minuteMs;
  const given = { nowMs, seenMs: nowMs, rungsOpen: rungs };
  const [ada] = Object.values(session.participants);
  expect(ada && stuckOf(ada, given).score).toBeGreaterThanOrEqual(stuckFrom);
  apply(session, { seq: 7, atMs: nowMs, by: 'i-1', body: { kind: 'helped', participant: 'p-1' } });
  expect(ada && stuckOf(ada, given).score).toBeLessThan(stuckFrom);
});

test('stuck: a lock takes rungs away from what is open', () => {
  expect(rungsOpenIn({}, 's5-retry', 5)).toBe(5);
  expect(rungsOpenIn({ '*': 2 }, 's5-retry', 5)).toBe(2);
  expect(rungsOpenIn({ '*': 2, 's5-retry': 4 }, 's5-retry', 5)).toBe(4);
});
