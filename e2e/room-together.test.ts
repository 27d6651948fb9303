/** What a class does together, in real browsers: following, a question asked twice, one fault plan on everybody's code. */
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client } from '#workshop/client.ts';
import { launchChromium } from './browser.ts';
import { barriersInThemes } from './reader.ts';
import { RoomSite } from './room-site.ts';

const chapter = '/chapters/s5-retry/';
let room: RoomSite;
let browser: Awaited<ReturnType<typeof launchChromium>>;
let teaching: BrowserContext;
let learning: BrowserContext;
let desk: Page;
let page: Page;
let wall: Page;
/** Sees what the room has on record. */
let watcher: Client;

beforeAll(async () => {
  room = await RoomSite.open('A morning of retries');
  browser = await launchChromium();
  const options = { serviceWorkers: 'block', viewport: { width: 1440, height: 900 } } as const;
  teaching = await browser.newContext(options);
  learning = await browser.newContext(options);
  watcher = await room.instructor();
  desk = await teaching.newPage();
  await desk.goto(`${room.url}/workshop/console/#token=${room.token}`);
  page = await learning.newPage();
  await page.goto(`${room.url}/workshop/?code=${room.code}`);
  await page.getByLabel('What shall we call you?').fill('Ada');
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  await page.getByRole('button', { name: 'I have written it down' }).click();
  wall = await teaching.newPage();
  await wall.goto(`${room.url}/workshop/projector/`);
});
afterAll(async () => {
  watcher.close();
  await browser.close();
  await room.close();
});

/** Opens a panel of the console by its tab. */
async function panel(name: string): Promise<Locator> {
  await desk.getByRole('tab', { name, exact: true }).click();
  return desk.getByRole('tabpanel', { name, exact: true });
}

/** What the room shows on the learner's page: a chapter has choices of its own. */
function choicesOf(part: 'The question' | 'The fault plan'): Locator {
  return page.locator('.dock').getByRole('region', { name: part }).getByRole('radio');
}

/** How far below the top of the window something is, px. */
function topOf(selector: string): Promise<number> {
  return page.locator(selector).evaluate((element) => element.getBoundingClientRect().top);
}

/** Whether a section stands at the top of the learner's window. */
async function isAt(section: string): Promise<boolean> {
  if (!page.url().includes(chapter)) return false;
  return (
    (await page.locator(`#${section}`).count()) === 1 && Math.abs(await topOf(`#${section}`)) < 160
  );
}

async function jump(title: string): Promise<void> {
  await desk.getByRole('list', { name: 'Sections' }).getByRole('button', { name: title }).click();
}

test('follow: a page goes where the class goes, wanders, is left alone, and comes back by a key', async () => {
  const lead = await panel('Lead');
  await lead.getByRole('combobox', { name: 'Chapter' }).selectOption('s5-retry');
  await jump('Three outcomes');
  await page.waitForURL(`**${chapter}**`);
  await expect.poll(() => isAt('three-outcomes')).toBe(true);
  await desk.getByRole('button', { name: 'Next ›' }).click();
  await expect.poll(() => isAt('three-strategies')).toBe(true);
  await page.mouse.move(700, 300);
  await page.mouse.wheel(0, -600);
  await page.getByText('The class is at “Three strategies”').waitFor();
  await jump('The trade-off');
  await page.getByText('The class is at “The trade-off”').waitFor();
  expect(await isAt('the-trade-off')).toBe(false);
  await page.keyboard.press('f');
  await expect.poll(() => isAt('the-trade-off')).toBe(true);
  expect(await barriersInThemes(page)).toEqual({});
  expect(await barriersInThemes(desk)).toEqual({});
});

test('follow: without any server the tabs of one browser follow the presenter’s page', async () => {
  const alone = await browser.newContext({ serviceWorkers: 'block' });
  const presenter = await alone.newPage();
  await presenter.goto(`${room.url}/workshop/notes/s5-retry/`);
  await presenter.getByRole('button', { name: 'Lead from the top' }).click();
  const [beamer] = await Promise.all([
    alone.waitForEvent('page'),
    presenter.getByRole('link', { name: 'Open the chapter in a window' }).click(),
  ]);
  await beamer.waitForSelector('html[data-awake]');
  await presenter.getByRole('button', { name: 'Three outcomes' }).click();
  const top = (): Promise<number> =>
    beamer.locator('#three-outcomes').evaluate((element) => element.getBoundingClientRect().top);
  await expect.poll(async () => Math.abs(await top())).toBeLessThan(160);
  expect(await barriersInThemes(presenter)).toEqual({});
  await alone.close();
});

