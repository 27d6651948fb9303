/** Whom the class's fault plan broke, by the same story. Pure. */
import { storyKey } from '#workshop/apply.ts';
import type { Chaos } from '#workshop/session.ts';

export interface BrokenGroup {
  readonly code: string;
  readonly fingerprint: string | null;
  /** Ids of participants. */
  readonly people: readonly string[];
}

/** Groups of who broke by one story, the largest first. What has no trace (it did not compile, it was stopped) is in none. */
export function brokenGroups({ outcomes }: Pick<Chaos, 'outcomes'>): readonly BrokenGroup[] {
  const groups = new Map<string, { code: string; fingerprint: string | null; people: string[] }>();
  for (const [id, { outcome, code, fingerprint, traceHash }] of Object.entries(outcomes)) {
    if (outcome !== 'failed' || code === null || traceHash === null) continue;
    const key = `${code} ${storyKey({ code, fingerprint }) ?? ''}`;
    const group = groups.get(key) ?? { code, fingerprint, people: [] };
    group.people.push(id);
    groups.set(key, group);
  }
  return [...groups.values()].sort((one, other) => other.people.length - one.people.length);
}
