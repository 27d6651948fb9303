import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Client } from './client.ts';
import { HandMadeRoom, handMadeStore } from './hand-made-room.ts';
import type { Answer } from './link.ts';
import type { Message } from './messages.ts';
import type { RoomStore } from './outbox.ts';

beforeEach(() => vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => vi.useRealTimers());

const credential = { as: 'participant', session: 'ABC234', secret: 'a'.repeat(32) } as const;
const noted = (note: string): Message => ({ kind: 'status', status: 'help', lab: null, note });
const notesOf = ({ log }: HandMadeRoom): string[] =>
  log.flatMap(({ body }) => (body.kind === 'status' ? [body.note] : []));

/** Long enough for every wait of the client's. */
const longMs = 120_000;
const pass = (ms = 1_000): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

interface Opened {
  readonly client: Client;
  readonly lateRefusals: string[];
}

async function open(room: HandMadeRoom, store: RoomStore | null): Promise<Opened> {
  const lateRefusals: string[] = [];
  const client = new Client({
    credential,
    store,
    outside: room.outside(),
    onLateRefusal: (why) => lateRefusals.push(why),
  });
  await client.start();
  await pass();
  return { client, lateRefusals };
}

test('client: what is said is on record before its promise settles, and the clock is the server’s', async () => {
  const room = new HandMadeRoom();
  const { client } = await open(room, handMadeStore());
  expect(client.connection).toBe('live');
  expect(client.session?.title).toBe('A class');
  expect(client.nowMs() - performance.now()).toBeGreaterThan(59_000);
  const answer = client.say(noted('one'));
  await pass();
  await expect(answer).resolves.toEqual({ kind: 'accepted' });
  expect(notesOf(room)).toEqual(['one']);
  expect(client.waiting).toBe(0);
  client.close();
});

test('client: a refusal reaches who said it; one of an earlier page is told as well', async () => {
  const room = new HandMadeRoom();
  room.refuses = () => 'The vote is closed.';
  const store = handMadeStore();
  const { client } = await open(room, store);
  const answer = client.say(noted('late'));
  await pass();
  await expect(answer).resolves.toEqual({ kind: 'refused', why: 'The vote is closed.' });
  client.close();
  await store.put({ id: 'of-an-earlier-page', body: noted('later') });
  const again = await open(room, store);
  expect(again.lateRefusals).toEqual(['The vote is closed.']);
  await expect(store.waiting()).resolves.toEqual([]);
  again.client.close();
});

test('client: without a network it shows what was, keeps what is said, and catches up', async () => {
  const room = new HandMadeRoom();
  const store = handMadeStore();
  const before = await open(room, store);
  room.happens({ kind: 'announced', text: 'Break until ten.' });
  await pass(5_000);
  before.client.close();

  room.network.isDown = true;
  const { client } = await open(room, store);
  expect(client.connection).toBe('away');
  expect(client.session?.announcement?.text).toBe('Break until ten.');
  const answer = client.say(noted('from the train'));
  await pass();
  expect(client.waiting).toBe(1);
  expect(client.pending).toEqual([noted('from the train')]);

  room.happens({ kind: 'announced', text: 'On we go.' });
  room.network.isDown = false;
  await pass(longMs);
  await expect(answer).resolves.toEqual({ kind: 'accepted' });
  expect(client.connection).toBe('live');
  expect(client.session?.announcement?.text).toBe('On we go.');
  client.close();
});

test('client: a lost acknowledgement sends again, and the record has it once', async () => {
  const room = new HandMadeRoom();
  const { client } = await open(room, handMadeStore());
  room.network.losesAcks = 1;
  const answer = client.say(noted('twice sent'));
  await pass(5_000);
  await expect(answer).resolves.toEqual({ kind: 'accepted' });
  expect([...room.arrivals.values()]).toEqual([2]);
  expect(notesOf(room)).toEqual(['twice sent']);
  client.close();
});

test('client: acknowledgements in another order settle the right promises', async () => {
  const room = new HandMadeRoom();
  room.refuses = ({ body }) => (body.kind === 'status' && body.note === 'b' ? 'Not b.' : null);
  room.network.holdsAcks = true;
  const { client } = await open(room, handMadeStore());
  const answers: Promise<Answer>[] = [];
  for (const note of ['a', 'b', 'c']) {
    answers.push(client.say(noted(note)));
    await pass(100);
  }
  room.release();
  await pass();
  const kinds = (await Promise.all(answers)).map(({ kind }) => kind);
  expect(kinds).toEqual(['accepted', 'refused', 'accepted']);
  client.close();
});

test('client: a line over which nothing is acknowledged is given up', async () => {
  const room = new HandMadeRoom();
  room.network.holdsAcks = true;
  const { client } = await open(room, handMadeStore());
  const answer = client.say(noted('into the void'));
  await pass(15_000);
  room.network.holdsAcks = false;
  await pass(15_000);
  expect(room.hellos).toBe(2);
  await expect(answer).resolves.toEqual({ kind: 'accepted' });
  client.close();
});

