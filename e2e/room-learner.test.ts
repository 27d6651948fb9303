/** A learner in a room, in a real browser: joining, staying the same person, a network that goes, another address. */
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client } from '#workshop/client.ts';
import { formatStatus, readStatus } from '#workshop/status-code.ts';
import type { Participant } from '#workshop/session.ts';
import { launchChromium } from './browser.ts';
import { LabPage, openChromiumTab } from './pages.ts';
import { barriersInThemes } from './reader.ts';
import { RoomSite, say } from './room-site.ts';

const lab = 's5-retry';
let room: RoomSite;
let browser: Awaited<ReturnType<typeof launchChromium>>;
let context: BrowserContext;
let page: Page;
let instructor: Client;
/** What the browser's pages complained of, but for a server that is away on purpose. */
const complaints: string[] = [];

beforeAll(async () => {
  room = await RoomSite.open('A morning of retries');
  browser = await launchChromium();
  context = await newContext();
  page = await context.newPage();
  instructor = await room.instructor();
});
afterAll(async () => {
  instructor.close();
  await browser.close();
  await room.close();
});

async function newContext(): Promise<BrowserContext> {
  const made = await browser.newContext({ serviceWorkers: 'block' });
  made.on('weberror', (error) => complaints.push(String(error.error())));
  return made;
}

function ada(): Participant | undefined {
  return Object.values(instructor.session?.participants ?? {})[0];
}

async function back(client: Client): Promise<void> {
  await expect.poll(() => client.connection).toBe('live');
}

test('room: a learner joins by code and name, allows two things, and is shown a word to write down', async () => {
  await page.goto(`${room.url}/workshop/?code=${room.code.toLowerCase()}`);
  await page.getByLabel('What shall we call you?').fill('Ada');
  await page.getByLabel('may open my code').check();
  await page.getByLabel('Keep my drafts').check();
  expect(await barriersInThemes(page)).toEqual({});
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  const word = await page.locator('.recovery-word').innerText();
  expect(word).toMatch(/^[a-z]+-[a-z]+-[a-z]+-\d{3}$/);
  await page.getByRole('button', { name: 'I have written it down' }).click();
  await expect.poll(() => ada()?.consent).toEqual({ code: true, drafts: true });
});

test('room: a wrong code is refused with what to do', async () => {
  const stranger = await newContext();
  const other = await stranger.newPage();
  await other.goto(`${room.url}/workshop/#222222`);
  await other.getByLabel('What shall we call you?').fill('Nobody');
  await other.getByRole('button', { name: 'Join', exact: true }).click();
  await other.getByText('There is no session with this code').waitFor();
  await stranger.close();
});

test('room: after a reload it is the same person, and the status is where they said it', async () => {
  await page.reload();
  await page.getByRole('button', { name: 'I am done' }).click();
  await expect.poll(() => ada()?.status).toBe('done');
  expect(Object.keys(instructor.session?.participants ?? {})).toHaveLength(1);
  expect(await barriersInThemes(page)).toEqual({});
});

test('room: brought to the class and back to where one was', async () => {
  await page.goto(`${room.url}/chapters/s2-ring/`);
  await say(instructor, { kind: 'gathered', lab });
  await page.getByRole('button', { name: 'Bring me to the class' }).click();
  await page.waitForURL(`**/labs/${lab}/`);
  await page.getByRole('button', { name: 'Back to my place' }).click();
  await page.waitForURL('**/chapters/s2-ring/');
  await expect.poll(() => ada()?.page).toBe('/chapters/s2-ring/');
});

test('room: a run is told, its code laid down, and locks reach the lab', async () => {
  await say(instructor, { kind: 'locked', lab: null, openMost: 0 });
  const bench = new LabPage(await openChromiumTab(context));
  await bench.open(`${room.url}/labs/${lab}/`);
  await bench.paste('policy.ts', '// mine\n');
  await bench.verdict('Run');
  await expect.poll(() => ada()?.labs[lab]?.runs).toBe(1);
  await expect.poll(() => ada()?.labs[lab]?.shared).toBe(ada()?.labs[lab]?.last?.work);
  const words = await bench.tab.read<string>(`document.querySelector('.lab').innerText`);
  expect(words).toMatch(/instructor/i);
  await bench.tab.close();
});

test('room: without the server the dock says so, keeps what is said, and catches up', async () => {
  await room.stop();
  await page.getByText('Away').waitFor();
  await page.getByRole('button', { name: 'I need help' }).click();
  await page.getByRole('textbox', { name: /What hangs/ }).fill('No network');
  await page.getByRole('button', { name: 'Ask for help' }).click();
  await page.getByText('Away, 1 waiting').waitFor();
  await page.getByText('Help is asked for').waitFor();
  await room.start('same address');
  await page.locator('.dock-line').getByText('In the room').waitFor();
  await back(instructor);
  await expect.poll(() => ada()?.note).toBe('No network');
  await say(instructor, { kind: 'claimed', participant: ada()?.id ?? '' });
  await page.getByText('A helper is coming').waitFor();
});

test('room: the status is shown as a code that the console reads', async () => {
  await page.goto(`${room.url}/workshop/`);
  await page.getByText('My status as a code').click();
  const read = readStatus(await page.locator('.status-text').innerText());
  expect(read).toMatchObject({ kind: 'note', note: { name: 'Ada', lab, status: 'help', runs: 1 } });
  if (read.kind === 'note') expect(formatStatus(read.note)).toContain(' ');
});

test('room: on another address the word brings the person and their drafts', async () => {
  const draft = '// mine\n';
  // What the room keeps is sent a while after it was saved.
  await expect
    .poll(() => page.evaluate(() => document.body.innerText), { timeout: 30_000 })
    .toContain('Last kept');
  await page.getByRole('button', { name: 'Show my recovery word' }).click();
  const word = await page.locator('.recovery-word').innerText();
  instructor.close();
  await room.stop();
  await room.start('another address');
  instructor = await room.instructor();
  const elsewhere = await newContext();
  const other = await elsewhere.newPage();
  await other.goto(`${room.url}/workshop/?code=${room.code}`);
  await other.getByRole('button', { name: 'I have been here before' }).click();
  await other.getByLabel('Recovery word').fill(word.toUpperCase().replaceAll('-', ' '));
  await other.getByRole('button', { name: 'Come back' }).click();
  await other.getByText(`Your work was brought here from the room: the lab ${lab}`).waitFor();
  const bench = new LabPage(await openChromiumTab(elsewhere));
  await bench.open(`${room.url}/labs/${lab}/`);
  const stored = await bench.stored();
  expect(stored.texts['policy.ts']).toBe(draft);
  expect(Object.keys(instructor.session?.participants ?? {})).toEqual([ada()?.id]);
  await elsewhere.close();
  expect(complaints).toEqual([]);
});
