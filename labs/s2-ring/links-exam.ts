/** The plan of the links on paper: how many there are, how long the ways, and what any two losses cut off. */
import {
  examination,
  formatNumber,
  type Finding,
  type FindingEvent,
  type Found,
  type LearnerOutcome,
} from '#grader/index.ts';

const tiers = { logic: 60, 'front-end': 40, service: 20 } as const;
const prefixes = { logic: 'logic', 'front-end': 'web', service: 'data' } as const;
/** A full mesh of 120 has 7,140 links; a core mesh with three links for each of the others has 1,950. */
const linksMax = 2_400;
const hopsMax = 3;

interface PlannedNode {
  readonly name: string;
  readonly tier: keyof typeof tiers;
}

/** T-1 and T-2, by calling `links`. */
export const islands = examination({
  id: 'the links on paper',
  codes: ['T-1', 'T-2'],
  about: () => ({ file: 'topology.ts', name: 'links' }),
  // The nodes are the same for every seed.
  seeds: { run: 1, grade: 1 },
  examine: function* (learner) {
    const nodes = (Object.keys(tiers) as (keyof typeof tiers)[]).flatMap((tier) =>
      Array.from({ length: tiers[tier] }, (_, index): PlannedNode => {
        return { name: `${prefixes[tier]}-${index + 1}`, tier };
      }),
    );
    const outcome = learner.call('topology.ts', 'links', nodes);
    yield;
    const graph = graphOf(nodes, outcome);
    if (graph === null) return [noPlan(outcome), nothing('T-2')];
    const many = countOf(graph);
    yield;
    return [many, yield* reachOf(nodes, graph)];
  },
});

/** Neighbours of each node, by index. */
type Graph = readonly ReadonlySet<number>[];

function graphOf(nodes: readonly PlannedNode[], outcome: LearnerOutcome): Graph | null {
  if (outcome.kind !== 'returned' || !Array.isArray(outcome.value)) return null;
  const indexOf = new Map(nodes.map(({ name }, index) => [name, index]));
  const graph = nodes.map(() => new Set<number>());
  for (const pair of outcome.value as readonly unknown[]) {
    if (!Array.isArray(pair)) return null;
    const [one, other] = pair.map((name: unknown) => indexOf.get(String(name)));
    if (one === undefined || other === undefined) return null;
    if (one === other) continue;
    graph[one]?.add(other);
    graph[other]?.add(one);
  }
  return graph;
}

function noPlan(outcome: LearnerOutcome): Finding {
  const observed =
    outcome.kind === 'threw'
      ? outcome.message
      : outcome.kind === 'endless'
        ? 'it never comes to an end'
        : 'something else';
  const breach: Found = {
    atMs: 0,
    expected: 'a list of pairs of names',
    observed,
    operation: 'the plan of the links',
    tags: [],
    cause: 'no plan',
    place: 'place' in outcome ? outcome.place : null,
  };
  const story = [
    event('nodes', 'Sixty logic nodes, forty front-ends and twenty services are to be connected'),
    event('asked', `links is asked for the plan: ${observed}`),
  ];
  return { code: 'T-1', checked: 1, worst: observed, badness: linksMax, breach, story };
}

function nothing(code: string): Finding {
  return { code, checked: 0, worst: null, badness: Number.NEGATIVE_INFINITY, breach: null };
}

function countOf(graph: Graph): Finding {
  const links = graph.reduce((sum, neighbours) => sum + neighbours.size, 0) / 2;
  const worst = `${formatNumber(links)} links`;
  const row = { code: 'T-1', checked: 1, worst, badness: links - linksMax };
  if (links <= linksMax) return { ...row, breach: null };
  const busiest = Math.max(...graph.map((neighbours) => neighbours.size));
  return {
    ...row,
    breach: {
      atMs: 0,
      expected: `at most ${formatNumber(linksMax)} links`,
      observed: worst,
      operation: 'the plan for 120 nodes',
      tags: [],
      cause: 'too many links',
    },
    story: [
      event('nodes', 'Sixty logic nodes, forty front-ends and twenty services are to be connected'),
      event(
        'busiest',
        `A node has up to ${busiest} neighbours, and every one of them expects a tick`,
      ),
    ],
  };
}

