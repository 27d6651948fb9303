/**
 * `npm run room -- …` and `node serve.mjs room …`: what an instructor does with sessions besides teaching.
 *
 *   list                      sessions, the newest first
 *   new [--title T]           opens another session
 *   token [CODE]              a new console link; the instructor's earlier ones end
 *   export CODE [--csv]       one file with everything, or people × labs as a table; --out FILE names it
 *   delete CODE               removes a session with all that belongs to it
 *   retain --days N           removes sessions whose last event is older
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ConfigError, readStoreConfig, type Environment } from './config.ts';
import { openStore } from './open-store.ts';
import { retain } from './retention.ts';
import { csvOf, readSessionFile } from './session-file.ts';
import { firstInstructor, openSession, replaceToken, titleAt } from './sessions.ts';
import { NoSession, StoreTrouble, type SessionRow, type Store } from './store.ts';

/** A command that cannot be followed, with how to write it. */
class UsageError extends Error {}

const usage = `npm run room -- list
               new [--title TITLE]
               token [CODE]
               export CODE [--csv] [--out FILE]
               delete CODE
               retain --days N`;

interface Command {
  readonly store: Store;
  readonly code: string | null;
  readonly values: {
    readonly title?: string | undefined;
    readonly csv?: boolean | undefined;
    readonly out?: string | undefined;
    readonly days?: string | undefined;
  };
  /** The address in front of links. */
  readonly base: string;
}

/** A code as people write it. */
function codeOf(text: string | undefined): string | null {
  return text === undefined ? null : text.toUpperCase().replaceAll(/[^2-9A-Z]/g, '');
}

function needCode({ code }: Command, example: string): string {
  if (code === null) throw new UsageError(`Which session? Write npm run room -- ${example}.`);
  return code;
}

function day(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 16).replace('T', ' ');
}

function describe({ code, title, createdAtMs, lastAtMs, seq }: SessionRow): string {
  return `${code}  opened ${day(createdAtMs)}, last event ${day(lastAtMs)}, ${seq} events  ${title}`;
}

function consoleLink(base: string, token: string): string {
  return `${base}/workshop/console/#token=${token}`;
}

const commands: Readonly<Record<string, (command: Command) => Promise<void>>> = {
  list: async ({ store }) => {
    const sessions = await store.sessions();
    for (const session of sessions) console.log(describe(session));
    if (sessions.length === 0)
      console.log('There is no session yet: npm start -- --lan opens one.');
  },
  new: async ({ store, values, base }) => {
    const nowMs = Date.now();
    const { code, token } = await openSession(store, values.title ?? titleAt(nowMs), nowMs);
    console.log(`✓ Session ${code} is open.`);
    console.log(`  Learners join here: ${base}/workshop/#${code}`);
    console.log(`  Console (shown once, keep it to yourself): ${consoleLink(base, token)}`);
  },
  token: async (command) => {
    const code = command.code ?? (await command.store.sessions())[0]?.code;
    if (code === undefined)
      throw new UsageError('There is no session yet: npm run room -- new opens one.');
    const token = await replaceToken(command.store, code, firstInstructor);
    console.log(`✓ The console of session ${code}; earlier links of its first instructor end.`);
    console.log(`  ${consoleLink(command.base, token)}`);
  },
  export: async (command) => {
    const code = needCode(command, 'export ABCDEF');
    const { csv = false, out = `nines-${code}.${csv ? 'csv' : 'json'}` } = command.values;
    const file = await readSessionFile(command.store, code);
    writeFileSync(out, csv ? csvOf(file.state) : `${JSON.stringify(file)}\n`, { mode: 0o600 });
    const people = Object.keys(file.state.participants).length;
    console.log(`✓ ${out}: ${people} people, ${file.events.length} events.`);
  },
  delete: async (command) => {
    const code = needCode(command, 'delete ABCDEF');
    if (!(await command.store.deleteSession(code))) throw new NoSession(code);
    console.log(`✓ Session ${code} is deleted, with everything that was kept in it.`);
  },
  retain: async ({ store, values }) => {
    const days = Number(values.days);
    if (values.days === undefined || !Number.isFinite(days) || days < 0)
      throw new UsageError('For how long? Write npm run room -- retain --days 30.');
    const gone = await retain(store, days, Date.now());
    for (const session of gone) console.log(`✓ Deleted ${describe(session)}`);
    if (gone.length === 0) console.log(`✓ No session is older than ${days} days.`);
  },
};

async function run(args: readonly string[], env: Environment): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      title: { type: 'string' },
      csv: { type: 'boolean' },
      out: { type: 'string' },
      days: { type: 'string' },
    },
  });
  const [name = '', code, ...rest] = positionals;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined || rest.length > 0)
    throw new UsageError(
      name === '' ? usage : `There is no command “${positionals.join(' ')}”.\n${usage}`,
    );
  const base = env['NINES_PUBLIC_URL'] ?? `http://127.0.0.1:${env['PORT'] ?? 4321}`;
  const store = await openStore(readStoreConfig(env));
  try {
    await command({ store, code: codeOf(code), values, base });
  } finally {
    await store.close();
  }
}

/** Follows a command; gives the exit code. */
export async function roomCommand(args: readonly string[], env: Environment): Promise<number> {
  try {
    await run(args, env);
    return 0;
  } catch (error) {
    const isKnown =
      error instanceof UsageError ||
      error instanceof ConfigError ||
      error instanceof StoreTrouble ||
      error instanceof NoSession ||
      (error instanceof TypeError && 'code' in error);
    if (!isKnown) throw error;
    const hint = error instanceof NoSession ? ' npm run room -- list shows those that are.' : '';
    console.error(`✗ ${error.message}${hint}`);
    return error instanceof UsageError ? 2 : 1;
  }
}
