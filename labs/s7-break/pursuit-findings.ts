/** The findings about counterexamples, X-4 to X-6: that they come back, and what shrinking leaves of them. */
import type { Finding } from '#grader/index.ts';
import { replaysMax, type Pursued } from './campaign.ts';
import { event } from './findings.ts';
import { graderFaults } from './plan-faults.ts';
import { sayFault, sayOf } from './words.ts';

const faultsMax = 4;
const opsMax = 8;

/** The same seed makes the same plan. */
export function replayFinding(pursued: readonly Pursued[]): Finding {
  const least = Math.min(replaysMax, ...pursued.map(({ replayed }) => replayed));
  const finding: Finding = {
    code: 'X-4',
    checked: pursued.length,
    worst: `${least} of ${replaysMax}`,
    badness: replaysMax - least,
    breach: null,
  };
  const lost = pursued.find(({ otherPlan }) => otherPlan !== null);
  if (lost?.otherPlan == null) return finding;
  const { attacked, first, otherPlan, replayed } = lost;
  const { name } = attacked.target;
  const seed = `generate(rng of seed ${first.seed}, ${first.size})`;
  return {
    ...finding,
    breach: {
      atMs: 0,
      expected: `the plan that exposed ${name}, ${replaysMax} of ${replaysMax} times`,
      observed: `${replayed} of ${replaysMax} times`,
      operation: `the counterexample of ${name}`,
      tags: [],
      cause: 'generate draws elsewhere',
    },
    story: [
      event('found', name, `Run ${first.number} is rejected: ${sayOf(first.violation)}`),
      event('plan', seed, `In that run the plan was: ${listed(first.faults)}`),
      event(
        'other plan',
        seed,
        `Made again with a fresh rng of the same seed it is: ${listed(otherPlan)}`,
      ),
      event(
        'gone',
        name,
        'The counterexample is gone: nobody can look at it again, or make it smaller',
      ),
    ],
  };
}

/** What is left is little more than the cause. */
export function shrunkFinding(pursued: readonly Pursued[]): Finding {
  const left = pursued.flatMap((one) =>
    one.shrunk === null ? [] : [{ ...one, shrunk: one.shrunk }],
  );
  const faults = Math.max(0, ...left.map(({ shrunk }) => shrunk.faults.length));
  const ops = Math.max(0, ...left.map(({ shrunk }) => shrunk.ops.length));
  const finding: Finding = {
    code: 'X-5',
    checked: left.length,
    worst: `${faults} faults; ${ops} operations`,
    badness: Math.max(faults / faultsMax, ops / opsMax),
    breach: null,
  };
  const large = left.find(
    ({ shrunk }) => shrunk.faults.length > faultsMax || shrunk.ops.length > opsMax,
  );
  if (large === undefined) return finding;
  const { attacked, first, shrunk } = large;
  const { name } = attacked.target;
  const what = shrunk.faults.length > faultsMax ? 'faults' : 'operations';
  return {
    ...finding,
    breach: {
      atMs: 0,
      expected: `at most ${faultsMax} faults and ${opsMax} operations`,
      observed: `${shrunk.faults.length} faults and ${shrunk.ops.length} operations`,
      operation: `the counterexample of ${name}`,
      tags: [],
      cause: `shrink leaves ${what}`,
    },
    story: [
      event('found', name, `Run ${first.number} is rejected: ${sayOf(first.violation)}`),
      event('before', 'shrink.ts', `shrink() gets ${first.faults.length} faults and 20 operations`),
      event('runs', 'shrink.ts', `It asks for ${shrunk.runs} runs`),
      event(
        `left ${what}`,
        'shrink.ts',
        `It leaves: ${listed(shrunk.faults)}; and ${shrunk.ops.length} operations`,
      ),
    ],
  };
}

/** What is left breaks the same promise. */
export function sameFinding(pursued: readonly Pursued[]): Finding {
  const left = pursued.flatMap((one) =>
    one.shrunk === null ? [] : [{ ...one, shrunk: one.shrunk }],
  );
  const slipped = left.filter(
    ({ first, shrunk }) => shrunk.violation?.code !== first.violation.code,
  );
  const finding: Finding = {
    code: 'X-6',
    checked: left.length,
    worst: `${left.length - slipped.length} of ${left.length}`,
    badness: slipped.length,
    breach: null,
  };
  const [one] = slipped;
  if (one === undefined) return finding;
  const { attacked, first, shrunk } = one;
  const { name } = attacked.target;
  const now = shrunk.violation;
  return {
    ...finding,
    breach: {
      atMs: 0,
      expected: `“${first.violation.code}”, as before shrinking`,
      observed: now === null ? 'no violation at all' : `“${now.code}”: ${now.text}`,
      operation: `the counterexample of ${name}`,
      tags: [],
      cause: now === null ? 'shrink loses the failure' : 'shrink slips to another failure',
    },
    story: [
      event('found', name, `Run ${first.number} is rejected: ${sayOf(first.violation)}`),
      event(
        'left',
        'shrink.ts',
        `shrink() leaves: ${listed(shrunk.faults)}; and ${shrunk.ops.length} operations`,
      ),
      now === null
        ? event('nothing', name, 'Your judge is content with what is left')
        : event('other', name, `What is left is rejected for something else: ${sayOf(now)}`),
    ],
  };
}

function listed(faults: Parameters<typeof graderFaults>[0]): string {
  if (faults.length === 0) return 'nothing';
  const shown = faults.slice(0, 4).map(sayFault).join('; ');
  return faults.length > 4 ? `${shown}; and ${faults.length - 4} more` : shown;
}
