/** N-3: who asks whom, by the tiers of the plan. */
import {
  always,
  type Check,
  type Instance,
  type RunRecord,
  type WireMessage,
} from '#grader/index.ts';
import type { Tier } from './world/types.ts';

export const talks: Check = always({
  code: 'N-3',
  as: 'requests that go another way',
  expected: 'front-end → logic → logic or service',
  of: function* (record): Generator<Instance> {
    const tiers = tiersOf(record);
    for (const request of [...record.wire('calls'), ...record.wire('casts')]) {
      const asked = judged(request, tiers);
      if (asked !== null) yield asked;
    }
  },
});

function judged(
  { from, to, sentMs, tag }: WireMessage,
  tiers: ReadonlyMap<string, Tier>,
): Instance | null {
  const [asker, asked] = [tiers.get(from), tiers.get(to)];
  // Browsers, phones and queues may ask whom they like.
  if (asker === undefined || asked === undefined) return null;
  // Machines of one type are one thing.
  const ok =
    familyOf(from) === familyOf(to) ||
    (asker === 'front-end' && asked === 'logic') ||
    (asker === 'logic' && asked !== 'front-end');
  return {
    ok,
    atMs: sentMs,
    operation: `a request of ${from} to ${to}`,
    tags: [tag],
    observed: `${asker} → ${asked}`,
    cause: `${asker} to ${asked}`,
    blame: 'effect',
  };
}

function familyOf(machine: string): string {
  return machine.slice(0, machine.lastIndexOf('-'));
}

function tiersOf(record: RunRecord): Map<string, Tier> {
  return new Map(
    record.scenario.boot.flatMap(({ node, arg }): [string, Tier][] => {
      const tier = (arg as { readonly tier?: Tier } | undefined)?.tier;
      return tier === undefined ? [] : [[node, tier]];
    }),
  );
}
