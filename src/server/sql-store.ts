/** The store in SQL that SQLite and PostgreSQL both read; what they do differently stands in a `Dialect`. */
import { randomBytes } from 'node:crypto';
import { limits } from '#workshop/limits.ts';
import type { Body, RoomEvent } from '#workshop/messages.ts';
import type { Presence } from '#workshop/protocol.ts';
import { stateShape, type Session } from '#workshop/session.ts';
import { migrations } from './migrations.ts';
import {
  NoSession,
  type Asked,
  type Decide,
  type Entry,
  type MessageKey,
  type Person,
  type Put,
  type SessionRow,
  type Shelf,
  type ShelfItem,
  type StaffRow,
  type Store,
  type StoreListener,
} from './store.ts';

export type Value = string | number | null;
export type Row = Readonly<Record<string, Value>>;

/** Runs one statement. Its parameters are written `$1`, `$2` …, each once and in this order. */
export type Run = (sql: string, values?: readonly Value[]) => Promise<readonly Row[]>;

/** What the two databases do each in their own way. */
export interface Dialect {
  readonly name: Store['name'];
  readonly run: Run;
  /** Everything that `work` runs happens, or nothing of it; one writer at a time. */
  transaction<Result>(work: (run: Run) => Promise<Result>): Promise<Result>;
  /** Added to a select, holds the row until the transaction ends. */
  readonly forUpdate: string;
  /** Which of these messages are on record: their keys as `keyText` writes them. */
  known(run: Run, code: string, keys: readonly MessageKey[]): Promise<ReadonlySet<string>>;
  insertEvents(run: Run, code: string, rows: readonly NumberedEntry[]): Promise<void>;
  /** Tells other replicas, when the transaction is through, that a session has news. */
  announce(run: Run, code: string): Promise<void>;
  whisper(code: string, seen: Presence): Promise<void>;
  listen(listener: StoreListener): Promise<void>;
  close(): Promise<void>;
}

export interface NumberedEntry extends Entry {
  readonly seq: number;
}

/** Takes the steps that this database has not taken yet. */
export async function migrate(dialect: Dialect): Promise<void> {
  await dialect.transaction(async (run) => {
    await run('create table if not exists migrations (step bigint primary key)');
    const [row] = await run('select count(*) as taken from migrations');
    const taken = Number(row?.['taken'] ?? 0);
    if (taken > migrations.length)
      throw new Error(
        'The database was written by a newer version of Nines: start that version, or choose another folder with NINES_DATA.',
      );
    for (const [index, statements] of migrations.slice(taken).entries()) {
      for (const statement of statements) await run(statement);
      await run('insert into migrations (step) values ($1)', [taken + index + 1]);
    }
  });
}

function sessionRow(row: Row): SessionRow {
  return {
    code: String(row['code']),
    title: String(row['title']),
    createdAtMs: Number(row['created_at_ms']),
    seq: Number(row['seq']),
    lastAtMs: Number(row['last_at_ms']),
  };
}

/** Reads a line of the log. Its body was checked against its schema before it was written. */
function eventOf(row: Row): RoomEvent {
  return {
    seq: Number(row['seq']),
    atMs: Number(row['at_ms']),
    by: String(row['speaker']),
    body: JSON.parse(String(row['body'])) as Body,
  };
}

function personOf(row: Row | undefined): Person | null {
  return row === undefined
    ? null
    : { participant: String(row['participant']), wordAttempt: Number(row['word_attempt']) };
}

const selectEvents =
  'select seq, at_ms, speaker, body from events where session = $1 and seq > $2 order by seq';

export class SqlStore implements Store {
  readonly #dialect: Dialect;
  readonly #run: Run;

  constructor(dialect: Dialect) {
    this.#dialect = dialect;
    this.#run = dialect.run;
  }

  get name(): Store['name'] {
    return this.#dialect.name;
  }

