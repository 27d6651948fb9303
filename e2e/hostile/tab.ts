/** A tab of either browser, behind one small face. */
import { firefoxPath, launchChromium, launchFirefox } from '../browser.ts';
import type { TestPage } from './page.ts';

export interface Tab {
  /** Calls one of the functions that the page offers. */
  call<K extends keyof TestPage>(
    name: K,
    options: Parameters<TestPage[K]>[0],
  ): Promise<Awaited<ReturnType<TestPage[K]>>>;
  title(): Promise<string>;
  url(): string;
  close(): Promise<void>;
}

/** A browser that opens tabs. */
export interface TestBrowser {
  readonly name: 'Chromium' | 'Firefox';
  open(url: string): Promise<Tab>;
  close(): Promise<void>;
}

/** What both drivers' pages can do; `evaluate` runs the text of an expression in the page. */
interface DrivenPage {
  goto(url: string): Promise<unknown>;
  evaluate(expression: string): Promise<unknown>;
  title(): Promise<string>;
  url(): string;
  close(): Promise<void>;
}

function tabOf(page: DrivenPage): Tab {
  return {
    // The page's own function has given it, and it is plain data.
    call: async (name, options) =>
      (await page.evaluate(`testPage.${name}(${JSON.stringify(options)})`)) as never,
    title: () => page.title(),
    url: () => page.url(),
    close: () => page.close(),
  };
}

async function openTab(page: DrivenPage, url: string): Promise<Tab> {
  await page.goto(url);
  return tabOf(page);
}

export async function startChromium(extraArgs: readonly string[] = []): Promise<TestBrowser> {
  const browser = await launchChromium(extraArgs);
  return {
    name: 'Chromium',
    open: async (url) => openTab(await browser.newPage(), url),
    close: () => browser.close(),
  };
}

/** Null where there is no Firefox; in CI that is an error. */
export async function startFirefox(): Promise<TestBrowser | null> {
  const path = firefoxPath();
  if (path === null) return null;
  const browser = await launchFirefox(path);
  return {
    name: 'Firefox',
    open: async (url) => openTab(await browser.newPage(), url),
    close: () => browser.close(),
  };
}
