/** What a learner takes along: a lab that was passed, its decisions and what was measured; all work into another browser. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { LabPage, openChromiumTab } from './pages.ts';
import { awake, barriersInThemes, openReader } from './reader.ts';

const reader = await openReader();

function solution(file: string): string {
  return readFileSync(new URL(`../labs/s5-retry/solution/${file}`, import.meta.url), 'utf8');
}

test('portfolio: empty, it says what belongs there and weighs nothing more', async () => {
  const { page, complaints } = await reader.visit('/portfolio/');
  await page.getByText('Nothing here yet').waitFor();
  expect(await page.getByRole('button', { name: 'Save as Markdown' }).isDisabled()).toBe(true);
  expect(await barriersInThemes(page)).toEqual({});
  expect(complaints).toEqual([]);
});

test('portfolio: a pass is there with its decisions and figures, is saved, and goes to another browser', async () => {
  const { page, context, complaints } = await reader.visit('/labs/');
  const lab = new LabPage(await openChromiumTab(context));
  await lab.open(`${reader.site.url}/labs/s5-retry/`);
  for (const file of ['client.ts', 'server.ts', 'reconcile.ts', 'policy.ts'])
    await lab.paste(file, solution(file));
  expect(await lab.verdict('Grade')).toBe('passed');
  await lab.saved();

  await reader.turnTo(page, '/labs/');
  await page.locator('[data-progress="s5-retry"]').getByText('passed').waitFor();
  await reader.turnTo(page, '/portfolio/');
  await page.locator('#ledger').waitFor();
  expect(await page.locator('.portfolio-count').innerText()).toMatch(/^1 of \d+ labs? passed/);
  const entry = page.locator('.portfolio-entry');
  expect(await entry.getByRole('row').count()).toBeGreaterThan(3);
  expect(await entry.innerText()).toMatch(
    /Held on 25 seeds \(101–125\), [\d,]+ events, trace [0-9a-f]{16}/,
  );
  // What is not there is said, in one place and where it belongs.
  expect(await page.locator('.portfolio-missing').innerText()).toMatch(
    /Not measured, because its lab has not been passed: .*step 6/s,
  );
  expect(await page.locator('.portfolio-absent #s6-share').count()).toBe(1);
  await page.getByLabel('Name on the document').fill('Ines Beispiel');
  expect(await page.locator('.portfolio-signed').innerText()).toBe('Ines Beispiel');
  await entry.locator('summary').click();
  expect(await barriersInThemes(page)).toEqual({});
  await page.setViewportSize({ width: 375, height: 740 });
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(375);
  await page.emulateMedia({ media: 'print' });
  expect(await page.getByRole('button', { name: 'Print' }).isVisible()).toBe(false);
  expect(await page.locator('.portfolio-signed').isVisible()).toBe(true);
  expect(await entry.locator('pre').isVisible()).toBe(true);
  await page.emulateMedia({ media: 'screen' });

  const [markdown] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save as Markdown' }).click(),
  ]);
  expect(readFileSync(await markdown.path(), 'utf8')).toMatch(
    /Ines Beispiel, [\s\S]*## What is missing[\s\S]*## Decision ledger[\s\S]*\| E-1 \|/,
  );
  const [work] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export everything' }).click(),
  ]);
  const exported = await work.path();

  const other = await reader.visit('/portfolio/');
  const [chooser] = await Promise.all([
    other.page.waitForEvent('filechooser'),
    other.page.getByRole('button', { name: 'Import …' }).click(),
  ]);
  await chooser.setFiles(exported);
  await other.page.getByRole('status').getByText('Brought in: s5-retry.').waitFor();
  await other.page.locator('.portfolio-entry').waitFor();
  const there = new LabPage(await openChromiumTab(other.context));
  await there.open(`${reader.site.url}/labs/s5-retry/`);
  await there.tab.click('[data-file="client.ts"]');
  await there.shows(solution('client.ts'));
  await other.page.reload();
  await awake(other.page);
  await other.page.locator('.portfolio-entry').waitFor();
  expect([...complaints, ...other.complaints]).toEqual([]);
});

test('portfolio: the report of the vote night ends the document, on the page and in Markdown', async () => {
  const recorded = new URL('../src/workbench/night/recorded/reference.json', import.meta.url);
  const { night, texts } = JSON.parse(readFileSync(recorded, 'utf8')) as Record<string, unknown>;
  const report = {
    ...{ format: 1, goal: 'grade', atMs: 0, contentHash: 'old', outcome: 'passed', code: null },
    ...{ seeds: [101], events: 1, traceHash: 'abcd', slots: [], promises: [], told: null },
    ...{ nights: [night], texts },
  };
  const work = {
    ...{ kind: 'nines-work', version: 1, settings: {} },
    texts: { 'report/capstone/grade': JSON.stringify(report) },
  };
  const { page, complaints } = await reader.visit('/portfolio/');
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Import …' }).click(),
  ]);
  const buffer = Buffer.from(JSON.stringify(work));
  await chooser.setFiles({ name: 'work.json', mimeType: 'application/json', buffer });
  await page.locator('.portfolio-night').getByRole('heading', { name: 'Vote night' }).waitFor();
  expect(await page.locator('.portfolio-missing').innerText()).toMatch(
    /graded on an earlier version/,
  );
  // The ledger of the night's own files is there, though no lab was passed.
  expect(await page.locator('.portfolio-ledger tbody').count()).toBeGreaterThan(0);
  expect(await barriersInThemes(page)).toEqual({});
  const [markdown] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save as Markdown' }).click(),
  ]);
  expect(readFileSync(await markdown.path(), 'utf8')).toMatch(
    /## Vote night[\s\S]*### Availability[\s\S]*## How it was measured/,
  );
  expect(complaints).toEqual([]);
});
