import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { limits } from '#workshop/limits.ts';
import type { Body } from '#workshop/messages.ts';
import { newSession } from '#workshop/session.ts';
import { startPostgres, testsPostgres, type TestPostgres } from '../../scripts/test-postgres.ts';
import { openPostgres } from './postgres-store.ts';
import { openSqlite } from './sqlite-store.ts';
import { NoSession, StoreTrouble, type Entry, type Store } from './store.ts';

/** A database of its own; `reopen` closes the store and opens what it has left behind. */
interface Place {
  open(): Promise<Store>;
  remove(): Promise<void>;
}

async function sqlitePlace(): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'nines-store-'));
  return {
    open: () => openSqlite(folder),
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function postgresPlace(): Promise<Place> {
  const postgres = await startPostgres();
  return { open: () => openPostgres(postgres.url), remove: () => postgres.close() };
}

const places: readonly (readonly [string, () => Promise<Place>])[] = [
  ['SQLite', sqlitePlace],
  ...(testsPostgres() ? [['PostgreSQL', postgresPlace] as const] : []),
];

const announced = (text: string): Body => ({ kind: 'announced', text });
const entry = (messageId: string | null, text: string, by = 'i-1'): Entry => ({
  by,
  messageId,
  atMs: 1_000,
  body: announced(text),
});

describe.each(places)('%s', (_name, makePlace) => {
  let place: Place;
  let store: Store;
  let sessions = 0;

  beforeAll(async () => {
    place = await makePlace();
    store = await place.open();
  }, 120_000);
  afterAll(async () => {
    await store.close();
    await place.remove();
  }, 60_000);

  /** A new session's code. */
  async function session(): Promise<string> {
    sessions += 1;
    const code = `TEST${String(sessions).padStart(2, 'A')}`;
    expect(await store.createSession({ code, title: 'A class', createdAtMs: 500 })).toBe(true);
    return code;
  }
  const say = (code: string, id: string, text = id): ReturnType<Store['append']> =>
    store.append(code, { after: 0, keys: [{ by: 'i-1', id }] }, (_news, known) =>
      known.size > 0 ? [] : [entry(id, text)],
    );

  test('sessions: a code is given once', async () => {
    const code = await session();
    expect(await store.createSession({ code, title: 'Another', createdAtMs: 1 })).toBe(false);
    expect(await store.session(code)).toEqual({
      code,
      title: 'A class',
      createdAtMs: 500,
      seq: 0,
      lastAtMs: 500,
    });
    expect(await store.session('NOBODY')).toBeNull();
  });

  test('append: numbers from 1 without gaps, and gives what it put on record', async () => {
    const code = await session();
    const [first, second] = await store.append(code, { after: 0, keys: [] }, () => [
      entry('m-1', 'one'),
      entry(null, 'two'),
    ]);
    expect(first).toEqual({ seq: 1, atMs: 1_000, by: 'i-1', body: announced('one') });
    expect(second?.seq).toBe(2);
    const [third] = await say(code, 'm-3');
    expect(third?.seq).toBe(3);
    expect(await store.read(code, 1, 10)).toEqual([second, third]);
    expect(await store.read(code, 0, 1)).toEqual([first]);
    expect((await store.session(code))?.seq).toBe(3);
  });

  test('append: the writer is handed what it has not seen', async () => {
    const code = await session();
    await say(code, 'm-1');
    await say(code, 'm-2');
    let seen: readonly number[] = [];
    await store.append(code, { after: 1, keys: [] }, (news) => {
      seen = news.map(({ seq }) => seq);
      return [];
    });
    expect(seen).toEqual([2]);
  });

  test('append: a message that comes again is known, and another speaker’s of the same id is not', async () => {
    const code = await session();
    await say(code, 'm-1');
    expect(await say(code, 'm-1')).toEqual([]);
    let known: ReadonlySet<string> = new Set();
    const keys = [
      { by: 'i-1', id: 'm-1' },
      { by: 'p-1', id: 'm-1' },
      { by: 'i-1', id: 'm-2' },
    ];
    await store.append(code, { after: 1, keys }, (_news, before) => {
      known = before;
      return [];
    });
    expect([...known]).toEqual(['i-1 m-1']);
  });

  test('append: what throws leaves nothing behind', async () => {
    const code = await session();
    const thrown = store.append(code, { after: 0, keys: [] }, () => {
      throw new Error('a rule is broken');
    });
    await expect(thrown).rejects.toThrow('a rule is broken');
    const doubled = store.append(code, { after: 0, keys: [] }, () => [
      entry('m-1', 'one'),
      entry('m-1', 'two'),
    ]);
    await expect(doubled).rejects.toThrow();
    expect(await store.read(code, 0, 10)).toEqual([]);
    const [next] = await say(code, 'm-2');
    expect(next?.seq).toBe(1);
  });

  test('append: a hundred writers at once, each line once, no gap', async () => {
    const code = await session();
    const ids = Array.from({ length: 100 }, (_, index) => `m-${index}`);
    await Promise.all([...ids, ...ids].map((id) => say(code, id)));
    const events = await store.read(code, 0, 1_000);
    expect(events.map(({ seq }) => seq)).toEqual(ids.map((_, index) => index + 1));
    expect(new Set(events.map(({ body }) => JSON.stringify(body))).size).toBe(100);
  });

  test('append: a session that is not there says so', async () => {
    await expect(say('NOBODY', 'm-1')).rejects.toThrow(NoSession);
  });

  test('texts: quotes, statements, zeros and half characters come back as they went', async () => {
    const code = await session();
    const text = `'); drop table events; -- \u0000 \ud800 “ \\ $1 ? 😀 <script>`;
    await say(code, `m-1'"; --`, text);
    const [event] = await store.read(code, 0, 1);
    expect(event?.body).toEqual(announced(text));
    const item = { participant: `p'1`, key: `k"1`, text, atMs: 1 };
    expect(await store.put(code, 'kept', item)).toEqual({ kind: 'kept' });
    expect(await store.items(code, 'kept', `p'1`)).toEqual([item]);
  });

  test('snapshot: the newest is kept', async () => {
    const code = await session();
    expect(await store.snapshot(code)).toBeNull();
    const state = newSession({ code, title: 'A class', createdAtMs: 500 });
    await store.keepSnapshot({ ...state, seq: 5 });
    await store.keepSnapshot({ ...state, seq: 4 });
    expect((await store.snapshot(code))?.seq).toBe(5);
  });

  test('people: a secret leads to a person, and another secret to the same', async () => {
    const code = await session();
    const ada = { participant: 'p-ada', wordAttempt: 0, wordHash: 'w1' };
    expect(await store.addPerson(code, ada)).toBe(true);
    expect(await store.addPerson(code, ada)).toBe(true);
    await store.bindSecret(code, 'hash-1', 'p-ada');
    await store.bindSecret(code, 'hash-2', 'p-ada');
    const person = { participant: 'p-ada', wordAttempt: 0 };
    expect(await store.personOf(code, 'hash-1')).toEqual(person);
    expect(await store.personOf(code, 'hash-2')).toEqual(person);
    expect(await store.personOf(await session(), 'hash-1')).toBeNull();
    expect(await store.personOfWord(code, 'w1')).toEqual(person);
  });

  test('people: a word that another person has is refused', async () => {
    const code = await session();
    await store.addPerson(code, { participant: 'p-ada', wordAttempt: 0, wordHash: 'w1' });
    const bob = { participant: 'p-bob', wordAttempt: 0, wordHash: 'w1' };
    expect(await store.addPerson(code, bob)).toBe(false);
    expect(await store.addPerson(code, { ...bob, wordAttempt: 1, wordHash: 'w2' })).toBe(true);
    expect(await store.personOfWord(code, 'w2')).toEqual({ participant: 'p-bob', wordAttempt: 1 });
  });

  test('staff: a token is found by its hash until it is revoked', async () => {
    const code = await session();
    const row = { session: code, staff: 'i-1', role: 'instructor', name: 'Grace' } as const;
    await store.addStaff(`hash-${code}`, row);
    expect(await store.staffOf(`hash-${code}`)).toEqual(row);
    await store.revokeStaff(code, 'i-1');
    expect(await store.staffOf(`hash-${code}`)).toBeNull();
  });

  test('shelves: an older text does not replace a newer one', async () => {
    const code = await session();
    const newer = { participant: 'p-1', key: 'lab/a', text: 'newer', atMs: 20 };
    await store.put(code, 'kept', newer);
    expect(await store.put(code, 'kept', { ...newer, text: 'older', atMs: 10 })).toEqual({
      kind: 'older',
    });
    expect(await store.items(code, 'kept', null)).toEqual([newer]);
    expect(await store.items(code, 'shared', null)).toEqual([]);
  });

  test('shelves: no more than a participant may keep, whatever the number of keys', async () => {
    const code = await session();
    const text = 'x'.repeat(limits.keptMax / 4);
    await store.addPerson(code, { participant: 'p-1', wordAttempt: 0, wordHash: 'w1' });
    const puts = await Promise.all(
      ['a', 'b', 'c', 'd'].map((key) =>
        store.put(code, 'kept', { participant: 'p-1', key, text, atMs: 1 }),
      ),
    );
    expect(puts.filter(({ kind }) => kind === 'full')).toHaveLength(1);
    // Somebody else's shelf is another, and a text may be replaced by a shorter one.
    const other = { participant: 'p-2', key: 'a', text, atMs: 1 };
    expect(await store.put(code, 'kept', other)).toEqual({ kind: 'kept' });
    await store.clear(code, 'kept', 'p-1');
    expect(await store.items(code, 'kept', null)).toEqual([other]);
  });

  test('delete: all that belongs to a session goes, and nothing else', async () => {
    const [code, other] = [await session(), await session()];
    for (const one of [code, other]) {
      await say(one, 'm-1');
      await store.addPerson(one, { participant: 'p-1', wordAttempt: 0, wordHash: 'w' });
      await store.bindSecret(one, 'hash', 'p-1');
      await store.put(one, 'kept', { participant: 'p-1', key: 'a', text: 'a', atMs: 1 });
    }
    expect(await store.deleteSession(code)).toBe(true);
    expect(await store.deleteSession(code)).toBe(false);
    expect(await store.session(code)).toBeNull();
    expect(await store.read(code, 0, 10)).toEqual([]);
    expect(await store.personOf(code, 'hash')).toBeNull();
    expect(await store.items(code, 'kept', null)).toEqual([]);
    expect(await store.items(other, 'kept', null)).toHaveLength(1);
    await expect(say(code, 'm-2')).rejects.toThrow(NoSession);
  });

  test('reopen: everything is there, and the key is the same', async () => {
    const code = await session();
    const key = await store.serverKey();
    expect(key).toMatch(/^[0-9a-f]{64}$/);
    await say(code, 'm-1');
    await store.close();
    store = await place.open();
    expect(await store.serverKey()).toBe(key);
    expect(await store.read(code, 0, 10)).toHaveLength(1);
    expect(await say(code, 'm-1')).toEqual([]);
  });
});

describe.runIf(testsPostgres())('PostgreSQL, two replicas', () => {
  let postgres: TestPostgres;
  let here: Store;
  let there: Store;

  beforeAll(async () => {
    postgres = await startPostgres();
    // At the same instant: the tables are made once.
    [here, there] = await Promise.all([openPostgres(postgres.url), openPostgres(postgres.url)]);
    await here.createSession({ code: 'ABCDEF', title: '', createdAtMs: 1 });
  }, 120_000);
  afterAll(async () => {
    await Promise.all([here.close(), there.close()]);
    await postgres.close();
  }, 60_000);

  const through = (store: Store, id: string): ReturnType<Store['append']> =>
    store.append('ABCDEF', { after: 0, keys: [{ by: 'i-1', id }] }, (_news, known) =>
      known.size > 0 ? [] : [entry(id, id)],
    );

  test('the same messages through both: each once, no gap', async () => {
    const ids = Array.from({ length: 40 }, (_, index) => `m-${index}`);
    await Promise.all(ids.flatMap((id) => [through(here, id), through(there, id)]));
    const events = await here.read('ABCDEF', 0, 1_000);
    expect(events.map(({ seq }) => seq)).toEqual(ids.map((_, index) => index + 1));
  });

  test('one hears of the other’s news and of whom it has seen', async () => {
    const news: (string | null)[] = [];
    const seen: Record<string, number> = {};
    await there.listen({
      onNews: (code) => news.push(code),
      onWhisper: (_code, presence) => Object.assign(seen, presence),
    });
    const many = Object.fromEntries(Array.from({ length: 1_000 }, (_, n) => [`p-${n}`, n]));
    await here.whisper('ABCDEF', many);
    await through(here, 'm-heard');
    await vi.waitFor(() => expect(news).toContain('ABCDEF'));
    await vi.waitFor(() => expect(seen).toEqual(many));
  });

  test('a database that crashes: writers are told what to do, and all goes on when it is back', async () => {
    const news: (string | null)[] = [];
    const third = await openPostgres(postgres.url);
    await third.listen({ onNews: (code) => news.push(code), onWhisper: () => undefined });
    await through(here, 'm-before');
    await postgres.kill();
    await expect(through(here, 'm-during')).rejects.toThrow(StoreTrouble);
    await postgres.start();
    await vi.waitFor(() => through(here, 'm-after'), { timeout: 20_000 });
    const events = await here.read('ABCDEF', 0, 1_000);
    const texts = events.map(({ body }) => (body.kind === 'announced' ? body.text : ''));
    expect(texts).toContain('m-before');
    expect(texts).toContain('m-after');
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    // Whatever was said while nobody could hear: any session may have news.
    await vi.waitFor(() => expect(news).toContain(null), { timeout: 20_000 });
    await third.close();
  }, 60_000);
});
