/** A reader's site in a real browser: every page, every theme, with scripts and without, and nobody else asked. */
import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { awake, barriersInThemes, openReader, readThrough } from './reader.ts';
import { builtSite } from './site.ts';

const chapter = '/chapters/s5-retry/';
/** Every page that was built; a search shows more with a query. */
const pages = readdirSync(builtSite, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('index.html'))
  .map((file) => (file === 'index.html' ? '/' : `/${dirname(file)}/`))
  .map((path) => (path === '/search/' ? '/search/?q=reply' : path))
  .toSorted();

const reader = await openReader();

/** A phone, a tablet, a desk; and a desk's window at 200 %. */
const widths = [375, 1024, 1440, 640];

test('the site has pages of every kind', () => {
  expect(pages).toEqual(expect.arrayContaining(['/', chapter, '/labs/s5-retry/', '/glossary/']));
});

describe('every page', () => {
  test.each(pages)(
    '%s: keeps its own policy, complains of nothing, asks nobody else; nothing sticks out at any width; axe finds nothing in any theme',
    async (path) => {
      const { page, complaints, strangers } = await reader.visit(path, {
        reducedMotion: 'reduce',
        // What this needs of the policy is the same on every page.
        keepsCourse: path === '/',
      });
      await readThrough(page);
      expect({ complaints, strangers }).toEqual({ complaints: [], strangers: [] });
      const seen: Record<number, unknown> = {};
      for (const width of widths) {
        await page.setViewportSize({ width, height: 800 });
        seen[width] = await page.evaluate('document.documentElement.scrollWidth');
      }
      expect(seen).toEqual(Object.fromEntries(widths.map((width) => [width, width])));
      await page.setViewportSize({ width: 1280, height: 900 });
      // Letters twice as large, as a browser can be told without zooming.
      await page.evaluate(`document.documentElement.style.fontSize = '200%'`);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(1280);
      await page.evaluate(`document.documentElement.style.fontSize = ''`);
      expect(await barriersInThemes(page)).toEqual({});
    },
  );

  test('an address without a page is answered as such, with a way back', async () => {
    const { page } = await reader.visit('/nowhere/');
    expect(await page.title()).toBe('Not here · Nines');
    expect(await page.getByRole('link', { name: 'the course' }).count()).toBe(1);
    expect(await barriersInThemes(page)).toEqual({});
  });
});

test('another language: the page, its frame and its way to English; what is not translated says so', async () => {
  const { page } = await reader.visit('/about/');
  await page.getByRole('link', { name: 'Deutsch' }).click();
  await page.waitForURL('**/de/about/');
  expect(await page.evaluate('document.documentElement.lang')).toBe('de');
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Über den Kurs');
  expect(await page.getByRole('link', { name: 'Kapitel' }).getAttribute('hreflang')).toBe('en');
  expect(await page.locator('link[rel=alternate][hreflang]').count()).toBe(2);
  await page.getByRole('link', { name: 'English' }).click();
  await page.waitForURL('**/about/');
  expect(await page.evaluate('document.documentElement.lang')).toBe('en');
});

describe('without JavaScript', () => {
  test('the chapter can be read: prose, figures, all languages, and why an answer is right', async () => {
    const { page } = await reader.visit(chapter, { javaScriptEnabled: false });
    expect(await page.locator('.compare').first().locator('.fence:visible').count()).toBe(3);
    expect(await page.locator('live-figure svg:visible').count()).toBeGreaterThan(0);
    expect(await page.locator('.needs-js:visible').count()).toBe(0);
    await page.getByRole('link', { name: /questions, on a page of their own/ }).click();
    const question = page.locator('quiz-form fieldset').first();
    expect(await question.locator('.quiz-why:visible').count()).toBe(0);
    await question.locator('input').first().check();
    expect(await question.locator('.quiz-why:visible').count()).toBe(4);
  });

  test('the lab can be read', async () => {
    const { page } = await reader.visit('/labs/s5-retry/', { javaScriptEnabled: false });
    expect(await page.getByText('export async function placeOrder').count()).toBeGreaterThan(0);
  });
});

describe('a chapter', () => {
  test('comparison: the chosen language holds for all of them, and for the next visit', async () => {
    const { page } = await reader.visit(chapter);
    await page.locator('[data-choose="erlang"]').first().click();
    const shown = (): Promise<string[]> =>
      page
        .locator('.compare .fence:visible')
        .evaluateAll((all) => all.map((one) => one.dataset['language'] ?? ''));
    expect(new Set(await shown())).toEqual(new Set(['erlang']));
    await page.reload();
    await awake(page);
    expect(new Set(await shown())).toEqual(new Set(['erlang']));
  });

  test('term: its card shows on focus and goes with Escape, without leaving the page', async () => {
    const { page } = await reader.visit(chapter);
    const term = page.locator('a.term').first();
    await term.scrollIntoViewIfNeeded();
    await term.hover();
    const card = page.locator('#term-card');
    await card.waitFor({ state: 'visible' });
    expect((await card.innerText()).length).toBeGreaterThan(40);
    await page.keyboard.press('Escape');
    await card.waitFor({ state: 'hidden' });
    expect(page.url()).toBe(reader.site.url + chapter);
  });

  test('code: the copy button gives the source and nothing else', async () => {
    const { page } = await reader.visit(chapter, {
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const fence = page.locator('.fence:visible').first();
    await fence.scrollIntoViewIfNeeded();
    // It says so for a moment only: waited for from before the click.
    const told = fence.getByText('Copied').waitFor();
    await fence.locator('.copy').click();
    await told;
    const source = await fence.locator('pre').innerText();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(source);
  });

  test('theme: the switch holds for the next page, before its first paint', async () => {
    const { page } = await reader.visit(chapter);
    await page.getByLabel('Theme').selectOption('projector');
    await page.goto(`${reader.site.url}/`);
    expect(await page.evaluate('document.documentElement.dataset.theme')).toBe('projector');
    expect(await page.getByLabel('Theme').inputValue()).toBe('projector');
  });
});

describe('the first page', () => {
  test('story: it is there at once, and playing it ends where it began', async () => {
    const { page } = await reader.visit('/', { reducedMotion: 'reduce' });
    const sentences = page.locator('.told li');
    expect(await sentences.count()).toBeGreaterThanOrEqual(3);
    expect(await page.locator('.two-books .is-future').count()).toBe(0);
    const begun = page.locator('.two-books .is-future').first().waitFor({ state: 'attached' });
    await page.getByRole('button', { name: 'Play' }).click();
    await begun;
    await expect.poll(() => page.locator('.two-books .is-future').count()).toBe(0);
  });
});
