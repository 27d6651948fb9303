import mdx from '@astrojs/mdx';
import preact from '@astrojs/preact';
import { defineConfig } from 'astro/config';
import { contentSecurityPolicy } from './scripts/csp.ts';
import { monacoCss } from './scripts/monaco-css.ts';
import { iife } from './scripts/vite-iife.ts';
import { codeTheme, codeTransformers } from './src/components/code-theme.ts';

export default defineConfig({
  output: 'static',
  // Static hosts serve folders with a slash; without one they answer with a redirect.
  trailingSlash: 'always',
  // Any host, any folder: `NINES_BASE=/nines npm run build`.
  base: process.env.NINES_BASE ?? '/',
  build: { format: 'directory', inlineStylesheets: 'never' },
  devToolbar: { enabled: false },
  integrations: [mdx({ optimize: true }), preact(), contentSecurityPolicy()],
  markdown: {
    shikiConfig: { theme: codeTheme, transformers: codeTransformers() },
  },
  vite: {
    plugins: [iife(), monacoCss()],
    worker: { format: 'es', plugins: () => [iife()] },
    build: {
      // Nothing is inlined into pages: what a page needs is cached once for the whole course.
      assetsInlineLimit: 0,
      // `light-dark()` and nesting stay as they are written.
      cssTarget: ['chrome123', 'firefox121', 'safari17.5'],
      chunkSizeWarningLimit: 20_000,
      reportCompressedSize: false,
    },
  },
});
