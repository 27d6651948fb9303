/**
 * The two browsers of the tests behind one small face. Chromium comes from the npm package `@sparticuz/chromium`
 * (on Linux) or is an installed Chrome or Edge; Firefox is the system's own, driven over WebDriver BiDi, because
 * Playwright cannot drive a stock one.
 */
import { existsSync } from 'node:fs';
import { chromium as playwright, type Browser } from 'playwright-core';
import puppeteer, { type Browser as FirefoxBrowser } from 'puppeteer-core';

/**
 * The package's own default arguments switch site isolation off: tests of the sandbox would then prove nothing.
 * With `--site-per-process` a sandboxed frame has its own process, as in a desktop browser.
 */
const chromiumArgs = ['--headless=shell', '--no-sandbox', '--disable-gpu', '--site-per-process'];

/** Starts Chromium. Rejects with a remedy where there is none. */
export async function launchChromium(extraArgs: readonly string[] = []): Promise<Browser> {
  const args = [...chromiumArgs, ...extraArgs];
  if (process.platform === 'linux') {
    const { default: packaged } = await import('@sparticuz/chromium');
    return playwright.launch({ executablePath: await packaged.executablePath(), args });
  }
  for (const channel of ['chrome', 'msedge']) {
    try {
      return await playwright.launch({ channel });
    } catch {
      // The next channel may be installed.
    }
  }
  throw new Error('No browser for the tests: install Google Chrome or Microsoft Edge.');
}

const firefoxPaths = [
  '/usr/bin/firefox-esr',
  '/usr/bin/firefox',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
  'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
];

/**
 * Where Firefox is, or null. In CI a missing one is an error: a check that is skipped there would never run.
 */
export function firefoxPath(): string | null {
  const found = firefoxPaths.find((path) => existsSync(path)) ?? null;
  if (found === null && process.env['CI'])
    throw new Error('Firefox is missing: apt-get install firefox-esr.');
  if (found === null) console.log('[note] Firefox is not installed: its tests are skipped.');
  return found;
}

export function launchFirefox(executablePath: string): Promise<FirefoxBrowser> {
  return puppeteer.launch({ browser: 'firefox', executablePath, headless: true });
}
