import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serve, type Running } from './serve.ts';
import { openSession, type Opened } from './sessions.ts';
import { openSqlite } from './sqlite-store.ts';
import { join as joinRoom, Talker, secretOf } from './talker.ts';

const folder = mkdtempSync(join(tmpdir(), 'nines-room-'));
let running: Running;
let session: Opened;
let url: string;

beforeAll(async () => {
  const store = await openSqlite(folder);
  running = await serve({
    siteDir: folder,
    host: '127.0.0.1',
    port: 0,
    hosts: new Set(['127.0.0.1']),
    room: { store },
  });
  url = `http://127.0.0.1:${running.port}`;
  session = await openSession(store, 'A class', Date.now());
});
afterAll(async () => {
  await running.close();
  rmSync(folder, { recursive: true, force: true });
});

test('socket: what a learner says, is acknowledged and reaches the console', async () => {
  const ada = await joinRoom(url, { session: session.code, secret: secretOf(1), name: 'Ada' });
  const console = await Talker.open(url, { as: 'staff', token: session.token });
  const learner = await Talker.open(url, {
    as: 'participant',
    session: session.code,
    secret: secretOf(1),
  });
  expect(learner.you).toEqual({ id: ada.participant, role: 'learner', name: 'Ada' });
  const ack = await learner.say('m-0000001', {
    kind: 'status',
    status: 'help',
    lab: null,
    note: '<b>',
  });
  expect(ack).toEqual({ frame: 'ack', ids: ['m-0000001'], refused: [] });
  const seen = await console.untilEvent(({ body }) => body.kind === 'status');
  expect(seen.by).toBe(ada.participant);
  learner.close();
  console.close();
});
