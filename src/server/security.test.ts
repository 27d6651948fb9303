import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { limits } from '#workshop/limits.ts';
import { routes } from '#workshop/routes.ts';
import type { OpenRoom } from './room.ts';
import { newToken, normalWord } from './identity.ts';
import { join, secretOf, Talker } from './talker.ts';
import { testRoom, type TestRoom } from './test-room.ts';

/** Printed with a failure, so that the same frames can be sent again. */
const seed = 20_261_122;
const fuzzedFrames = 10_000;

let room: TestRoom;
let nowMs = Date.now();
beforeAll(async () => {
  room = await testRoom({ clock: () => nowMs });
});
afterAll(() => room.close());
// A minute later nobody's wrong guesses count any more.
beforeEach(() => {
  nowMs += 61_000;
});

interface Reply {
  readonly status: number;
  readonly error: string;
  readonly retryAfter: string | null;
}

async function ask(
  path: string,
  {
    method = 'POST',
    body = {},
    headers = {},
  }: { method?: string; body?: unknown; headers?: object } = {},
): Promise<Reply> {
  const reply = await fetch(room.url + path, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(method !== 'GET' && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const answer = (await reply.json()) as { error?: string };
  return {
    status: reply.status,
    error: answer.error ?? '',
    retryAfter: reply.headers.get('retry-after'),
  };
}

const joining = (number: number, more: object = {}): object => ({
  session: room.code,
  secret: secretOf(number),
  name: `Learner ${number}`,
  word: null,
  ...more,
});
const as = (number: number): object => ({
  authorization: `Bearer ${secretOf(number)}`,
  'x-session': room.code,
});

test('security: a foreign Origin changes nothing, neither does a form', async () => {
  const foreign = { origin: 'https://evil.example' };
  expect((await ask(routes.join, { body: joining(1), headers: foreign })).status).toBe(403);
  const form = { 'content-type': 'text/plain' };
  expect((await ask(routes.join, { body: joining(1), headers: form })).status).toBe(415);
  const own = { origin: room.url };
  expect((await ask(routes.join, { body: joining(1), headers: own })).status).toBe(200);
});

test('security: a forged token reads no state, no export, no code, and invites nobody', async () => {
  const headers = { authorization: `Bearer ${newToken()}` };
  for (const path of [routes.events, routes.export, `${routes.shared}/p-1/s5-retry`])
    expect((await ask(path, { method: 'GET', headers })).status).toBe(401);
  const invitation = { name: 'Mallory', role: 'instructor' };
  expect((await ask(routes.invite, { body: invitation, headers })).status).toBe(401);
});

test('security: a learner reads no export and no other’s code, and invites nobody', async () => {
  await join(room.url, { session: room.code, secret: secretOf(2), name: 'Mallory' });
  const headers = as(2);
  for (const path of [routes.export, `${routes.shared}/p-1/s5-retry`])
    expect((await ask(path, { method: 'GET', headers })).status).toBe(403);
  const invitation = { name: 'Mallory', role: 'instructor' };
  expect((await ask(routes.invite, { body: invitation, headers })).status).toBe(403);
});

test('security: words are guessed ten times a minute, then even the right one waits', async () => {
  const victim = await join(room.url, { session: room.code, secret: secretOf(3), name: 'Ada' });
  for (let guess = 0; guess < limits.guessesPerMinute; guess += 1) {
    const wrong = { word: `acorn-actor-alarm-${String(guess).padStart(3, '0')}` };
    expect((await ask(routes.join, { body: joining(4, wrong) })).status).toBe(404);
  }
  const held = await ask(routes.join, { body: joining(4, { word: victim.word }) });
  expect(held.status).toBe(429);
  expect(Number(held.retryAfter)).toBeGreaterThan(0);
  expect(held.error).toMatch(/try again in \d+ s/);
  // The hall behind the same address goes on: people come in, and come back, by the code on the wall.
  expect((await ask(routes.join, { body: joining(5) })).status).toBe(200);
  expect((await ask(routes.join, { body: joining(3) })).status).toBe(200);
  nowMs += 61_000;
  expect((await ask(routes.join, { body: joining(4, { word: victim.word }) })).status).toBe(200);
});

test('security: a session is not guessed at from many addresses either', async () => {
  const behindProxy = await testRoom({ trustsProxy: true, clock: () => nowMs });
  const guess = async (from: string): Promise<number> => {
    const reply = await fetch(behindProxy.url + routes.join, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': `203.0.113.1, ${from}` },
      body: JSON.stringify({
        session: behindProxy.code,
        secret: secretOf(1),
        name: 'Mallory',
        word: 'acorn-actor-alarm-000',
      }),
    });
    return reply.status;
  };
  for (let n = 0; n < limits.guessesPerMinuteOfSession; n += 1)
    expect(await guess(`192.0.2.${n % 100}`)).toBe(404);
  expect(await guess('198.51.100.7')).toBe(429);
  await behindProxy.close();
}, 60_000);

test('security: a word brings its person back on another device, as people type it', async () => {
  const ada = await join(room.url, { session: room.code, secret: secretOf(6), name: 'Ada' });
  const typed = ada.word.toUpperCase().replaceAll('-', '  ');
  expect(normalWord(typed)).toBe(ada.word);
  const again = { session: room.code, secret: secretOf(7), name: 'On my phone', word: typed };
  expect(await join(room.url, again)).toEqual(ada);
  // And from then on without the word.
  expect(await join(room.url, { ...again, word: null as unknown as string })).toEqual(ada);
});

test('security: script and SQL in every text come back as the text that they are', async () => {
  const text = `<script>alert(1)</script>'); drop table events; -- ' or 1=1 "`;
  const name = text.slice(0, limits.nameMax);
  const mallory = await room.learner(8, name);
  await mallory.say('m-0000001', { kind: 'status', status: 'help', lab: 's5-retry', note: text });
  const console = await room.console();
  const seen = console.snapshot?.participants[mallory.you.id];
  expect(seen).toMatchObject({ name: name.trim(), note: text });
  const reply = await fetch(`${room.url}${routes.events}?after=0`, {
    headers: { authorization: `Bearer ${room.token}` },
  });
  expect(reply.headers.get('content-type')).toContain('application/json');
  expect(reply.headers.get('x-content-type-options')).toBe('nosniff');
  const headers = { authorization: `Bearer ' or 1=1 --`, 'x-session': `' or '1'='1` };
  expect((await ask(routes.events, { method: 'GET', headers })).status).toBe(401);
  const key = encodeURIComponent(`a' or 1=1; --`);
  const put = { method: 'PUT', body: { text, atMs: 1 }, headers: as(8) };
  expect((await ask(`${routes.kept}/${key}`, put)).status).toBe(400);
  expect((await ask(routes.join, { body: joining(9, { session: `' or 1` }) })).status).toBe(400);
  mallory.close();
  console.close();
});

test('security: a vote that is played back after the close, is refused and changes no count', async () => {
  const console = await room.console();
  const question = { question: 'q-replay', text: '?', choices: ['a', 'b'], answer: null };
  await console.say('c-0000001', { kind: 'asked', ...question });
  const learner = await room.learner(10);
  const vote = { kind: 'voted', question: 'q-replay', round: 1, choice: 0 };
  await learner.say('m-0000001', vote);
  await console.say('c-0000002', { kind: 'closed', question: 'q-replay' });
  // The same message is on record already; under another id it is late.
  learner.frames.length = 0;
  expect((await learner.say('m-0000001', { ...vote, choice: 1 })).ids).toEqual(['m-0000001']);
  expect((await learner.say('m-0000002', vote)).refused[0]?.why).toContain('too late');
  const counted = await console.untilEvent(({ body }) => body.kind === 'counted');
  expect(counted.body).toMatchObject({ counts: [1, 0] });
  learner.close();
  console.close();
});

test('security: drafts are taken with consent, come back, and stop at the cap', async () => {
  const learner = await room.learner(11);
  const put = (key: string, text: string, atMs: number): Promise<Reply> =>
    ask(`${routes.kept}/${key}`, { method: 'PUT', body: { text, atMs }, headers: as(11) });
  expect((await put('lab/a.ts', 'x', 1)).status).toBe(403);
  await learner.say('m-0000001', { kind: 'consented', code: false, drafts: true });
  expect((await put('lab/a.ts', 'newer', 2)).status).toBe(200);
  expect((await put('lab/a.ts', 'older', 1)).status).toBe(200);
  const reply = await fetch(`${room.url}${routes.kept}/lab/a.ts`, { headers: { ...as(11) } });
  expect(await reply.json()).toEqual({ text: 'newer', atMs: 2 });
  const big = 'x'.repeat(limits.textsMax);
  const statuses: number[] = [];
  for (let n = 0; n < 9; n += 1) statuses.push((await put(`lab/${n}`, big, 1)).status);
  expect(statuses.at(-1)).toBe(413);
  expect((await put('lab/a.ts', 'y'.repeat(limits.frameBytesMax), 3)).status).toBe(413);
  learner.close();
});

/** A generator of frames that nobody should send: seeded, so that a failure can be played again. */
function* wrongFrames(): Generator<string | Buffer> {
  let state = seed;
  const next = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % below;
  };
  const good = JSON.stringify({
    frame: 'send',
    messages: [{ id: 'm-0000001', body: { kind: 'status', status: 'help', lab: null, note: 'x' } }],
  });
  const values = [
    'null',
    '[]',
    '{}',
    '1e999',
    '"\\ud800"',
    '{"__proto__":{"frame":"send"}}',
    '0',
    'true',
  ];
  const kinds = [
    // A byte of a good frame is another one, or it ends too early.
    () =>
      good.slice(0, next(good.length)) +
      String.fromCharCode(next(65_536)) +
      good.slice(next(good.length)),
    () => good.slice(0, next(good.length)),
    // A field has a value of another kind.
    () => good.replace(/"(send|m-0000001|status|help|x)"/, values[next(values.length)] ?? ''),
    () =>
      `{"frame":"${['hello', 'here', 'send', 'events', '__proto__'][next(5)]}","after":${values[next(values.length)]}}`,
    () => '['.repeat(next(5_000)),
    () => Buffer.from(Array.from({ length: next(200) }, () => next(256))),
  ];
  for (let n = 0; n < fuzzedFrames; n += 1) yield kinds[next(kinds.length)]?.() ?? '';
}

