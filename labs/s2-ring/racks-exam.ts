/** The stretch goal: a ring whose neighbours stand in different racks, where there is one. */
import {
  examination,
  type Finding,
  type FindingEvent,
  type Found,
  type Learner,
} from '#grader/index.ts';

const partitions = 64;
const copies = 3;

/**
 * Racks, and whether any three neighbours of 64 can be in three of them. With three racks the turns have to be the same
 * all the way round, and 64 is no multiple of three.
 */
const houses = [
  { racks: 4, nodes: 8, isPossible: true },
  { racks: 5, nodes: 10, isPossible: true },
  { racks: 3, nodes: 6, isPossible: false },
] as const;

/** R-8, by calling `claimInRacks`. */
export const racks = examination({
  id: 'racks on paper',
  codes: ['R-8'],
  about: () => ({ file: 'ring.ts', name: 'claimInRacks' }),
  seeds: { run: 1, grade: 1 },
  examine: function* (learner) {
    for (const house of houses) {
      yield;
      const observed = problemOf(learner, house);
      if (observed !== null) return [missed(house, observed)];
    }
    return [{ code: 'R-8', checked: houses.length, worst: 'kept', badness: 0, breach: null }];
  },
});

function missed(house: (typeof houses)[number], observed: string): Finding {
  const breach: Found = {
    atMs: 0,
    expected: house.isPossible ? 'a ring over different racks' : 'null: there is no such ring',
    observed,
    operation: `${house.nodes} nodes in ${house.racks} racks`,
    tags: [],
    cause: 'racks',
  };
  const event: FindingEvent = {
    name: 'racks',
    atMs: 0,
    where: 'ring.ts',
    text: `claimInRacks is asked for a ring of ${house.nodes} nodes in ${house.racks} racks: ${observed}`,
  };
  return {
    code: 'R-8',
    checked: houses.length,
    worst: observed,
    badness: 1,
    breach,
    story: [event],
  };
}

/** What is wrong with what the learner claims for this house; null if nothing is. */
function problemOf(learner: Learner, house: (typeof houses)[number]): string | null {
  const nodes = Array.from({ length: house.nodes }, (_, index) => ({
    name: `shop-${index + 1}`,
    rack: `rack-${(index % house.racks) + 1}`,
  }));
  const outcome = learner.call('ring.ts', 'claimInRacks', nodes, partitions, copies);
  if (outcome.kind === 'missing') return 'there is no claimInRacks yet';
  if (outcome.kind !== 'returned') return outcome.kind === 'threw' ? outcome.message : 'no end';
  if (outcome.value === null) return house.isPossible ? 'null' : null;
  if (!house.isPossible) return 'a ring';
  const rackOf = new Map(nodes.map(({ name, rack }) => [name, rack]));
  const ring = Array.isArray(outcome.value) ? outcome.value.map(String) : [];
  if (ring.length !== partitions || ring.some((name) => !rackOf.has(name))) return 'no ring';
  const seats = ring.map((name) => rackOf.get(name));
  const clash = seats.findIndex((rack, at) =>
    [1, 2].some((step) => seats[(at + step) % partitions] === rack),
  );
  if (clash !== -1) return `partition ${clash} shares a rack with a neighbour`;
  const owned = nodes.map(({ name }) => ring.filter((owner) => owner === name).length);
  return Math.max(...owned) - Math.min(...owned) > 1 ? 'out of balance' : null;
}
