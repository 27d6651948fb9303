import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { weighPage } from './page-weight.ts';

function site(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'page-weight-'));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(join(root, file, '..'), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  return root;
}

test('page weight: what the page loads and what that imports counts once, what is loaded later does not', () => {
  const root = site({
    'index.html':
      '<link rel="stylesheet" href="/a.css"><link rel="icon" href="/i.svg"><script type="module" src="/s/a.js"></script>',
    'a.css': 'a{color:red}',
    'i.svg': '<svg/>',
    's/a.js': 'import{b}from"./b.js";import"./c.js";b(()=>import("./later.js"))',
    's/b.js': 'import"./c.js";export const b=1',
    's/c.js': 'c()',
    's/later.js': 'later()',
  });
  const { files, css, js, html, total } = weighPage(root, 'index.html');
  expect([...files].toSorted()).toEqual(['a.css', 's/a.js', 's/b.js', 's/c.js']);
  expect(total).toBe(html + css + js);
});

test('page weight: a site under a folder is weighed like one at the root', () => {
  const root = site({
    'index.html': '<link rel="stylesheet" href="/nines/a.css">',
    'a.css': 'a{}',
  });
  expect(weighPage(root, 'index.html', '/nines/').files).toEqual(['a.css']);
});
