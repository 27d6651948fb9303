import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { editorTier, writeOffline } from './offline.ts';

const site = {
  'index.html': '<script src="/_astro/page.11111111.js"></script>',
  'about/index.html': 'About',
  '_astro/page.11111111.js': 'import("./editor.22222222.js");import"./shared.33333333.js"',
  '_astro/editor.22222222.js': 'import"./shared.33333333.js";new Worker("ts.worker-44444444.js")',
  '_astro/shared.33333333.js': '',
  '_astro/ts.worker-44444444.js': '// the type checker',
};

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'nines-tiers-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

test('tiers: the editor’s is what nothing but the editor loads', () => {
  expect([...editorTier(new Map(Object.entries(site)))].toSorted()).toEqual([
    '_astro/editor.22222222.js',
    '_astro/ts.worker-44444444.js',
  ]);
});

test('tiers: a site whose editor cannot be found is refused', () => {
  expect(() => editorTier(new Map([['index.html', '']]))).toThrow('which chunk is Monaco in?');
});

test('list: pages by their address; no copies for servers, no maps, not the worker itself', async () => {
  const folder = folderWith({
    ...site,
    'index.html.br': 'copy',
    '_astro/page.11111111.js.map': '{}',
    '.sources': 'stamp',
    'robots.txt': '',
  });
  await writeOffline(folder);
  await writeOffline(folder);
  const worker = readFileSync(join(folder, 'sw.js'), 'utf8');
  expect(worker).toContain('["about/",');
  for (const name of ['.br"', '.map"', '.sources', 'robots.txt', 'sw.js"', 'index.html"'])
    expect(worker).not.toContain(name);
});

test('version: stays while nothing changes, and changes with one page', async () => {
  const folder = folderWith(site);
  const { version } = await writeOffline(folder);
  expect((await writeOffline(folder)).version).toBe(version);
  writeFileSync(join(folder, 'about/index.html'), 'All about');
  expect((await writeOffline(folder)).version).not.toBe(version);
});
