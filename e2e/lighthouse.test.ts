/**
 * What Lighthouse finds on a phone, as far as it does not hang on the machine's load: accessibility, best practices and
 * search engines, each without a blemish. Speed is measured by `npm run bench -- pages`.
 */
import { createServer, type AddressInfo } from 'node:net';
import lighthouse from 'lighthouse';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { weighSite, budgets } from '../scripts/page-weight.ts';
import { launchChromium } from './browser.ts';
import { builtSite, serveSite, type Site } from './site.ts';

const categories = ['accessibility', 'best-practices', 'seo'];
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
    const options = { port, logLevel: 'silent', output: 'json' } as const;
    const result = await lighthouse(site.url + path, {
      ...options,
      onlyCategories: [...categories],
    });
    const found = Object.values(result?.lhr.audits ?? {}).filter(({ score }) => score === 0);
    const scores = Object.values(result?.lhr.categories ?? {}).map(({ score }) => score);
    expect(scores, found.map(({ id, title }) => `${id}: ${title}`).join('\n')).toEqual([1, 1, 1]);
  },
);

test('every page: it weighs no more before anybody touches it than its budget', () => {
  const heavy = weighSite(builtSite).filter(
    ({ total, js }) => total > budgets.total || js > budgets.js,
  );
  expect(heavy.map(({ page, total, js }) => `${page}: ${total} bytes, ${js} of scripts`)).toEqual(
    [],
  );
});
