import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { limits } from '#workshop/limits.ts';
import { roomProtocol } from '#workshop/protocol.ts';
import { newToken } from './identity.ts';
import { secretOf, Talker } from './talker.ts';
import { testRoom, type TestRoom } from './test-room.ts';

let room: TestRoom;
beforeAll(async () => {
  room = await testRoom();
});
afterAll(() => room.close());

const status = (note: string): unknown => ({ kind: 'status', status: 'help', lab: null, note });

test('socket: what a learner says, is acknowledged and reaches the console', async () => {
  const console = await room.console();
  const learner = await room.learner(1, 'Ada');
  expect(learner.you).toMatchObject({ role: 'learner', name: 'Ada' });
  expect(await learner.say('m-0000001', status('stuck'))).toEqual({
    frame: 'ack',
    ids: ['m-0000001'],
    refused: [],
  });
  const seen = await console.untilEvent(({ body }) => body.kind === 'status');
  expect(seen.by).toBe(learner.you.id);
  await console.until((frame) => frame.frame === 'presence' && learner.you.id in frame.seen);
  learner.close();
  console.close();
});

test('socket: a message that is sent again, is acknowledged again and on record once', async () => {
  const learner = await room.learner(2);
  await learner.say('m-0000001', status('once'));
  learner.frames.length = 0;
  const ack = await learner.say('m-0000001', status('twice'));
  expect(ack.ids).toEqual(['m-0000001']);
  await learner.say('m-0000002', status('thrice'));
  const events = await room.running.room?.hub.store.read(room.code, 0, 1_000);
  const mine = events?.filter(({ by, body }) => by === learner.you.id && body.kind === 'status');
  expect(mine?.map(({ body }) => (body.kind === 'status' ? body.note : ''))).toEqual([
    'once',
    'thrice',
  ]);
  learner.close();
});

test('socket: what was missed while away comes by number, not the whole state anew', async () => {
  const learner = await room.learner(3);
  await learner.say('m-0000001', status('before'));
  const last = await learner.untilEvent(({ body }) => body.kind === 'status');
  learner.close();
  const console = await room.console();
  await console.say('c-0000001', { kind: 'announced', text: 'Back at ten.' });
  await console.say('c-0000002', {
    kind: 'asked',
    question: 'q-1',
    text: '?',
    choices: ['a', 'b'],
    answer: 1,
  });
  const credential = { as: 'participant', session: room.code, secret: secretOf(3) } as const;
  const back = await Talker.open(room.url, credential, last.seq);
  expect(back.snapshot).toBeNull();
  expect(back.events.map(({ body }) => body.kind)).toEqual(['announced', 'asked']);
  // The answer stays on the server until it is shown.
  expect(JSON.stringify(back.frames)).not.toContain('"answer":1');
  back.close();
  console.close();
});

test('socket: a number beyond the log, as of another database, gets the whole state', async () => {
  const credential = { as: 'staff', token: room.token } as const;
  const console = await Talker.open(room.url, credential, 1_000_000);
  expect(console.snapshot?.code).toBe(room.code);
  console.close();
});

test('socket: a forged token is turned away, and the session stays shut', async () => {
  const forged = { as: 'staff', token: newToken() } as const;
  await expect(Talker.open(room.url, forged)).rejects.toThrow('This link is not valid here');
});

test('socket: a learner who says what instructors say, is refused', async () => {
  const learner = await room.learner(4);
  const ack = await learner.say('m-0000009', { kind: 'ended' });
  expect(ack.refused[0]?.why).toContain('cannot say');
  learner.close();
});

test('socket: a projector sees what is public and may say nothing', async () => {
  const projector = await Talker.open(room.url, { as: 'projector', token: room.token });
  expect(projector.snapshot?.participants).toEqual({});
  const ack = await projector.say('m-0000001', { kind: 'announced', text: 'Hello' });
  expect(ack.ids).toEqual([]);
  projector.close();
});

test('socket: of another site, or under another name, there is none', async () => {
  const foreign = Talker.connect(room.url, { origin: 'https://evil.example' });
  await expect(foreign).rejects.toThrow('403');
  const rebound = Talker.connect(room.url, { host: 'evil.example' });
  await expect(rebound).rejects.toThrow('421');
  const opaque = Talker.connect(room.url, { origin: 'null' });
  await expect(opaque).rejects.toThrow('403');
  const own = await Talker.connect(room.url, { origin: room.url });
  own.close();
});

test('socket: an older page is asked to reload', async () => {
  const talker = await Talker.connect(room.url);
  const credential = { as: 'staff', token: room.token };
  talker.send({ frame: 'hello', protocol: roomProtocol + 1, credential, after: 0 });
  const bye = await talker.until(({ frame }) => frame === 'bye');
  expect(bye).toMatchObject({ retryMs: null });
  expect(JSON.stringify(bye)).toContain('reload');
});

test('socket: a frame that is too large closes its own connection only', async () => {
  const learner = await room.learner(5);
  const closed = new Promise((resolve) => {
    learner.socket.once('close', resolve);
  });
  learner.socket.send('x'.repeat(limits.frameBytesMax + 1));
  expect(await closed).toBe(1009);
  const other = await room.learner(6);
  other.close();
});

test('socket: who says no hello is let go', async () => {
  const talker = await Talker.connect(room.url);
  const bye = await talker.until(({ frame }) => frame === 'bye');
  expect(bye).toMatchObject({ why: 'Say hello first.' });
}, 15_000);

test('socket: of one person’s many pages the oldest makes room', async () => {
  const pages: Talker[] = [];
  for (let page = 0; page < 14; page += 1) pages.push(await room.learner(7));
  await vi.waitFor(() => expect(pages[1]?.frames.at(-1)?.frame).toBe('bye'));
  expect(pages[2]?.frames.some(({ frame }) => frame === 'bye')).toBe(false);
  for (const page of pages) page.close();
});

test('socket: a session that is deleted says goodbye for good', async () => {
  const other = await testRoom();
  const learner = await other.learner(1);
  await other.running.room?.hub.store.deleteSession(other.code);
  learner.send({ frame: 'send', messages: [{ id: 'm-0000001', body: status('still there?') }] });
  const bye = await learner.until(({ frame }) => frame === 'bye');
  expect(bye).toMatchObject({ retryMs: null });
  await expect(other.learner(2)).rejects.toThrow('no session with this code');
  await other.close();
});

test('socket: an orderly stop tells everybody when to come back', async () => {
  const other = await testRoom();
  const learner = await other.learner(1);
  await other.close();
  const bye = await learner.until(({ frame }) => frame === 'bye');
  expect(bye.frame === 'bye' && bye.retryMs !== null && bye.retryMs > 0).toBe(true);
});