test('vote: asked twice, hidden until it is shown, then both rounds and the answer stand side by side', async () => {
  const ask = await panel('Ask');
  await ask.getByRole('combobox', { name: 'Chapter' }).selectOption('s5-retry');
  const questions = ask.getByRole('list', { name: 'Questions of the chapter' });
  await questions.getByRole('button').first().click();
  await desk.getByRole('button', { name: 'Ask everybody' }).click();
  await desk.getByRole('button', { name: 'To the projector' }).click();
  const answers = choicesOf('The question');
  await answers.first().check();
  await page.getByRole('button', { name: 'Send my answer' }).click();
  await page.getByText('The room has your answer: A.').waitFor();
  await wall.getByText('1 answer').waitFor();
  expect(await wall.locator('body').innerText()).not.toMatch(/%|✓/);
  await desk.getByText('1 of 1').waitFor();
  await desk.getByRole('button', { name: 'Peek at the counts' }).click();
  await desk.getByText('A 1, B 0').waitFor();
  await desk.getByRole('button', { name: 'Close the vote' }).click();
  await page.getByText('The vote is closed. You said A.').waitFor();
  await desk.getByRole('button', { name: 'Vote again' }).click();
  await answers.nth(1).check();
  await page.getByRole('button', { name: 'Send my answer' }).click();
  await page.getByText('The room has your answer: B.').waitFor();
  expect(await barriersInThemes(page)).toEqual({});
  await desk.getByRole('button', { name: 'Close the vote' }).click();
  await desk.getByRole('button', { name: 'Reveal' }).click();
  for (const screen of [desk, page, wall]) {
    await screen.getByRole('columnheader', { name: 'First vote' }).waitFor();
    await screen.getByRole('columnheader', { name: 'Second vote' }).waitFor();
    await screen.getByText('✓ the answer').waitFor();
    expect(await barriersInThemes(screen)).toEqual({});
  }
});

test('vote: what comes too late is refused, and the learner is told', async () => {
  await desk.getByRole('button', { name: 'Hands up: yes or no' }).click();
  await desk.getByRole('textbox', { name: 'The question' }).fill('Does jitter cure it?');
  await desk.getByRole('button', { name: 'Ask everybody' }).click();
  await choicesOf('The question').first().check();
  await room.stop();
  await page.getByRole('button', { name: 'Send my answer' }).click();
  await page.getByText('The room is away.').waitFor();
  await page.close();
  await room.start('same address');
  await desk.getByRole('button', { name: 'Close the vote' }).click();
  await desk.getByText('The vote is closed; nobody').waitFor();
  page = await learning.newPage();
  await page.goto(`${room.url}${chapter}`);
  await page.getByText('too late to count').waitFor();
  // The watcher comes back to the server that was restarted in its own time.
  await expect.poll(() => watcher.session?.questions.at(-1)?.counts).toEqual([[0, 0]]);
});

test('chaos: predicted, let loose on everybody’s own code, and told as a histogram', async () => {
  const chaos = await panel('Chaos');
  await chaos.getByRole('combobox', { name: 'Lab' }).selectOption('s5-retry');
  await desk.getByRole('button', { name: 'Play it on the reference' }).click();
  await desk.getByText('The reference holds.').waitFor();
  expect(await desk.getByLabel('What the class is told of it').inputValue()).toMatch(
    /In the world/,
  );
  await desk.getByRole('button', { name: 'Let everybody predict' }).click();
  await desk.getByRole('button', { name: 'To the projector' }).click();
  await choicesOf('The fault plan').first().check();
  await page.getByRole('button', { name: 'Send my prediction' }).click();
  await wall.getByText('1 prediction so far').waitFor();
  await desk.getByRole('button', { name: 'Unleash it' }).click();
  await page.getByRole('button', { name: 'Run it on the starter' }).click();
  await page.getByText(/Your code broke E-\d+\. You had predicted: It holds\./).waitFor();
  const [mine] = Object.values(watcher.session?.chaos[0]?.outcomes ?? {});
  expect(mine?.traceHash).toMatch(/^[0-9a-f]{16}$/);
  await desk.getByRole('button', { name: 'Settle' }).click();
  for (const screen of [desk, page, wall]) {
    await screen.getByText('as reported by the browsers').waitFor();
    expect(await barriersInThemes(screen)).toEqual({});
  }
});
