import { expect, test } from 'vitest';
import { afterPaint, importedAfterPaint, withoutComments } from './after-paint.ts';

const page =
  '<head><script>early()</script><script type="module" src="/_astro/a.js"></script></head>' +
  '<body><p>text</p><script type="module" src="/_astro/b.js"></script></body>';

test('after paint: module scripts are imported after the first frame, in their order', () => {
  const html = afterPaint(page);
  expect(html).not.toContain('type="module"');
  expect(html).toMatch(/<p>text<\/p><script>\{.*type:"paint"/);
  expect(importedAfterPaint(html)).toEqual(['/_astro/a.js', '/_astro/b.js']);
});

test('after paint: what must run before the first paint stays where it is', () => {
  expect(afterPaint(page)).toContain('<head><script>early()</script></head>');
});

test('after paint: a page without module scripts is left alone', () => {
  expect(afterPaint('<body></body>')).toBe('<body></body>');
  expect(importedAfterPaint('<body></body>')).toEqual([]);
});

test('inline scripts: they lose comments and space, and do the same', () => {
  const html =
    '<script>\n  /* why */\n  document.title = "a" + "é";\n</script><script src="x.js"></script>';
  expect(withoutComments(html)).toBe(
    '<script>document.title="aé";</script><script src="x.js"></script>',
  );
});
