import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { weighPage } from './page-weight.ts';

function site(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'page-weight-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(join(root, file, '..'), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  return root;
}

function compressed(text: string): number {
  return brotliCompressSync(text).length;
}

test('page weight: what the page loads and what that imports counts once, what is loaded later does not', () => {
  const scripts = [
    'import{b}from"./b.js";import"./c.js";b(()=>import("./later.js"))',
    'import"./c.js";export const b=1',
    'c()',
  ] as const;
  const root = site({
    'index.html':
      '<link rel="stylesheet" href="/a.css"><link rel="icon" href="/i.svg"><script type="module" src="/s/a.js"></script>',
    'a.css': 'a{color:red}',
    'i.svg': '<svg/>',
    's/a.js': scripts[0],
    's/b.js': scripts[1],
    's/c.js': scripts[2],
    's/later.js': 'later()',
  });
  const { files, css, js, html, total } = weighPage(root, 'index.html');
  expect([...files].toSorted()).toEqual(['a.css', 's/a.js', 's/b.js', 's/c.js']);
  expect(css).toBe(compressed('a{color:red}'));
  expect(js).toBe(scripts.map(compressed).reduce((sum, bytes) => sum + bytes, 0));
  expect(total).toBe(html + css + js);
});

test('page weight: a site under a folder is weighed like one at the root', () => {
  const root = site({
    'index.html': '<link rel="stylesheet" href="/nines/a.css">',
    'a.css': 'a{}',
  });
  expect(weighPage(root, 'index.html', '/nines/').files).toEqual(['a.css']);
});
