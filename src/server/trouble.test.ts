/** What happens to people when the store is in trouble, and between two replicas. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startPostgres, testsPostgres, type TestPostgres } from '../../scripts/test-postgres.ts';
import { openPostgres } from './postgres-store.ts';
import { serve, type Running } from './serve.ts';
import { openSession, type Opened } from './sessions.ts';
import { openSqlite } from './sqlite-store.ts';
import { StoreTrouble, type Store } from './store.ts';
import { join as joinRoom, secretOf, Talker } from './talker.ts';

const folder = mkdtempSync(join(tmpdir(), 'nines-trouble-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function serveWith(store: Store): Promise<Running> {
  const hosts = new Set(['127.0.0.1']);
  return serve({ siteDir: folder, host: '127.0.0.1', port: 0, hosts, room: { store } });
}

const status = (note: string): unknown => ({ kind: 'status', status: 'help', lab: null, note });

test('trouble: while the disk is full nothing is acknowledged, all are told why, and then all goes on', async () => {
  const store = await openSqlite(folder);
  const { code } = await openSession(store, 'A class', Date.now());
  let isFull = false;
  const append = store.append.bind(store);
  // The transaction gets as far as it can: what was decided in it must not be taken for true afterwards.
  store.append = (session, asked, decide) =>
    append(session, asked, (news, known) => {
      const entries = decide(news, known);
      if (isFull) throw new StoreTrouble('The disk is full: free some space.');
      return entries;
    });
  const running = await serveWith(store);
  const url = `http://127.0.0.1:${running.port}`;
  const credential = { as: 'participant', session: code, secret: secretOf(1) } as const;
  const { participant } = await joinRoom(url, { session: code, secret: secretOf(1), name: 'Ada' });
  const learner = await Talker.open(url, credential);
  isFull = true;
  learner.send({ frame: 'send', messages: [{ id: 'm-0000001', body: status('lost?') }] });
  const bye = await learner.until(({ frame }) => frame === 'bye');
  expect(bye).toMatchObject({ retryMs: 3_000 });
  expect(JSON.stringify(bye)).toContain('free some space');
  expect(learner.frames.some(({ frame }) => frame === 'ack')).toBe(false);
  const reply = await fetch(`${url}/room/messages`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${secretOf(1)}`,
      'x-session': code,
    },
    body: JSON.stringify({ frame: 'send', messages: [{ id: 'm-0000001', body: status('?') }] }),
  });
  expect(reply.status).toBe(503);
  expect(reply.headers.get('retry-after')).toBe('3');
  expect((await fetch(url)).status).toBe(404);
  isFull = false;
  const back = await Talker.open(url, credential);
  expect(back.snapshot?.participants[participant]?.note).toBe('');
  expect((await back.say('m-0000001', status('kept'))).ids).toEqual(['m-0000001']);
  back.close();
  await running.close();
});

describe.runIf(testsPostgres())('two replicas', () => {
  let postgres: TestPostgres;
  let replicas: Running[];
  let session: Opened;
  const url = (replica: number): string => `http://127.0.0.1:${replicas[replica]?.port}`;

  beforeAll(async () => {
    postgres = await startPostgres();
    const stores = [await openPostgres(postgres.url), await openPostgres(postgres.url)] as const;
    replicas = await Promise.all(stores.map((store) => serveWith(store)));
    session = await openSession(stores[0], 'A class', Date.now());
  }, 120_000);
  afterAll(async () => {
    await Promise.all(replicas.map((replica) => replica.close()));
    await postgres.close();
  }, 60_000);

  test('replicas: what is said at one is heard at the other, and who is seen as well', async () => {
    const request = { session: session.code, secret: secretOf(1), name: 'Ada' };
    const { participant } = await joinRoom(url(0), request);
    const credential = { as: 'participant', session: session.code, secret: secretOf(1) } as const;
    const learner = await Talker.open(url(0), credential);
    const console = await Talker.open(url(1), { as: 'staff', token: session.token });
    await learner.say('m-0000001', status('over there'));
    const heard = await console.untilEvent(({ body }) => body.kind === 'status');
    expect(heard.by).toBe(participant);
    await console.until((frame) => frame.frame === 'presence' && participant in frame.seen);
    // The same message through the other replica, as after a lost acknowledgement.
    const moved = await Talker.open(url(1), credential, heard.seq);
    expect((await moved.say('m-0000001', status('again'))).ids).toEqual(['m-0000001']);
    await console.say('c-0000001', { kind: 'announced', text: 'Back at ten.' });
    const announced = await learner.untilEvent(({ body }) => body.kind === 'announced');
    expect(announced.seq).toBe(heard.seq + 1);
  });

  test('replicas: a word guessed at one names the same person at the other', async () => {
    const ada = { session: session.code, secret: secretOf(1), name: 'Ada' };
    const { word, participant } = await joinRoom(url(0), ada);
    const phone = { session: session.code, secret: secretOf(2), name: 'Ada', word };
    expect((await joinRoom(url(1), phone)).participant).toBe(participant);
  });

  test('replicas: two helpers claim the same request, one of them is refused', async () => {
    const consoles = await Promise.all(
      [0, 1].map((replica) => Talker.open(url(replica), { as: 'staff', token: session.token })),
    );
    const [first] = consoles;
    const reply = await fetch(`${url(1)}/room/invite`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${session.token}` },
      body: JSON.stringify({ name: 'Grace', role: 'helper' }),
    });
    const { token } = (await reply.json()) as { token: string };
    const helper = await Talker.open(url(1), { as: 'staff', token });
    const { participant } = await joinRoom(url(0), {
      session: session.code,
      secret: secretOf(1),
      name: 'Ada',
    });
    const claim = { kind: 'claimed', participant };
    const acks = await Promise.all([
      first?.say('c-claim-001', claim),
      helper.say('h-claim-001', claim),
    ]);
    expect(acks.flatMap((ack) => ack?.ids ?? [])).toHaveLength(1);
    expect(acks.flatMap((ack) => ack?.refused ?? [])[0]?.why).toContain('is helping already');
  });

  test('replicas: PostgreSQL crashes and comes back, pages find the room again', async () => {
    const credential = { as: 'participant', session: session.code, secret: secretOf(1) } as const;
    const learner = await Talker.open(url(0), credential);
    await postgres.kill();
    learner.send({ frame: 'send', messages: [{ id: 'm-crash-01', body: status('crash') }] });
    const bye = await learner.until(({ frame }) => frame === 'bye');
    expect(JSON.stringify(bye)).toContain('PostgreSQL cannot be reached');
    await postgres.start();
    await vi.waitFor(
      async () => {
        const back = await Talker.open(url(0), credential);
        expect((await back.say('m-crash-01', status('crash'))).ids).toEqual(['m-crash-01']);
        back.close();
      },
      { timeout: 20_000, interval: 500 },
    );
  }, 60_000);
});
