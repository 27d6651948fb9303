/** The packed course: unpacked somewhere else, served by its own server and by a host that knows nothing of it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, extname, join } from 'node:path';
import { unzipSync } from 'fflate';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pack } from '../scripts/pack.ts';
import { launchChromium } from './browser.ts';
import { LabPage, openChromiumTab } from './pages.ts';
import { awake } from './reader.ts';
import { builtSite } from './site.ts';

const folder = mkdtempSync(join(tmpdir(), 'nines-pack-'));
const unpacked = join(folder, 'unpacked/nines');
let browser: Browser;
const running: (ChildProcess | Server)[] = [];

beforeAll(async () => {
  await pack({ siteDir: builtSite, outDir: folder });
  for (const [name, bytes] of Object.entries(unzipSync(readFileSync(join(folder, 'nines.zip'))))) {
    const file = join(folder, 'unpacked', name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
  for (const one of running) {
    if ('kill' in one) one.kill();
    else one.close();
  }
  rmSync(folder, { recursive: true, force: true });
});

/** Starts `node serve.mjs` with nothing installed around it; gives what it prints until that holds what is waited for. */
function startPacked(args: readonly string[], awaited: RegExp, port: string): Promise<string> {
  const child = spawn(process.execPath, ['serve.mjs', ...args], {
    cwd: unpacked,
    env: { PATH: process.env['PATH'], PORT: port },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.push(child);
  let printed = '';
  return new Promise((resolve, reject) => {
    child.on('exit', (code) => reject(new Error(`serve.mjs ended with ${code}`)));
    child.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      if (awaited.test(printed)) resolve(printed);
    });
  });
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** A static host: files by their names, `index.html` for folders, no header of ours. */
function startStaticHost(root: string): Promise<string> {
  const host = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://host').pathname;
    const file = join(root, path.endsWith('/') ? `${path}index.html` : path);
    if (!existsSync(file)) {
      response.writeHead(404).end(readFileSync(join(root, '404.html')));
      return;
    }
    response.writeHead(200, { 'content-type': types[extname(file)] ?? 'text/plain' });
    response.end(readFileSync(file));
  });
  running.push(host);
  return new Promise((resolve) => {
    host.listen(0, '127.0.0.1', () => {
      resolve(`http://127.0.0.1:${(host.address() as AddressInfo).port}`);
    });
  });
}

/** Reads a chapter, searches in it, and runs its lab; a browser that asks anybody else fails the test. */
async function useCourse(url: string): Promise<void> {
  const page: Page = await browser.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('request', (request) => {
    if (request.url().startsWith('http') && !request.url().startsWith(url))
      complaints.push(request.url());
  });
  await page.goto(`${url}/`);
  await page.getByRole('link', { name: 'Chapters' }).click();
  await page.getByRole('link', { name: /retry strategy/ }).click();
  await awake(page);
  await page.keyboard.press('/');
  await page.getByRole('searchbox').fill('goodput');
  await page.locator('.hits li').first().waitFor();
  expect(complaints).toEqual([]);
  await page.close();
  const context = await browser.newContext();
  const lab = new LabPage(await openChromiumTab(context));
  await lab.open(`${url}/labs/s5-retry/`);
  expect(await lab.verdict('Run')).toBe('failed');
  await context.close();
}

test('pack: unpacked elsewhere, its own server serves all of the course', async () => {
  const printed = await startPacked([], /http:\S+/, '4790');
  const url = /http:\S+/.exec(printed)?.[0].replace(/\/$/, '') ?? '';
  await useCourse(url);
  const reply = await fetch(`${url}/`, { headers: { 'accept-encoding': 'br' } });
  expect(reply.headers.get('content-encoding')).toBe('br');
  expect(reply.headers.get('content-security-policy')).toBe("frame-ancestors 'self'");
});

test('pack: its own server opens a room, a learner joins, and the console sees who runs what', async () => {
  const printed = await startPacked(['--lan'], /#token=\w+\s/, '4791');
  const [, console = '', token = ''] =
    /(http:\S+\/workshop\/console\/)#token=(\w+)/.exec(printed) ?? [];
  const code = /with the code {3}(\w{3} \w{3})/.exec(printed)?.[1] ?? '';
  const url = new URL(console).origin;
  const context = await browser.newContext();
  const learner = await context.newPage();
  await learner.goto(`${url}/workshop/#${code.replace(' ', '')}`);
  await learner.getByLabel('What shall we call you?').fill('Ada');
  await learner.getByRole('button', { name: 'Join', exact: true }).click();
  await learner.getByRole('button', { name: 'I have written it down' }).click();
  await learner.getByRole('heading', { name: 'The class' }).waitFor();
  const lab = new LabPage(await openChromiumTab(context));
  await lab.open(`${url}/labs/s5-retry-cut/`);
  expect(await lab.verdict('Run')).toBe('failed');
  const desk = await (await browser.newContext()).newPage();
  await desk.goto(`${console}#token=${token}`);
  await desk.getByText('Ada').first().waitFor();
  await desk.getByText('E-1').first().waitFor();
  await desk.context().close();
  await context.close();
});

test('pack: a static host that knows nothing of it serves all of the course', async () => {
  const url = await startStaticHost(join(unpacked, 'site'));
  await useCourse(url);
  expect((await fetch(`${url}/nowhere/`)).status).toBe(404);
});

test('pack: it says how to use it, and brings its licence', () => {
  const readMe = readFileSync(join(unpacked, 'READ-ME.txt'), 'utf8');
  expect(readMe).toContain('node serve.mjs');
  expect(readMe).toContain('node serve.mjs --lan');
  expect(existsSync(join(unpacked, 'LICENSE'))).toBe(true);
});
