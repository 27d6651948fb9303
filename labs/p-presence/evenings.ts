/** The eight evenings of a seed: who is there, what is asked, and what goes wrong. */
import {
  kill,
  operationsAt,
  pidOf,
  regular,
  type Boot,
  type Data,
  type Draw,
  type FaultPlan,
  type Operation,
  type Scenario,
} from '#grader/index.ts';

/**
 * Ada has a thousand friends. Where their number matters less, fewer are there, and a seed takes less time. One of them
 * is drowsy and answers in time, but late: a clock that begins anew with each answer shows in a story of two friends.
 */
const everybody = { well: 982, drowsy: 1, slow: 9, gone: 5, frail: 3 };
const someFriends = { well: 185, drowsy: 1, slow: 7, gone: 4, frail: 3 };
const fewFriends = { well: 35, drowsy: 0, slow: 2, gone: 2, frail: 1 };
/** Everybody has come by then, and the first status goes out. */
export const publishMs = 100;
/** A publish takes so long at most: what the learner is told to keep to. */
export const limitMs = 400;
/** Three seconds after the first publish everything is quiet again. */
export const quietMs = publishMs + limitMs + 3_000;
const untilMs = 6_000;
/** A session that waits for each friend in turn is heard of after a minute; the verdict names the real time. */
const untilLongMs = 90_000;
const untilManyMs = 12_000;
/** The session is killed then, in the middle of its second publish. */
export const killedMs = 800;
/** Ada is asked at the second house, on `london`, then. */
export const londonMs = 600;
export const nurseryMs = 11_000;
export const manyStatuses = 20;

const driver = { node: 'seattle', name: 'town' };

const boot: readonly Boot[] = [
  { node: 'seattle', file: 'store.ts', body: 'store', as: 'store' },
  { node: 'seattle', file: 'town-node.ts', body: 'screens', as: 'screens' },
  {
    node: 'seattle',
    file: 'town-node.ts',
    body: 'home',
    as: 'home',
    arg: { store: pidOf('store') },
  },
  {
    node: 'seattle',
    file: 'town-node.ts',
    body: 'town',
    as: 'town',
    arg: { store: pidOf('store') },
  },
];

/** (a) One status for a thousand friends. */
export function nominal(draw: Draw): Scenario {
  const status = publish(draw, { waitMs: longPatienceMs });
  return evening(draw, { friends: everybody, asked: [status], lastsMs: untilLongMs });
}

/** (b) The same, and fifty questions meanwhile. */
export function questions(draw: Draw): Scenario {
  const times = { everyMs: 5, fromMs: publishMs, untilMs: publishMs + 250 };
  const pings = regular(times, draw, (index) => ({
    id: `ping-${index + 1}`,
    fn: 'ping',
    args: {},
    driver,
  }));
  return evening(draw, { friends: someFriends, asked: [publish(draw), ...pings] });
}

/**
 * (c) Twenty of the workers are killed on the way. A publish that has no workers (solution-asks) has one process to be
 * killed, the publisher: by then it has told everybody, so that all who are well have it, and nobody tells them again.
 */
export function deaths(draw: Draw): Scenario {
  const worker = { node: 'seattle', count: 1, spawnedSinceMs: publishMs, leaves: true };
  return evening(draw, {
    friends: someFriends,
    asked: [publish(draw)],
    // One fault for each of them, so that a story need not tell of more than it takes.
    faults: Array.from({ length: 20 }, () => kill({ process: worker, at: publishMs + 20 })),
  });
}

/** (d) The session is killed while it publishes its second status, and is asked at once. */
export function restart(draw: Draw): Scenario {
  return evening(draw, {
    friends: fewFriends,
    asked: [
      publish(draw),
      publish(draw, { first: 2, atMs: killedMs - 100 }),
      { ...status(1, killedMs + 1), driver },
    ],
    faults: [kill({ process: { node: 'seattle', name: 'ada' }, at: killedMs })],
  });
}

/** (e) Five hundred messages that mean nothing to a session. */
export function junk(draw: Draw): Scenario {
  const words = ['typing', 'seen', 'wave', 'poke'];
  const from = draw.of('junk');
  const instants = Array.from({ length: 500 }, (_, index) => 50 + index * 0.01);
  const messages = operationsAt(instants, from, (index, one) => ({
    id: `junk-${index + 1}`,
    fn: 'junk',
    args: { word: one.pick(words) },
    driver,
  }));
  return evening(draw, { friends: fewFriends, asked: [...messages, publish(draw)] });
}

