import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { inlineScriptSources, policyFor, withPolicy } from './csp.ts';

const page = (attributes: string, body: string): string =>
  `<!DOCTYPE html><html lang="en"${attributes}><head><meta charset="utf-8"><title>x</title></head><body>${body}</body></html>`;
const frame = "'sha256-frame'";

test('policy: an inline script is named by the hash of its text, a data block and a file are not', () => {
  const html = page(
    '',
    '<script>go()</script><script type="application/json">{}</script><script src="/a.js"></script>',
  );
  const hash = createHash('sha256').update('go()').digest('base64');
  expect(inlineScriptSources(html)).toEqual([`'sha256-${hash}'`]);
});

test('policy: only a page with a runner allows evaluation and names the frame', () => {
  expect(policyFor(page('', ''), frame)).not.toContain('unsafe-eval');
  expect(policyFor(page('', ''), frame)).not.toContain(frame);
  expect(policyFor(page(' data-runner', ''), frame)).toContain(`${frame} 'unsafe-eval'`);
});

test('policy: nothing comes from anywhere else, and nothing may be framed', () => {
  const policy = policyFor(page(' data-runner', ''), frame);
  expect(policy).toContain("default-src 'self'");
  expect(policy).toContain("frame-src 'none'");
  expect(policy).toContain("connect-src 'self'");
  expect(policy).not.toMatch(/https?:/);
});

test('policy: it stands before anything that could be loaded', () => {
  expect(withPolicy(page('', ''), frame)).toMatch(
    /<meta charset="utf-8"><meta http-equiv="content-security-policy"/,
  );
});

test('policy: a page without a character set is a mistake', () => {
  expect(() => withPolicy('<html></html>', frame)).toThrow('no <meta charset');
});
