import { mkdtempSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { createApp } from './app.ts';
import { ConfigError, readConfig } from './config.ts';

const siteDir = mkdtempSync(join(tmpdir(), 'nines-site-'));
const app = createApp({ siteDir, hosts: new Set(['127.0.0.1']) });

beforeAll(() => {
  mkdirSync(join(siteDir, '_astro'));
  writeFileSync(join(siteDir, 'index.html'), '<h1>Nines</h1>');
  writeFileSync(join(siteDir, '404.html'), '<h1>Not here</h1>');
  writeFileSync(join(siteDir, '_astro/a.1234.js'), 'export {};');
  writeFileSync(join(siteDir, '_astro/a.1234.js.br'), brotliCompressSync('export {};'));
});

test('server: a page, comes with the headers a meta policy cannot carry', async () => {
  const reply = await app.request('http://127.0.0.1/');
  expect(await reply.text()).toContain('Nines');
  expect(reply.headers.get('content-security-policy')).toBe("frame-ancestors 'self'");
  expect(reply.headers.get('cache-control')).toBe('no-cache');
});

test('server: a file with a hash in its name, is kept for ever and sent compressed', async () => {
  const reply = await app.request('http://127.0.0.1/_astro/a.1234.js', {
    headers: { 'accept-encoding': 'br' },
  });
  expect(reply.headers.get('cache-control')).toContain('immutable');
  expect(reply.headers.get('content-encoding')).toBe('br');
});

test('server: a page that is not there, answers 404 with the site’s own page', async () => {
  const reply = await app.request('http://127.0.0.1/nowhere');
  expect(reply.status).toBe(404);
  expect(await reply.text()).toContain('Not here');
});

test('server: a path that climbs out of the site, answers 404', async () => {
  const reply = await app.request('http://127.0.0.1/%2e%2e/%2e%2e/etc/passwd');
  expect(reply.status).toBe(404);
});

test('server: a foreign host name that resolves here, is refused', async () => {
  const reply = await app.request('http://evil.example/');
  expect(reply.status).toBe(421);
});

test('settings: a port that is none, says what to give', () => {
  expect(() => readConfig({ PORT: 'http' })).toThrow(ConfigError);
  expect(() => readConfig({ PORT: 'http' })).toThrow('give a number from 1 to 65535');
});

test('settings: a site that is not built, says how to build it', () => {
  expect(() => readConfig({ NINES_SITE: tmpdir() })).toThrow('npm run build');
});

test.each([
  [{ NINES_DATABASE: 'mysql://db' }, 'postgres://user:password@host:5432/database'],
  [{ NINES_PUBLIC_URL: 'course.example.org' }, 'https://course.example.org'],
  [{ NINES_HOSTS: 'a.example, http://b.example' }, 'without http:// and port'],
  [{ NINES_TRUST_PROXY: 'yes' }, 'write 1 or 0'],
  [{ NINES_RETAIN_DAYS: 'never' }, 'or 0 to keep sessions'],
  [{ NINES_TLS_CERT: 'cert.pem' }, 'give both files'],
  [{ NINES_TLS_CERT: '/nowhere/a.pem', NINES_TLS_KEY: '/nowhere/b.pem' }, 'there is no file'],
])('settings: %o, says what to write', (env, hint) => {
  expect(() => readConfig({ NINES_SITE: siteDir, ...env })).toThrow(ConfigError);
  expect(() => readConfig({ NINES_SITE: siteDir, ...env })).toThrow(hint);
});

test('settings: an argument that is none, says which there are', () => {
  expect(() => readConfig({ NINES_SITE: siteDir }, ['--wan'])).toThrow('npm start -- --lan');
});
