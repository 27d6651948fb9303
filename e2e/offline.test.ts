/** The course without network, in real browsers: kept, updated when the reader says so, and switched off by its host. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { writeOffline } from '../scripts/offline.ts';
import { firefoxPath, launchChromium, launchFirefox } from './browser.ts';
import { LabPage, openChromiumTab, openFirefoxTab, until, type Tab } from './pages.ts';
import { barriersInThemes } from './reader.ts';
import { builtSite, serveSite, type Site } from './site.ts';

const chapter = '/chapters/s5-retry/';
let chromium: Browser;

beforeAll(async () => {
  chromium = await launchChromium();
});
afterEach(async () => {
  for (const context of chromium.contexts()) await context.close();
});
afterAll(async () => {
  await chromium.close();
});

/** A host that goes away, comes back, and then may serve another build; it is gone when its test is over. */
class Host {
  readonly url: string;
  #site: Site | null;

  private constructor(site: Site) {
    this.url = site.url;
    this.#site = site;
  }

  static async start(): Promise<Host> {
    const host = new Host(await serveSite());
    onTestFinished(() => host.stop());
    return host;
  }

  async stop(): Promise<void> {
    await this.#site?.close();
    this.#site = null;
  }

  async serve(siteDir: string): Promise<void> {
    await this.stop();
    this.#site = await serveSite({ siteDir, port: Number(new URL(this.url).port) });
  }
}

