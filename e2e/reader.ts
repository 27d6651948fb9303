/** A reader with a browser, as the tests of pages need one: visits, what a page complained of, and what axe finds. */
import axe from 'axe-core';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { launchChromium } from './browser.ts';
import { serveSite, type Site } from './site.ts';

/** A page, what it said on the console, and whom it asked for anything. */
export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly complaints: readonly string[];
  readonly strangers: readonly string[];
}

interface VisitOptions extends BrowserContextOptions {
  /** A script that runs before any of the page's own. */
  readonly before?: string;
}

/** What a page does on its own is done within this time, on however busy a machine. */
const patienceMs = 60_000;

/** Waits until the scripts that come after the first paint are there: before that a key press is heard by nobody. */
export async function awake(page: Page): Promise<void> {
  await page.waitForSelector('html[data-awake]', { state: 'attached', timeout: patienceMs });
}

/** The built site, served, and a browser to read it with. */
export class Reader {
  readonly site: Site;
  readonly browser: Browser;

  private constructor(site: Site, browser: Browser) {
    this.site = site;
    this.browser = browser;
  }

  static async start(): Promise<Reader> {
    const [site, browser] = await Promise.all([serveSite(), launchChromium()]);
    return new Reader(site, browser);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.site.close();
  }

  /** Opens a page in a context of its own: nothing is remembered from another visit. */
  async visit(path: string, { before, ...options }: VisitOptions = {}): Promise<Visit> {
    const context = await this.browser.newContext({
      viewport: { width: 1280, height: 900 },
      ...options,
    });
    context.setDefaultTimeout(patienceMs);
    if (before !== undefined) await context.addInitScript(before);
    const page = await context.newPage();
    const complaints: string[] = [];
    const strangers: string[] = [];
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (/^https?:$/.test(url.protocol) && url.origin !== this.site.url) strangers.push(url.href);
    });
    await page.goto(this.site.url + path);
    if (options.javaScriptEnabled !== false) await awake(page);
    return { page, context, complaints, strangers };
  }

  /** Goes on to another page of the site in the same window. */
  async turnTo(page: Page, path: string): Promise<void> {
    await page.goto(this.site.url + path);
    await awake(page);
  }
}

/** Two frames: what an observer of the view has to say after a scroll has been said by then. */
const twoFrames = 'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))';
/** What waits for the reader and has not come yet. */
const expected =
  'lab-embed, quiz-embed, live-figure:not([data-awake]), [data-lab]:not([data-ready])';

/** Scrolls through the page and waits until everything that comes near the view has come. */
export async function readThrough(page: Page): Promise<void> {
  const height = await page.evaluate('document.documentElement.scrollHeight');
  for (let y = 0; y < Number(height); y += 700) {
    await page.evaluate(`scrollTo({ top: ${y}, behavior: 'instant' })`);
    await page.evaluate(twoFrames);
  }
  // What has come may have pushed something else out of sight before it was seen.
  const left = page.locator(expected).first();
  const end = performance.now() + patienceMs;
  while ((await left.count()) > 0) {
    if (performance.now() > end) throw new Error(`Never came: ${await left.innerHTML()}`);
    await left.evaluate((place) => place.scrollIntoView()).catch(() => undefined);
    await page.evaluate(twoFrames);
  }
}

interface AxeOptions {
  /** Only these rules. */
  readonly only?: readonly string[];
  /** Contrast as in the highest level of the guidelines. */
  readonly isEnhanced?: boolean;
}

/** What axe finds: each rule with the first element and how many more there are, and axe's own words. */
export async function barriers(
  page: Page,
  { only, isEnhanced = false }: AxeOptions = {},
): Promise<readonly string[]> {
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(axe.source);
  const options = {
    ...(only ? { runOnly: { type: 'rule', values: only } } : {}),
    rules: { 'color-contrast-enhanced': { enabled: isEnhanced } },
  };
  return page.evaluate<string[]>(
    `axe.run(document, ${JSON.stringify(options)}).then(({ violations }) => {
      const found = new Map();
      for (const { id, nodes } of violations) {
        for (const { target, any } of nodes) {
          const what = id + ' ' + (any[0]?.message ?? '');
          found.set(what, [...(found.get(what) ?? []), String(target)]);
        }
      }
      return [...found].map(([what, targets]) => targets.length + ' × ' + targets[0] + ': ' + what);
    })`,
  );
}

/** What axe finds in each theme; the projector's is held to the highest contrast. */
export async function barriersInThemes(page: Page): Promise<Readonly<Record<string, unknown>>> {
  const found: Record<string, unknown> = {};
  for (const theme of ['light', 'dark', 'projector']) {
    await page.evaluate(`document.documentElement.dataset.theme = '${theme}'`);
    const all = await barriers(page, { isEnhanced: theme === 'projector' });
    if (all.length > 0) found[theme] = all;
  }
  return found;
}
