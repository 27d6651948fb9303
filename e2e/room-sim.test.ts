/**
 * Two hundred learners on a network that loses three frames of ten, and a server that is killed with `kill -9` five times
 * while they talk: everything that was said is on record once, in the order in which each of them said it, and every
 * page shows what the record says. Then the same over PostgreSQL with two replicas, of which one dies for good.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import { apply } from '#workshop/apply.ts';
import { sessionFor } from '#workshop/audience.ts';
import { Client } from '#workshop/client.ts';
import type { RoomEvent } from '#workshop/messages.ts';
import { outsideAt } from '#workshop/open-link.ts';
import { newSession, type Session } from '#workshop/session.ts';
import { startPostgres, testsPostgres } from '../scripts/test-postgres.ts';
import { LossyNetwork } from './lossy-network.ts';
import { freePort, openTestSession, RoomServer, type OpenedSession } from './room-server.ts';
import { SimulatedLearner } from './simulated-learner.ts';

const learnersCount = 200;
const messagesEach = 10;
const announcements = 10;
/** How long they talk, milliseconds; the kills are spread over it. */
const talkMs = 6_000;
const kills = 5;
const loss = { lost: 0.3, doubled: 0.3, cut: 0.02, broken: 0.5 } as const;
/** Clients’ timers run so many times faster: what takes a class minutes to notice takes seconds here. */
const pace = 25;
/** How long after the talk everything has to be on record, milliseconds. */
const settleMs = 120_000;
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

/** Makes timers that are set from now on run faster, until the test is over. */
function hasten(): void {
  const { setTimeout, setInterval } = globalThis;
  const hastened =
    <Timer>(timer: (act: () => void, ms: number, ...given: unknown[]) => Timer) =>
    (act: () => void, ms = 0, ...given: unknown[]): Timer =>
      timer(act, ms / pace, ...given);
  Object.assign(globalThis, {
    setTimeout: hastened(setTimeout),
    setInterval: hastened(setInterval),
  });
  onTestFinished(() => {
    Object.assign(globalThis, { setTimeout, setInterval });
  });
}

interface Class {
  readonly learners: readonly SimulatedLearner[];
  readonly network: LossyNetwork;
  /** Announces things over a good network. */
  readonly instructor: Client;
}

/** A class in its session. `origin` gives the server that is tried now. */
function newClass(session: OpenedSession, origin: () => string): Class {
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
        ...{ network, origin, random },
        nowMs: () => (performance.now() - startedMs) * pace,
      }),
  );
  const instructor = new Client({
    credential: { as: 'staff', token: session.token },
    store: null,
    outside: { ...outsideAt(origin()), makeSocket: () => outsideAt(origin()).makeSocket() },
  });
  onTestFinished(() => {
    for (const learner of learners) learner.close();
    instructor.close();
  });
  return { learners, network, instructor };
}

