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
  async visit(path: string, options: BrowserContextOptions = {}): Promise<Visit> {
    const context = await this.browser.newContext({
      viewport: { width: 1280, height: 900 },
      ...options,
    });
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
    return { page, context, complaints, strangers };
  }
}

/** Scrolls through the page, so that everything which waits for the reader has come. */
export async function readThrough(page: Page): Promise<void> {
  const height = await page.evaluate('document.documentElement.scrollHeight');
  for (let y = 0; y < Number(height); y += 700) {
    await page.evaluate(`scrollTo({ top: ${y}, behavior: 'instant' })`);
    await page.waitForTimeout(40);
  }
  await page.waitForTimeout(400);
}

/** What axe finds: rule and element. The page must have been opened with `bypassCSP`. */
export async function barriers(page: Page, rules?: readonly string[]): Promise<readonly string[]> {
  if (!(await page.evaluate('"axe" in window'))) await page.addScriptTag({ content: axe.source });
  const options = rules ? { runOnly: { type: 'rule', values: rules } } : {};
  return page.evaluate<string[]>(
    `axe.run(document, ${JSON.stringify(options)}).then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => id + ' ' + target)))`,
  );
}
