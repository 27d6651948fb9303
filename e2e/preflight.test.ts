/** The check before a workshop: the word where all is well, and the words where it is not. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { goodWord, words } from '#preflight/judge.ts';
import { barriers, Reader } from './reader.ts';

let reader: Reader;

beforeAll(async () => {
  reader = await Reader.start();
});
afterAll(() => reader.close());

test('preflight: a browser in order says the good word, and everybody can use the page', async () => {
  const { page, context, complaints } = await reader.visit('/preflight/', { bypassCSP: true });
  await page.getByRole('status').getByText('All is well').waitFor({ timeout: 15_000 });
  expect(await page.locator('.preflight-word').innerText()).toBe(goodWord);
  expect(await page.locator('[data-preflight="sandbox"]').innerText()).toContain(
    'as it does everywhere',
  );
  expect(await barriers(page)).toEqual([]);
  expect(complaints).toEqual([]);
  await context.close();
});

test('preflight: it holds under the page’s own policy', async () => {
  const { page, context, complaints } = await reader.visit('/preflight/');
  await page.getByRole('status').getByText('All is well').waitFor({ timeout: 15_000 });
  expect(complaints).toEqual([]);
  await context.close();
});

test.each([
  [
    'sandbox',
    `Object.defineProperty(HTMLIFrameElement.prototype, 'srcdoc', { set() {} })`,
    /Update the browser/,
  ],
  [
    'storage',
    `IDBFactory.prototype.open = () => { throw new Error('no') }; Storage.prototype.setItem = () => { throw new Error('full') }`,
    /Allow this site/,
  ],
  ['offline', `localStorage.setItem('nines:offline', 'off')`, /Make available offline/],
] as const)(
  'preflight: where %s is amiss, it says so and what to do',
  async (part, harm, remedy) => {
    const context = await reader.browser.newContext();
    const page = await context.newPage();
    await page.addInitScript(harm);
    await page.goto(`${reader.site.url}/preflight/`);
    await page.getByRole('status').getByText(/^Say/).waitFor({ timeout: 60_000 });
    const row = page.locator(`[data-preflight="${part}"]`);
    expect(await row.innerText()).toMatch(remedy);
    if (part !== 'sandbox')
      expect(await page.locator('.preflight-word').innerText()).toBe(words[part]);
    await context.close();
  },
);
