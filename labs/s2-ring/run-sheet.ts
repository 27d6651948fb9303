/** The worlds of a seed: one change of members each, under load. */
import {
  crash,
  delay,
  family,
  hang,
  regular,
  type Boot,
  type Draw,
  type Fault,
  type FaultPlan,
  type Operation,
  type Scenario,
} from '#grader/index.ts';

/** So many sessions are kept; thirty stand behind each, so that a vnode is worth about 1.3 s of a transfer. */
const keys = 320;
/** Sessions that are in use while a world lasts. */
const keysInUse = 96;
/** When members change, or a node falls silent. */
export const changeMs = 2_000;
/** A silent node is given up by its peers after 6 to 10 s: not before the first of these instants, surely by the second. */
export const undetectedMs = changeMs + 6_000;
export const detectedMs = changeMs + 11_000;
/** All transfers of a change are over so long after it. */
export const movedMs = 20_000;

/** A world in one picture. */
interface Plan {
  readonly first: number;
  readonly changes: readonly Change[];
  readonly faults?: FaultPlan;
  /** Shops through which no client comes: those that fail or leave. */
  readonly without?: readonly string[];
  readonly loadUntilMs: number;
  /** When all sessions begin to be read once more; a second after the load if left out. */
  readonly readsAtMs?: readonly number[];
  readonly everyMs: number;
  readonly untilMs?: number;
}
interface Change {
  readonly fn: 'join' | 'leave';
  readonly node: string;
  readonly atMs: number;
  /** The shop through which it comes. */
  readonly via: string;
}

/** A fifth shop joins four. */
export function joining(draw: Draw): Scenario {
  const via = draw.pick(shops(4));
  return scenario(draw, {
    first: 4,
    changes: [{ fn: 'join', node: 'shop-5', atMs: changeMs, via }],
    loadUntilMs: 12_000,
    everyMs: 1000 / 60,
    untilMs: changeMs + movedMs + 500,
  });
}

/**
 * The fifth shop crashes in the middle of its transfers: of its twelve vnodes six to eight have arrived, two are on their
 * way, and the others are still to be asked for. It is back after fifteen seconds.
 */
const crashMs = changeMs + 4_500;
const crashBackMs = crashMs + 15_000;
export function crashing(draw: Draw): Scenario {
  const via = draw.pick(shops(4));
  return scenario(draw, {
    first: 4,
    changes: [{ fn: 'join', node: 'shop-5', atMs: changeMs, via }],
    faults: [
      crash({ node: 'shop-5', at: crashMs, backAfterMs: crashBackMs - crashMs, label: 'crash' }),
    ],
    loadUntilMs: crashBackMs + 3_000,
    // As soon as it is back everybody looks for their session, and once more when all has arrived.
    readsAtMs: [crashBackMs + 20, crashBackMs + movedMs - 2_500],
    everyMs: 80,
    untilMs: crashBackMs + movedMs + 500,
  });
}

/** Two shops join within half a second, and some are told of the second first. */
export function twins(draw: Draw): Scenario {
  const [one = 'shop-1', other = 'shop-2'] = draw.shuffle(shops(4));
  const late = draw.of('late').shuffle(shops(4)).slice(0, 2);
  return scenario(draw, {
    first: 4,
    changes: [
      { fn: 'join', node: 'shop-5', atMs: changeMs, via: one },
      { fn: 'join', node: 'shop-6', atMs: changeMs + 300, via: other },
    ],
    faults: late.map((to): Fault =>
      delay({
        match: { from: 'ops', to, body: { kind: 'members', epoch: 2 } },
        byMs: 800,
        label: 'late',
      }),
    ),
    loadUntilMs: 16_000,
    everyMs: 50,
    untilMs: changeMs + 300 + movedMs + 500,
  });
}

