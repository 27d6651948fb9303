/** The time machine, as learners use it: walk through a failure, and ask what if. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { firefoxPath, launchFirefox } from './browser.ts';
import { labFile, MachinePage, openFailure, openMachine } from './machine-page.ts';
import { openFirefoxTab, until, type Tab } from './pages.ts';
import { openReader } from './reader.ts';

const labFiles = ['client.ts', 'server.ts', 'reconcile.ts', 'policy.ts'];
/** The state of the network in which the answer of the shop is lost. */
const lostAnswer = /“placeOrder answer” from .* is lost/;

const reader = await openReader();
const { site } = reader;

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
    await mainPath(await openMachine(reader), () => openMachine(reader));
  });

  test('every way to look: words, table, tree, nodes, lines; filters; folded and to scale', async () => {
    const page = await openFailure(reader, 's5-retry');
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
    const page = await openFailure(reader, 's5-retry');
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
    const page = await openFailure(reader, 's5-retry');
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
    const page = await openMachine(reader, context);
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
    const other = await openMachine(reader, otherContext);
    await other.open(`${site.url}/labs/s5-retry/`);
    const choosing = otherContext.pages()[0]?.waitForEvent('filechooser');
    await other.menu('Open a shared run');
    await (await choosing)?.setFiles(file);
    await other.press('Run it');
    await other.opened();
    expect(await other.hash()).toBe(hash);
  });

  test('axe: no violation, alone and beside a change, in every theme', async () => {
    const page = await openFailure(reader, 'p-presence');
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
    const page = await openMachine(reader);
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
    const page = await openMachine(reader);
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
