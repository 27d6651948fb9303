/** The vote night on its pages: the report that is kept, printed, saved and claimed by a link, and the control room. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { recordedNights } from '#workbench/night/recorded.ts';
import type { Report } from '#workbench/night/report.ts';
import { awake, barriersInThemes, openReader } from './reader.ts';

const reader = await openReader();
const { night, texts } = recordedNights.starter;

const report: Report = {
  format: 1,
  atMs: Date.UTC(2026, 10, 22, 3),
  contentHash: '0123456789abcdef',
  outcome: 'failed',
  code: night.breaches[0]?.code ?? 'Z-1',
  goal: 'grade',
  seeds: [night.seed],
  events: night.events,
  traceHash: 'fedcba9876543210',
  slots: [
    { lab: 's5-retry', files: ['client.ts', 'server.ts'], from: 'learner' },
    { lab: 's2-ring', files: ['ring.ts'], from: 'reference' },
  ],
  promises: [{ code: 'Z-1', sentence: 'An order is charged once and sent once, at most' }],
  nights: [night],
  texts,
  told: null,
};

/** Puts a report where a Grade would have put it. */
async function keep(page: Page): Promise<void> {
  await page.evaluate(
    ([key, text]) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('nines');
        opening.addEventListener('error', () => reject(new Error('The store does not open.')));
        opening.addEventListener('success', () => {
          const change = opening.result.transaction('texts', 'readwrite');
          change.objectStore('texts').put(text, key);
          change.addEventListener('complete', () => {
            opening.result.close();
            resolve();
          });
        });
      }),
    ['report/capstone/grade', JSON.stringify(report)] as const,
  );
}

test('report: without a Grade it says what belongs there', async () => {
  const { page, complaints } = await reader.visit('/diploma/');
  await page.getByText('No report yet.').waitFor();
  expect(await page.getByRole('button', { name: 'Print' }).isDisabled()).toBe(true);
  expect(await barriersInThemes(page)).toEqual({});
  expect(complaints).toEqual([]);
});

test('report: of the last Grade, with a name; saved as Markdown, and a link to it is a claim', async () => {
  const { page, complaints } = await reader.visit('/diploma/');
  await page.getByText('No report yet.').waitFor();
  await keep(page);
  await page.reload();
  await awake(page);
  const document_ = page.getByRole('article', { name: 'Vote night' });
  await document_.waitFor();
  await page.getByLabel('Name on the report').fill('Ines Varga');
  await document_.getByText('Ines Varga').waitFor();
  expect(await document_.innerText()).toContain(report.code);
  expect(await document_.getByRole('table').count()).toBe(3);
  expect(await page.locator('[data-diploma="claim"]').isVisible()).toBe(false);
  expect(await barriersInThemes(page)).toEqual({});
  await page.setViewportSize({ width: 375, height: 740 });
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(375);
  // A row is a block there, so nothing of a table is cut off, and it is a table still.
  const cutOff = `[...document.querySelectorAll('.diploma .scroll')].filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)`;
  expect(await page.evaluate(`${cutOff}.length`)).toBe(0);
  expect(await document_.getByRole('cell', { name: '✗ no' }).count()).toBeGreaterThan(0);

  const [markdown] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save as Markdown' }).click(),
  ]);
  const saved = readFileSync(await markdown.path(), 'utf8');
  expect(saved).toMatch(/^# Vote night: Ines Varga/);
  expect(saved).toContain('| Order |');

  await page.evaluate('navigator.clipboard.writeText = () => Promise.reject(new Error("no"))');
  await page.evaluate('document.execCommand = () => false');
  await page.getByRole('button', { name: 'Copy link' }).click();
  const field = page.getByLabel('Link to this report');
  await field.waitFor();
  const url = await field.inputValue();
  expect(url.length).toBeLessThan(16_200);

  const other = await reader.visit(new URL(url).pathname + new URL(url).hash);
  await other.page.getByRole('article', { name: 'Vote night' }).getByText('Ines Varga').waitFor();
  expect(await other.page.getByText('A claim.').isVisible()).toBe(true);
  expect(await other.page.getByLabel('Name on the report').isVisible()).toBe(false);

  const cut = await reader.visit(new URL(url).pathname + new URL(url).hash.slice(0, -40));
  await cut.page.getByText('This link is not whole').waitFor();
  expect([...complaints, ...other.complaints, ...cut.complaints]).toEqual([]);
});

test('control room: by keyboard through the night, from what broke to its row and its chapter', async () => {
  const { page, complaints } = await reader.visit('/control-room/#starter');
  await page.getByRole('group', { name: /^Time-line/ }).waitFor();
  const slider = page.getByRole('slider');
  await slider.focus();
  const before = await page.locator('.moment-head').innerText();
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => page.locator('.moment-head').innerText()).not.toBe(before);

  const [breach] = night.breaches;
  await page.locator('.breach-list button').first().focus();
  await page.keyboard.press('Enter');
  const card = page.locator('.breach-card');
  await card
    .getByText(breach?.title ?? '')
    .first()
    .waitFor();
  const chapter = card.getByRole('link', { name: /^(Step|Prologue|Capstone)/ });
  expect(await chapter.getAttribute('href')).toBe(`/chapters/${breach?.decision.chapter}/`);
  expect(await barriersInThemes(page)).toEqual({});
  await page.setViewportSize({ width: 375, height: 740 });
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(375);
  expect(complaints).toEqual([]);
});

test('what if: one row changed, the same night twice, every difference named', async () => {
  const { page, complaints } = await reader.visit('/control-room/#reference');
  await page.getByRole('heading', { name: 'What if' }).waitFor();
  await page.getByRole('combobox', { name: 'Row' }).selectOption({ label: 'attempts › shop' });
  await page.getByLabel('What if it said').fill('3');
  await page.getByLabel('What do you expect?').fill('Nine calls at 7:00');
  await page.getByRole('button', { name: 'Have the night again' }).click();
  const result = page.locator('.what-if-result');
  // Either of them ends the waiting: what the page says is the reason then.
  const failed = page.locator('.what-if-failed');
  await result.or(failed).waitFor({ timeout: 400_000 });
  expect(await failed.allInnerTexts()).toEqual([]);
  expect(await result.getByText('Nine calls at 7:00').count()).toBe(1);
  expect(await result.getByRole('row', { name: /^Z-10/ }).innerText()).toContain('worse');
  expect(await result.getByRole('group', { name: /^(As it was|Changed)/ }).count()).toBe(2);
  expect(complaints).toEqual([]);
}, 480_000);
