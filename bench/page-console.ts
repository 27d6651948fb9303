/**
 * How an instructor's console bears five thousand people: from its link to the first row, and what a frame costs while
 * somebody scrolls and the class says fifty messages a second. The mean is the page's own processor time, with every look
 * at the class in it, which other programs of the machine do not lengthen; the other spans are of the clock.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '#server/open-store.ts';
import { serve, type Running } from '#server/serve.ts';
import { openSession } from '#server/sessions.ts';
import type { Entry, Store } from '#server/store.ts';
import { simulateClass } from '#workshop/simulated-class.ts';
import type { Page } from 'playwright-core';
import { launchChromium } from '../e2e/browser.ts';
import { builtSite } from '../e2e/site.ts';
import { row, type Row } from './row.ts';

const people = 5_000;
const minutes = 10;
const perSecond = 50;
const frames = 300;
const batch = 2_000;

const labs = [{ id: 's5-retry', codes: ['E-1', 'E-2', 'E-7', 'E-9'] }];

/** Puts what a class says in its first minutes on record, and gives what it says after that. */
async function fill(store: Store, code: string): Promise<readonly Entry[]> {
  const course = simulateClass({
    seed: 3,
    learners: people,
    minutes: minutes * 2,
    labs,
    stuckShare: 0.3,
  });
  const beganMs = Date.now() - minutes * 60_000;
  const entries = course.said.map(({ atMs, learner, body }): Entry => ({
    by: body.kind === 'joined' ? 'server' : `p-${learner}`,
    messageId: null,
    atMs: beganMs + atMs,
    body,
  }));
  const cut = entries.findIndex(({ atMs }) => atMs > Date.now());
  for (let from = 0; from < cut; from += batch)
    await put(store, code, entries.slice(from, Math.min(cut, from + batch)));
  return entries.slice(cut);
}

async function put(store: Store, code: string, entries: readonly Entry[]): Promise<void> {
  const asked = { after: Number.MAX_SAFE_INTEGER, keys: [] };
  await store.append(code, asked, () => entries);
}

/** Scrolls frame by frame and notes what each cost, in the page. */
const scrolling = `(async () => {
  const table = document.querySelector('.people');
  const height = table.scrollHeight;
  const costs = [];
  const channel = new MessageChannel();
  const afterFrame = () => new Promise((done) => { channel.port1.onmessage = done; channel.port2.postMessage(0); });
  let long = 0;
  new PerformanceObserver((list) => { for (const { duration } of list.getEntries()) long = Math.max(long, duration); })
    .observe({ type: 'longtask' });
  for (let frame = 0; frame < ${frames}; frame += 1) {
    await new Promise(requestAnimationFrame);
    const began = performance.now();
    table.scrollTop = (frame * 331) % height;
    await afterFrame();
    costs.push(performance.now() - began);
  }
  costs.sort((a, b) => a - b);
  const at = (part) => costs[Math.floor(costs.length * part)];
  return { p50: at(0.5), p99: at(0.99), long, drawn: document.querySelectorAll('[data-person]').length };
})()`;

interface Scrolled {
  readonly p50: number;
  readonly p99: number;
  readonly long: number;
  readonly drawn: number;
}

/** Milliseconds that the page's main thread has computed so far. */
async function computing(page: Page): Promise<() => Promise<number>> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable');
  return async () => {
    const { metrics } = await devtools.send('Performance.getMetrics');
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * 1_000;
  };
}

async function measureAt(running: Running, code: string, token: string): Promise<Row[]> {
  const store = running.room?.hub.store;
  if (store === undefined) throw new Error('The server has no room.');
  const later = [...(await fill(store, code))];
  const browser = await launchChromium();
  const session = await running.room?.hub.open(code);
  const going = setInterval(() => {
    const said = later.splice(0, perSecond / 5);
    void put(store, code, said).then(() => session?.news());
  }, 200);
  try {
    const page = await (
      await browser.newContext({ viewport: { width: 1440, height: 900 } })
    ).newPage();
    const began = performance.now();
    await page.goto(`http://127.0.0.1:${running.port}/workshop/console/#token=${token}`);
    await page.waitForSelector('[data-person]', { timeout: 120_000 });
    const openMs = performance.now() - began;
    await page.waitForTimeout(2_000);
    const computedMs = await computing(page);
    const beforeMs = await computedMs();
    const { p50, p99, long, drawn } = await page.evaluate<Scrolled>(scrolling);
    const meanMs = ((await computedMs()) - beforeMs) / frames;
    const of = `console, ${people.toLocaleString('en')} people`;
    return [
      row(`${of}: from link to first row`, openMs, 'ms'),
      row(`${of}: processor time of a frame while scrolling`, meanMs, 'ms', '<= 33'),
      row(`${of}: a frame by the clock, median`, p50, 'ms'),
      row(`${of}: a frame by the clock, p99`, p99, 'ms'),
      row(`${of}: longest task`, long, 'ms'),
      row(`${of}: rows drawn`, drawn, '', '<= 60'),
    ];
  } finally {
    clearInterval(going);
    await browser.close();
  }
}

export async function measureConsole(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'nines-console-'));
  const store = await openStore({ dataDir: folder, database: null });
  const { code, token } = await openSession(store, 'A large class', Date.now());
  const hosts = new Set(['127.0.0.1', 'localhost']);
  const running = await serve({
    siteDir: builtSite,
    host: '127.0.0.1',
    port: 0,
    hosts,
    room: { store },
  });
  try {
    return await measureAt(running, code, token);
  } finally {
    await running.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
