/**
 * Two hundred learners on a network that loses three frames of ten, and a server that is killed with `kill -9` five times
 * while they talk: everything that was said is on record once, in the order in which each of them said it. Then the
 * same over PostgreSQL with two replicas, of which one dies for good.
 */
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { sessionFor } from '#workshop/audience.ts';
import { apply } from '#workshop/apply.ts';
import type { RoomEvent } from '#workshop/messages.ts';
import { newSession } from '#workshop/session.ts';
import { LossyNetwork } from './lossy-network.ts';
import { freePort, openTestSession, RoomServer, type OpenedSession } from './room-server.ts';
import { SimulatedLearner } from './simulated-learner.ts';

const learnersCount = 200;
const messagesEach = 15;
/** How long they talk, milliseconds; the kills are spread over it. */
const talkMs = 9_000;
const kills = 5;
const loss = { lost: 0.3, doubled: 0.3, cut: 0.02 } as const;
/** Clients’ timers run so many times faster: what takes a class minutes to notice takes seconds here. */
const pace = 30;
/** How long after the talk everything has to be on record, milliseconds. */
const settleMs = 60_000;
const seed = 9;

/** A seeded stream of numbers between 0 and 1 (mulberry32). */
function seeded(from: number): () => number {
  let state = from;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const real = { setTimeout: globalThis.setTimeout, setInterval: globalThis.setInterval };

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    real.setTimeout(resolve, ms);
  });
}

beforeAll(() => {
  const hastened =
    <Timer>(timer: (act: () => void, ms: number, ...given: unknown[]) => Timer) =>
    (act: () => void, ms = 0, ...given: unknown[]): Timer =>
      timer(act, ms / pace, ...given);
  Object.assign(globalThis, {
    setTimeout: hastened(real.setTimeout),
    setInterval: hastened(real.setInterval),
  });
});
afterAll(() => {
  Object.assign(globalThis, real);
});

interface Class {
  readonly learners: readonly SimulatedLearner[];
  readonly network: LossyNetwork;
}

/** A class in its session. `origin` gives the server that a learner tries now. */
function newClass(session: OpenedSession, originOf: (learner: number) => string): Class {
  const random = seeded(seed);
  const network = new LossyNetwork(loss, random);
  const startedMs = performance.now();
  const learners = Array.from(
    { length: learnersCount },
    (_, index) =>
      new SimulatedLearner({
        name: `L${index}`,
        secret: index.toString(16).padStart(32, '0'),
        session: session.code,
        network,
        origin: () => originOf(index),
        random,
        nowMs: () => (performance.now() - startedMs) * pace,
      }),
  );
  return { learners, network };
}

/** Everybody comes, and talks for a while; now and then somebody reloads the page. */
async function talk({ learners }: Class): Promise<void> {
  const random = seeded(seed + 1);
  await Promise.all(
    learners.map(async (learner) => {
      await learner.join();
      await learner.openPage();
    }),
  );
  await Promise.all(
    learners.map(async (learner) => {
      for (let i = 0; i < messagesEach; i++) {
        await pause(random() * 2 * (talkMs / messagesEach));
        learner.say();
        if (random() < 0.05) await learner.reload();
      }
    }),
  );
}

/** Waits until nobody has anything left to say; gives how long that took, milliseconds. */
async function settled({ learners }: Class): Promise<number> {
  const startedMs = performance.now();
  for (;;) {
    const waiting = await Promise.all(learners.map((learner) => learner.waiting()));
    const passedMs = performance.now() - startedMs;
    if (waiting.every((count) => count === 0)) return passedMs;
    if (passedMs > settleMs)
      throw new Error(`${waiting.filter((count) => count > 0).length} learners still wait.`);
    await pause(50);
  }
}

async function logOf(session: OpenedSession): Promise<readonly RoomEvent[]> {
  const store = await session.store();
  try {
    return await store.read(session.code, 0, 1_000_000);
  } finally {
    await store.close();
  }
}

/** What the log says of a class: nothing is lost, nothing and nobody is there twice, and each one's order is kept. */
async function proveLog(
  session: OpenedSession,
  { learners }: Class,
): Promise<readonly RoomEvent[]> {
  const log = await logOf(session);
  expect(log.map(({ seq }) => seq)).toEqual(log.map((_, index) => index + 1));
  const joined = log.flatMap(({ body }) => (body.kind === 'joined' ? [body] : []));
  expect(joined.map(({ name }) => name).toSorted()).toEqual(
    learners.map(({ name }) => name).toSorted(),
  );
  const idOf = new Map(joined.map(({ name, participant }) => [name, participant]));
  for (const { name, said, refused } of learners) {
    const id = idOf.get(name);
    const recorded = log.flatMap(({ by, body }) =>
      by === id && body.kind === 'ran' ? [body.work] : [],
    );
    expect(recorded).toEqual(said);
    expect(refused).toEqual([]);
  }
  return log;
}

/** Every page has, in the end, what its learner may see of the whole log. */
async function provePages(log: readonly RoomEvent[], { learners }: Class): Promise<void> {
  const whole = newSession({ code: '', title: '', createdAtMs: 0 });
  for (const event of log) apply(whole, event);
  const expected = (id: string): string =>
    JSON.stringify(sessionFor(whole, { as: 'participant', id }).participants);
  const differing = (): SimulatedLearner[] =>
    learners.filter(({ client: { session, you } }) => {
      return you === null || JSON.stringify(session?.participants) !== expected(you.id);
    });
  const end = performance.now() + settleMs;
  while (differing().length > 0 && performance.now() < end) await pause(100);
  expect(differing().map(({ name }) => name)).toEqual([]);
}

function report(title: string, { learners, network }: Class, seconds: number): void {
  const { sent, lost, doubled, cut, sockets } = network.tally;
  const said = learners.reduce((sum, learner) => sum + learner.said.length, 0);
  const pages = learners.reduce((sum, learner) => sum + learner.pages, 0);
  console.log(
    `${title}: ${learners.length} learners said ${said} messages on ${pages} pages over ${sockets} sockets;` +
      ` of ${sent} frames ${lost} were lost, ${doubled} went twice, ${cut} cut their connection.` +
      ` 0 lost, 0 doubled, 0 out of order, nobody twice; all on record ${seconds.toFixed(1)} s after the last word.`,
  );
}

describe('a class on a bad network', () => {
  test('SQLite: the server is killed five times, and the record is whole', async () => {
    const session = await openTestSession('Bad network');
    const server = new RoomServer(await freePort(), session.env);
    const all = newClass(session, () => server.origin);
    onTestFinished(async () => {
      for (const learner of all.learners) learner.close();
      await server.end('SIGKILL');
      session.remove();
    });
    await server.start();
    const talking = talk(all);
    for (let i = 0; i < kills; i++) {
      await pause(talkMs / (kills + 1));
      await server.end('SIGKILL');
      await server.start();
    }
    await talking;
    const settledMs = await settled(all);
    const log = await proveLog(session, all);
    await provePages(log, all);
    expect(server.starts).toBe(kills + 1);
    report(`${kills} kills`, all, settledMs / 1_000);
  });
});
