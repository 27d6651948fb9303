import { expect, test } from 'vitest';
import { keyOf, Router, staleKeys, type SiteFile, type SiteFiles } from './site-files.ts';

const home: SiteFile = ['', 'a1', 10];
const about: SiteFile = ['about/', 'b2', 20];
const icon: SiteFile = ['favicon.svg', 'c3', 5];
const editor: SiteFile = ['_astro/editor.x.js', 'd4', 900];
const files: SiteFiles = { version: 'v', core: [home, about, icon], editor: [editor] };
const scope = 'https://host.example/nines/';
const router = new Router(files, scope);

test('route: a page is found with or without a query, and under its file name', () => {
  for (const address of ['about/', 'about/?x=1', 'about/index.html'])
    expect(router.route(scope + address)).toEqual({ kind: 'file', file: about, tier: 'core' });
  expect(router.route(scope)).toMatchObject({ file: home });
  expect(router.route(`${scope}_astro/editor.x.js`)).toMatchObject({ tier: 'editor' });
});

test('route: a page without its slash leads to the address with it, query and all', () => {
  expect(router.route(`${scope}about?x=1`)).toEqual({
    kind: 'redirect',
    to: `${scope}about/?x=1`,
  });
});

test('route: what is not in the list, in another folder or on another host, is the network’s', () => {
  for (const address of [
    `${scope}room`,
    'https://host.example/about/',
    'https://other.example/nines/about/',
    `${scope}offline.json`,
  ])
    expect(router.route(address)).toEqual({ kind: 'network' });
});

test('key: names the content, in the name of the file or behind it', () => {
  expect(keyOf(about, scope)).toBe(`${scope}about/?v=b2`);
  expect(keyOf(['about/', 'other', 20], scope)).not.toBe(keyOf(about, scope));
  expect(keyOf(editor, scope)).toBe(`${scope}_astro/editor.x.js`);
});

test('stale: what this version and the one before use stays', () => {
  expect(staleKeys(['old', 'before', 'both', 'new'], ['both', 'new'], ['before', 'both'])).toEqual([
    'old',
  ]);
});
