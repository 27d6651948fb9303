/** The time machine, as learners use it: walk through a failure, ask what if, send it to somebody, play and break. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { deflateRawSync } from 'node:zlib';
import type { BrowserContext } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { readLink } from '#sandbox/permalink.ts';
import { firefoxPath, launchFirefox } from './browser.ts';
import { MachinePage } from './machine-page.ts';
import { openChromiumTab, openFirefoxTab, until, type Tab } from './pages.ts';
import { openReader } from './reader.ts';

const labFiles = ['client.ts', 'server.ts', 'reconcile.ts', 'policy.ts'];
/** The state of the network in which the answer of the shop is lost. */
const lostAnswer = /“placeOrder answer” from .* is lost/;

function labFile(folder: string, file: string): string {
  return readFileSync(new URL(`../labs/s5-retry/${folder}/${file}`, import.meta.url), 'utf8');
}

/** A link as another version of the course would have made it. */
function linkTo(page: string, payload: object): string {
  const packed = deflateRawSync(JSON.stringify(payload)).toString('base64url');
  let check = 0x811c9dc5;
  for (const byte of Buffer.from(packed)) check = Math.imul(check ^ byte, 0x01000193);
  return `${page}#walk=1.${(check >>> 0).toString(16).padStart(8, '0')}.${packed}`;
}

const reader = await openReader();
const { site } = reader;

async function openTab(context?: BrowserContext): Promise<MachinePage> {
  return new MachinePage(await openChromiumTab(context ?? (await reader.newContext())));
}

/** The failure of a lab's starter, in the time machine. */
async function openFailure(lab: string): Promise<MachinePage> {
  const page = await openTab();
  await page.open(`${site.url}/labs/${lab}/`);
  expect(await page.verdict('Run')).toBe('failed');
  await page.walk();
  return page;
}

