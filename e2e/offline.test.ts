/** The course without network, in real browsers: kept, updated when the reader says so, and switched off by its host. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { writeOffline } from '../scripts/offline.ts';
import { firefoxPath, launchChromium, launchFirefox } from './browser.ts';
import { LabPage, openChromiumTab, openFirefoxTab, until, type Tab } from './pages.ts';
import { builtSite, serveSite, type Site } from './site.ts';

const chapter = '/chapters/s5-retry/';
const copies: string[] = [];
let chromium: Browser;

beforeAll(async () => {
  chromium = await launchChromium();
});
afterAll(async () => {
  await chromium.close();
});
afterEach(() => {
  for (const folder of copies.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A host that goes away, comes back, and then may serve another build. */
class Host {
  readonly url: string;
  #site: Site | null;

  private constructor(site: Site) {
    this.url = site.url;
    this.#site = site;
  }

  static async start(siteDir = builtSite): Promise<Host> {
    return new Host(await serveSite({ siteDir }));
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
  copies.push(folder);
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

async function startFirefox(): Promise<{ tab: Tab; close: () => Promise<void> } | null> {
  const path = firefoxPath();
  if (path === null) return null;
  const browser = await launchFirefox(path);
  return {
    tab: await openFirefoxTab(browser.defaultBrowserContext()),
    close: () => browser.close(),
  };
}

/** One way through the course without network, the same in both browsers. */
async function readWithoutNetwork(tab: Tab): Promise<void> {
  const host = await Host.start();
  try {
    await keepCourse(tab, host);
    expect(await tierText(tab, 'editor')).toBe('Not kept');
    expect(await tab.read(status)).toContain('plain text field');
    await host.stop();

    const lab = new LabPage(tab);
    await lab.open(host.url + chapter);
    expect(await tab.read(heading)).not.toBe('');
    expect(await lab.verdict('Run')).toBe('failed');
    expect(
      await tab.read<number>(`document.querySelectorAll('.story-event').length`),
    ).toBeGreaterThan(2);

    await host.serve(builtSite);
    await tab.goto(`${host.url}/offline/`);
    await untilKept(tab, 'core');
    await tab.click('[data-offline="keep"]');
    await untilKept(tab, 'editor');
    expect(await tab.read(status)).toBe('Everything works without network.');
    expect(
      await tab.read(`document.querySelector('[data-offline="keep"]').checkVisibility()`),
    ).toBe(false);
    await host.stop();

    await lab.open(`${host.url}/labs/s5-retry/`);
    await lab.press('Edit');
    await until(tab, `document.querySelector('.monaco-editor.focused') !== null`);
    await tab.type('const wrong: number = "text";');
    await until(tab, `document.querySelector('.squiggly-error') !== null`);
  } finally {
    await host.stop();
  }
}

describe('without network', () => {
  test('Chromium: chapters are read, labs run, the editor checks types once it was fetched', async () => {
    await readWithoutNetwork(await openChromiumTab(await chromium.newContext()));
  });

  test('Firefox: chapters are read, labs run, the editor checks types once it was fetched', async () => {
    const firefox = await startFirefox();
    if (!firefox) return;
    try {
      await readWithoutNetwork(firefox.tab);
    } finally {
      await firefox.close();
    }
  });

  test('editor: opened once, is kept without being asked for', async () => {
    const host = await Host.start();
    try {
      const tab = await openChromiumTab(await chromium.newContext());
      await keepCourse(tab, host);
      const lab = new LabPage(tab);
      await lab.open(`${host.url}/labs/s5-retry/`);
      await lab.press('Edit');
      await until(tab, `document.querySelector('.monaco-editor.focused') !== null`);
      await tab.goto(`${host.url}/offline/`);
      await untilKept(tab, 'editor');
    } finally {
      await host.stop();
    }
  });

  test('address without its slash: leads to the page', async () => {
    const host = await Host.start();
    try {
      const tab = await openChromiumTab(await chromium.newContext());
      await keepCourse(tab, host);
      await host.stop();
      await tab.goto(`${host.url}/about?from=a-link`);
      expect(await tab.read(heading)).toBe('About');
      expect(await tab.read('location.pathname')).toBe('/about/');
    } finally {
      await host.stop();
    }
  });
});

describe('a new version', () => {
  test('waits until the reader reloads, and for a draft that is not saved; keeps the editor', async () => {
    const host = await Host.start();
    try {
      const tab = await openChromiumTab(await chromium.newContext());
      await keepCourse(tab, host);
      await tab.click('[data-offline="keep"]');
      await untilKept(tab, 'editor');
      await host.serve(await newerSite());
      const lab = new LabPage(tab);
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
    } finally {
      await host.stop();
    }
  });

  test('half-replaced host: an old page under the new list is not kept', async () => {
    const host = await Host.start();
    try {
      const tab = await openChromiumTab(await chromium.newContext());
      await keepCourse(tab, host);
      const folder = await newerSite();
      cpSync(join(builtSite, 'about/index.html'), join(folder, 'about/index.html'));
      await host.serve(folder);
      await tab.reload();
      await until(tab, `${status}.includes('/about/ is not what this version has')`);
      expect(await tab.read(`document.querySelector('.update-bar')`)).toBeNull();
    } finally {
      await host.stop();
    }
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
    try {
      const tab = await openChromiumTab(await chromium.newContext());
      await keepCourse(tab, host);
      expect(await cacheNames(tab)).toHaveLength(1);
      const folder = copyOfSite();
      for (const name of ['sw.js.br', 'offline.json.br'])
        rmSync(join(folder, name), { force: true });
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
    } finally {
      await host.stop();
    }
  });

  test('reader: removes the copy, it stays removed, and can be fetched again', async () => {
    const host = await Host.start();
    try {
      const tab = await openChromiumTab(await chromium.newContext());
      await keepCourse(tab, host);
      await tab.click('[data-offline="remove"]');
      await until(tab, `${status}.startsWith('Nothing is kept')`);
      await tab.click('[data-offline="keep"]');
      await untilKept(tab, 'editor');
      await tab.click('[data-offline="remove"]');
      await until(tab, `${status}.startsWith('Nothing is kept')`);
      await tab.reload();
      await until(tab, `${status}.startsWith('Nothing is kept')`);
      expect(await cacheNames(tab)).toEqual([]);
      await tab.click('[data-offline="keep"]');
      await untilKept(tab, 'editor');
    } finally {
      await host.stop();
    }
  });
});

describe('the page', () => {
  test('no service workers: says what that means and what to do', async () => {
    const host = await Host.start();
    try {
      const context = await chromium.newContext();
      await context.addInitScript('delete Navigator.prototype.serviceWorker;');
      const tab = await openChromiumTab(context);
      await tab.goto(`${host.url}/offline/`);
      await until(tab, `${status}.includes('Open the course in an ordinary window')`);
      expect(
        await tab.read(`document.querySelector('[data-offline="keep"]').checkVisibility()`),
      ).toBe(false);
    } finally {
      await host.stop();
    }
  });

  test('axe: no violation in any theme; nothing overflows on a phone', async () => {
    const host = await Host.start();
    try {
      const tab = await openChromiumTab(await chromium.newContext());
      await keepCourse(tab, host);
      await tab.read(axe.source);
      for (const theme of ['light', 'dark', 'projector']) {
        await tab.read(`document.documentElement.dataset.theme = '${theme}'`);
        const violations = await tab.read<string[]>(
          `axe.run().then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ' ' + html.slice(0, 160))))`,
        );
        expect(violations, theme).toEqual([]);
      }
      await tab.resize(375, 740);
      expect(await tab.read<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(
        375,
      );
    } finally {
      await host.stop();
    }
  });
});
