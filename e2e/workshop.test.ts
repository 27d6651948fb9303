/**
 * A mini workshop as people go through it: an instructor with console and projector, and three learners, one of them in
 * Firefox, against `npm start -- --lan` on the machine's address in its network. What is shown is read by roles and words.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import type { Browser as FirefoxBrowser } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { firefoxPath, launchChromium, launchFirefox } from './browser.ts';
import { LabPage, openChromiumTab, openFirefoxTab, until, type Tab } from './pages.ts';
import { freePort, RoomServer } from './room-server.ts';
import { builtSite } from './site.ts';

const lab = 'p-presence';
/** Names that no lab uses. */
const names = ['Adelheid', 'Boleslav', 'Cyriak'] as const;
const patienceMs = 120_000;
/** Where pictures of each stage go, if anywhere: a folder. */
const picturesDir = process.env['NINES_PICTURES'];

const folder = mkdtempSync(join(tmpdir(), 'nines-workshop-'));
const firefox = firefoxPath();
let server: RoomServer;
let chromium: Browser;
let fox: FirefoxBrowser | null = null;
/** Where learners go, and their code: as the terminal said. */
let address = '';
let code = '';
let consoleLink = '';
let staff: Page;
let wall: Page;
let adaContext: BrowserContext;
let ada: LabPage;
let adaPage: Page;
let boContext: BrowserContext;
let bo: LabPage;
let boPage: Page;
let boWord = '';
let cy: Tab;
let cyLab: LabPage;

async function picture(page: Page, name: string): Promise<void> {
  if (picturesDir !== undefined) await page.screenshot({ path: join(picturesDir, `${name}.png`) });
}

async function newContext(width = 1280): Promise<BrowserContext> {
  const context = await chromium.newContext({
    serviceWorkers: 'block',
    viewport: { width, height: 900 },
    acceptDownloads: true,
  });
  context.setDefaultTimeout(patienceMs);
  return context;
}

/** A learner's tab of Chromium, with the page behind it. */
async function tabOf(context: BrowserContext): Promise<{ lab: LabPage; page: Page }> {
  const tab = await openChromiumTab(context);
  const page = context.pages().at(-1);
  if (page === undefined) throw new Error('The context has no page.');
  return { lab: new LabPage(tab), page };
}

/** A panel of the console, opened by its tab where it is behind one. */
async function panel(title: string): Promise<Locator> {
  const tab = staff.getByRole('tab', { name: title });
  if ((await tab.count()) > 0) await tab.first().click();
  return staff.locator('.console-panel:not([hidden])', {
    has: staff.getByRole('heading', { name: title, includeHidden: true }),
  });
}

/** Presses the visible button of these words in the tab of Firefox, when it is there. */
async function pressInFirefox(words: string): Promise<void> {
  await until(
    cy,
    `(() => {
      const all = [...document.querySelectorAll('button')];
      const found = all.find((one) => (one.innerText.trim() === ${JSON.stringify(words)} || one.ariaLabel === ${JSON.stringify(words)}) && one.checkVisibility() && !one.disabled);
      found?.click();
      return found !== undefined;
    })()`,
  );
}

function dock(page: Page, part: string): Locator {
  return page.getByRole('region', { name: part, exact: true });
}

async function answer(page: Page, part: string, choice: string, button: string): Promise<void> {
  const card = dock(page, part);
  await card.getByRole('radio', { name: choice }).check();
  await card.getByRole('button', { name: button }).click();
}

/** The same in Firefox. */
async function answerInFirefox(part: string, choice: number, button: string): Promise<void> {
  await until(
    cy,
    `(() => {
      const card = document.querySelector('section[aria-label=${JSON.stringify(part)}]');
      const radio = card?.querySelectorAll('input[type=radio]')[${choice}];
      radio?.click();
      return radio !== undefined;
    })()`,
  );
  await pressInFirefox(button);
}

