/**
 * The store in PostgreSQL, for many replicas of the server behind one address. Whoever decides holds the session's row
 * (`select … for update`), so replicas take turns; what one has written, the others hear by `notify`, which PostgreSQL
 * sends when the transaction is through. A notice only says that there is news: what was missed while the
 * connection was down is read from the log.
 */
import { Client, Pool, types, type ClientBase } from 'pg';
import type { Presence } from '#workshop/protocol.ts';
import {
  migrate,
  SqlStore,
  type Dialect,
  type NumberedEntry,
  type Row,
  type Run,
  type Value,
} from './sql-store.ts';
import { keyText, StoreTrouble, type MessageKey, type Store, type StoreListener } from './store.ts';

/** Connections of one replica: writers of different sessions, and readers beside them. */
const connectionsMax = 8;
const connectWithinMs = 5_000;
/** A statement that takes longer is given up, so that a lock that nobody frees does not stop the room for ever. */
const statementWithinMs = 15_000;
/** Waits between attempts to hear notices again, milliseconds. */
const backOff = { firstMs: 250, factor: 2, mostMs: 10_000 } as const;
/** PostgreSQL's notices carry less than 8,000 bytes; so many people fit into one. */
const whisperMax = 150;
const channels = { news: 'nines_news', seen: 'nines_seen' } as const;
/** An arbitrary number: two servers that start together take the migration's steps one after the other. */
const migrationLock = 9_099_099;

/** `bigint` comes as text, because it may exceed what a number holds; ours are milliseconds and counts. */
const bigintType = 20;

/** The wire's error classes (postgresql.org/docs/current/errcodes-appendix.html) that somebody can do something about. */
const remedies: readonly (readonly [code: RegExp, remedy: string])[] = [
  [
    /^28|^3D/,
    'PostgreSQL does not let the room in: check user, password and database in NINES_DATABASE.',
  ],
  [/^53100/, 'PostgreSQL’s disk is full: free some space. Nothing that was acknowledged is lost.'],
  [/^53/, 'PostgreSQL is at its limits: allow more connections or memory.'],
  [/^57014|^55P03/, 'PostgreSQL takes too long: look for a transaction that holds its locks.'],
  [/^25006/, 'PostgreSQL takes no writes: NINES_DATABASE names a replica of it, name the primary.'],
  [
    /^57P|^08|^E[A-Z]+$/,
    'PostgreSQL cannot be reached: check that it runs, and the address in NINES_DATABASE.',
  ],
];

/** Says what to do about an error of PostgreSQL or of the way there; other errors stay what they are. */
function explained(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const code = 'code' in error ? String(error.code) : '';
  const isLost = /Connection terminated|timeout exceeded|not queryable/i.test(error.message);
  const remedy = remedies.find(([pattern]) => pattern.test(isLost ? '57P' : code))?.[1];
  return remedy === undefined ? error : new StoreTrouble(remedy, { cause: error });
}

function runOn(client: ClientBase | Pool): Run {
  return async (sql, values = []) => {
    const { rows } = await client.query<Record<string, Value>>(sql, [...values]);
    return rows satisfies Row[];
  };
}

/** Hears notices on a connection of its own, and finds its way back when that is lost. */
class Ear {
  readonly #url: string;
  readonly #listener: StoreListener;
  #client: Client | null = null;
  #timer: NodeJS.Timeout | null = null;
  #waitMs: number = backOff.firstMs;
  #isClosed = false;

  constructor(url: string, listener: StoreListener) {
    this.#url = url;
    this.#listener = listener;
  }

  async open(): Promise<void> {
    const client = new Client({
      connectionString: this.#url,
      connectionTimeoutMillis: connectWithinMs,
      keepAlive: true,
    });
    client.on('notification', ({ channel, payload = '' }) => {
      if (channel === channels.news) this.#listener.onNews(payload);
      else this.#hearWhisper(payload);
    });
    client.on('error', () => this.#lose(client));
    client.on('end', () => this.#lose(client));
    this.#client = client;
    await client.connect();
    await client.query(`listen ${channels.news}; listen ${channels.seen}`);
    this.#waitMs = backOff.firstMs;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#client?.end().catch(() => undefined);
  }

  #hearWhisper(payload: string): void {
    // Written by `whisper` of another replica.
    const { code, seen } = JSON.parse(payload) as { code: string; seen: Presence };
    this.#listener.onWhisper(code, seen);
  }

  #lose(client: Client): void {
    if (this.#isClosed || this.#client !== client) return;
    this.#client = null;
    client.end().catch(() => undefined);
    this.#timer = setTimeout(() => void this.#reopen(), this.#waitMs);
    // Not all replicas at the same instant.
    this.#waitMs = Math.min(
      backOff.mostMs,
      this.#waitMs * backOff.factor * (0.75 + Math.random() / 2),
    );
  }