/** Sends one frame on a connection of its own, and waits for whatever the server makes of it. */
async function attack(frame: string | Buffer, isKnown: boolean): Promise<void> {
  const credential = { as: 'participant', session: room.code, secret: secretOf(12) } as const;
  const talker = await (isKnown ? Talker.open(room.url, credential) : Talker.connect(room.url));
  const before = talker.frames.length;
  const closed = new Promise((resolve) => {
    talker.socket.once('close', resolve);
  });
  const answered = talker.until((one) => talker.frames.indexOf(one) >= before);
  talker.socket.send(frame, { binary: Buffer.isBuffer(frame) });
  await Promise.race([closed, answered]);
  talker.socket.terminate();
}

test(`security: ${fuzzedFrames} malformed frames, and the server goes on answering (seed ${seed})`, async () => {
  await join(room.url, { session: room.code, secret: secretOf(12), name: 'Mallory' });
  const witness = await room.learner(13);
  const frames = [...wrongFrames()];
  for (let from = 0; from < frames.length; from += 50) {
    // Every fifth comes from somebody who has said hello.
    await Promise.all(frames.slice(from, from + 50).map((frame, n) => attack(frame, n % 5 === 0)));
    nowMs += 10_000;
    const { ids } = await witness.say(`w-${from}-00000`, { kind: 'left' });
    expect(ids).toHaveLength(1);
  }
  witness.close();
}, 180_000);

test('security: who floods is held back, and the others are heard in the same rounds', async () => {
  const live = await (room.running.room as OpenRoom).hub.open(room.code);
  const flooder = await room.learner(14);
  const others = await Promise.all([15, 16, 17, 18].map((number) => room.learner(number)));
  const before = live.state.seq;
  const note = (n: number): unknown => ({
    kind: 'status',
    status: 'working',
    lab: null,
    note: `${n}`,
  });
  for (let n = 0; n < 5_000; n += 1)
    flooder.send({ frame: 'send', messages: [{ id: `f-${n}-00000`, body: note(n) }] });
  for (let round = 0; round < 5; round += 1)
    await Promise.all(others.map((other) => other.say(`o-${round}-00000`, note(round))));
  const events = await (room.running.room as OpenRoom).hub.store.read(room.code, before, 10_000);
  const flooded = events.filter(({ by }) => by === flooder.you.id).length;
  const heard = events.filter(({ by }) => others.some(({ you }) => you.id === by)).length;
  expect(heard).toBe(20);
  // The clock of this room stands still, so the flooder has its burst and nothing more.
  expect(flooded).toBeLessThanOrEqual(limits.burst + 1);
  flooder.socket.terminate();
  for (const other of others) other.close();
}, 60_000);
