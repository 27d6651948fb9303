import { expect, test } from 'vitest';
import { apply } from './apply.ts';
import { clustersOf, ClusterTrend, trendMs } from './clusters.ts';
import { newSession, type Session } from './session.ts';
import { simulateClass } from './simulated-class.ts';

const zeroMs = 1_790_000_000_000;

/** A session of people who each ran a lab once, with this code and story; null for a pass. */
function ran(
  ...stories: readonly (readonly [code: string, fingerprint: string | null] | null)[]
): Session {
  const session = newSession({ code: 'AAAAAA', title: 'A class', createdAtMs: zeroMs });
  stories.forEach((story, index) => {
    const participant = `p-${index}`;
    apply(session, {
      seq: session.seq + 1,
      atMs: zeroMs,
      by: 'server',
      body: { kind: 'joined', participant, name: `Person ${index}` },
    });
    const [code, fingerprint] = story ?? [null, null];
    apply(session, {
      seq: session.seq + 1,
      atMs: zeroMs + index,
      by: participant,
      body: {
        kind: 'ran',
        lab: 's5-retry',
        goal: 'grade',
        outcome: story ? 'failed' : 'passed',
        code,
        fingerprint,
        work: `w${index}`,
      },
    });
  });
  return session;
}

test('clusters: those with the same story stand together, the largest group first, the latest run first', () => {
  const session = ran(['E-1', 'a'], ['E-2', 'b'], ['E-1', 'a'], null, ['E-1', 'c']);
  const [lab] = clustersOf(session);
  expect(lab?.ran).toBe(5);
  expect(lab?.passed).toBe(1);
  expect(lab?.clusters.map(({ code, fingerprint, people }) => [code, fingerprint, people])).toEqual(
    [
      ['E-1', 'a', ['p-2', 'p-0']],
      ['E-2', 'b', ['p-1']],
      ['E-1', 'c', ['p-4']],
    ],
  );
});

test('clusters: a run without a story is grouped by its code, and another story moves somebody', () => {
  const session = ran(['KIT-HANG', null], ['KIT-HANG', null]);
  expect(clustersOf(session)[0]?.clusters[0]?.people).toHaveLength(2);
  apply(session, {
    seq: session.seq + 1,
    atMs: zeroMs + 60_000,
    by: 'p-0',
    body: {
      kind: 'ran',
      lab: 's5-retry',
      goal: 'run',
      outcome: 'failed',
      code: 'E-1',
      fingerprint: 'a',
      work: 'w9',
    },
  });
  expect(clustersOf(session)[0]?.clusters.map(({ people }) => people)).toEqual([['p-1'], ['p-0']]);
});

test('clusters: who has left is in none', () => {
  const session = ran(['E-1', 'a'], ['E-1', 'a']);
  apply(session, { seq: session.seq + 1, atMs: zeroMs, by: 'p-0', body: { kind: 'left' } });
  expect(clustersOf(session)[0]?.ran).toBe(1);
  expect(clustersOf(session)[0]?.clusters[0]?.people).toEqual(['p-1']);
});

test('clusters: a trend tells by how many a group has grown since it was first noted', () => {
  const trend = new ClusterTrend();
  const few = ran(['E-1', 'a'], ['E-2', 'b']);
  const many = ran(['E-1', 'a'], ['E-1', 'a'], ['E-1', 'a']);
  const [cluster] = clustersOf(many)[0]?.clusters ?? [];
  if (!cluster) throw new Error('There is a cluster.');
  expect(trend.changeOf(cluster, zeroMs)).toBeNull();
  trend.note(clustersOf(few), zeroMs);
  trend.note(clustersOf(many), zeroMs + 60_000);
  expect(trend.changeOf(cluster, zeroMs + 60_000)).toEqual({ by: 2, overMs: 60_000 });
  // What was noted longer ago than a trend looks back is forgotten.
  trend.note(clustersOf(many), zeroMs + trendMs + 30_000);
  expect(trend.changeOf(cluster, zeroMs + trendMs + 30_000)?.by).toBe(0);
});

test('clusters: in a simulated class everybody who ran and has not passed is in one cluster', () => {
  const labs = [{ id: 's5-retry', codes: ['E-1', 'E-2', 'E-7'] }];
  const course = simulateClass({ seed: 5, learners: 31, minutes: 20, labs, stuckShare: 0.3 });
  const session = newSession({ code: 'AAAAAA', title: 'A class', createdAtMs: zeroMs });
  course.said.forEach(({ atMs, learner, body }, index) =>
    apply(session, { seq: index + 1, atMs: zeroMs + atMs, by: `p-${learner}`, body }),
  );
  const [lab] = clustersOf(session);
  const inClusters = lab?.clusters.flatMap(({ people }) => people) ?? [];
  expect(new Set(inClusters).size).toBe(inClusters.length);
  expect(inClusters.length + (lab?.passed ?? 0)).toBe(lab?.ran);
});
