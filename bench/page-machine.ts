/**
 * How smoothly one goes through a run of 100,000 events, and how long a state takes that has to be replayed. Frames are
 * measured as the page's own processor time, which other programs of the machine do not lengthen.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readFileSync } from 'node:fs';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { build } from 'vite';
import { launchChromium } from '../e2e/browser.ts';
import { LabPage, openChromiumTab, until } from '../e2e/pages.ts';
import { serveSite } from '../e2e/site.ts';
import { median, row, type Row } from './row.ts';

const events = 100_000;
const frames = 120;
const frameMs = 1_000 / 60;
const looks = 12;

/** Ways to go through a run, as an expression that gives the event of frame `i`. */
const ways = [
  ['step by step', '50000 + i'],
  ['slowly', '20000 + i * 40'],
  ['from end to end', `Math.floor(i * ${events / frames})`],
  ['to and fro', `(i * 61803) % ${events}`],
] as const;

/** Builds the page of a made-up run into a folder of its own. */
async function buildPage(folder: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'silent',
    root: import.meta.dirname,
    base: './',
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    worker: { format: 'es' },
    build: {
      outDir: folder,
      modulePreload: false,
      rolldownOptions: {
        input: join(import.meta.dirname, 'machine-page.tsx'),
        output: { entryFileNames: 'page.js' },
      },
    },
  });
  const tokens = readFileSync(new URL('../src/styles/tokens.css', import.meta.url), 'utf8');
  const html = `<!doctype html><meta charset="utf-8"><title>Run</title><style>${tokens}</style>
    <style>body { margin: 0 }</style><body><script type="module" src="./page.js"></script>`;
  await writeFile(join(folder, 'index.html'), html);
}

/** Seconds that the page's main thread has computed. */
async function computedS(devtools: CDPSession): Promise<number> {
  const { metrics } = await devtools.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN;
}

const painted = `new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())))`;

/** Processor time of each frame, in milliseconds, ascending. */
async function scrub(page: Page, devtools: CDPSession, event: string): Promise<number[]> {
  const times: number[] = [];
  for (let frame = 0; frame < frames; frame += 1) {
    const before = await computedS(devtools);
    await page.evaluate(`{ const i = ${frame}; machine.active.value.goTo(${event}); } ${painted}`);
    times.push(((await computedS(devtools)) - before) * 1_000);
  }
  return times.sort((a, b) => a - b);
}

/** How a frame's time is when nothing moves: what measuring costs. */
async function idle(page: Page, devtools: CDPSession): Promise<number> {
  const times: number[] = [];
  for (let frame = 0; frame < frames; frame += 1) {
    const before = await computedS(devtools);
    await page.evaluate(painted);
    times.push(((await computedS(devtools)) - before) * 1_000);
  }
  return median(times);
}

async function scrubRows(browser: Browser): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'nines-machine-'));
  try {
    await buildPage(folder);
    const site = await serveSite({ siteDir: folder });
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    try {
      await page.goto(`${site.url}/?events=${events}`);
      await page.waitForFunction('globalThis.machine?.active.value.scene.value', null, {
        timeout: 60_000,
      });
      const devtools = await page.context().newCDPSession(page);
      await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
      const rows: Row[] = [];
      const restMs = await idle(page, devtools);
      const zooms = [
        ['close', 'machine.active.value.look({ ...machine.active.value.camera.value, zoom: 1 })'],
        ['the whole run', 'machine.active.value.lookAtAll()'],
      ] as const;
      for (const [zoom, look] of zooms) {
        await page.evaluate(look);
        for (const [way, event] of ways) {
          const times = await scrub(page, devtools, event);
          const p95 = times[Math.floor(times.length * 0.95)] ?? Number.NaN;
          const what = `time machine, 100,000 events, ${zoom}, ${way}: frame, 95th percentile`;
          const value = Math.max(0, p95 - restMs);
          rows.push(row(what, value, 'ms CPU', `<= ${frameMs.toFixed(1)}`));
        }
      }
      return rows;
    } finally {
      await page.close();
      await site.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Sets the slider and waits until the state there is known; gives the milliseconds. */
function look(share: number): string {
  return `new Promise((resolve) => {
    const slider = document.querySelector('.tm-slider input');
    const started = performance.now();
    slider.value = String(Math.floor(slider.max * ${share}));
    slider.dispatchEvent(new Event('input', { bubbles: true }));
    const wait = () => {
      if (document.querySelector('.tm-panel:not(.is-coming)')) resolve(performance.now() - started);
      else setTimeout(wait, 1);
    };
    setTimeout(wait, 0);
  })`;
}

/** A whole run of a lab, and states all over it. */
async function replayRows(browser: Browser): Promise<Row[]> {
  const site = await serveSite();
  const tab = await openChromiumTab(await browser.newContext());
  try {
    const lab = new LabPage(tab);
    await lab.open(`${site.url}/labs/s5-retry/`);
    for (const file of ['client.ts', 'server.ts', 'reconcile.ts', 'policy.ts']) {
      const solution = new URL(`../labs/s5-retry/solution/${file}`, import.meta.url);
      await lab.paste(file, readFileSync(solution, 'utf8'));
    }
    await lab.verdict('Run');
    await sleep(500);
    await tab.click('[data-act="walk"]');
    await until(tab, `document.querySelector('.tm-canvas canvas') !== null`);
    const all = await tab.read<number>(
      `Number(document.querySelector('.tm-slider input').max) + 1`,
    );
    const times: number[] = [];
    // Golden ratio: far apart, so that none lies in the window of another.
    for (let turn = 1; turn <= looks; turn += 1)
      times.push(await tab.read<number>(look((turn * 0.618_034) % 1)));
    const what = `time machine, a whole run of s5-retry (${all} events): a state outside the window`;
    return [
      row(`${what}, median`, median(times), 'ms', '<= 300'),
      row(`${what}, longest of ${looks}`, Math.max(...times), 'ms', '<= 300'),
    ];
  } finally {
    await tab.close();
    await site.close();
  }
}

/** All figures of the time machine. */
export async function measureMachine(): Promise<Row[]> {
  const browser = await launchChromium();
  try {
    return [...(await scrubRows(browser)), ...(await replayRows(browser))];
  } finally {
    await browser.close();
  }
}