/** (f) Two supervisors: one has a child that cannot live, the other one that ends now and then. */
export function nursery(): Scenario {
  const one = (child: Readonly<Record<string, string | number | boolean>>): Boot => ({
    node: 'seattle',
    file: 'nursery-node.ts',
    body: 'nursery',
    arg: { ...child, censusMs: nurseryMs },
  });
  return {
    nodes: [{ name: 'seattle', cores: 4 }],
    boot: [
      one({ name: 'crash-loop', afterMs: 1, quiet: 2, returns: false }),
      one({ name: 'now-and-then', afterMs: 2_000, quiet: 0, returns: true }),
    ],
    workload: [],
    faults: [],
    untilMs: untilManyMs,
  };
}

/** (g) Ada goes to London: another node starts a session for her and is asked for her status. */
export function london(draw: Draw): Scenario {
  const asked = { ...status(1, londonMs), driver: { node: 'london', name: 'town' } };
  const there = (body: string): Boot => ({
    node: 'london',
    file: 'town-node.ts',
    body,
    as: `${body} in london`,
    arg: { store: pidOf('store') },
    atMs: 500,
  });
  const scenario = evening(draw, { friends: fewFriends, asked: [publish(draw), asked] });
  return {
    ...scenario,
    nodes: [...scenario.nodes, { name: 'london', cores: 4 }],
    boot: [...boot, { ...there('home'), as: 'home' }, { ...there('town'), as: 'town' }],
  };
}

/** (h) Twenty statuses, one after the other. */
export function many(draw: Draw): Scenario {
  const talkative = publish(draw, { count: manyStatuses });
  return evening(draw, { friends: someFriends, asked: [talkative], lastsMs: untilManyMs });
}

/** (i) The stretch: ten thousand in the hall. Nothing is done to them. */
export const crowd = { count: 10_000, limitMs: 2_600, atMs: publishMs };

export function hall(): Scenario {
  return {
    nodes: [{ name: 'seattle', cores: 4 }],
    boot: [
      { node: 'seattle', file: 'town-node.ts', body: 'screens', as: 'screens' },
      { node: 'seattle', file: 'town-node.ts', body: 'crowd', arg: crowd },
    ],
    workload: [],
    faults: [],
    untilMs: crowd.atMs + crowd.limitMs + 1_000,
  };
}

/** What makes an evening. */
interface Evening {
  readonly friends: typeof everybody;
  readonly asked: readonly Operation[];
  readonly faults?: FaultPlan;
  readonly lastsMs?: number;
}

function evening(
  draw: Draw,
  { friends, asked, faults = [], lastsMs = untilMs }: Evening,
): Scenario {
  return {
    nodes: [{ name: 'seattle', cores: 4 }],
    boot,
    workload: [...befriend(draw.of('friends'), friends), ...asked],
    faults,
    untilMs: lastsMs,
  };
}

/**
 * Each friend is an operation of its own, so that a story need not tell of those who do not matter. They come in an
 * order of the seed's; in the plan, those who are not well stand last, because shrinking takes away from the front.
 */
function befriend(draw: Draw, friends: typeof everybody): Operation[] {
  const healths = (['well', 'frail', 'gone', 'slow', 'drowsy'] as const).flatMap((health) =>
    Array.from({ length: friends[health] }, () => health),
  );
  const places = draw.shuffle(healths.map((_, index) => index));
  return healths.map((health, index) => {
    const place = places[index] ?? 0;
    const name = `friend-${place + 1}`;
    const atMs = 1 + Math.floor(place / 25);
    return { id: name, atMs, fn: 'befriend', args: { name, health }, driver };
  });
}

/** Ada waits so long for the end of a publish: longer than needed, and over when the processes are counted. */
const patienceMs = 2_500;
/** … except where the verdict is to name the real time. */
const longPatienceMs = 80_000;

const lines = ['is on a train', 'has read page 90', 'is back', 'is at the book fair', 'is away'];

/** One operation publishes one status, or several one after the other. */
function publish(
  draw: Draw,
  { first = 1, atMs = publishMs, count = 1, waitMs = patienceMs } = {},
): Operation {
  const words = draw.of('statuses');
  const statuses: Data = Array.from({ length: count }, (_, index) => {
    const number = first + index;
    return `Ada ${words.of(number).pick(lines)} (${number})`;
  });
  return { id: `publish-${first}`, atMs, fn: 'publish', args: { statuses, waitMs }, driver };
}

function status(number: number, atMs: number): Omit<Operation, 'driver'> {
  return { id: `status-${number}`, atMs, fn: 'status', args: {} };
}
