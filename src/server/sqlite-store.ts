/**
 * The store in one SQLite file, by Node's own `node:sqlite`: no package with native code, nothing to install.
 *
 * The write-ahead log with `synchronous = FULL` is flushed before a commit returns, so what was acknowledged outlives a
 * power cut. Statements run on the server's thread; a transaction's steps follow one another without any other
 * work between them, and the hub sees to it that messages share a commit.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { migrate, SqlStore, type Dialect, type Row, type Run, type Value } from './sql-store.ts';
import { keyText, StoreTrouble, type Store } from './store.ts';

/** How long a write waits for another program that has the file, milliseconds. */
const busyTimeoutMs = 5_000;

/** SQLite's result codes (sqlite.org/rescode.html) that somebody can do something about. */
const remedies: Readonly<Record<number, string>> = {
  5: 'Another program has the room’s database locked: close it.',
  8: 'The room’s database may not be written: check who owns the folder.',
  10: 'The disk does not take what the room writes: check it, and free some space.',
  11: 'The room’s database is damaged: move the file away, and restore it from a copy.',
  13: 'The disk is full: free some space. Nothing that was acknowledged is lost.',
  14: 'The room’s database cannot be opened: check the folder and who owns it.',
  26: 'The room’s database is not an SQLite file: move it away.',
};

/** Says what to do about an error of SQLite; other errors stay what they are. */
function explained(error: unknown): unknown {
  if (!(error instanceof Error) || !('errcode' in error)) return error;
  const remedy = remedies[Number(error.errcode) & 0xff];
  return remedy === undefined ? error : new StoreTrouble(remedy, { cause: error });
}

/** A statement outside of any transaction that waits for its turn. */
interface Single {
  readonly sql: string;
  readonly values: readonly Value[];
  readonly done: (rows: readonly Row[]) => void;
  readonly failed: (error: unknown) => void;
}

class SqliteDialect implements Dialect {
  readonly name = 'SQLite';
  readonly forUpdate = '';
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  #single: Single[] = [];
  /** The end of the transaction that runs: on one connection, whatever else came between would belong to it. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Statements that arrive while the disk is busy share one flush of it: a hall that joins at once. */
  readonly run: Run = (sql, values = []) =>
    new Promise((done, failed) => {
      this.#single.push({ sql, values, done, failed });
      if (this.#single.length > 1) return;
      // What goes wrong is told to each of them.
      void this.#inTurn(() => this.#runSingle()).catch(() => undefined);
    });

  transaction<Result>(work: (run: Run) => Promise<Result>): Promise<Result> {
    return this.#inTurn(async () => {
      this.#now('begin immediate');
      try {
        const result = await work((sql, values) =>
          Promise.resolve().then(() => this.#now(sql, values)),
        );
        this.#now('commit');
        return result;
      } catch (error) {
        if (this.#database.isTransaction) this.#now('rollback');
        throw error;
      }
    });
  }

  async known(
    run: Run,
    code: string,
    keys: readonly { by: string; id: string }[],
  ): Promise<Set<string>> {
    const known = new Set<string>();
    for (const key of keys) {
      const rows = await run(
        'select 1 from events where session = $1 and speaker = $2 and message_id = $3',
        [code, key.by, key.id],
      );
      if (rows.length > 0) known.add(keyText(key));
    }
    return known;
  }

  async insertEvents(
    run: Run,
    code: string,
    rows: Parameters<Dialect['insertEvents']>[2],
  ): Promise<void> {
    for (const { seq, atMs, by, messageId, body } of rows) {
      await run(
        'insert into events (session, seq, at_ms, speaker, message_id, body) values ($1, $2, $3, $4, $5, $6)',
        [code, seq, atMs, by, messageId, JSON.stringify(body)],
      );
    }
  }

  /** There is one server to a file. */
  async announce(): Promise<void> {}
  async whisper(): Promise<void> {}
  async listen(): Promise<void> {}

  close(): Promise<void> {
    return this.#inTurn(async () => {
      this.#statements.clear();
      this.#database.close();
    });
  }

  async #runSingle(): Promise<void> {
    // Whatever is asked for in this turn of the event loop comes along.
    await new Promise((resolve) => setImmediate(resolve));
    const statements = this.#single;
    this.#single = [];
    const told: (() => void)[] = [];
    const isWriting = statements.some(({ sql }) => !sql.startsWith('select'));
    try {
      if (isWriting) this.#now('begin immediate');
      for (const statement of statements) told.push(this.#attempt(statement));
      if (isWriting) this.#now('commit');
    } catch (error) {
      if (this.#database.isTransaction) this.#now('rollback');
      for (const { failed } of statements) failed(explained(error));
      return;
    }
    for (const tell of told) tell();
  }

  /** Runs a statement; gives what to tell whoever asked for it, once it is on disk. One that fails undoes itself alone. */
  #attempt({ sql, values, done, failed }: Single): () => void {
    try {
      const rows = this.#now(sql, values);
      return () => done(rows);
    } catch (error) {
      return () => failed(explained(error));
    }
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const mine = this.#turn.then(work).catch((error: unknown) => {
      throw explained(error);
    });
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  #now(sql: string, values: readonly Value[] = []): Row[] {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#database.prepare(sql.replaceAll(/\$\d+/g, '?'));
      this.#statements.set(sql, statement);
    }
    return statement.all(...values) as Row[];
  }
}

/** Opens the database `room.db` in a folder, which is made if need be. Throws StoreTrouble. */
export async function openSqlite(folder: string): Promise<Store> {
  // Node before 22.13 lacks the module: whoever only serves the site must not stumble over it.
  const { DatabaseSync } = await import('node:sqlite').catch((error: unknown) => {
    throw new StoreTrouble(
      `The room needs Node 22.13 or newer; this is ${process.versions.node}.`,
      { cause: error },
    );
  });
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const database = new DatabaseSync(join(folder, 'room.db'), { timeout: busyTimeoutMs });
    for (const pragma of ['journal_mode = wal', 'synchronous = full', 'foreign_keys = on'])
      database.exec(`pragma ${pragma}`);
    const dialect = new SqliteDialect(database);
    await migrate(dialect);
    return new SqlStore(dialect);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EACCES')
      throw new StoreTrouble(
        `The room’s folder ${folder} may not be written: choose another with NINES_DATA.`,
        { cause: error },
      );
    throw explained(error);
  }
}