/** One of seven shops leaves; it stays up for twenty seconds more. */
export function leaving(draw: Draw): Scenario {
  const [leaver = 'shop-1', via = 'shop-2'] = draw.shuffle(shops(7));
  return scenario(draw, {
    first: 7,
    changes: [{ fn: 'leave', node: leaver, atMs: changeMs, via }],
    without: [leaver],
    loadUntilMs: 26_000,
    everyMs: 80,
  });
}

/** One of seven shops stands still for good. */
export function silent(draw: Draw): Scenario {
  const [victim = 'shop-1'] = draw.shuffle(shops(7));
  return scenario(draw, {
    first: 7,
    changes: [],
    faults: [hang({ node: victim, at: changeMs, forMs: 1_000_000, label: 'silent' })],
    without: [victim],
    loadUntilMs: detectedMs + 6_000,
    everyMs: 33,
  });
}

function shops(count: number): string[] {
  return family('shop', count).map(({ name }) => name);
}

function scenario(draw: Draw, plan: Plan): Scenario {
  const newcomers = plan.changes.filter(({ fn }) => fn === 'join').map(({ node }) => node);
  const first = shops(plan.first);
  const all = [...first, ...newcomers];
  const clients = first.filter((name) => plan.without?.includes(name) !== true);
  const work = sessions(draw.of('sessions'), plan, clients);
  const changes = plan.changes.map(({ fn, node, atMs, via }): Operation => ({
    id: `${fn}-${node}`,
    fn,
    atMs,
    args: { node, via },
    driver: { node: via, name: 'porter' },
  }));
  return {
    nodes: [{ name: 'ops' }, ...all.map((name) => ({ name }))],
    boot: [
      {
        node: 'ops',
        file: 'shop-node.ts',
        body: 'membership',
        as: 'membership',
        arg: { first, keys },
      },
      ...all.flatMap(shop),
    ],
    workload: [...work, ...changes],
    faults: plan.faults ?? [],
    untilMs: plan.untilMs ?? plan.loadUntilMs + 4_000,
  };
}

function shop(node: string): Boot[] {
  const boot = (file: string, body: string, as: string): Boot => ({ node, file, body, as });
  return [
    boot('shop-node.ts', 'recorder', 'recorder'),
    boot('vnode.ts', 'shelfKeeper', 'shelves'),
    boot('shop-node.ts', 'porter', 'porter'),
    boot('shop-node.ts', 'clients', 'clients'),
  ];
}

/**
 * Clients get and put sessions, in turn for each of them: a put of one key is over, one way or the other, before the
 * next begins, and at the end every session is read once more.
 */
function sessions(draw: Draw, plan: Plan, clients: readonly string[]): Operation[] {
  const inUse = draw
    .shuffle(Array.from({ length: keys }, (_, index) => index + 1))
    .slice(0, keysInUse)
    .map((number) => `session:${number}`);
  const next = new Map<string, number>();
  const operation = (index: number, key: string, one: Draw): Omit<Operation, 'atMs'> => {
    const driver = { node: one.pick(clients), name: 'clients' };
    const turn = (next.get(key) ?? 0) + 1;
    next.set(key, turn);
    return turn % 2 === 1
      ? { id: `put-${index + 1}`, fn: 'put', args: { key, n: (turn + 1) / 2 }, driver }
      : { id: `get-${index + 1}`, fn: 'get', args: { key }, driver };
  };
  const load = regular(
    { everyMs: plan.everyMs, fromMs: 1_000, untilMs: plan.loadUntilMs },
    draw.of('load'),
    (index, one) => operation(index, inUse[index % inUse.length] ?? '', one),
  );
  const { readsAtMs = [plan.loadUntilMs + 1_000] } = plan;
  const reads = readsAtMs.flatMap((fromMs, round) =>
    regular(
      { everyMs: 20, fromMs, untilMs: fromMs + 20 * inUse.length },
      draw.of('reads').of(round),
      (index, one) => ({
        id: `read-${round * inUse.length + index + 1}`,
        fn: 'get',
        args: { key: inUse[index] ?? '' },
        driver: { node: one.pick(clients), name: 'clients' },
      }),
    ),
  );
  return [...load, ...reads];
}
