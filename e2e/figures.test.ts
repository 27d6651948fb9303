/** Figures of chapters by hand and by keyboard: runs that open in the time machine, and models that are turned. */
import { describe, expect, test } from 'vitest';
import { MachinePage } from './machine-page.ts';
import { openChromiumTab, until, type Tab } from './pages.ts';
import { openReader } from './reader.ts';

const reader = await openReader();

interface OpenFigure {
  readonly page: MachinePage;
  readonly tab: Tab;
  /** A selector. */
  readonly figure: string;
}

/** A figure of a chapter, in view and awake. */
async function openFigure(chapter: string, name: string): Promise<OpenFigure> {
  const tab = await openChromiumTab(await reader.newContext());
  const figure = `#explorable-${name}`;
  await tab.goto(`${reader.site.url}/chapters/${chapter}/`);
  await until(
    tab,
    `(() => {
      const figure = document.querySelector('${figure} live-figure');
      figure.scrollIntoView({ behavior: 'instant' });
      return 'awake' in figure.dataset;
    })()`,
  );
  return { page: new MachinePage(tab), tab, figure };
}

describe('a run of a figure opens in the time machine', () => {
  test('seven cuts: the same viewer: a state, a change, and the way back', async () => {
    const { page, tab, figure } = await openFigure('s5-retry', 'seven-cuts');
    for (const question of [1, 2])
      await tab.click(`${figure} .x-predict fieldset:nth-of-type(${question}) label`);
    await tab.click(`${figure} .x-predict .is-primary`);
    await tab.click(`${figure} .cuts-buttons button:last-child`);
    const fetched = `performance.getEntriesByType('resource').some(({ name }) => /show-walk/.test(name))`;
    expect(await tab.read(fetched)).toBe(false);
    const walk = `${figure} .cuts-result .cuts-buttons button:last-child`;
    await tab.click(walk);
    await page.opened();
    expect(await tab.read(fetched)).toBe(true);
    expect(await page.sentence()).toMatch(/from shop on shop-1 to web is lost/);
    expect(await page.panel()).toMatch(/Waits/);
    await page.rested();
    await tab.click('.tm-deed[title*="were not lost"]');
    await until(tab, `document.querySelectorAll('.tm-pane').length === 2`);
    expect(await tab.read(`document.querySelector('.tm-problem')`)).toBe(null);
    expect(await page.violations('.tm-dialog')).toEqual([]);
    await tab.press('Escape');
    await until(tab, `document.querySelector('.tm-dialog') === null`);
    expect(await tab.read(`document.activeElement === document.querySelector('${walk}')`)).toBe(
      true,
    );
  });

  test('three copies: the line is pulled by the keyboard, and the run opens at a change that is lost', async () => {
    const { page, tab, figure } = await openFigure('s6-share', 'three-copies');
    const told = `document.querySelector('${figure} .copies-verdict').innerText`;
    expect(await tab.read(told)).toMatch(/^union: the book is back/);
    await tab.click(`${figure} .copies-buttons button:nth-child(2)`);
    await tab.click(`${figure} [aria-label="Add book at A"]`);
    await tab.read(`document.querySelector('${figure} .copies-scissor input').focus()`);
    await tab.press('ArrowRight');
    await until(tab, `document.querySelector('${figure} .is-line-1') !== null`);
    await tab.click(`${figure} [aria-label="Remove book at A"]`);
    await tab.read(`document.querySelector('${figure} .copies-scissor input').focus()`);
    await tab.press('ArrowLeft');
    await until(tab, `/^union: the book is back/.test(${told})`);
    await tab.click(`${figure} .x-choice label:last-child`);
    await until(tab, `/^OR-Set: the carts hold what/.test(${told})`);
    expect(await page.violations(figure)).toEqual([]);
    await tab.click(`${figure} .copies-buttons .is-primary`);
    await page.opened();
    expect(await page.sentence()).toMatch(/“changed” from copy on A to copy on . is lost/);
  });

  test('shrinker: an event is left out by the keyboard, ddmin reaches the core, and its run opens', async () => {
    const { page, tab, figure } = await openFigure('s7-break', 'shrinker');
    const told = `document.querySelector('${figure} .shrink-verdict').innerText`;
    expect(await tab.read(told)).toMatch(/^Fails. Amir gets two parcels/);
    await tab.read(`document.querySelector('${figure} li:nth-child(6) input').focus()`);
    await tab.press(' ');
    await until(tab, `/^Fails, in another way. Zoe/.test(${told})`);
    await tab.click(`${figure} .is-primary`);
    await tab.click(`${figure} .shrink-search > button`);
    await until(tab, `/this is the core/.test(${told})`);
    expect(await tab.read(`document.querySelector('${figure} .shrink-lesson b').innerText`)).toBe(
      '26 runs, 3 events: 6, 7, 10.',
    );
    expect(await page.violations(figure)).toEqual([]);
    await tab.click(`${figure} .shrink-buttons button`);
    await page.opened();
    expect(await page.sentence()).toMatch(/“reply” from shop on shop-2 to amir on web is lost/);
  });
});