/** The built site in a folder of its own, to be changed. */
function copyOfSite(): string {
  const folder = mkdtempSync(join(tmpdir(), 'nines-offline-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(builtSite, folder, { recursive: true });
  return folder;
}

/** A newer build: one page says something else. */
async function newerSite(): Promise<string> {
  const folder = copyOfSite();
  const page = join(folder, 'about/index.html');
  writeFileSync(page, readFileSync(page, 'utf8').replace('<h1>About', '<h1>All about'));
  for (const stale of ['about/index.html.br', 'sw.js.br', 'offline.json.br'])
    rmSync(join(folder, stale), { force: true });
  await writeOffline(folder);
  return folder;
}

function tierText(tab: Tab, tier: 'core' | 'editor'): Promise<string> {
  return tab.read(`document.querySelector('[data-offline="${tier}-state"]').textContent`);
}

async function untilKept(tab: Tab, tier: 'core' | 'editor'): Promise<void> {
  await until(
    tab,
    `document.querySelector('[data-offline="${tier}-state"]').textContent.startsWith('Kept')`,
  );
}

const status = `document.querySelector('[data-offline="status"]').textContent`;
const heading = `document.querySelector('h1').textContent`;

/** Opens the offline page and waits until the course is kept. */
async function keepCourse(tab: Tab, host: Host): Promise<void> {
  await tab.goto(`${host.url}/offline/`);
  await untilKept(tab, 'core');
  await until(tab, 'navigator.serviceWorker.controller !== null');
}

async function cacheNames(tab: Tab): Promise<string[]> {
  return tab.read('caches.keys()');
}

/** Opens the lab's own page and the code editor on it. */
async function openEditor(lab: LabPage, host: Host): Promise<void> {
  await lab.open(`${host.url}/labs/s5-retry/`);
  await lab.press('Edit');
  await lab.inEditor();
}

/** One way through the course without network, the same in both browsers. */
async function readWithoutNetwork(tab: Tab): Promise<void> {
  const host = await Host.start();
  await keepCourse(tab, host);
  expect(await tierText(tab, 'editor')).toBe('Not kept');
  expect(await tab.read(status)).toContain('plain text field');
  await host.stop();

  // An address without its slash leads to the page.
  await tab.goto(`${host.url}/about?from=a-link`);
  expect(await tab.read(heading)).toBe('About');
  expect(await tab.read('location.pathname')).toBe('/about/');

  const lab = new LabPage(tab);
  await lab.open(host.url + chapter);
  expect(await tab.read(heading)).not.toBe('');
  expect(await lab.verdict('Run')).toBe('failed');
  expect(
    await tab.read<number>(`document.querySelectorAll('.story-event').length`),
  ).toBeGreaterThan(2);
  await tab.press('/');
  await until(tab, `document.activeElement.matches('dialog.search input')`);
  await tab.type('goodput');
  await until(tab, `document.querySelector('dialog.search .hits li') !== null`);

  await host.serve(builtSite);
  await tab.goto(`${host.url}/offline/`);
  await untilKept(tab, 'core');
  await tab.click('[data-offline="keep"]');
  await untilKept(tab, 'editor');
  expect(await tab.read(status)).toBe('Everything works without network.');
  expect(await tab.read(`document.querySelector('[data-offline="keep"]').checkVisibility()`)).toBe(
    false,
  );
  await host.stop();

  await openEditor(lab, host);
  await tab.type('const wrong: number = "text";');
  await lab.underlined();
}

const firefox = firefoxPath();

describe('without network', () => {
  test('Chromium: chapters are read and searched, labs run, the editor checks types once it was fetched', async () => {
    await readWithoutNetwork(await openChromiumTab(await chromium.newContext()));
  });

  test.skipIf(firefox === null)(
    'Firefox: chapters are read and searched, labs run, the editor checks types once it was fetched',
    async () => {
      const browser = await launchFirefox(firefox ?? '');
      onTestFinished(() => browser.close());
      await readWithoutNetwork(await openFirefoxTab(browser.defaultBrowserContext()));
    },
  );
});

describe('a new version', () => {
  test('waits until the reader reloads, and for a draft that is not saved; an editor that was opened once is kept in both', async () => {
    const host = await Host.start();
    const tab = await openChromiumTab(await chromium.newContext());
    await keepCourse(tab, host);
    const lab = new LabPage(tab);
    await openEditor(lab, host);
    await tab.goto(`${host.url}/offline/`);
    await untilKept(tab, 'editor');
    await host.serve(await newerSite());
    await lab.open(`${host.url}/labs/s5-retry/`);
    await until(
      tab,
      `document.querySelector('.update-bar [role=status]')?.textContent.startsWith('A new version is ready')`,
    );
    await tab.goto(`${host.url}/about/`);
    expect(await tab.read(heading)).toBe('About');

    await lab.open(`${host.url}/labs/s5-retry/`);
    await until(tab, `document.querySelector('.update-bar button') !== null`);
    await lab.paste('client.ts', '// mine');
    await tab.read(
      `(() => {
        globalThis.isSamePage = true;
        document.querySelector('[data-lab]').toggleAttribute('data-unsaved', true);
        document.querySelector('.update-bar button').focus();
      })()`,
    );
    await tab.press('Enter');
    await until(
      tab,
      `document.querySelector('.update-bar').innerText.includes('not saved yet') && globalThis.isSamePage`,
    );
    await tab.read(`document.querySelector('[data-lab]').toggleAttribute('data-unsaved', false)`);
    await expect
      .poll(() => tab.read('globalThis.isSamePage === undefined').catch(() => false), {
        timeout: 30_000,
      })
      .toBe(true);
    await until(tab, `document.querySelector('[data-lab][data-ready]') !== null`);
    await lab.plain();
    await lab.shows('// mine');
    await host.stop();
    await tab.goto(`${host.url}/about/`);
    expect(await tab.read(heading)).toBe('All about');
    await tab.goto(`${host.url}/offline/`);
    await untilKept(tab, 'editor');
    expect(await tab.read('document.querySelector(".update-bar")')).toBeNull();
  });

  test('half-replaced host: an old page under the new list is not kept', async () => {
    const host = await Host.start();
    const tab = await openChromiumTab(await chromium.newContext());
    await keepCourse(tab, host);
    const folder = await newerSite();
    cpSync(join(builtSite, 'about/index.html'), join(folder, 'about/index.html'));
    await host.serve(folder);
    await tab.reload();
    await until(tab, `${status}.includes('/about/ is not what this version has')`);
    expect(await tab.read(`document.querySelector('.update-bar')`)).toBeNull();
  });
});

describe('switched off', () => {
  test.each([
    [
      'the notice says so',
      (folder: string) => writeFileSync(join(folder, 'offline.json'), '{"off":true}'),
    ],
    ['the worker is gone', (folder: string) => rmSync(join(folder, 'sw.js'))],
  ])('host: %s, and at the next visit nothing is kept', async (_why, switchOff) => {
    const host = await Host.start();
    const tab = await openChromiumTab(await chromium.newContext());
    await keepCourse(tab, host);
    expect(await cacheNames(tab)).toHaveLength(1);
    const folder = copyOfSite();
    for (const name of ['sw.js.br', 'offline.json.br']) rmSync(join(folder, name), { force: true });
    switchOff(folder);
    await host.serve(folder);
    await tab.goto(`${host.url}/about/`);
    await until(tab, 'caches.keys().then((names) => names.length === 0)');
    await tab.reload();
    await until(tab, 'navigator.serviceWorker.controller === null');
    // The page may try once more: the new worker asks its host first, and is not installed.
    await until(
      tab,
      'navigator.serviceWorker.getRegistrations().then(({ length }) => length === 0)',
    );
    expect(await cacheNames(tab)).toEqual([]);
  });

  test('reader: removes the copy, it stays removed, and can be fetched again; everybody can use the page', async () => {
    const host = await Host.start();
    const context = await chromium.newContext();
    const tab = await openChromiumTab(context);
    const [page] = context.pages();
    if (page === undefined) throw new Error('A tab was opened.');
    await keepCourse(tab, host);
    expect(await barriersInThemes(page), 'kept').toEqual({});
    await tab.resize(375, 740);
    expect(await tab.read('document.documentElement.scrollWidth')).toBe(375);
    await tab.click('[data-offline="remove"]');
    await until(tab, `${status}.startsWith('Nothing is kept')`);
    expect(await barriersInThemes(page), 'removed').toEqual({});
    await tab.click('[data-offline="keep"]');
    await untilKept(tab, 'core');
    // The editor is still on its way.
    await tab.click('[data-offline="remove"]');
    await until(tab, `${status}.startsWith('Nothing is kept')`);
    await tab.reload();
    await until(tab, `${status}.startsWith('Nothing is kept')`);
    expect(await cacheNames(tab)).toEqual([]);
    await tab.click('[data-offline="keep"]');
    await untilKept(tab, 'core');
  });
});

test('no service workers: the page says what that means and what to do', async () => {
  const host = await Host.start();
  const context = await chromium.newContext();
  await context.addInitScript('delete Navigator.prototype.serviceWorker;');
  const tab = await openChromiumTab(context);
  await tab.goto(`${host.url}/offline/`);
  await until(tab, `${status}.includes('Open the course in an ordinary window')`);
  expect(await tab.read(`document.querySelector('[data-offline="keep"]').checkVisibility()`)).toBe(
    false,
  );
});
