/**
 * What Lighthouse finds on a phone, as far as it does not hang on the machine's load: accessibility, best practices and
 * search engines, each without a blemish. Speed is measured by `npm run bench -- pages`.
 */
import { createServer, type AddressInfo } from 'node:net';
import lighthouse from 'lighthouse';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isOverBudget, weighSite } from '../scripts/page-weight.ts';
import { launchChromium } from './browser.ts';
import { builtSite, serveSite, type Site } from './site.ts';

const categories = ['accessibility', 'best-practices', 'seo'];
/** Speed is not asked, so nothing is waited for once the page is there, and nobody looks at a picture of it. */
const unhurried = {
  pauseAfterFcpMs: 0,
  pauseAfterLoadMs: 0,
  networkQuietThresholdMs: 500,
  cpuQuietThresholdMs: 0,
  disableFullPageScreenshot: true,
};
let site: Site;
let port: number;
let close: () => Promise<void>;

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const { port: found } = probe.address() as AddressInfo;
      probe.close(() => resolve(found));
    });
  });
}

beforeAll(async () => {
  site = await serveSite();
  port = await freePort();
  const browser = await launchChromium([`--remote-debugging-port=${port}`]);
  close = async () => {
    await browser.close();
    await site.close();
  };
});
afterAll(() => close());

test.each(['/', '/chapters/s5-retry/', '/labs/s5-retry/'])(
  '%s: Lighthouse finds nothing to better',
  async (path) => {
    const result = await lighthouse(site.url + path, {
      port,
      logLevel: 'silent',
      output: 'json',
      onlyCategories: categories,
      ...unhurried,
    });
    const found = Object.values(result?.lhr.audits ?? {}).filter(({ score }) => score === 0);
    const scores = Object.values(result?.lhr.categories ?? {}).map(({ score }) => score);
    expect(scores, found.map(({ id, title }) => `${id}: ${title}`).join('\n')).toEqual([1, 1, 1]);
  },
);

test('every page: it weighs no more before anybody touches it than its budget', () => {
  const heavy = weighSite(builtSite).filter(isOverBudget);
  expect(heavy.map(({ page, total, js }) => `${page}: ${total} bytes, ${js} of scripts`)).toEqual(
    [],
  );
});