describe('a figure that is turned', () => {
  test('the queue that kills: paused after some seconds, turned by the keyboard, played to its end', async () => {
    const { page, tab, figure } = await openFigure('s9-regulate', 'queue-that-kills');
    const rows = `document.querySelectorAll('${figure} .queue-runs tbody tr').length`;
    const told = `document.querySelector('${figure} .queue-buttons').innerText`;
    expect(await tab.read(rows)).toBe(6);
    const button = `${figure} .queue-buttons button:first-child`;
    await tab.click(button);
    await until(tab, `/[1-9]\\d* s\\. What you turn/.test(${told})`);
    await tab.click(button);
    await until(tab, `/Play on/.test(${told})`);
    await tab.read(`document.querySelector('${figure} label:nth-child(2) input').focus()`);
    await tab.press('ArrowLeft');
    const shown = `document.querySelector('${figure} .queue-shown').innerText`;
    await until(tab, `/at \\d+ s: bound 800/.test(${shown})`);
    expect(await page.violations(figure)).toEqual([]);
    await tab.click(`${figure} .queue-buttons button:nth-child(2)`);
    await until(tab, `${rows} === 7`);
    expect(await tab.read(`document.querySelector('${figure} .x-notice').innerText`)).toBe('');
    expect(await page.violations(figure)).toEqual([]);
  });

  test('four valves: credits as far as the user waste nothing', async () => {
    const { page, tab, figure } = await openFigure('s9-regulate', 'four-valves');
    const told = `document.querySelector('${figure} .valves-why').innerText`;
    expect(await tab.read(told)).toMatch(/200 at web, 400 at shop, 150 at pay/);
    await tab.click(`${figure} tr:last-child button`);
    await until(tab, `/nothing is refused, and no work is lost/.test(${told})`);
    expect(await page.violations(figure)).toEqual([]);
  });

  test('USL bench: a test is moved by the keyboard, and one that was disturbed is doubted', async () => {
    const { page, tab, figure } = await openFigure('s8-blueprint', 'usl-bench');
    const told = `document.querySelector('${figure} .bench-why').innerText`;
    expect(await tab.read(told)).toMatch(/^Beyond 7 nodes, at 3,271 a second/);
    await tab.read(`document.querySelector('${figure} .bench-point:nth-of-type(5) input').focus()`);
    await tab.press('ArrowUp');
    await until(tab, `!/at 3,271 a second/.test(${told})`);
    await tab.click(`${figure} .bench-presets button:nth-child(2)`);
    await until(tab, `/^σ below 0/.test(${told})`);
    expect(await page.violations(figure)).toEqual([]);
  });

  test('day in the life: busier by the keyboard, and the lost zone is felt; the zone given back, and it is not', async () => {
    const { page, tab, figure } = await openFigure('s8-blueprint', 'day-in-the-life');
    const slow = `document.querySelector('${figure} .x-tile:nth-of-type(2) b').innerText`;
    expect(await tab.read(slow)).toBe('0');
    await tab.read(`document.querySelector('${figure} input[type=range]').focus()`);
    for (let pressed = 0; pressed < 5; pressed++) await tab.press('ArrowRight');
    await until(tab, `${slow} === '4'`);
    await tab.click(`${figure} .day-controls .x-switch:nth-of-type(5) input`);
    await until(tab, `${slow} === '0'`);
    expect(await page.violations(figure)).toEqual([]);
  });

  test('budget burner: an outage drawn by the keyboard is paged, in sight of two hours as well', async () => {
    const { page, tab, figure } = await openFigure('s10-oam', 'budget-burner');
    const told = `document.querySelector('${figure} [role=status]').innerText`;
    const radio = (name: string): string => `${figure} ${name} label:last-child`;
    await tab.click(radio('fieldset:nth-of-type(1)'));
    await until(tab, `/^0 pages, 0 tickets, 80 % of the budget left/.test(${told})`);
    await tab.click(radio('fieldset:nth-of-type(2)'));
    await tab.read(`document.querySelectorAll('${figure} .burner-sliders input')[1].focus()`);
    await tab.press('End');
    await until(tab, `/^1 page, 0 tickets, 78 %/.test(${told})`);
    expect(await tab.read(`document.querySelector('${figure} tbody').innerText`)).toMatch(
      /1 min[\s\S]*up to 100 %/,
    );
    expect(await page.violations(figure)).toEqual([]);
  });

  test('alarm desk: levels by the keyboard, and what waits for its root', async () => {
    const { page, tab, figure } = await openFigure('s10-oam', 'alarm-desk');
    const pages = `document.querySelector('${figure} .desk-pages b').innerText`;
    expect(await tab.read(pages)).toBe('41 pages');
    await tab.click(`${figure} .desk-cascade .x-switch`);
    await until(tab, `${pages} === '22 pages'`);
    await tab.click(`${figure} .desk-cascade fieldset label:nth-child(3)`);
    await until(tab, `${pages} === '2 pages'`);
    await tab.read(`document.querySelector('${figure} .desk-sliders input').focus()`);
    await tab.press('End');
    const tiles = `document.querySelector('${figure} .x-tiles').innerText`;
    await until(tab, `/without a cause\\s+0/.test(${tiles})`);
    expect(await page.violations(figure)).toEqual([]);
  });
});