function* reachOf(nodes: readonly PlannedNode[], graph: Graph): Generator<void, Finding> {
  const far = tooFar(nodes, graph);
  const row = { code: 'T-2', checked: 7_140 + 1 };
  if (far !== null) {
    return {
      ...row,
      worst: far.observed,
      badness: 1,
      breach: far,
      story: [
        event('nodes', 'Sixty logic nodes, forty front-ends and twenty services are connected'),
        event(
          'way',
          `A request comes to ${far.operation.replace('the way from ', '')}: ${far.observed}`,
        ),
      ],
    };
  }
  const cut = yield* cutOff(nodes, graph);
  if (cut === null) return { ...row, worst: 'connected', badness: 0, breach: null };
  const { lost, apart } = cut;
  const name = nodes[apart[0] ?? 0]?.name ?? '';
  const observed =
    apart.length === 1 ? `${name} is cut off` : `${formatNumber(apart.length)} nodes are cut off`;
  const losses = lost.map((index) => nodes[index]?.name ?? '');
  return {
    ...row,
    worst: observed,
    badness: apart.length,
    breach: {
      atMs: 0,
      expected: 'all that are left reach each other',
      observed,
      operation: `the loss of ${losses.join(' and ')}`,
      tags: [],
      cause: losses.length === 1 ? 'cut off by one loss' : 'cut off by two losses',
    },
    story: [
      event('nodes', 'Sixty logic nodes, forty front-ends and twenty services are connected'),
      ...losses.map((node) => event('loss', `${node} is lost`)),
      event('apart', apartText(apart.map((index) => nodes[index]?.name ?? ''))),
    ],
  };
}

/** A front-end and a service that are more than three hops apart. */
function tooFar(nodes: readonly PlannedNode[], graph: Graph): Found | null {
  for (const [index, { name, tier }] of nodes.entries()) {
    if (tier !== 'front-end') continue;
    const hops = hopsFrom(graph, index, new Set());
    for (const [other, node] of nodes.entries()) {
      const count = hops.get(other);
      if (node.tier !== 'service' || (count !== undefined && count <= hopsMax)) continue;
      return {
        atMs: 0,
        expected: `at most ${hopsMax} hops`,
        observed: count === undefined ? 'no way' : `${count} hops`,
        operation: `the way from ${name} to ${node.name}`,
        tags: [],
        cause: count === undefined ? 'no way' : 'too far',
      };
    }
  }
  return null;
}

interface Cut {
  readonly lost: readonly number[];
  /** Those that no longer reach the largest part. */
  readonly apart: readonly number[];
}

/** The first loss of one node, or else of two, that cuts somebody off. */
function* cutOff(nodes: readonly PlannedNode[], graph: Graph): Generator<void, Cut | null> {
  const ways = new Ways(graph);
  for (const [one] of nodes.entries()) {
    if (!ways.connected(one, one)) return { lost: [one], apart: apartWithout(graph, [one]) };
  }
  for (const [one] of nodes.entries()) {
    yield;
    for (let other = one + 1; other < nodes.length; other++) {
      if (ways.connected(one, other)) continue;
      return { lost: [one, other], apart: apartWithout(graph, [one, other]) };
    }
  }
  return null;
}

/** Whether all are connected: asked 7,260 times, so neighbours are lists of numbers and nothing is made anew. */
class Ways {
  readonly #neighbours: readonly Int16Array[];
  readonly #seen: Int32Array;
  readonly #queue: Int16Array;
  #round = 0;

  constructor(graph: Graph) {
    this.#neighbours = graph.map((set) => Int16Array.from(set));
    this.#seen = new Int32Array(graph.length);
    this.#queue = new Int16Array(graph.length);
  }

  /** True if all nodes but these two, or this one, reach each other. */
  connected(one: number, other: number): boolean {
    const seen = this.#seen;
    const queue = this.#queue;
    const round = ++this.#round;
    const left = queue.length - (one === other ? 1 : 2);
    seen[one] = round;
    seen[other] = round;
    const start = seen.findIndex((when) => when !== round);
    seen[start] = round;
    queue[0] = start;
    let known = 1;
    for (let at = 0; at < known && known < left; at++) {
      for (const next of this.#neighbours[queue[at] ?? 0] ?? []) {
        if (seen[next] === round) continue;
        seen[next] = round;
        queue[known++] = next;
      }
    }
    return known === left;
  }
}

function apartWithout(graph: Graph, lost: readonly number[]): number[] {
  const gone = new Set(lost);
  const left = graph.flatMap((_, index) => (gone.has(index) ? [] : [index]));
  let best = new Map<number, number>();
  const seen = new Set<number>();
  for (const start of left) {
    if (seen.has(start)) continue;
    const reached = hopsFrom(graph, start, gone);
    for (const index of reached.keys()) seen.add(index);
    if (reached.size > best.size) best = reached;
  }
  return left.filter((index) => !best.has(index));
}

function hopsFrom(graph: Graph, start: number, gone: ReadonlySet<number>): Map<number, number> {
  const hops = new Map([[start, 0]]);
  for (const [index, count] of hops) {
    for (const next of graph[index] ?? []) {
      if (!gone.has(next) && !hops.has(next)) hops.set(next, count + 1);
    }
  }
  return hops;
}

function apartText(names: readonly string[]): string {
  return names.length <= 3
    ? `${names.join(' and ')} had no other neighbour`
    : 'Those that are left no longer reach each other';
}

function event(name: string, text: string): FindingEvent {
  return { name, atMs: 0, where: 'topology.ts', text };
}
