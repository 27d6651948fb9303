/**
 * Writes the content security policy into every built page, as `<meta>`, because a static host sends no headers of
 * ours. It is made after the build, when the inline scripts of a page are known: each is named by its hash.
 *
 * A page with a lab runs learners' code in a `srcdoc` frame, and such a frame inherits the page's policy. So these pages
 * also name the frame's own script and allow `'unsafe-eval'`, which only the worker in that frame makes use of; the
 * frame adds a policy of its own that leaves it no network. See web-platform notes in ARCHITECTURE.md.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { frameScriptSource } from './vite-iife.ts';

/** A page says with this attribute on `<html>` that it has a lab. */
const runnerMark = /<html[^>]*\sdata-runner\b/;
const charset = /<meta charset="?utf-8"?\s*\/?>/i;
const script = /<script\b([^>]*)>([\s\S]*?)<\/script>/g;

/** Source expressions for the scripts that stand in the page itself. Data blocks are not scripts. */
export function inlineScriptSources(html: string): readonly string[] {
  const sources = new Set<string>();
  for (const [, attributes = '', text = ''] of html.matchAll(script)) {
    if (/\ssrc=/.test(attributes) || /\stype="?application\/(ld\+)?json/.test(attributes)) continue;
    sources.add(`'sha256-${createHash('sha256').update(text).digest('base64')}'`);
  }
  return [...sources];
}

/** The policy of one page. */
export function policyFor(html: string, frameSource: string): string {
  const scripts = ["'self'", ...inlineScriptSources(html)];
  if (runnerMark.test(html)) scripts.push(frameSource, "'unsafe-eval'");
  return [
    "default-src 'self'",
    `script-src ${scripts.join(' ')}`,
    // Monaco and the diagrams write style attributes.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "worker-src 'self' blob:",
    "connect-src 'self'",
    "frame-src 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join('; ');
}

/** The page with its policy as the first thing after the character set, before anything that could be loaded. */
export function withPolicy(html: string, frameSource: string): string {
  if (!charset.test(html))
    throw new Error('A page has no <meta charset="utf-8"> to write its policy after.');
  return html.replace(
    charset,
    (meta) =>
      `${meta}<meta http-equiv="content-security-policy" content="${policyFor(html, frameSource)}">`,
  );
}

/** The Astro integration. */
export function contentSecurityPolicy(): AstroIntegration {
  return {
    name: 'nines-csp',
    hooks: {
      'astro:build:done': async ({ dir }) => {
        const root = fileURLToPath(dir);
        const frameSource = await frameScriptSource();
        for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
          if (!entry.isFile() || !entry.name.endsWith('.html')) continue;
          const file = join(entry.parentPath, entry.name);
          writeFileSync(file, withPolicy(readFileSync(file, 'utf8'), frameSource));
        }
      },
    },
  };
}
