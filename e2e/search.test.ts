/** Searching, as a reader does it: by keyboard, by touch, and without a dialog. Without network: offline.test.ts. */
import { expect, test } from 'vitest';
import type { Locator } from 'playwright-core';
import { barriersInThemes, openReader } from './reader.ts';

const chapter = '/chapters/s5-retry/';
const reader = await openReader();

/** Waits until what is listed answers this query and no earlier one. */
async function answers(place: Locator, query: string): Promise<void> {
  await place.locator(`.hits[data-query="${query}"]`).waitFor({ state: 'attached' });
}

test('search: by keyboard from anywhere in a chapter to a section of it, marked words on the way', async () => {
  const { page, complaints, strangers } = await reader.visit(chapter);
  await page.keyboard.press('/');
  const dialog = page.getByRole('dialog', { name: 'Search' });
  await dialog.waitFor();
  await page.keyboard.type('reply lost');
  await answers(dialog, 'reply lost');
  await dialog
    .getByRole('status')
    .getByText(/\d+ places/)
    .waitFor();
  expect((await dialog.locator('mark').allInnerTexts()).join(' ').toLowerCase()).toContain('reply');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  // A letter goes on with the query, from wherever one is.
  await page.keyboard.type('s');
  expect(await dialog.getByRole('searchbox').inputValue()).toBe('reply losts');
  await page.keyboard.press('Backspace');
  await answers(dialog, 'reply lost');
  await dialog.locator('.hits a[href*="#"]').first().waitFor();
  const target = await dialog.locator('.hits a').first().getAttribute('href');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.url()).toBe(reader.site.url + target);
  expect([...complaints, ...strangers]).toEqual([]);
});

test('search: Ctrl+K opens it, Escape closes it, and the focus is where it was', async () => {
  const { page } = await reader.visit('/');
  await page.getByRole('link', { name: 'Labs', exact: true }).focus();
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog', { name: 'Search' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog', { name: 'Search' }).waitFor({ state: 'hidden' });
  expect(await page.evaluate('document.activeElement.textContent.trim()')).toBe('Labs');
});

test.each([
  ['a term', 'idempotency key', 'Glossary', /\/glossary\/#idempotency-key$/],
  ['a term in the plural', 'idempotency keys', 'Glossary', /\/glossary\/#idempotency-key$/],
  ['a lab', 'what will be done to it', 'Lab', /\/labs\/[a-z0-9-]+\/#what-will-be-done-to-it$/],
  ['a correction', 'five nines minutes a year', 'Correction', /\/about\/#erratum-9$/],
  ['a word with a slip', 'reconcilation', 'Glossary', /\/glossary\/#reconciliation$/],
])('search: %s is the first that is found', async (_what, query, kind, address) => {
  const { page } = await reader.visit(`/search/?q=${encodeURIComponent(query)}`);
  const first = page.locator('.hits li').first();
  await first.waitFor();
  expect(await first.innerText()).toContain(kind);
  expect(await first.getByRole('link').getAttribute('href')).toMatch(address);
});

test('search: what nobody wrote is said to be nowhere, and quizzes give nothing away', async () => {
  const { page } = await reader.visit('/search/?q=xylophone');
  await page.getByText('Nothing has “xylophone”').waitFor();
  const index = await (await page.request.get(`${reader.site.url}/search.json`)).text();
  expect(index).not.toContain('That adds both directions');
});

test('search: everybody can use the dialog, in each theme', async () => {
  const { page } = await reader.visit(chapter);
  await page.getByRole('link', { name: 'Search' }).click();
  await page.getByRole('searchbox').fill('order');
  await page.locator('dialog .hits li').first().waitFor();
  expect(await barriersInThemes(page)).toEqual({});
});

test('search: on a phone the dialog fits, and a result on this very page closes it', async () => {
  const { page } = await reader.visit(chapter, {
    viewport: { width: 375, height: 700 },
    hasTouch: true,
  });
  await page.getByRole('link', { name: 'Search' }).tap();
  await page.getByRole('searchbox').fill('three outcomes');
  await page.locator('dialog .hits li').first().waitFor();
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(375);
  await page
    .getByRole('link', { name: /Three outcomes/ })
    .first()
    .tap();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  expect(page.url()).toContain('#three-outcomes');
});