/** Everybody comes, and talks for a while; now and then somebody reloads the page. */
async function talk({ learners, instructor }: Class): Promise<void> {
  const random = seeded(seed + 1);
  await instructor.start();
  await Promise.all(
    learners.map(async (learner) => {
      await learner.join();
      await learner.openPage();
    }),
  );
  const announced = Array.from({ length: announcements }, async (_, index) => {
    await pause((index * talkMs) / announcements);
    return instructor.say({ kind: 'announced', text: `Announcement ${index}` });
  });
  await Promise.all(
    learners.map(async (learner) => {
      for (let i = 0; i < messagesEach; i++) {
        await pause(random() * 2 * (talkMs / messagesEach));
        learner.say();
        if (random() < 0.05) await learner.reload();
      }
    }),
  );
  for (const answer of await Promise.all(announced)) expect(answer.kind).toBe('accepted');
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

interface Recorded {
  readonly log: readonly RoomEvent[];
  /** What follows from it. */
  readonly state: Session;
}

async function recordOf({ code, store }: OpenedSession): Promise<Recorded> {
  const opened = await store();
  try {
    const row = await opened.session(code);
    const log = await opened.read(code, 0, 1_000_000);
    const state = newSession({ title: '', createdAtMs: 0, ...row, code });
    for (const event of log) apply(state, event);
    return { log, state };
  } finally {
    await opened.close();
  }
}

/** What the log says of a class: nothing is lost, nothing and nobody is there twice, and each one's order is kept. */
function proveLog({ log }: Recorded, { learners }: Class): void {
  expect(log.map(({ seq }) => seq)).toEqual(log.map((_, index) => index + 1));
  const joined = log.flatMap(({ body }) => (body.kind === 'joined' ? [body] : []));
  const sorted = (names: readonly string[]): string[] => names.toSorted();
  expect(sorted(joined.map(({ name }) => name))).toEqual(sorted(learners.map(({ name }) => name)));
  const idOf = new Map(joined.map(({ name, participant }) => [name, participant]));
  for (const { name, said, refused } of learners) {
    const id = idOf.get(name);
    const recorded = log.flatMap(({ by, body }) =>
      by === id && body.kind === 'ran' ? [body.work] : [],
    );
    expect(recorded).toEqual(said);
    expect(refused).toEqual([]);
  }
  const texts = log.flatMap(({ body }) => (body.kind === 'announced' ? [body.text] : []));
  expect(texts).toHaveLength(announcements);
}

/** Every page has, in the end, what its learner may see of the record, whatever it missed on the way. */
async function provePages({ state }: Recorded, { learners }: Class): Promise<void> {
  const seesAll = ({ client: { session, you } }: SimulatedLearner): boolean =>
    session !== null &&
    you !== null &&
    isDeepStrictEqual(
      { ...session, seq: 0 },
      { ...sessionFor(state, { as: 'participant', id: you.id }), seq: 0 },
    );
  const end = performance.now() + settleMs;
  while (!learners.every(seesAll) && performance.now() < end) await pause(100);
  expect(learners.filter((learner) => !seesAll(learner)).map(({ name }) => name)).toEqual([]);
}

/** Proves all of it, and prints what it took. */
async function prove(title: string, session: OpenedSession, all: Class): Promise<void> {
  const settledMs = await settled(all);
  const recorded = await recordOf(session);
  proveLog(recorded, all);
  await provePages(recorded, all);
  const { sent, lost, doubled, cut, sockets } = all.network.tally;
  const said = all.learners.reduce((sum, learner) => sum + learner.said.length, 0);
  const pages = all.learners.reduce((sum, learner) => sum + learner.pages, 0);
  console.log(
    `${title}: ${all.learners.length} learners said ${said} messages on ${pages} pages over ${sockets} sockets;` +
      ` of ${sent} frames ${lost} did not arrive, ${doubled} went twice, ${cut} cut their connection.` +
      ` 0 lost, 0 doubled, 0 out of order, nobody twice, every page as the record;` +
      ` all on record ${(settledMs / 1_000).toFixed(1)} s after the last word. Seed ${seed}.`,
  );
}

describe('a class on a bad network', () => {
  test('SQLite: the server is killed five times, and the record is whole', async () => {
    const session = await openTestSession('Bad network');
    const server = new RoomServer(await freePort(), session.env);
    onTestFinished(async () => {
      await server.end('SIGKILL');
      session.remove();
    });
    await server.start();
    hasten();
    const all = newClass(session, () => server.origin);
    const talking = talk(all);
    for (let i = 0; i < kills; i++) {
      await pause(talkMs / (kills + 1));
      await server.end('SIGKILL');
      await server.start();
    }
    await talking;
    await prove(`SQLite, kill -9 ${kills} times`, session, all);
  });

  test.runIf(testsPostgres())(
    'PostgreSQL: one of two replicas dies, and the record is whole',
    async () => {
      const postgres = await startPostgres();
      const session = await openTestSession('Two replicas', postgres.url);
      const stays = new RoomServer(await freePort(), session.env);
      const dies = new RoomServer(await freePort(), session.env);
      onTestFinished(async () => {
        await Promise.all([stays.end('SIGKILL'), dies.end('SIGKILL')]);
        await postgres.close();
        session.remove();
      });
      await Promise.all([stays.start(), dies.start()]);
      hasten();
      // As behind a name with two addresses: whoever connects tries one of them.
      const drawn = seeded(seed + 2);
      const all = newClass(session, () => (drawn() < 0.5 ? stays : dies).origin);
      const talking = talk(all);
      await pause(talkMs / 2);
      await dies.end('SIGKILL');
      await talking;
      await prove('PostgreSQL, one of two replicas killed', session, all);
    },
  );
});
