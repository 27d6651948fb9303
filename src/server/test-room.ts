/** A server with a room of its own, for tests: a fresh SQLite, one session, any free port. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RoomOptions } from './room.ts';
import { serve, type Running } from './serve.ts';
import { openSession } from './sessions.ts';
import { openSqlite } from './sqlite-store.ts';
import { join as joinRoom, secretOf, Talker } from './talker.ts';

export interface TestRoom {
  readonly url: string;
  readonly code: string;
  /** The instructor's. */
  readonly token: string;
  readonly running: Running;
  /** Joins as somebody, and opens a page. */
  learner(number: number, name?: string): Promise<Talker>;
  console(): Promise<Talker>;
  close(): Promise<void>;
}

export async function testRoom(
  options: Partial<Pick<RoomOptions, 'clock' | 'trustsProxy'>> = {},
): Promise<TestRoom> {
  const folder = mkdtempSync(join(tmpdir(), 'nines-room-'));
  const store = await openSqlite(folder);
  const { code, token } = await openSession(store, 'A class', Date.now());
  const running = await serve({
    siteDir: folder,
    host: '127.0.0.1',
    port: 0,
    hosts: new Set(['127.0.0.1']),
    room: { store, ...options },
  });
  const url = `http://127.0.0.1:${running.port}`;
  return {
    url,
    code,
    token,
    running,
    learner: async (number, name = `Learner ${number}`) => {
      await joinRoom(url, { session: code, secret: secretOf(number), name });
      return Talker.open(url, { as: 'participant', session: code, secret: secretOf(number) });
    },
    console: () => Talker.open(url, { as: 'staff', token }),
    close: async () => {
      await running.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