/** The way of a learner: what happened, in which state, what if, and somebody else who looks at it. */
async function mainPath(page: MachinePage, elsewhere: () => Promise<MachinePage>): Promise<void> {
  const mine = `${labFile('starter', 'client.ts')}\n// mine\n`;
  await page.open(`${site.url}/labs/s5-retry/`);
  await page.paste('client.ts', mine);
  expect(await page.verdict('Run')).toBe('failed');
  const traceHash = await page.tab.read<string>(
    `document.querySelector('.provenance code').textContent`,
  );
  const fetched = `performance.getEntriesByType('resource').some(({ name }) => /LabWalk|SharedRun|walk-source/.test(name))`;
  // Whoever does not walk does not wait for it.
  expect(await page.tab.read(fetched)).toBe(false);
  await page.walk();
  expect(await page.tab.read(fetched)).toBe(true);
  expect(await page.hash()).toBe(traceHash);
  expect(await page.sentence()).toMatch(/E-1 breaks at .*Observed 2 charges/);

  const before = await page.position();
  await page.stepTo('ArrowLeft', lostAnswer);
  expect(await page.position()).not.toBe(before);
  expect(await page.panel()).toMatch(/Now\s+Waits/);

  await page.press('Deliver it after all');
  await until(page.tab, `document.querySelectorAll('.tm-pane').length === 2`);
  const words = await page.tab.read<string>(
    `document.querySelectorAll('.tm-pane-head')[1].innerText`,
  );
  expect(words).toMatch(/^If “placeOrder answer” were not lost\s+nothing breaks/);
  const forked = await page.hash('.tm-pane:last-child .tm-hash');
  expect(forked).not.toBe(traceHash);
  expect(await page.hash('.tm-pane:first-child .tm-hash')).toBe(traceHash);
  const url = await page.link();
  expect(url).toMatch(/\/labs\/s5-retry\/#walk=1\./);

  const other = await elsewhere();
  await other.open(url);
  await until(
    other.tab,
    `/Nothing of it has run yet/.test(document.querySelector('.shared-run')?.innerText)`,
  );
  expect(await other.tab.read(`document.querySelector('.tm-dialog')`)).toBe(null);
  expect(await other.tab.read(`document.querySelector('.shared-run > p code').textContent`)).toBe(
    forked,
  );
  expect(await other.text()).toBe(labFile('starter', 'client.ts'));
  await other.press('Run it');
  await other.opened();
  expect(await other.hash()).toBe(forked);
  expect(await other.tab.read(`document.querySelector('.tm-notice')`)).toBe(null);
  await other.press('Close');
  expect(await other.text()).toBe(labFile('starter', 'client.ts'));
  await other.press('Copy into my draft');
  await until(
    other.tab,
    `/their files|Their files/.test(document.querySelector('.lab-bench > [role=status]').textContent)`,
  );
  expect(await other.text()).toBe(mine);
}

describe('a failure', () => {
  test('main path: walk, step, a state, what if, a link that somebody else opens', async () => {
    await mainPath(await openTab(), () => openTab());
  });

  test('every way to look: words, table, tree, nodes, lines; filters; folded and to scale', async () => {
    const page = await openFailure('s5-retry');
    const read = (expression: string): Promise<string> => page.tab.read(expression);
    await page.press('In words');
    expect(await read(`document.querySelector('.tm-forms [aria-current]').innerText`)).toMatch(
      /charges/,
    );
    await page.press('Table');
    expect(
      await page.tab.read<number>(`document.querySelectorAll('.tm-forms tbody tr').length`),
    ).toBeGreaterThan(20);
    await page.press('Drawing');
    await page.press('Tree');
    expect(await page.panel()).toMatch(/shop-1\n/);
    await page.press('Nodes');
    expect(await page.panel()).toMatch(/Connected to/);
    await page.press('Over time');
    await until(page.tab, `document.querySelectorAll('.tm-plot canvas').length > 1`);
    await page.press('Process');
    await page.tab.read(
      `(() => {
        const select = document.querySelectorAll('.tm-filter select')[1];
        select.value = [...select.options].find(({ text }) => text.startsWith('placeOrder answer')).value;
        select.dispatchEvent(new Event('change', { bubbles: true }));
      })()`,
    );
    await page.tab.read(`document.querySelector('.tm-canvas').focus()`);
    await page.tab.press('Home');
    await page.tab.press('ArrowRight');
    expect(await page.sentence()).toMatch(/placeOrder answer/);
    await page.tab.press('F');
    await page.tab.press('b');
    expect(await page.sentence()).toMatch(/E-1 breaks/);
  });

  test('changes: kill, crash, cut, delay, double; the beginning is the same, the rest is told', async () => {
    const page = await openFailure('s5-retry');
    await page.stepTo('ArrowLeft', /web-1 sends “placeOrder request” to shop on shop-3/);
    for (const verb of ['Drop', 'Delay 1 s', 'Double', 'Kill', 'Crash', 'Cut']) {
      await page.press(verb);
      await until(page.tab, `document.querySelectorAll('.tm-pane').length === 2`);
      expect(await page.tab.read(`document.querySelector('.tm-problem')`), verb).toBe(null);
      const words = await page.tab.read<string>(
        `document.querySelectorAll('.tm-pane-head')[1].innerText`,
      );
      expect(words, verb).toMatch(/^If .*(breaks?|nothing breaks|cut short)/s);
      await page.press('Take the change back');
      await until(page.tab, `document.querySelectorAll('.tm-pane').length === 1`);
      await page.stepTo('ArrowLeft', /web-1 sends “placeOrder request” to shop on shop-3/);
    }
  });

  test('the story: its numbers are reached by jumps, and stand in the words and in the table', async () => {
    const page = await openFailure('s5-retry');
    const read = <T>(expression: string): Promise<T> => page.tab.read(expression);
    const badges = (inside: string): Promise<string[]> =>
      read(
        `[...document.querySelectorAll('${inside} .tm-badge')].map(({ lastChild }) => lastChild.textContent)`,
      );
    const count = await read<number>(`document.querySelectorAll('.story-number').length`);
    const numbers = Array.from({ length: count }, (_, index) => String(index + 1));
    expect(count).toBeGreaterThan(2);
    await read(`document.querySelector('.tm-canvas').focus()`);
    await page.tab.press('Home');
    const seen: string[] = [];
    for (const _ of numbers) {
      await page.tab.click('[aria-label="Next event of the story"]');
      seen.push(...(await badges('.tm-sentence')));
      await page.rested();
      expect(await read(`document.querySelector('.tm-sentence [aria-live]').innerText`)).toMatch(
        new RegExp(`^Story event \\d of ${count}\\.`),
      );
    }
    expect([...new Set(seen)].toSorted()).toEqual(numbers);
    expect(await page.sentence()).toMatch(/E-1 breaks/);
    await read(`document.querySelector('.tm-canvas').focus()`);
    await page.tab.press('Shift+N');
    expect((await badges('.tm-sentence')).length).toBeGreaterThan(0);
    expect(await page.sentence()).toMatch(/In the story: /);
    for (const form of ['In words', 'Table']) {
      await page.press(form);
      expect((await badges('.tm-forms')).toSorted(), form).toEqual(numbers);
    }
  });

  test('unfair: the file that is saved is graded to the same verdict, and opens as a run', async () => {
    const context = await reader.newContext();
    const page = await openTab(context);
    await page.open(`${site.url}/labs/s5-retry/`);
    expect(await page.verdict('Run')).toBe('failed');
    const hash = await page.tab.read<string>(
      `document.querySelector('.provenance code').textContent`,
    );
    await page.press('Unfair verdict?');
    await page.tab.click('.unfair textarea');
    await page.tab.type('It asks only when nobody answers.');
    const saving = context.pages()[0]?.waitForEvent('download');
    await page.press('Save the file');
    const saved = await saving;
    expect(saved?.suggestedFilename()).toBe('unfair-s5-retry.json');
    const file = (await saved?.path()) ?? '';
    const script = fileURLToPath(new URL('../scripts/lab.ts', import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, [script, '--unfair', file]);
    expect(stdout).toContain('They say: It asks only when nobody answers.');
    expect(stdout).toContain('✓ The same verdict as in the file');
    expect(stdout).not.toMatch(/another version/);

    const otherContext = await reader.newContext();
    const other = await openTab(otherContext);
    await other.open(`${site.url}/labs/s5-retry/`);
    const choosing = otherContext.pages()[0]?.waitForEvent('filechooser');
    await other.menu('Open a shared run');
    await (await choosing)?.setFiles(file);
    await other.press('Run it');
    await other.opened();
    expect(await other.hash()).toBe(hash);
  });

  test('axe: no violation, alone and beside a change, in every theme', async () => {
    const page = await openFailure('p-presence');
    await page.panel();
    for (const theme of ['light', 'dark', 'projector']) {
      await page.tab.read(`document.documentElement.dataset.theme = '${theme}'`);
      expect(await page.violations('.tm-dialog'), theme).toEqual([]);
    }
    await page.press('Kill');
    await until(page.tab, `document.querySelectorAll('.tm-pane').length === 2`);
    expect(await page.violations('.tm-dialog')).toEqual([]);
  });

  test('a phone: everything fits, and the way back is there', async () => {
    const page = await openTab();
    await page.tab.resize(375, 700);
    await page.open(`${site.url}/labs/s5-retry/`);
    expect(await page.verdict('Run')).toBe('failed');
    await page.walk();
    await page.stepTo('ArrowLeft', lostAnswer);
    expect(
      await page.tab.read(
        `document.querySelector('.tm').scrollWidth <= document.documentElement.clientWidth`,
      ),
    ).toBe(true);
    await page.press('Deliver it after all');
    const heads = '.tm-pane-head h4 button';
    await until(page.tab, `document.querySelectorAll('${heads}').length === 2`);
    /** Number of the run that is drawn: there is room for one. */
    const drawn = (): Promise<number[]> =>
      page.tab.read(
        `[...document.querySelectorAll('.tm-canvas')].flatMap((one, index) => one.checkVisibility() ? [index] : [])`,
      );
    expect(await drawn()).toEqual([1]);
    await page.press('As it was');
    expect(await drawn()).toEqual([0]);
    expect(
      await page.tab.read(
        `[...document.querySelectorAll('${heads}')].every((one) => {
          const { left, right, height } = one.getBoundingClientRect();
          return left >= 0 && right <= innerWidth && height >= 24;
        })`,
      ),
    ).toBe(true);
    await page.press('Close');
    await until(page.tab, `document.querySelector('.tm-dialog') === null`);
  });
});

describe('a pass', () => {
  test('any run that held can be walked through', async () => {
    const page = await openTab();
    await page.open(`${site.url}/labs/s5-retry/`);
    for (const file of labFiles) await page.paste(file, labFile('solution', file));
    expect(await page.verdict('Run')).toBe('passed');
    await page.walk();
    expect(await page.tab.read(`document.querySelector('.tm-head').innerText`)).toMatch(
      /nothing breaks/,
    );
    await page.panel();
  });
});

describe('links', () => {
  test('cut in half, of another lab, not a link: says so, and runs nothing', async () => {
    const page = await openFailure('s5-retry');
    const url = await page.link();
    for (const [given, said] of [
      [url.slice(0, -40), /not whole/],
      [url.slice(0, url.length / 2), /not whole/],
      [url.replace('s5-retry', 'p-presence'), /belongs to the lab s5-retry/],
      [`${site.url}/labs/s5-retry/#walk=999.0.0`, /newer/],
    ] as const) {
      const other = await openTab();
      await other.open(given);
      await until(other.tab, `document.querySelector('.shared-run [role=alert]') !== null`);
      expect(await other.tab.read(`document.querySelector('.shared-run').innerText`)).toMatch(said);
      await other.press('Dismiss');
      await until(other.tab, `document.querySelector('.shared-run') === null`);
      expect(await other.tab.read('location.hash')).toBe('');
    }
  });

  test('of an older version: says so, runs again on a click, and tells that it comes out otherwise', async () => {
    const page = await openFailure('s5-retry');
    const [address = '', fragment = ''] = (await page.link()).split('#');
    const read = await readLink(fragment);
    if (read.kind !== 'link') throw new Error('a link that was just made can be read');
    const { payload } = read;
    const older = {
      ...payload,
      runtime: 0,
      lab: { ...payload.lab, hash: 'older' },
      hash: '0123456789abcdef',
    };
    const other = await openTab();
    await other.open(linkTo(address, older));
    await until(other.tab, `document.querySelectorAll('.shared-notice').length === 2`);
    const card = await other.tab.read<string>(`document.querySelector('.shared-run').innerText`);
    expect(card).toMatch(/an older version of the course; the verdict may differ/);
    expect(card).toMatch(/another version of this lab; the verdict may differ/);
    expect(await other.tab.read(`document.querySelector('.tm-dialog')`)).toBe(null);
    await other.press('Run it');
    await other.opened();
    expect(await other.tab.read(`document.querySelector('.tm-notice').innerText`)).toMatch(
      /another hash .* What you see is what it does now/,
    );
    expect(await other.hash()).toBe(payload.hash);
    expect(await other.sentence()).not.toBe('');
  });

  test('more than 256 KB: is refused, however short the link', async () => {
    const page = await openFailure('s5-retry');
    const [address = '', fragment = ''] = (await page.link()).split('#');
    const read = await readLink(fragment);
    if (read.kind !== 'link') throw new Error('a link that was just made can be read');
    const source = ' '.repeat(300 * 1024);
    const large = linkTo(address, { ...read.payload, files: [{ file: 'client.ts', source }] });
    expect(large.length).toBeLessThan(8_000);
    const other = await openTab();
    await other.open(large);
    await until(other.tab, `document.querySelector('.shared-run [role=alert]') !== null`);
    expect(await other.tab.read(`document.querySelector('.shared-run').innerText`)).toMatch(
      /more than 256 KB and is not opened/,
    );
  });

  test('too long for a link: a file, which opens again', async () => {
    const context = await reader.newContext();
    const page = await openTab(context);
    await page.open(`${site.url}/labs/s5-retry/`);
    const noise = (length: number): string =>
      Array.from({ length }, (_, index) =>
        ((index * 2_654_435_761) % 4_294_967_296).toString(36),
      ).join('');
    await page.paste('client.ts', `${labFile('starter', 'client.ts')}\n// ${noise(6_000)}\n`);
    expect(await page.verdict('Run')).toBe('failed');
    await page.walk();
    const hash = await page.hash();
    const [chromiumPage] = context.pages();
    if (chromiumPage === undefined) throw new Error('the page is open');
    const saving = chromiumPage.waitForEvent('download');
    await page.press('Copy link');
    const saved = await saving;
    const path = await saved.path();

    const otherContext = await reader.newContext();
    const other = await openTab(otherContext);
    await other.open(`${site.url}/labs/s5-retry/`);
    const choosing = otherContext.pages()[0]?.waitForEvent('filechooser');
    await other.menu('Open a shared run');
    await (await choosing)?.setFiles(path);
    await other.press('Run it');
    await other.opened();
    expect(await other.hash()).toBe(hash);
  });
});

describe('the playground', () => {
  test('runs, is broken by a click, goes on; its draft and its link are kept', async () => {
    const page = await openTab();
    const { tab } = page;
    await tab.goto(`${site.url}/playground/`);
    await until(tab, `document.querySelector('[data-playground][data-ready]') !== null`);
    const starter = await page.text();
    await page.press('Run');
    await page.opened();
    await until(
      tab,
      `/shop-2 1/.test(document.querySelector('.play-output')?.innerText.replace(/\\s+/g, ' '))`,
    );
    await page.press('Pause');
    await page.press('counter');
    await page.press('Kill');
    await page.press('Table');
    await until(
      tab,
      `/counter on shop-\\d[^]*ends: killed/.test(document.querySelector('.tm-forms').innerText)`,
    );
    await page.press('Go on');
    const url = await page.link();
    const hash = await page.hash();
    const other = await openTab();
    await other.tab.goto(url);
    await until(other.tab, `document.querySelector('.shared-run') !== null`);
    expect(await other.tab.read(`document.querySelector('.tm')`)).toBe(null);
    await other.press('Run it');
    await other.opened();
    expect(await other.hash()).toBe(hash);
    expect(await page.violations('.playground')).toEqual([]);
    await page.paste('main.ts', `${starter}// mine\n`);
    await until(tab, `/^Saved/.test(document.querySelector('.play-saved')?.innerText)`);
    await tab.reload();
    await until(tab, `document.querySelector('[data-playground][data-ready]') !== null`);
    expect(await page.text()).toBe(`${starter}// mine\n`);
  });
});

const firefox = firefoxPath();

describe.skipIf(firefox === null)('Firefox', () => {
  test('main path: walk, step, a state, what if, a link that somebody else opens', async () => {
    const browser = await launchFirefox(firefox ?? '');
    try {
      const page = new MachinePage(await openFirefoxTab(browser.defaultBrowserContext()));
      await mainPath(page, async () => {
        const tab: Tab = await openFirefoxTab(await browser.createBrowserContext());
        return new MachinePage(tab);
      });
    } finally {
      await browser.close();
    }
  });
});