  async #reopen(): Promise<void> {
    try {
      await this.open();
      // Whatever was said meanwhile was said to nobody.
      this.#listener.onNews(null);
    } catch {
      if (this.#client !== null) this.#lose(this.#client);
    }
  }
}

class PostgresDialect implements Dialect {
  readonly name = 'PostgreSQL';
  readonly forUpdate = ' for update';
  readonly #pool: Pool;
  readonly #url: string;
  #ear: Ear | null = null;

  constructor(pool: Pool, url: string) {
    this.#pool = pool;
    this.#url = url;
  }

  readonly run: Run = async (sql, values) => {
    try {
      return await runOn(this.#pool)(sql, values);
    } catch (error) {
      throw explained(error);
    }
  };

  async transaction<Result>(work: (run: Run) => Promise<Result>): Promise<Result> {
    try {
      const client = await this.#pool.connect();
      try {
        await client.query('begin');
        const result = await work(runOn(client));
        await client.query('commit');
        client.release();
        return result;
      } catch (error) {
        // A connection in an unknown state is not used again.
        await client.query('rollback').then(
          () => client.release(),
          () => client.release(true),
        );
        throw error;
      }
    } catch (error) {
      throw explained(error);
    }
  }

  async known(run: Run, code: string, keys: readonly MessageKey[]): Promise<Set<string>> {
    if (keys.length === 0) return new Set();
    const rows = await run(
      `select speaker, message_id from json_to_recordset($1) as asked (by text, id text)
       join events on session = $2 and speaker = asked.by and message_id = asked.id`,
      [JSON.stringify(keys.map(({ by, id }) => ({ by, id }))), code],
    );
    return new Set(
      rows.map((row) => keyText({ by: String(row['speaker']), id: String(row['message_id']) })),
    );
  }

  async insertEvents(run: Run, code: string, rows: readonly NumberedEntry[]): Promise<void> {
    const lines = rows.map(({ seq, atMs, by, messageId, body }) => ({
      seq,
      at_ms: atMs,
      speaker: by,
      message_id: messageId,
      // A text within the text: PostgreSQL does not look into it, so whatever is in it comes back as it went.
      body: JSON.stringify(body),
    }));
    await run(
      `insert into events (session, seq, at_ms, speaker, message_id, body)
       select $1, seq, at_ms, speaker, message_id, body from json_to_recordset($2)
       as line (seq bigint, at_ms bigint, speaker text, message_id text, body text)`,
      [code, JSON.stringify(lines)],
    );
  }

  async announce(run: Run, code: string): Promise<void> {
    await run('select pg_notify($1, $2)', [channels.news, code]);
  }

  async whisper(code: string, seen: Presence): Promise<void> {
    const entries = Object.entries(seen);
    for (let from = 0; from < entries.length; from += whisperMax) {
      const part = Object.fromEntries(entries.slice(from, from + whisperMax));
      await this.run('select pg_notify($1, $2)', [
        channels.seen,
        JSON.stringify({ code, seen: part }),
      ]);
    }
  }

  async listen(listener: StoreListener): Promise<void> {
    this.#ear = new Ear(this.#url, listener);
    await this.#ear.open().catch((error: unknown) => {
      throw explained(error);
    });
  }

  async close(): Promise<void> {
    await this.#ear?.close();
    await this.#pool.end();
  }
}

/** Opens the sessions in a PostgreSQL and brings its tables up to date. Throws StoreTrouble. */
export async function openPostgres(url: string): Promise<Store> {
  const pool = new Pool({
    connectionString: url,
    max: connectionsMax,
    connectionTimeoutMillis: connectWithinMs,
    statement_timeout: statementWithinMs,
    idle_in_transaction_session_timeout: statementWithinMs,
    keepAlive: true,
    types: {
      getTypeParser: (type: number, format?: string) =>
        type === bigintType && format !== 'binary'
          ? Number
          : types.getTypeParser(type, format === 'binary' ? 'binary' : 'text'),
    },
  });
  // A connection that rests in the pool and is lost is replaced by the next query.
  pool.on('error', () => {});
  const dialect = new PostgresDialect(pool, url);
  try {
    const keeper = await pool.connect();
    try {
      await keeper.query('select pg_advisory_lock($1)', [migrationLock]);
      await migrate(dialect);
    } finally {
      await keeper.query('select pg_advisory_unlock($1)', [migrationLock]).catch(() => undefined);
      keeper.release();
    }
  } catch (error) {
    await pool.end();
    throw explained(error);
  }
  return new SqlStore(dialect);
}
