/** A reader with a browser, as the tests of pages need one: visits, what a page complained of, and what axe finds. */
import axe from 'axe-core';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach } from 'vitest';
import { launchChromium } from './browser.ts';
import { serveSite, type Site } from './site.ts';

/** A page, what it said on the console, and whom it asked for anything. */
export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly complaints: readonly string[];
  readonly strangers: readonly string[];
}

interface WindowOptions extends BrowserContextOptions {
  /** A script that runs before any of the page's own. */
  readonly before?: string;
  /** Lets pages fetch the whole course to keep it, as they do for a reader who has not removed the copy. */
  readonly keepsCourse?: boolean;
}

/** What a reader leaves behind who has removed the copy: five megabytes are not fetched beside every test. */
const copyRemoved = `try { localStorage.setItem('nines:offline', 'off'); } catch {}`;

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

  /** What goes on in a window that nobody looks at any more would slow the next test. */
  async closeWindows(): Promise<void> {
    for (const context of this.browser.contexts()) await context.close();
  }

  /** Opens a context of its own: nothing is remembered from another one. */
  async newContext(options: WindowOptions = {}): Promise<BrowserContext> {
    const { before = '', keepsCourse = false, ...more } = options;
    const context = await this.browser.newContext({
      viewport: { width: 1280, height: 900 },
      ...more,
    });
    context.setDefaultTimeout(patienceMs);
    await context.addInitScript(`${keepsCourse ? '' : copyRemoved}${before}`);
    return context;
  }

  /** Opens a page in a context of its own. */
  async visit(path: string, options: WindowOptions = {}): Promise<Visit> {
    const context = await this.newContext(options);
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

/** The reader of a test file, awaited at its top level: every test leaves its windows to be closed after it. */
export async function openReader(): Promise<Reader> {
  const reader = await Reader.start();
  afterEach(() => reader.closeWindows());
  afterAll(() => reader.close());
  return reader;
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
  const end = performance.now() + patienceMs;
  for (;;) {
    const left = await page.evaluate<string | undefined>(
      `(() => {
        const left = document.querySelector('${expected}');
        left?.scrollIntoView({ behavior: 'instant' });
        return left?.outerHTML.slice(0, 300);
      })()`,
    );
    if (left === undefined) return;
    if (performance.now() > end) throw new Error(`Never came: ${left}`);
    await page.evaluate(twoFrames);
  }
}

/** What asks for colours. The dark theme changes nothing else of the light one. */
const colourRules = ['color-contrast', 'link-in-text-block'];

/** Options for axe in a theme; of the projector's, the contrast of the highest level of the guidelines is asked. */
const axeOptions: Readonly<Record<string, object>> = {
  light: {},
  dark: { runOnly: { type: 'rule', values: colourRules } },
  projector: { rules: { 'color-contrast-enhanced': { enabled: true } } },
};

/** What axe finds in each theme: each rule with the first element and how many more there are, and axe's own words. */
export async function barriersInThemes(
  page: Page,
): Promise<Readonly<Record<string, readonly string[]>>> {
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(axe.source);
  const found: Record<string, readonly string[]> = {};
  for (const [theme, options] of Object.entries(axeOptions)) {
    // Of what passes nothing is gathered.
    const asked = JSON.stringify({ resultTypes: ['violations'], ...options });
    await page.evaluate(`document.documentElement.dataset.theme = '${theme}'`);
    const all = await page.evaluate<string[]>(
      `axe.run(document, ${asked}).then(({ violations }) => {
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
    if (all.length > 0) found[theme] = all;
  }
  return found;
}
