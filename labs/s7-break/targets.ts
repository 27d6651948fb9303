/** The designs under attack, each with what is checked in one run of it. */
import { check, type Check, type Found, type Judgement, type RunRecord } from '#grader/index.ts';
import { LearnerFailed } from '#grader/index.ts';
import { judgedBy } from './checker.ts';
import { eventuallyOf, safetyOf } from './house-judge.ts';
import { ledger } from './ledger.ts';
import { sayOf } from './words.ts';
import { historyOfRun, targetsWith, type Target } from './worlds.ts';
import type { History, Violation } from './world/types.ts';

/** What the house itself makes of a run, earliest first. */
export function houseJudge(history: History): Violation[] {
  const found = [...safetyOf(history, ledger), ...eventuallyOf(history, ledger)];
  return found.sort((left, right) => left.at - right.at);
}

/** What the learner's judge makes of a run that is recorded; nothing if it fails. */
export function judgedRecord(record: RunRecord): Violation[] {
  if (record.learner === null) return [];
  try {
    return judgedBy(record.learner, historyOfRun(record), ledger);
  } catch (error) {
    if (error instanceof LearnerFailed) return [];
    throw error;
  }
}

const held: Judgement = { checked: 1, worst: null, badness: 0, breach: null };

const all: readonly Target[] = targetsWith(({ name, isSound }) => [
  isSound ? quiet(name) : seen(name),
]);

/** The eight. */
export const targets = all.filter(({ name }) => name !== 'D9');
/** The one beyond them. */
export const stretchTargets = all.filter(({ name }) => name === 'D9');

/** In a run of a sound design the learner's judge has nothing to say. */
function quiet(name: string): Check {
  return check({
    code: 'X-2',
    // Of plans that the lab does not know nothing is said.
    calibrated: true,
    judge: (record) => {
      const [violation] = judgedRecord(record);
      if (violation === undefined) return held;
      return {
        ...held,
        badness: 1,
        breach: breachOf(violation, record, {
          expected: `no complaint: ${name} keeps the ledger${allowed(violation, record)}`,
          observed: `your judge: “${violation.code}”: ${violation.text}`,
          cause: `rejects ${name}: ${kindOf(violation, record)}`,
        }),
      };
    },
  });
}

/** In a run that breaks the ledger the learner's judge sees it. */
function seen(name: string): Check {
  return check({
    code: 'X-1',
    // Of plans that the lab does not know nothing is said.
    calibrated: true,
    judge: (record) => {
      const [real] = houseJudge(historyOfRun(record));
      if (real === undefined || judgedRecord(record).length > 0) return held;
      return {
        ...held,
        badness: 1,
        breach: breachOf(real, record, {
          expected: `a complaint: ${sayOf(real)}`,
          observed: 'your judge was content',
          cause: `overlooks ${real.code} in ${name}`,
        }),
      };
    },
  });
}

type Words = Pick<Found, 'expected' | 'observed' | 'cause'>;

function breachOf({ at, op }: Violation, record: RunRecord, words: Words): Found {
  const isKnown = op !== undefined && record.operation(op) !== undefined;
  return {
    ...words,
    // A judge may name any instant; the story ends with the run.
    atMs: Math.min(Math.max(0, at), record.untilMs),
    operation: isKnown ? op : `the run of ${record.world}`,
    tags: isKnown ? [op] : [],
  };
}

/** The ledger's line for the operation that a complaint names, and when it may be judged at all. */
function allowed({ at, op }: Violation, record: RunRecord): string {
  const fn = op === undefined ? undefined : record.operation(op)?.operation.fn;
  const line = Object.entries(ledger.functions).find(([name]) => name === fn)?.[1];
  const { ops, healedMs } = historyOfRun(record);
  const settled = Math.max(healedMs, ...ops.map((one) => one.at)) + ledger.settledMs;
  const when = settled === Infinity ? '' : ` before ${(settled / 1_000).toFixed(1)} s`;
  return [
    ...(line === undefined ? [] : [` (${fn}: “${line.why}”)`]),
    ...(at < settled
      ? [`; judged at ${(at / 1_000).toFixed(1)} s, and nothing is settled${when}`]
      : []),
  ].join('');
}

/** What a complaint is about and when it is raised, whatever its author calls it. */
function kindOf({ at, op }: Violation, record: RunRecord): string {
  const fn = op === undefined ? undefined : record.operation(op)?.operation.fn;
  return `${fn ?? 'the whole'}, ${at >= record.untilMs ? 'in the end' : 'under way'}`;
}
