import { createHighlighter } from 'shiki';
import { expect, test } from 'vitest';
import { codeTheme, codeTransformers, fenceMeta } from './code-theme.ts';

async function highlight(source: string, meta = ''): Promise<string> {
  const highlighter = await createHighlighter({ themes: [codeTheme], langs: ['typescript'] });
  return highlighter.codeToHtml(source, {
    lang: 'typescript',
    theme: 'nines',
    meta: { __raw: meta },
    transformers: codeTransformers(),
  });
}

const source = "const a = 'text'; // why\nawait send(a, 1 < 2);\n";

test('code theme: tokens carry classes and no colour', async () => {
  const html = await highlight(source);
  expect(html).toContain('<span class="k">const</span>');
  expect(html).toMatch(/<span class="c"> ?\/\/ why<\/span>/);
  expect(html).not.toContain('style=');
});

test('code theme: neighbours of one colour are one token', async () => {
  const html = await highlight('export async function f() {}\n');
  expect(html).toContain('<span class="k">export async function</span>');
});

test('code theme: the text of the block is the source, character by character', async () => {
  const html = await highlight(source);
  const text = html.replace(/<[^>]*>/g, '').replace(/&#x3C;/g, '<');
  expect(text).toBe(source);
});

test('code theme: marked lines and the title come from the fence', async () => {
  const html = await highlight(source, 'title="client.ts" {2}');
  expect(html).toContain('data-title="client.ts"');
  expect(html.match(/class="marked"/g)).toHaveLength(1);
});

test('fence: ranges of lines are written as {1,3-5}', () => {
  expect(fenceMeta('{1,3-5}').lines).toEqual([1, 3, 4, 5]);
  expect(fenceMeta('')).toEqual({ title: undefined, lines: [] });
});