test('client: a line that has gone silent is given up, and one that is idle is not', async () => {
  const room = new HandMadeRoom();
  const { client } = await open(room, null);
  await pass(10 * longMs);
  expect(room.hellos).toBe(1);
  room.network.isMute = true;
  await pass(longMs);
  room.network.isMute = false;
  await pass(longMs);
  expect(client.connection).toBe('live');
  expect(room.hellos).toBeGreaterThan(1);
  client.close();
});

test('client: without WebSockets it asks, and takes a socket when one can be had', async () => {
  const room = new HandMadeRoom();
  room.network.hasNoSockets = true;
  const { client } = await open(room, handMadeStore());
  await pass(5_000);
  expect(client.connection).toBe('polling');
  const answer = client.say(noted('by post'));
  room.happens({ kind: 'announced', text: 'Heard by asking.' });
  await pass(5_000);
  await expect(answer).resolves.toEqual({ kind: 'accepted' });
  expect(client.session?.announcement?.text).toBe('Heard by asking.');
  room.network.hasNoSockets = false;
  await pass(longMs);
  expect(client.connection).toBe('live');
  const { polls } = room;
  await pass(longMs);
  expect(room.polls).toBe(polls);
  client.close();
});

test('client: waits as long as the server asks, and stops where it says no', async () => {
  const room = new HandMadeRoom();
  room.bye = { frame: 'bye', why: 'Back in a moment.', retryMs: 60_000 };
  const { client } = await open(room, null);
  await pass(50_000);
  expect(room.hellos).toBe(1);
  room.bye = { frame: 'bye', why: 'This session was deleted.', retryMs: null };
  await pass(longMs);
  expect(client.connection).toBe('refused');
  expect(client.why).toBe('This session was deleted.');
  const { hellos } = room;
  await pass(longMs);
  expect(room.hellos).toBe(hellos);
  client.close();
});

test('client: a disk that refuses costs no message, and the learner can be told', async () => {
  const room = new HandMadeRoom();
  const store = { ...handMadeStore(), put: () => Promise.reject(new Error('QuotaExceeded')) };
  const { client } = await open(room, store);
  const answer = client.say(noted('kept in memory'));
  await pass();
  await expect(answer).resolves.toEqual({ kind: 'accepted' });
  expect(client.isLasting).toBe(false);
  client.close();
});

test('client: what one tab has had acknowledged settles in the tab that said it', async () => {
  const room = new HandMadeRoom();
  const store = handMadeStore();
  const here = await open(room, store);
  room.network.losesAcks = 1;
  const answer = here.client.say(noted('shared'));
  await pass(100);
  const there = await open(room, store);
  await pass(longMs);
  await expect(answer).resolves.toEqual({ kind: 'accepted' });
  expect(notesOf(room)).toEqual(['shared']);
  here.client.close();
  there.client.close();
});

/** One thing that happens to a learner in a bad network. */
const step = fc.oneof(
  { weight: 5, arbitrary: fc.constant('say' as const) },
  { weight: 2, arbitrary: fc.constant('say in the other tab' as const) },
  fc.constantFrom(
    'lose sends',
    'lose acks',
    'hold acks',
    'release acks',
    'cut',
    'down',
    'up',
    'no sockets',
    'sockets',
    'close and open again',
    'wait a moment',
    'wait long',
  ),
);

async function take(room: HandMadeRoom, { network }: HandMadeRoom, name: string): Promise<void> {
  if (name === 'lose sends') network.losesSends = 1;
  if (name === 'lose acks') network.losesAcks = 1;
  if (name === 'hold acks') network.holdsAcks = true;
  if (name === 'release acks') {
    network.holdsAcks = false;
    room.release();
  }
  if (name === 'cut') room.cut();
  if (name === 'down' || name === 'up') network.isDown = name === 'down';
  if (name === 'down') room.cut();
  if (name === 'no sockets' || name === 'sockets') network.hasNoSockets = name === 'no sockets';
  if (name === 'wait a moment') await pass(30);
  if (name === 'wait long') await pass(20_000);
}

test('client: whatever is lost, each message is on record once, in the order in which it was said', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 60 }), async (steps) => {
      const room = new HandMadeRoom();
      const store = handMadeStore();
      let first = (await open(room, store)).client;
      const second = (await open(room, store)).client;
      const said: string[] = [];
      for (const [index, name] of steps.entries()) {
        if (name === 'say' || name === 'say in the other tab') {
          said.push(String(index));
          void (name === 'say' ? first : second).say(noted(String(index)));
        } else if (name === 'close and open again') {
          // The disk has what was said by the time a tab can be closed.
          await pass(1);
          first.close();
          first = (await open(room, store)).client;
        } else {
          await take(room, room, name);
        }
      }
      Object.assign(room.network, { isDown: false, hasNoSockets: false, losesSends: 0 });
      Object.assign(room.network, { losesAcks: 0, holdsAcks: false });
      await pass(10 * longMs);
      first.close();
      second.close();
      expect(notesOf(room)).toEqual(said);
      await expect(store.waiting()).resolves.toEqual([]);
    }),
    { numRuns: 150 },
  );
});
