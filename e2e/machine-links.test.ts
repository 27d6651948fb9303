/** A run is sent to somebody else: as a link, as a file, of a lab and of the playground. */
import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readLink } from '#sandbox/permalink.ts';
import { labFile, openFailure, openMachine } from './machine-page.ts';
import { until } from './pages.ts';
import { openReader } from './reader.ts';

/** A link as another version of the course would have made it. */
function linkTo(page: string, payload: object): string {
  const packed = deflateRawSync(JSON.stringify(payload)).toString('base64url');
  let check = 0x811c9dc5;
  for (const byte of Buffer.from(packed)) check = Math.imul(check ^ byte, 0x01000193);
  return `${page}#walk=1.${(check >>> 0).toString(16).padStart(8, '0')}.${packed}`;
}

const reader = await openReader();
const { site } = reader;

describe('links', () => {
  test('cut in half, of another lab, not a link: says so, and runs nothing', async () => {
    const page = await openFailure(reader, 's5-retry');
    const url = await page.link();
    for (const [given, said] of [
      [url.slice(0, -40), /not whole/],
      [url.slice(0, url.length / 2), /not whole/],
      [url.replace('s5-retry', 'p-presence'), /belongs to the lab s5-retry/],
      [`${site.url}/labs/s5-retry/#walk=999.0.0`, /newer/],
    ] as const) {
      const other = await openMachine(reader);
      await other.open(given);
      await until(other.tab, `document.querySelector('.shared-run [role=alert]') !== null`);
      expect(await other.tab.read(`document.querySelector('.shared-run').innerText`)).toMatch(said);
      await other.press('Dismiss');
      await until(other.tab, `document.querySelector('.shared-run') === null`);
      expect(await other.tab.read('location.hash')).toBe('');
    }
  });

  test('of an older version: says so, runs again on a click, and tells that it comes out otherwise', async () => {
    const page = await openFailure(reader, 's5-retry');
    const [address = '', fragment = ''] = (await page.link()).split('#');
    const read = await readLink(fragment);
    if (read.kind !== 'link') throw new Error('a link that was just made can be read');
    const { payload } = read;
    const older = {
      ...payload,
      runtime: 0,
      lab: { ...payload.lab, hash: 'older' },
      hash: '0123456789abcdef',
    };
    const other = await openMachine(reader);
    await other.open(linkTo(address, older));
    await until(other.tab, `document.querySelectorAll('.shared-notice').length === 2`);
    const card = await other.tab.read<string>(`document.querySelector('.shared-run').innerText`);
    expect(card).toMatch(/an older version of the course; the verdict may differ/);
    expect(card).toMatch(/another version of this lab; the verdict may differ/);
    expect(await other.tab.read(`document.querySelector('.tm-dialog')`)).toBe(null);
    await other.press('Run it');
    await other.opened();
    expect(await other.tab.read(`document.querySelector('.tm-notice').innerText`)).toMatch(
      /another hash .* What you see is what it does now/,
    );
    expect(await other.hash()).toBe(payload.hash);
    expect(await other.sentence()).not.toBe('');
  });

  test('more than 256 KB: is refused, however short the link', async () => {
    const page = await openFailure(reader, 's5-retry');
    const [address = '', fragment = ''] = (await page.link()).split('#');
    const read = await readLink(fragment);
    if (read.kind !== 'link') throw new Error('a link that was just made can be read');
    const source = ' '.repeat(300 * 1024);
    const large = linkTo(address, { ...read.payload, files: [{ file: 'client.ts', source }] });
    expect(large.length).toBeLessThan(8_000);
    const other = await openMachine(reader);
    await other.open(large);
    await until(other.tab, `document.querySelector('.shared-run [role=alert]') !== null`);
    expect(await other.tab.read(`document.querySelector('.shared-run').innerText`)).toMatch(
      /more than 256 KB and is not opened/,
    );
  });

  test('too long for a link: a file, which opens again', async () => {
    const context = await reader.newContext();
    const page = await openMachine(reader, context);
    await page.open(`${site.url}/labs/s5-retry/`);
    const noise = (length: number): string =>
      Array.from({ length }, (_, index) =>
        ((index * 2_654_435_761) % 4_294_967_296).toString(36),
      ).join('');
    await page.paste('client.ts', `${labFile('starter', 'client.ts')}\n// ${noise(6_000)}\n`);
    expect(await page.verdict('Run')).toBe('failed');
    await page.walk();
    const hash = await page.hash();
    const [chromiumPage] = context.pages();
    if (chromiumPage === undefined) throw new Error('the page is open');
    const saving = chromiumPage.waitForEvent('download');
    await page.press('Copy link');
    const saved = await saving;
    const path = await saved.path();

    const otherContext = await reader.newContext();
    const other = await openMachine(reader, otherContext);
    await other.open(`${site.url}/labs/s5-retry/`);
    const choosing = otherContext.pages()[0]?.waitForEvent('filechooser');
    await other.menu('Open a shared run');
    await (await choosing)?.setFiles(path);
    await other.press('Run it');
    await other.opened();
    expect(await other.hash()).toBe(hash);
  });
});

describe('the playground', () => {
  test('runs, is broken by a click, goes on; its draft and its link are kept', async () => {
    const page = await openMachine(reader);
    const { tab } = page;
    await tab.goto(`${site.url}/playground/`);
    await until(tab, `document.querySelector('[data-playground][data-ready]') !== null`);
    const starter = await page.text();
    await page.press('Run');
    await page.opened();
    await until(
      tab,
      `/shop-2 1/.test(document.querySelector('.play-output')?.innerText.replace(/\\s+/g, ' '))`,
    );
    await page.press('Pause');
    await page.press('counter');
    await page.press('Kill');
    await page.press('Table');
    await until(
      tab,
      `/counter on shop-\\d[^]*ends: killed/.test(document.querySelector('.tm-forms').innerText)`,
    );
    await page.press('Go on');
    const url = await page.link();
    const hash = await page.hash();
    const other = await openMachine(reader);
    await other.tab.goto(url);
    await until(other.tab, `document.querySelector('.shared-run') !== null`);
    expect(await other.tab.read(`document.querySelector('.tm')`)).toBe(null);
    await other.press('Run it');
    await other.opened();
    expect(await other.hash()).toBe(hash);
    expect(await page.violations('.playground')).toEqual([]);
    await page.paste('main.ts', `${starter}// mine\n`);
    await until(tab, `/^Saved/.test(document.querySelector('.play-saved')?.innerText)`);
    await tab.reload();
    await until(tab, `document.querySelector('[data-playground][data-ready]') !== null`);
    expect(await page.text()).toBe(`${starter}// mine\n`);
  });
});