beforeAll(async () => {
  server = new RoomServer(
    await freePort(),
    { NINES_SITE: builtSite, NINES_DATA: folder },
    { args: ['--lan'] },
  );
  [chromium, fox] = await Promise.all([
    launchChromium(),
    firefox === null ? null : launchFirefox(firefox),
  ]);
});

afterAll(async () => {
  await chromium?.close();
  await fox?.close();
  await server?.end('SIGTERM');
  rmSync(folder, { recursive: true, force: true });
});

test('start: the terminal says where learners join, their code, and the console’s link once', async () => {
  await server.start();
  await expect.poll(() => server.printed).toContain('#token=');
  const joins = /Learners join here:\s+(\S+)\s+with the code\s+(\w{3}) (\w{3})/.exec(
    server.printed,
  );
  address = joins?.[1] ?? `${server.origin}/workshop/`;
  consoleLink = /\S+#token=\w+/.exec(server.printed)?.[0] ?? '';
  code = joins ? `${joins[2]}${joins[3]}` : '';
  expect(consoleLink).toMatch(/\/workshop\/console\/#token=[0-9a-f]{64}$/);
  const context = await newContext(1440);
  staff = await context.newPage();
  await staff.goto(consoleLink);
  await staff.getByText('Connected', { exact: true }).waitFor();
  if (code === '') code = await staff.locator('.console-code').innerText();
  wall = await context.newPage();
  await wall.goto(new URL('../projector/', staff.url()).href);
  await wall.getByRole('img', { name: 'QR code that joins this room' }).waitFor();
  await wall.getByText(`${code.slice(0, 3)} ${code.slice(3)}`).waitFor();
  await picture(wall, '01-projector-join');
});

test('join: by code and a name, and the console has all three', async () => {
  const join = async (page: Page, name: string): Promise<string> => {
    await page.goto(address);
    await page.getByLabel('Code of the room').fill(code.toLowerCase());
    await page.getByLabel('What shall we call you?').fill(name);
    await page.getByLabel('may open my code').check();
    await page.getByRole('button', { name: 'Join', exact: true }).click();
    const word = await page.locator('.recovery-word').innerText();
    await page.getByRole('button', { name: 'I have written it down' }).click();
    return word;
  };
  adaContext = await newContext();
  ({ lab: ada, page: adaPage } = await tabOf(adaContext));
  boContext = await newContext();
  ({ lab: bo, page: boPage } = await tabOf(boContext));
  await join(adaPage, names[0]);
  boWord = await join(boPage, names[1]);
  cy =
    fox === null
      ? (await tabOf(await newContext())).lab.tab
      : await openFirefoxTab(await fox.createBrowserContext());
  await cy.goto(address);
  await until(cy, `document.querySelector('.join-form') !== null`);
  await cy.click('.join-code');
  await cy.type(code);
  await cy.click('input[autocomplete=nickname]');
  await cy.type(names[2]);
  await pressInFirefox('Join');
  await pressInFirefox('I have written it down');
  cyLab = new LabPage(cy);
  for (const name of names) await staff.getByRole('rowheader', { name }).waitFor();
  await picture(adaPage, '02-learner-joined');
  await picture(staff, '03-console-joined');
});

test('agenda: one is chosen, and every learner sees where the class is', async () => {
  const agenda = await panel('Agenda');
  await agenda
    .getByRole('button', { name: /^Start “/ })
    .first()
    .click();
  await agenda.locator('.agenda-pace').waitFor();
  await adaPage.locator('.room-agenda [aria-current=step]').waitFor();
  await picture(staff, '04-console-agenda');
});

test('lab: three run the starter, which breaks, and the console groups them by their story', async () => {
  const url = new URL(`/labs/${lab}/`, address).href;
  for (const one of [ada, bo, cyLab]) {
    await one.open(url);
    expect(await one.verdict('Run')).toBe('failed');
  }
  const same = await panel('Same story');
  await same.getByText('of 3 break').first().waitFor();
  expect(await same.locator('.cluster-count').first().innerText()).toBe('3');
  await picture(adaPage, '05-learner-failed');
  await picture(staff, '06-console-cluster');
});

test('stuck: who asks stands in the queue, and is told that somebody comes', async () => {
  await boPage.getByRole('button', { name: 'I need help' }).click();
  await boPage.getByRole('textbox').last().fill('It says twice, and I see once.');
  await boPage.getByRole('button', { name: /^Ask/ }).click();
  const queue = await panel('Ask for help');
  const request = queue.locator('li', { hasText: names[1] });
  await request.getByText('It says twice').waitFor();
  await picture(staff, '07-console-queue');
  await request.getByRole('button', { name: 'I go there' }).click();
  await boPage.getByRole('heading', { name: 'A helper is coming' }).waitFor();
  await picture(boPage, '08-learner-help');
  await request.getByRole('button', { name: 'Helped' }).click();
  await request.waitFor({ state: 'detached' });
});

test('story: one click plays it again and shows it on the wall, without a name', async () => {
  const same = await panel('Same story');
  await same.getByRole('button', { name: 'Show the story' }).first().click();
  await wall.getByText('broke it by this story').waitFor();
  await wall.getByText('Played again on the console').waitFor();
  const shown = await wall.locator('.shown').innerText();
  expect(shown).toMatch(/3 of 3/);
  for (const name of names) expect(shown).not.toMatch(new RegExp(`\\b${name}\\b`));
  await picture(wall, '09-projector-story');
});

test('question: two votes, hidden until they are revealed', async () => {
  const ask = await panel('Ask');
  await ask.getByRole('button', { name: 'Hands up: yes or no' }).click();
  await ask.getByLabel('The question', { exact: true }).fill('Is a retry always safe?');
  await ask.getByRole('radio', { name: 'B is right' }).check();
  await ask.getByRole('button', { name: 'Ask everybody' }).click();
  await ask.getByRole('button', { name: 'To the projector' }).click();
  await answer(adaPage, 'The question', 'Yes', 'Send my answer');
  await answer(boPage, 'The question', 'No', 'Send my answer');
  await answerInFirefox('The question', 0, 'Send my answer');
  await ask.getByText('3 of 3 have answered').waitFor();
  await wall.getByText('Answer on your own').waitFor();
  expect(await wall.locator('.tally').count()).toBe(0);
  expect(await adaPage.locator('.tally').count()).toBe(0);
  await picture(adaPage, '10-learner-vote');
  await ask.getByRole('button', { name: 'Close the vote' }).click();
  await ask.getByRole('button', { name: 'Vote again' }).click();
  for (const page of [adaPage, boPage]) await answer(page, 'The question', 'No', 'Send my answer');
  await answerInFirefox('The question', 1, 'Send my answer');
  await ask.getByText('3 of 3 have answered').waitFor();
  await ask.getByRole('button', { name: 'Close the vote' }).click();
  await ask.getByRole('button', { name: 'Reveal' }).click();
  for (const page of [wall, adaPage]) {
    const rows = page.locator('.tally tbody tr');
    await rows.first().waitFor();
    expect((await rows.nth(0).innerText()).replaceAll(/\s+/g, ' ')).toContain('2');
    expect((await rows.nth(1).innerText()).replaceAll(/\s+/g, ' ')).toContain('3');
  }
  await picture(wall, '11-projector-votes');
});

test('chaos: predicted, run on everybody’s own code, and shown as a histogram', async () => {
  const chaos = await panel('Chaos');
  await chaos.getByRole('combobox', { name: 'Lab' }).selectOption(lab);
  await chaos.getByRole('button', { name: 'Let everybody predict' }).click();
  await chaos.getByRole('button', { name: 'To the projector' }).click();
  for (const page of [adaPage, boPage]) {
    const card = dock(page, 'The fault plan');
    await card.getByRole('radio').first().check();
    await card.getByRole('button', { name: 'Send my prediction' }).click();
  }
  await answerInFirefox('The fault plan', 1, 'Send my prediction');
  await wall.getByText('3 predictions so far').waitFor();
  await picture(adaPage, '12-learner-predicts');
  await chaos.getByRole('button', { name: 'Unleash it' }).click();
  await wall.getByText('3 runs are over').waitFor();
  await chaos.getByRole('button', { name: 'Settle: show the histogram' }).click();
  await wall.getByText('Outcomes are as reported by the browsers').waitFor();
  await wall.getByText('3 browsers').waitFor();
  await picture(wall, '13-projector-histogram');
  await picture(adaPage, '14-learner-histogram');
  const again = chaos.getByRole('button', { name: 'Play it again, then show it' }).first();
  await again.click();
  await wall.getByText('Played again on the console').waitFor();
  await picture(wall, '15-projector-chaos-story');
});

test('wifi: without a network a learner works on, and the console catches up', async () => {
  await adaContext.setOffline(true);
  expect(await ada.verdict('Run')).toBe('failed');
  await adaPage.getByRole('button', { name: 'I am done' }).click();
  await picture(adaPage, '16-learner-offline');
  const people = await panel('People');
  expect(await people.getByText('✓ done').count()).toBe(0);
  await adaContext.setOffline(false);
  const row = people.locator('[data-person]', { hasText: names[0] }).first();
  await row.getByText('✓ done').waitFor();
});

test('server: killed and started again, everybody is back, and what was said meanwhile is there', async () => {
  await server.end('SIGKILL');
  await staff.getByText('No connection.').waitFor();
  await boPage.getByRole('button', { name: 'I am done' }).click();
  await picture(staff, '17-console-away');
  await server.start();
  await staff.getByText('Connected', { exact: true }).waitFor();
  const people = await panel('People');
  const row = people.locator('[data-person]', { hasText: names[1] }).first();
  await row.getByText('✓ done').waitFor();
  // Nobody is told the token a second time.
  expect(server.printed).not.toContain('#token=');
});

test('recovery word: on another device it is the same person', async () => {
  const context = await newContext(375);
  const page = await context.newPage();
  await page.goto(address);
  await page.getByLabel('Code of the room').fill(code);
  await page.getByRole('button', { name: 'I have been here before' }).click();
  await page.getByLabel('Recovery word').fill(boWord.replaceAll('-', ' '));
  await page.getByRole('button', { name: 'Come back' }).click();
  await page.getByRole('heading', { name: 'What the room knows of me' }).waitFor();
  await page.getByRole('button', { name: 'I am done', exact: true }).waitFor();
  expect(await page.getByLabel('My name here').inputValue()).toBe(names[1]);
  await picture(page, '18-learner-second-device');
  await context.close();
});

interface Exported {
  readonly events: readonly { readonly seq: number; readonly body: { readonly kind: string } }[];
}

test('export: the record holds all of it, once, and nothing but pseudonyms', async () => {
  const session = await panel('Session');
  const [download] = await Promise.all([
    staff.waitForEvent('download'),
    session.getByRole('button', { name: 'Download JSON' }).click(),
  ]);
  const text = readFileSync(await download.path(), 'utf8');
  const { events } = JSON.parse(text) as Exported;
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
  const count = (kind: string): number => events.filter(({ body }) => body.kind === kind).length;
  expect(count('joined')).toBe(3);
  expect(count('voted')).toBe(6);
  expect(count('predicted')).toBe(3);
  expect(count('endured')).toBe(3);
  expect(count('tallied')).toBe(1);
  expect(count('ran')).toBeGreaterThanOrEqual(4);
  expect(text).not.toMatch(/192\.|127\.0\.0|Mozilla|token/i);
  await picture(staff, '19-console-export');
});
