/** The check before a workshop: the word where all is well, and the words where it is not. */
import { expect, test } from 'vitest';
import { goodWord, words } from '#preflight/judge.ts';
import { barriersInThemes, openReader } from './reader.ts';

const reader = await openReader();

/**
 * Windows of tests are private ones, and how much room those get hangs on the machine's memory: this one has what an
 * ordinary window has.
 */
const ordinary = `StorageManager.prototype.estimate = async () => ({ quota: 6e9, usage: 0 });`;
const patienceMs = 120_000;

test('preflight: a browser in order says the good word, and everybody can use the page', async () => {
  const { page, complaints } = await reader.visit('/preflight/', {
    before: ordinary,
    keepsCourse: true,
  });
  await page.getByRole('status').getByText('All is well').waitFor({ timeout: patienceMs });
  expect(await page.locator('.preflight-word').innerText()).toBe(goodWord);
  expect(await page.locator('[data-preflight="sandbox"]').innerText()).toContain(
    'as it does everywhere',
  );
  expect(complaints).toEqual([]);
  expect(await barriersInThemes(page)).toEqual({});
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
  [
    'private',
    `StorageManager.prototype.getDirectory = async () => { throw new Error('private') }`,
    /in an ordinary window/,
  ],
  ['offline', `localStorage.setItem('nines:offline', 'off')`, /Make available offline/],
] as const)(
  'preflight: where %s is amiss, it says so and what to do',
  async (part, harm, remedy) => {
    const { page } = await reader.visit('/preflight/', {
      before: `${ordinary};${harm}`,
      keepsCourse: true,
    });
    await page.getByRole('status').getByText(/^Say/).waitFor({ timeout: patienceMs });
    expect(await page.locator(`[data-preflight="${part}"]`).innerText()).toMatch(remedy);
    expect(await page.locator('.preflight-word').innerText()).toBe(words[part]);
    expect(await barriersInThemes(page)).toEqual({});
  },
);
