/**
 * Who breaks the same promise by the same story: last runs of a class, grouped by lab and fingerprint. Pure. “14 of 31
 * break E-1 by the same story” is one thing to explain, not fourteen.
 */
import { storyKey } from './apply.ts';
import type { Session } from './session.ts';

/** A group of people whose last run in a lab told the same story. */
export interface Cluster {
  /** Lab, code and story; the same as long as the group is about the same. */
  readonly key: string;
  readonly lab: string;
  readonly code: string;
  /** Null where runs ended without a story: a program that was refused, one that hung. */
  readonly fingerprint: string | null;
  /** Ids, the latest run first. */
  readonly people: readonly string[];
  /** When the one who has been at it longest was first told this story. */
  readonly sinceMs: number;
}

export interface LabClusters {
  readonly lab: string;
  /** People who have run this lab and not left. */
  readonly ran: number;
  readonly passed: number;
  /** The largest first. */
  readonly clusters: readonly Cluster[];
}

interface Group {
  readonly lab: string;
  readonly code: string;
  readonly fingerprint: string | null;
  readonly members: { readonly id: string; readonly lastAtMs: number; readonly sinceMs: number }[];
}

interface LabGroups {
  ran: number;
  passed: number;
  readonly groups: Map<string, Group>;
}

function groupsByLab(session: Session): Map<string, LabGroups> {
  const labs = new Map<string, LabGroups>();
  for (const { id, hasLeft, labs: standings } of Object.values(session.participants)) {
    if (hasLeft) continue;
    for (const [lab, { last, lastAtMs, sinceMs, passedAtMs }] of Object.entries(standings)) {
      if (last === null) continue;
      const of = labs.get(lab) ?? { ran: 0, passed: 0, groups: new Map<string, Group>() };
      labs.set(lab, of);
      of.ran += 1;
      if (passedAtMs !== null) of.passed += 1;
      const story = last.outcome === 'passed' ? null : storyKey(last);
      // A pass stays a pass, whatever its owner tries afterwards.
      if (story === null || passedAtMs !== null) continue;
      const { fingerprint } = last;
      const code = last.code ?? last.outcome;
      const key = `${lab} ${code} ${story}`;
      const group = of.groups.get(key) ?? { lab, code, fingerprint, members: [] };
      of.groups.set(key, group);
      group.members.push({ id, lastAtMs, sinceMs: sinceMs || lastAtMs });
    }
  }
  return labs;
}

function clusterOf(key: string, { lab, code, fingerprint, members }: Group): Cluster {
  const latestFirst = members.toSorted((a, b) => b.lastAtMs - a.lastAtMs);
  return {
    key,
    lab,
    code,
    fingerprint,
    people: latestFirst.map(({ id }) => id),
    sinceMs: members.reduce((least, { sinceMs }) => Math.min(least, sinceMs), Infinity),
  };
}

/** The clusters of every lab that was run; the lab that most have run first. */
export function clustersOf(session: Session): readonly LabClusters[] {
  return [...groupsByLab(session)]
    .map(([lab, { ran, passed, groups }]) => ({
      lab,
      ran,
      passed,
      clusters: [...groups]
        .map(([key, group]) => clusterOf(key, group))
        .toSorted((a, b) => b.people.length - a.people.length || a.sinceMs - b.sinceMs),
    }))
    .toSorted((a, b) => b.ran - a.ran || (a.lab < b.lab ? -1 : 1));
}

/** How far back a trend looks: about two rounds of edit and run. */
export const trendMs = 5 * 60_000;
/** Sizes are noted at most so often. */
const noteEveryMs = 15_000;

interface Noted {
  readonly atMs: number;
  readonly sizes: ReadonlyMap<string, number>;
}

/**
 * What became of the clusters in the last minutes. The session's state knows who is in a cluster now; who has left it is
 * known to whoever looked before, so a console notes the sizes while it is open.
 */
export class ClusterTrend {
  #noted: readonly Noted[] = [];

  /** Notes the sizes of now; soon after the last time it does nothing. */
  note(labs: readonly LabClusters[], nowMs: number): void {
    const last = this.#noted.at(-1);
    if (last !== undefined && nowMs - last.atMs < noteEveryMs) return;
    const sizes = new Map(
      labs.flatMap(({ clusters }) => clusters.map(({ key, people }) => [key, people.length])),
    );
    this.#noted = [
      ...this.#noted.filter(({ atMs }) => nowMs - atMs <= trendMs),
      { atMs: nowMs, sizes },
    ];
  }

  /** By how many a cluster has grown since so long ago (negative: shrunk); null while nothing was noted. */
  changeOf({ key, people }: Cluster, nowMs: number): { by: number; overMs: number } | null {
    const first = this.#noted[0];
    if (first === undefined || nowMs - first.atMs < noteEveryMs) return null;
    return { by: people.length - (first.sizes.get(key) ?? 0), overMs: nowMs - first.atMs };
  }
}
