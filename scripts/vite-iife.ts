/**
 * `import text from './file.ts?iife'` gives the file and all it imports as the text of one classic script.
 *
 * The sandbox's worker must reach its frame as text: a frame of opaque origin can start no worker from a URL, and a
 * worker from a blob is started by every browser only if it is a classic script. A lab's grader becomes such a text
 * too; it shares the grader and the runtime with the worker, which hands them in.
 */
import { createHash } from 'node:crypto';
import { basename, join } from 'node:path';
import { type Plugin as EsbuildPlugin, build } from 'esbuild';
import type { Plugin } from 'vite';

const root = join(import.meta.dirname, '..');

/** What a grader may import; the worker hands these in as one object called `shared`. */
const sharedModules = ['#grader/index.ts', 'nines'];

/** Parts of the index that a file of a grader imports by themselves, because a page uses that file without a grader. */
const partsOfIndex = new Set(['#grader/availability.ts', '#grader/format.ts']);

/** Replaces the shared modules by what the worker hands in, and refuses everything else that is not the lab's own. */
const shareWithWorker: EsbuildPlugin = {
  name: 'share-with-worker',
  setup(building) {
    building.onResolve({ filter: /^(#|[a-z])/ }, ({ path, kind }) => {
      if (kind === 'entry-point') return null;
      if (sharedModules.includes(path)) return { path, namespace: 'shared' };
      if (partsOfIndex.has(path)) return { path: '#grader/index.ts', namespace: 'shared' };
      return {
        errors: [{ text: `A grader may import ${sharedModules.join(' and ')}, but not ${path}.` }],
      };
    });
    building.onLoad({ filter: /.*/, namespace: 'shared' }, ({ path }) => ({
      contents: `module.exports = shared[${JSON.stringify(path)}];`,
      loader: 'js',
    }));
  },
};

/** One built text and the files it was made of. */
export interface BuiltText {
  readonly text: string;
  readonly files: readonly string[];
}

/** For whom a text is built. */
export interface TextOptions {
  /** `node` may require Node's own modules; the browser's text requires nothing. */
  readonly platform?: 'browser' | 'node';
  /** True if left out. */
  readonly minify?: boolean;
}

/** Builds a file to the text of one classic script; what it exports is in the variable `exported`. */
export async function buildText(
  file: string,
  { platform = 'browser', minify = true }: TextOptions = {},
): Promise<BuiltText> {
  const result = await build({
    entryPoints: [file],
    absWorkingDir: root,
    bundle: true,
    format: 'iife',
    globalName: 'exported',
    target: 'es2022',
    // Bundling drops the strictness of modules, and SES refuses to start without it.
    banner: { js: '"use strict";' },
    charset: 'utf8',
    legalComments: 'none',
    minify,
    platform,
    write: false,
    metafile: true,
    logLevel: 'silent',
    plugins: basename(file) === 'grader.ts' ? [shareWithWorker] : [],
  });
  const files = Object.keys(result.metafile.inputs)
    .filter((input) => !input.startsWith('shared:'))
    .map((input) => join(root, input));
  return { text: result.outputFiles[0]?.text ?? '', files };
}

/** The source expression of the frame's inline script for the page's content security policy, `'sha256-…'`. */
export async function frameScriptSource(): Promise<string> {
  const { text } = await buildText(join(root, 'src/sandbox/frame.ts'));
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/** The Vite plugin for `?iife` imports. */
export function iife(): Plugin {
  return {
    name: 'nines-iife',
    enforce: 'pre',
    async load(id) {
      const [file, query] = id.split('?');
      if (query !== 'iife' || !file) return null;
      const { text, files } = await buildText(file);
      for (const part of files) this.addWatchFile(part);
      return `export default ${JSON.stringify(text)};`;
    },
  };
}
