/**
 * What a reader and a learner wait for: page weight and Lighthouse of the chapter (mobile, median of three), and the
 * lab from click to caret, to the first type error, and from Run to a verdict. Needs a built site.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import lighthouse from 'lighthouse';
import { launchChromium } from '../e2e/browser.ts';
import { serveSite } from '../e2e/site.ts';
import type { OfflineNotice } from '#offline/protocol.ts';
import { weighPage } from '../scripts/page-weight.ts';
import { measureConsole } from './page-console.ts';
import { measureEditor } from './page-editor.ts';
import { measureMachine } from './page-machine.ts';
import { median, row, type Row } from './row.ts';

const rounds = 3;
const chapter = 'chapters/s5-retry';
const pages = ['', `${chapter}/`, 'labs/s5-retry/'];

/** What the code editor costs on the wire, as the build counted it for the offline copy. */
function editorBytes(dist: string): number {
  const notice = JSON.parse(readFileSync(join(dist, 'offline.json'), 'utf8')) as OfflineNotice;
  return notice.tiers.editor.sent;
}

function weights(): Row[] {
  const dist = process.env['NINES_SITE'] ?? fileURLToPath(new URL('../dist', import.meta.url));
  const weight = weighPage(dist, `${chapter}/index.html`);
  return [
    row('chapter: all, Brotli', weight.total / 1024, 'KB', '<= 35'),
    row('chapter: JavaScript, Brotli', weight.js / 1024, 'KB', '<= 12'),
    row('editor, Brotli', editorBytes(dist) / 1e6, 'MB', '<= 2.1'),
  ];
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

interface Scores {
  readonly categories: Readonly<Record<string, number>>;
  readonly lcpMs: number;
  readonly cls: number;
}

async function audit(url: string, port: number): Promise<Scores> {
  const result = await lighthouse(url, { port, logLevel: 'silent', output: 'json' });
  if (!result) throw new Error(`Lighthouse gave no result for ${url}`);
  const { audits, categories } = result.lhr;
  return {
    categories: Object.fromEntries(
      Object.entries(categories).map(([id, { score }]) => [id, Math.round((score ?? 0) * 100)]),
    ),
    lcpMs: audits['largest-contentful-paint']?.numericValue ?? Number.NaN,
    cls: audits['cumulative-layout-shift']?.numericValue ?? Number.NaN,
  };
}

const categoryBudgets = {
  performance: '>= 98',
  accessibility: '>= 100',
  'best-practices': '>= 100',
  seo: '>= 100',
} as const;

async function lighthouseRows(): Promise<Row[]> {
  const site = await serveSite();
  const port = await freePort();
  const browser = await launchChromium([`--remote-debugging-port=${port}`]);
  const rows: Row[] = [];
  try {
    for (const page of pages) {
      const runs: Scores[] = [];
      for (let round = 0; round < rounds; round++)
        runs.push(await audit(`${site.url}/${page}`, port));
      const name = page === '' ? 'home' : page.split('/')[0];
      for (const [id, budget] of Object.entries(categoryBudgets)) {
        const score = median(runs.map((run) => run.categories[id] ?? 0));
        rows.push(row(`${name}: Lighthouse mobile ${id}`, score, 'of 100', budget));
      }
      rows.push(row(`${name}: LCP`, median(runs.map((run) => run.lcpMs)), 'ms', '<= 1000'));
      rows.push(row(`${name}: CLS`, median(runs.map((run) => run.cls)), '', '<= 0'));
    }
  } finally {
    await browser.close();
    await site.close();
  }
  return rows;
}

/** All figures of the pages. */
export async function measure(): Promise<Row[]> {
  return [
    ...weights(),
    ...(await lighthouseRows()),
    ...(await measureEditor()),
    ...(await measureMachine()),
    ...(await measureConsole()),
  ];
}
