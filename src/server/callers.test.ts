import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { Callers } from './callers.ts';
import { Hub } from './hub.ts';
import { openSession } from './sessions.ts';
import { openSqlite } from './sqlite-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'nines-callers-'));
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

test('replicas: who joined at one and goes to another before its news are there, is let in', async () => {
  const store = await openSqlite(folder);
  const { code } = await openSession(store, 'Two replicas', Date.now());
  // Over one file nobody tells the other hub anything: the longest delay there is.
  const [here, there] = [await Hub.over(store), await Hub.over(store)];
  await there.open(code);
  const key = await store.serverKey();
  const secret = 'ab'.repeat(16);
  await new Callers(here, key).join({ session: code, secret, name: 'Ada', word: null }, '10.0.0.1');
  const credential = { as: 'participant', session: code, secret } as const;
  const { speaker } = await new Callers(there, key).identify(credential, '10.0.0.1');
  expect(speaker?.name).toBe('Ada');
  await here.close('', null);
});