  async createSession({
    code,
    title,
    createdAtMs,
  }: Parameters<Store['createSession']>[0]): Promise<boolean> {
    const rows = await this.#run(
      `insert into sessions (code, title, created_at_ms, seq, last_at_ms) values ($1, $2, $3, 0, $4)
       on conflict (code) do nothing returning code`,
      [code, title, createdAtMs, createdAtMs],
    );
    return rows.length > 0;
  }

  async session(code: string): Promise<SessionRow | null> {
    const [row] = await this.#run('select * from sessions where code = $1', [code]);
    return row === undefined ? null : sessionRow(row);
  }

  async sessions(): Promise<readonly SessionRow[]> {
    const rows = await this.#run('select * from sessions order by created_at_ms desc, code');
    return rows.map(sessionRow);
  }

  async deleteSession(code: string): Promise<boolean> {
    return this.#dialect.transaction(async (run) => {
      const rows = await run('delete from sessions where code = $1 returning code', [code]);
      await this.#dialect.announce(run, code);
      return rows.length > 0;
    });
  }

  append(code: string, asked: Asked, decide: Decide): Promise<readonly RoomEvent[]> {
    const { forUpdate } = this.#dialect;
    return this.#dialect.transaction(async (run) => {
      const [row] = await run(`select * from sessions where code = $1${forUpdate}`, [code]);
      if (row === undefined) throw new NoSession(code);
      const { seq } = sessionRow(row);
      const news = seq > asked.after ? await run(selectEvents, [code, asked.after]) : [];
      const known = await this.#dialect.known(run, code, asked.keys);
      const entries = decide(news.map(eventOf), known);
      const last = entries.at(-1);
      if (last === undefined) return [];
      const rows = entries.map((entry, index) => ({ ...entry, seq: seq + index + 1 }));
      await this.#dialect.insertEvents(run, code, rows);
      await run('update sessions set seq = $1, last_at_ms = $2 where code = $3', [
        seq + rows.length,
        last.atMs,
        code,
      ]);
      await this.#dialect.announce(run, code);
      return rows.map(({ seq, atMs, by, body }) => ({ seq, atMs, by, body }));
    });
  }

  async read(code: string, after: number, limit: number): Promise<readonly RoomEvent[]> {
    const rows = await this.#run(`${selectEvents} limit $3`, [code, after, limit]);
    return rows.map(eventOf);
  }

  async snapshot(code: string): Promise<Session | null> {
    const [row] = await this.#run('select state from snapshots where session = $1', [code]);
    if (row === undefined) return null;
    const kept = JSON.parse(String(row['state'])) as { shape: number; state: Session };
    return kept.shape === stateShape ? kept.state : null;
  }

  async keepSnapshot(session: Session): Promise<void> {
    await this.#run(
      `insert into snapshots (session, seq, state) values ($1, $2, $3)
       on conflict (session) do update set seq = excluded.seq, state = excluded.state
       where snapshots.seq < excluded.seq`,
      [session.code, session.seq, JSON.stringify({ shape: stateShape, state: session })],
    );
  }

  async serverKey(): Promise<string> {
    await this.#run(
      `insert into settings (name, value) values ('key', $1) on conflict (name) do nothing`,
      [randomBytes(32).toString('hex')],
    );
    const [row] = await this.#run(`select value from settings where name = 'key'`);
    return String(row?.['value']);
  }

  async personOf(code: string, secretHash: string): Promise<Person | null> {
    const [row] = await this.#run(
      `select people.participant, word_attempt from secrets
       join people on people.session = secrets.session and people.participant = secrets.participant
       where secrets.session = $1 and secrets.hash = $2`,
      [code, secretHash],
    );
    return personOf(row);
  }

  async personOfWord(code: string, wordHash: string): Promise<Person | null> {
    const [row] = await this.#run(
      'select participant, word_attempt from people where session = $1 and word_hash = $2',
      [code, wordHash],
    );
    return personOf(row);
  }

  async addPerson(
    code: string,
    { participant, wordAttempt, wordHash }: Person & { readonly wordHash: string },
  ): Promise<boolean> {
    await this.#run(
      `insert into people (session, participant, word_attempt, word_hash) values ($1, $2, $3, $4)
       on conflict do nothing`,
      [code, participant, wordAttempt, wordHash],
    );
    const owner = await this.personOfWord(code, wordHash);
    return owner?.participant === participant;
  }

  async bindSecret(code: string, secretHash: string, participant: string): Promise<void> {
    await this.#run(
      `insert into secrets (session, hash, participant) values ($1, $2, $3)
       on conflict (session, hash) do update set participant = excluded.participant`,
      [code, secretHash, participant],
    );
  }

  async addStaff(tokenHash: string, { session, staff, role, name }: StaffRow): Promise<void> {
    await this.#run(
      'insert into staff (hash, session, staff, role, name) values ($1, $2, $3, $4, $5)',
      [tokenHash, session, staff, role, name],
    );
  }

  async staffOf(tokenHash: string): Promise<StaffRow | null> {
    const [row] = await this.#run('select * from staff where hash = $1', [tokenHash]);
    if (row === undefined) return null;
    return {
      session: String(row['session']),
      staff: String(row['staff']),
      role: row['role'] === 'instructor' ? 'instructor' : 'helper',
      name: String(row['name']),
    };
  }

  async revokeStaff(code: string, staff: string): Promise<void> {
    await this.#run('delete from staff where session = $1 and staff = $2', [code, staff]);
  }

  put(code: string, shelf: Shelf, item: ShelfItem): Promise<Put> {
    const { participant, key, text, atMs } = item;
    return this.#dialect.transaction(async (run) => {
      // The person's row is held, so that two devices cannot both find room for the last text.
      await run(
        `select 1 from people where session = $1 and participant = $2${this.#dialect.forUpdate}`,
        [code, participant],
      );
      const rows = await run(
        'select item, characters, at_ms from shelves where session = $1 and shelf = $2 and participant = $3',
        [code, shelf, participant],
      );
      const before = rows.find((row) => row['item'] === key);
      if (before !== undefined && Number(before['at_ms']) > atMs) return { kind: 'older' };
      const others = rows.filter((row) => row['item'] !== key);
      const characters = others.reduce(
        (sum, row) => sum + Number(row['characters']) + String(row['item']).length,
        text.length + key.length,
      );
      if (characters > limits.keptMax) return { kind: 'full', characters };
      await run(
        `insert into shelves (session, shelf, participant, item, characters, at_ms, body)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (session, shelf, participant, item) do update
         set characters = excluded.characters, at_ms = excluded.at_ms, body = excluded.body`,
        // As JSON, because PostgreSQL takes no text with a zero character in it.
        [code, shelf, participant, key, text.length, atMs, JSON.stringify(text)],
      );
      return { kind: 'kept' };
    });
  }

  async items(
    code: string,
    shelf: Shelf,
    participant: string | null,
  ): Promise<readonly ShelfItem[]> {
    const select = 'select participant, item, at_ms, body from shelves';
    const rows =
      participant === null
        ? await this.#run(
            `${select} where session = $1 and shelf = $2 order by participant, item`,
            [code, shelf],
          )
        : await this.#run(
            `${select} where session = $1 and shelf = $2 and participant = $3 order by item`,
            [code, shelf, participant],
          );
    return rows.map((row) => ({
      participant: String(row['participant']),
      key: String(row['item']),
      text: String(JSON.parse(String(row['body']))),
      atMs: Number(row['at_ms']),
    }));
  }

  async clear(code: string, shelf: Shelf, participant: string): Promise<void> {
    await this.#run('delete from shelves where session = $1 and shelf = $2 and participant = $3', [
      code,
      shelf,
      participant,
    ]);
  }

  whisper(code: string, seen: Presence): Promise<void> {
    return this.#dialect.whisper(code, seen);
  }

  listen(listener: StoreListener): Promise<void> {
    return this.#dialect.listen(listener);
  }

  close(): Promise<void> {
    return this.#dialect.close();
  }
}
