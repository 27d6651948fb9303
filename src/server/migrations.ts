/**
 * The steps by which a database came to its present shape, in the SQL that both databases read. A step that was released
 * is never changed: a new one is added below it. `migrate` (sql-store.ts) takes those that are missing.
 *
 * There is no address, no e-mail and no agent of a browser in here: a pseudonym is all that is known of a person.
 */
export const migrations: readonly (readonly string[])[] = [
  [
    `create table settings (name text primary key, value text not null)`,
    `create table sessions (
       code text primary key,
       title text not null,
       created_at_ms bigint not null,
       seq bigint not null,
       last_at_ms bigint not null
     )`,
    `create table events (
       session text not null references sessions (code) on delete cascade,
       seq bigint not null,
       at_ms bigint not null,
       speaker text not null,
       message_id text,
       body text not null,
       primary key (session, seq)
     )`,
    // The same message is put on record once, whatever else goes wrong.
    `create unique index events_by_message on events (session, speaker, message_id)
       where message_id is not null`,
    `create table snapshots (
       session text primary key references sessions (code) on delete cascade,
       seq bigint not null,
       state text not null
     )`,
    `create table people (
       session text not null references sessions (code) on delete cascade,
       participant text not null,
       word_attempt bigint not null,
       word_hash text not null,
       primary key (session, participant)
     )`,
    `create unique index people_by_word on people (session, word_hash)`,
    `create table secrets (
       session text not null references sessions (code) on delete cascade,
       hash text not null,
       participant text not null,
       primary key (session, hash)
     )`,
    `create table staff (
       hash text primary key,
       session text not null references sessions (code) on delete cascade,
       staff text not null,
       role text not null,
       name text not null
     )`,
    `create table shelves (
       session text not null references sessions (code) on delete cascade,
       shelf text not null,
       participant text not null,
       item text not null,
       characters bigint not null,
       at_ms bigint not null,
       body text not null,
       primary key (session, shelf, participant, item)
     )`,
  ],
];
