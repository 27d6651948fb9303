/** A reader's site in a real browser: every kind of page, every theme, with scripts and without, and nobody else asked. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { barriers, Reader, readThrough } from './reader.ts';

const chapter = '/chapters/s5-retry/';
const pages = [
  '/',
  '/chapters/',
  chapter,
  '/labs/',
  '/labs/s5-retry/',
  '/glossary/',
  '/about/',
  '/search/?q=reply',
  '/quiz/s5-retry/',
  '/review/',
  '/reference/',
  '/preflight/',
];

let reader: Reader;
const visit: Reader['visit'] = (path, options) => reader.visit(path, options);

beforeAll(async () => {
  reader = await Reader.start();
});
afterAll(() => reader.close());

describe('every page', () => {
  test.each(pages)(
    '%s: keeps its own policy, complains of nothing, asks nobody else',
    async (path) => {
      const { page, complaints, strangers } = await visit(path);
      await readThrough(page);
      expect(complaints).toEqual([]);
      expect(strangers).toEqual([]);
      await page.context().close();
    },
  );

  test.each(pages)('%s: can be used by everybody, in each theme', async (path) => {
    const { page } = await visit(path, { bypassCSP: true, reducedMotion: 'reduce' });
    await readThrough(page);
    for (const theme of ['light', 'dark', 'projector']) {
      await page.getByLabel('Theme').selectOption(theme);
      expect(await barriers(page), theme).toEqual([]);
    }
    await page.context().close();
  });

  test.each([375, 1024, 1440])('at %i px: nothing sticks out', async (width) => {
    for (const path of pages) {
      const { page } = await visit(path, { viewport: { width, height: 800 } });
      await readThrough(page);
      expect(await page.evaluate('document.documentElement.scrollWidth'), path).toBe(width);
      await page.context().close();
    }
  });

  test('an address without a page is answered as such, with a way back', async () => {
    const { page } = await visit('/nowhere/');
    expect(await page.title()).toBe('Not here · Nines');
    expect(await page.getByRole('link', { name: 'the course' }).count()).toBe(1);
    await page.context().close();
  });
});

describe('without JavaScript', () => {
  test('the chapter can be read: prose, figures, all languages, and why an answer is right', async () => {
    const { page } = await visit(chapter, { javaScriptEnabled: false });
    expect(await page.locator('.compare').first().locator('.fence:visible').count()).toBe(3);
    expect(await page.locator('live-figure svg:visible').count()).toBeGreaterThan(0);
    expect(await page.locator('.needs-js:visible').count()).toBe(0);
    await page.getByRole('link', { name: /questions, on a page of their own/ }).click();
    const question = page.locator('quiz-form fieldset').first();
    expect(await question.locator('.quiz-why:visible').count()).toBe(0);
    await question.locator('input').first().check();
    expect(await question.locator('.quiz-why:visible').count()).toBe(4);
    await page.context().close();
  });

  test('the lab can be read', async () => {
    const { page } = await visit('/labs/s5-retry/', { javaScriptEnabled: false });
    expect(await page.getByText('export async function placeOrder').count()).toBeGreaterThan(0);
    await page.context().close();
  });
});

describe('a chapter', () => {
  test('comparison: the chosen language holds for all of them, and for the next visit', async () => {
    const { page } = await visit(chapter);
    await page.locator('[data-choose="erlang"]').first().click();
    const shown = (): Promise<string[]> =>
      page
        .locator('.compare .fence:visible')
        .evaluateAll((all) => all.map((one) => one.dataset['language'] ?? ''));
    expect(new Set(await shown())).toEqual(new Set(['erlang']));
    await page.reload();
    expect(new Set(await shown())).toEqual(new Set(['erlang']));
    await page.context().close();
  });

  test('term: its card shows on focus and goes with Escape, without leaving the page', async () => {
    const { page } = await visit(chapter);
    await page.waitForLoadState('networkidle');
    const term = page.locator('a.term').first();
    await term.scrollIntoViewIfNeeded();
    await term.hover();
    const card = page.locator('#term-card');
    await card.waitFor({ state: 'visible' });
    expect((await card.innerText()).length).toBeGreaterThan(40);
    await page.keyboard.press('Escape');
    await card.waitFor({ state: 'hidden' });
    expect(page.url()).toBe(reader.site.url + chapter);
    await page.context().close();
  });

  test('code: the copy button gives the source and nothing else', async () => {
    const { page } = await visit(chapter, { permissions: ['clipboard-read', 'clipboard-write'] });
    const fence = page.locator('.fence:visible').first();
    await fence.scrollIntoViewIfNeeded();
    await fence.locator('.copy').click();
    await fence.getByText('Copied').waitFor();
    const source = await fence.locator('pre').innerText();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(source);
    await page.context().close();
  });

  test('theme: the switch holds for the next page, before its first paint', async () => {
    const { page } = await visit(chapter);
    await page.getByLabel('Theme').selectOption('projector');
    await page.goto(`${reader.site.url}/`);
    expect(await page.evaluate('document.documentElement.dataset.theme')).toBe('projector');
    expect(await page.getByLabel('Theme').inputValue()).toBe('projector');
    await page.context().close();
  });
});

describe('the first page', () => {
  test('story: it is there at once, and playing it ends where it began', async () => {
    const { page } = await visit('/', { reducedMotion: 'reduce' });
    const sentences = page.locator('.told li');
    expect(await sentences.count()).toBeGreaterThanOrEqual(3);
    expect(await page.locator('.two-books .is-future').count()).toBe(0);
    await page.getByRole('button', { name: 'Play' }).click();
    await page.locator('.two-books .is-future').first().waitFor();
    await expect
      .poll(() => page.locator('.two-books .is-future').count(), { timeout: 20_000 })
      .toBe(0);
    await page.context().close();
  });
});
