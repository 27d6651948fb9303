/** How fast a lab answers: from a click on static code to a caret, to the first type error, and from Run to a verdict. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../e2e/browser.ts';
import { LabPage, openChromiumTab } from '../e2e/pages.ts';
import { serveSite } from '../e2e/site.ts';
import { median, row, type Row } from './row.ts';

const rounds = 5;
/** Nobody clicks in the instant in which a page is there: so long a visitor looks at it first. */
const lookMs = 1_500;
const labPath = '/labs/s5-retry/';

/** Notes, inside the page and so without the driver's delay, when a condition first holds after the first click. */
function stopwatch(condition: string): string {
  return `new Promise((resolve) => {
    let started = 0;
    addEventListener('pointerdown', () => { started ||= performance.now(); }, { capture: true, once: true });
    const look = () => {
      if (started > 0 && (${condition})) resolve(performance.now() - started);
      else requestAnimationFrame(look);
    };
    look();
  })`;
}

const hasCaret = `document.querySelector('.monaco-editor.focused .cursor') && document.querySelector('.static-frame').hidden`;
const hasError = `document.querySelector('.squiggly-error')`;
const hasVerdict = `document.querySelector('.verdict')`;

interface Measured {
  readonly caretMs: number;
  readonly errorMs: number;
  readonly firstRunMs: number;
  readonly warmRunMs: number;
}

/** One visit with an empty cache. The stored draft has one type error, so that the checker has something to find. */
async function visit(browser: Browser, url: string): Promise<Measured> {
  const tab = await openChromiumTab(await browser.newContext());
  const lab = new LabPage(tab);
  await lab.open(url);
  const starter = await lab.text();
  await lab.paste('client.ts', `const wrong: number = 'text';\n${starter}`);
  await lab.saved();
  await lab.reload();
  await sleep(lookMs);
  const firstRun = tab.read<number>(stopwatch(hasVerdict));
  await lab.press('Run');
  const firstRunMs = await firstRun;
  await tab.read(`localStorage.setItem('nines:editor', 'code')`);
  await lab.reload();
  await sleep(lookMs);
  const watches = Promise.all([
    tab.read<number>(stopwatch(hasCaret)),
    tab.read<number>(stopwatch(hasError)),
  ]);
  await tab.click('.static-code:not([hidden]) .static-text');
  const [caretMs, errorMs] = await watches;
  await lab.verdict('Run');
  const warmRunMs = await tab.read<number>(
    `new Promise((resolve) => {
      document.querySelector('.verdict').dataset.old = '';
      const started = performance.now();
      document.querySelector('[data-act=run]').click();
      const look = () =>
        document.querySelector('.verdict:not([data-old])')
          ? resolve(performance.now() - started)
          : requestAnimationFrame(look);
      look();
    })`,
  );
  await tab.close();
  return { caretMs, errorMs, firstRunMs, warmRunMs };
}

/** Rows for the page benchmark: medians of five visits. */
export async function measureEditor(): Promise<Row[]> {
  const [site, browser] = await Promise.all([serveSite(), launchChromium()]);
  const visits: Measured[] = [];
  for (let round = 0; round < rounds; round += 1)
    visits.push(await visit(browser, site.url + labPath));
  await browser.close();
  await site.close();
  const middle = (pick: (visit: Measured) => number): number => median(visits.map(pick));
  return [
    row(
      'click to caret',
      middle(({ caretMs }) => caretMs),
      'ms',
      '<= 600',
    ),
    row(
      'click to first type error',
      middle(({ errorMs }) => errorMs),
      'ms',
      '<= 2000',
    ),
    row(
      'Run, first on a page',
      middle(({ firstRunMs }) => firstRunMs),
      'ms',
      '<= 400',
    ),
    row(
      'Run, warm',
      middle(({ warmRunMs }) => warmRunMs),
      'ms',
      '<= 150',
    ),
  ];
}

if (import.meta.main) console.table(await measureEditor());
