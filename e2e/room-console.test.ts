/**
 * The instructor's console in a real browser, over the product's server, with a class that learns over its WebSockets.
 * What is seen by eye (looks, columns) is not tested here; what somebody relies on while teaching is.
 */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from './browser.ts';
import { barriersInThemes } from './reader.ts';
import { RoomClass } from './room-class.ts';

const learners = 24;
/** A learner who is not stuck, nor done, and asks for help. */
const asker = 5;

let room: RoomClass;
let browser: Browser;
let page: Page;

async function open(address: string, width = 1440): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 900 } });
  const opened = await context.newPage();
  opened.setDefaultTimeout(60_000);
  await opened.goto(address);
  return opened;
}

/** Presses a single key with the focus in no field. */
async function key(name: string): Promise<void> {
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  });
  await page.keyboard.press(name);
}

function focused(): Promise<string> {
  return page.evaluate(() => {
    const of = document.activeElement?.closest('[data-person], [data-panel]');
    return of?.getAttribute('data-person') ?? of?.getAttribute('data-panel') ?? '';
  });
}

beforeAll(async () => {
  room = await RoomClass.open({ learners, minutes: 16 });
  await room.learnUntil(16);
  browser = await launchChromium();
  page = await open(room.consoleLink);
  await page.locator('[data-person]').first().waitFor();
});

afterAll(async () => {
  await browser?.close();
  await room?.close();
});

test('console: its token leaves the address, and a reload needs none', async () => {
  expect(page.url()).toBe(`${room.origin}/workshop/console/`);
  await page.reload();
  await page.locator('[data-person]').first().waitFor();
});

test('console: everybody is in the table, and who is stuck stands above who is not', async () => {
  const table = page.getByRole('grid', { name: 'People and labs' });
  expect(await table.getAttribute('aria-rowcount')).toBe(String(learners + 1));
  const scores = await table.locator('.person-score').allInnerTexts();
  const numbers = scores.slice(1).map(Number);
  expect(numbers[0]).toBeGreaterThanOrEqual(65);
  expect(numbers.at(-1)).toBe(0);
  await page.getByLabel('Find by name').fill('gret');
  await page.locator('.people-count', { hasText: '1 shown' }).waitFor();
  expect(await table.locator('.person-name').allInnerTexts()).toEqual(['Grete']);
  await page.getByLabel('Find by name').fill('');
});

test('console: by keys alone to a person and back', async () => {
  await key('p');
  await expect.poll(focused).toMatch(/^p-/);
  const first = await focused();
  await page.keyboard.press('j');
  await expect.poll(focused).not.toBe(first);
  await page.keyboard.press('Enter');
  const details = page.locator('dialog[open]');
  await details.waitFor();
  await page.keyboard.press('Escape');
  await details.waitFor({ state: 'detached' });
  await page.keyboard.press('?');
  await page.getByRole('heading', { name: 'Keys and sound' }).waitFor();
  await page.keyboard.press('Escape');
  await details.waitFor({ state: 'detached' });
});

describe('console: help', () => {
  test('a request is in the queue and said aloud, and one of two can take it', async () => {
    const { body } = { body: { status: 'help', lab: 's5-retry', note: 'Twice?' } as const };
    await room.say(asker, { kind: 'status', ...body });
    const name = room.course.names[asker] ?? '';
    const request = page.locator('.queue li', { hasText: name });
    await request.getByText('“Twice?”').waitFor();
    await page.locator('[role=status]', { hasText: `${name} asks for help.` }).waitFor({
      state: 'attached',
    });

    await key('s');
    await page.getByLabel('Name', { exact: true }).fill('Hilde');
    await page.getByRole('button', { name: 'Invite' }).click();
    const link = await page.getByLabel('Link for Hilde').inputValue();
    const helper = await open(link, 375);
    const hers = helper.locator('.queue li', { hasText: name });
    await hers.waitFor();
    // A helper's console is the queue and the people; nothing in it moves the class.
    const tabs = await helper.getByRole('tab').allInnerTexts();
    expect(tabs.some((tab) => tab.startsWith('People'))).toBe(true);
    expect(tabs.some((tab) => /Session|Locks|Agenda/.test(tab))).toBe(false);
    expect(await helper.getByRole('button', { name: 'Blank' }).count()).toBe(0);
    expect(await helper.evaluate(() => document.documentElement.scrollWidth)).toBe(375);

    await hers.getByRole('button', { name: 'I go there' }).click();
    await request.getByText('Hilde is there').waitFor();
    expect(await request.getByRole('button', { name: 'I go there' }).count()).toBe(0);
    await hers.getByRole('button', { name: 'Helped' }).click();
    await request.waitFor({ state: 'detached' });
    await helper.context().close();
  });
});

test('console: agenda, locks and what the projector shows are on record and visible', async () => {
  await key('a');
  await page.getByRole('button', { name: 'Start “Hands-on, 4 hours”' }).click();
  await page.locator('.agenda-pace').waitFor();
  await page.getByRole('button', { name: /^On to/ }).click();
  await page.locator('.agenda-rows li.is-now', { hasText: 'Prologue' }).waitFor();
  await key('l');
  await page
    .getByRole('group', { name: 'Open in Every lab, up to' })
    .getByRole('button', { name: 'The mechanism' })
    .click();
  await page.getByText('Open up to “The mechanism”').first().waitFor();
  await page.getByRole('button', { name: 'Blank' }).click();
  await page.locator('.console-projector', { hasText: 'Nothing: it is dark' }).waitFor();
  await page.getByRole('button', { name: 'Show again' }).click();
  await page.locator('.console-projector', { hasText: 'How to join' }).waitFor();
});

test('console: while the server is away it says so, keeps what is said, and comes back by itself', async () => {
  await room.restart(async () => {
    await page.getByText('You see the room as it was').waitFor();
    expect(await page.locator('[data-person]').count()).toBeGreaterThan(5);
    await key('s');
    await page.getByLabel('A word to everybody').fill('Back in five minutes');
    await page.getByRole('button', { name: 'Tell everybody' }).click();
    await page.getByText('1 of your messages wait').waitFor();
  });
  await page.locator('.console-link.is-live').waitFor();
  await page.getByText('“Back in five minutes”').waitFor();
});

test('console: the record is downloaded as one file', async () => {
  await key('s');
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download JSON' }).click();
  expect((await downloading).suggestedFilename()).toBe(`nines-${room.code}.json`);
});

test('console: nobody is shut out, in any theme, on a laptop and on a phone', async () => {
  await page.setViewportSize({ width: 1440, height: 900 });
  expect(await barriersInThemes(page)).toEqual({});
  for (const width of [1024, 375]) {
    await page.setViewportSize({ width, height: 800 });
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  }
  expect(await barriersInThemes(page)).toEqual({});
  await page.setViewportSize({ width: 1440, height: 900 });
});

test('console: without a token, and with a wrong one, it says what to do', async () => {
  const stranger = await open(`${room.origin}/workshop/console/`);
  await stranger.getByRole('heading', { name: 'This console needs its link' }).waitFor();
  await stranger.getByLabel('Your console’s link').fill('no token');
  await stranger.getByRole('button', { name: 'Open the console' }).click();
  await stranger.getByText('There is no token in this').waitFor();
  await stranger.getByLabel('Your console’s link').fill('ab'.repeat(16));
  await stranger.getByRole('button', { name: 'Open the console' }).click();
  await stranger.getByRole('heading', { name: 'The room does not know this token' }).waitFor();
  expect(await barriersInThemes(stranger)).toEqual({});
  await stranger.context().close();
});
