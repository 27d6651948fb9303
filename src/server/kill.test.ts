/** A server of its own process, killed again and again while people speak: what was acknowledged is there. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { join as joinRoom, secretOf, Talker } from './talker.ts';

const kills = 8;
const speakers = 4;
const folder = mkdtempSync(join(tmpdir(), 'nines-kill-'));
const main = fileURLToPath(new URL('main.ts', import.meta.url));
const commands = fileURLToPath(new URL('../../scripts/room.ts', import.meta.url));
const env = {
  PATH: process.env['PATH'],
  NINES_SITE: join(folder, 'site'),
  NINES_DATA: join(folder, 'data'),
  PORT: '4700',
  NODE_NO_WARNINGS: '1',
};
let server: ChildProcess | null = null;

beforeAll(() => {
  mkdirSync(env.NINES_SITE);
  writeFileSync(join(env.NINES_SITE, 'index.html'), '<h1>Nines</h1>');
});
afterAll(() => {
  server?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

interface Said {
  readonly url: string;
  readonly text: string;
}

/** Starts the server; gives its address and all that it prints until it is ready. */
function start(...args: readonly string[]): Promise<Said> {
  const child = spawn(process.execPath, [main, ...args], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  server = child;
  return new Promise((resolve, reject) => {
    let text = '';
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}: ${text}`)));
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0];
      const isReady = args.length === 0 || text.includes('console');
      if (url !== undefined && isReady) resolve({ url, text });
    });
  });
}

function end(signal: NodeJS.Signals): Promise<number | null> {
  const child = server;
  if (child === null || child.exitCode !== null || child.signalCode !== null)
    return Promise.resolve(null);
  return new Promise((resolve) => {
    child.removeAllListeners('exit');
    child.once('exit', (code) => resolve(code));
    child.kill(signal);
  });
}

/** Follows a command of `npm run room`; gives what it prints. */
function room(...args: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, [commands, ...args], { env, cwd: folder });
  return new Promise((resolve) => {
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
    child.once('exit', () => resolve(text));
  });
}

/** Says one thing after the other until the line goes down; gives the ids that were acknowledged. */
async function speak(talker: Talker, round: number): Promise<string[]> {
  const down = new Promise<null>((resolve) => {
    talker.socket.once('close', () => resolve(null));
  });
  const acknowledged: string[] = [];
  for (let n = 0; ; n += 1) {
    const id = `m-${round}-${n}-0000`;
    const body = { kind: 'status', status: 'working', lab: null, note: id };
    const ack = await Promise.race([talker.say(id, body), down]);
    if (ack === null) return acknowledged;
    acknowledged.push(...ack.ids);
  }
}

test(`kill -9: ${kills} times while ${speakers} people speak, nothing acknowledged is lost or doubled`, async () => {
  const first = await start('--lan');
  const token = /#token=([0-9a-f]+)/.exec(first.text)?.[1] ?? '';
  const code = (await room('list')).slice(0, 6);
  const numbers = Array.from({ length: speakers }, (_, index) => index + 1);
  const people = await Promise.all(
    numbers.map((number) =>
      joinRoom(first.url, { session: code, secret: secretOf(number), name: `Learner ${number}` }),
    ),
  );
  const acknowledged: string[][] = numbers.map(() => []);
  let { url } = first;
  for (let round = 0; round < kills; round += 1) {
    const talkers = await Promise.all(
      numbers.map((number) =>
        Talker.open(url, { as: 'participant', session: code, secret: secretOf(number) }),
      ),
    );
    const speaking = talkers.map((talker) => speak(talker, round));
    // At another point of the work each time.
    await new Promise((resolve) => setTimeout(resolve, 80 + 37 * round));
    await end('SIGKILL');
    for (const [index, ids] of (await Promise.all(speaking)).entries())
      acknowledged[index]?.push(...ids);
    ({ url } = await start());
  }
  const console = await Talker.open(url, { as: 'staff', token });
  expect(Object.keys(console.snapshot?.participants ?? {})).toHaveLength(speakers);
  const reply = await fetch(`${url}/room/export`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const file = (await reply.json()) as {
    events: { seq: number; by: string; body: { note?: string } }[];
  };
  expect(file.events.map(({ seq }) => seq)).toEqual(file.events.map((_, index) => index + 1));
  for (const [index, ids] of acknowledged.entries()) {
    const mine = file.events.filter(({ by }) => by === people[index]?.participant);
    const notes = mine.flatMap(({ body }) => (body.note === undefined ? [] : [body.note]));
    expect(ids.length).toBeGreaterThan(kills);
    expect(ids.filter((id) => !notes.includes(id))).toEqual([]);
    expect(new Set(notes).size).toBe(notes.length);
  }
  console.close();
}, 120_000);

test('commands: a class is exported, given a new console link, and deleted, while its server runs', async () => {
  const code = (await room('list')).slice(0, 6);
  expect(await room('export', code, '--csv')).toContain(`nines-${code}.csv: ${speakers} people`);
  expect(await room('export', code.toLowerCase())).toContain(`nines-${code}.json`);
  expect(await room('token')).toMatch(/#token=[0-9a-f]{64}/);
  expect(await room('retain', '--days', '30')).toContain('No session is older than 30 days');
  expect(await room('retain')).toContain('Write npm run room -- retain --days 30');
  expect(await room('delete', code)).toContain(`Session ${code} is deleted`);
  expect(await room('delete', code)).toContain('npm run room -- list shows');
});

test('stop: SIGTERM says goodbye, keeps the state and ends with 0; the session is open again afterwards', async () => {
  await end('SIGKILL');
  const { url } = await start('--lan');
  const code = (await room('list')).slice(0, 6);
  await joinRoom(url, { session: code, secret: secretOf(1), name: 'Ada' });
  const credential = { as: 'participant', session: code, secret: secretOf(1) } as const;
  const learner = await Talker.open(url, credential);
  expect(await end('SIGTERM')).toBe(0);
  expect(learner.frames.at(-1)).toMatchObject({ frame: 'bye' });
  const again = await start('--lan');
  expect(again.text).toContain('is open again');
  expect(again.text).not.toContain('#token=');
  const back = await Talker.open(again.url, credential);
  expect(back.you.name).toBe('Ada');
  back.close();
  await end('SIGTERM');
}, 30_000);
