import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { NodeSandbox, openProcess } from '../scripts/node-sandbox.ts';
import { compileLab } from '#compiler/compile.ts';
import type { ModuleText } from '#sandbox/protocol.ts';
import { readLab, sourcesOf } from '../labs/prove.ts';

/** What a worker thread says that runs this text instead of the engine: as if somebody had broken out of it. */
async function saidBy(
  text: string,
  isOver: (said: readonly string[]) => boolean,
): Promise<string[]> {
  const said: string[] = [];
  return new Promise((resolve) => {
    const note = (line: string): void => {
      said.push(line);
      if (!isOver(said)) return;
      host.remove();
      resolve(said);
    };
    const host = openProcess(text, {
      report: note,
      ended: (reason, detail) => note(`ended: ${reason} ${detail}`),
      died: () => note('died'),
    });
    host.start();
  });
}

const first = (said: readonly string[]): boolean => said.length > 0;
/** The opening of a worker's text: `post` says something, `attempt` what came of trying. */
const opening = `
const { parentPort } = require('node:worker_threads');
parentPort.on('message', () => parentPort.postMessage('pong'));
const post = (value) => parentPort.postMessage(JSON.stringify(value));
const attempt = (make) => { try { make(); return 'worked'; } catch (error) { return error.code ?? error.name; } };
`;

describe('the process of the command line: a program that has broken out', () => {
  test('can neither read, write, start programs nor load native code', async () => {
    const scratch = mkdtempSync(join(tmpdir(), 'nines-rights-'));
    writeFileSync(join(scratch, 'secret'), 'x');
    const said = await saidBy(
      `${opening}
      const fs = require('node:fs');
      post({
        readsSecret: attempt(() => fs.readFileSync(${JSON.stringify(join(scratch, 'secret'))})),
        readsProject: attempt(() => fs.readFileSync(${JSON.stringify(join(import.meta.dirname, '../package.json'))})),
        writes: attempt(() => fs.writeFileSync(${JSON.stringify(join(scratch, 'new'))}, 'x')),
        startsThread: attempt(() => new (require('node:worker_threads').Worker)('0', { eval: true })),
        starts: attempt(() => require('node:child_process').execSync('true')),
        loads: attempt(() => process.dlopen({ exports: {} }, '/lib/x.node')),
        environment: Object.keys(process.env).length,
      });`,
      first,
    );
    rmSync(scratch, { recursive: true });
    expect(JSON.parse(said[0] ?? '')).toEqual({
      readsSecret: 'ERR_ACCESS_DENIED',
      readsProject: 'ERR_ACCESS_DENIED',
      writes: 'ERR_ACCESS_DENIED',
      startsThread: 'ERR_ACCESS_DENIED',
      starts: 'ERR_ACCESS_DENIED',
      loads: 'ERR_DLOPEN_DISABLED',
      environment: 0,
    });
  });

  test.each([
    ['a loop without end', 'for (;;) {}', /^ended: silent/],
    [
      'all the memory',
      'const kept = []; for (;;) kept.push(new Array(1000).fill(1));',
      /^ended: (silent|failed .*memory)/,
    ],
    ['a flood', "for (;;) parentPort.postMessage('{}');", /^ended: (flood|silent)/],
    [
      'something that is no text',
      'parentPort.postMessage({ kind: "verdict" });',
      /^ended: malformed/,
    ],
    ['a report of a megabyte', "parentPort.postMessage('x'.repeat(1 << 20));", /^ended: malformed/],
    ['an exit', 'process.exit(7);', /^ended: failed it ended with code 7/],
    ['an error', "throw new Error('on purpose');", /^ended: failed Error: on purpose/],
  ])('%s: is ended by the relay', async (_, body, expected) => {
    const said = await saidBy(`${opening} ${body}`, (lines) =>
      lines.some((line) => /^(ended|died)/.test(line)),
    );
    expect(said.at(-1)).toMatch(expected);
  });
});

describe('the sandbox of the command line', () => {
  const sandbox = new NodeSandbox();
  afterAll(() => sandbox.dispose());

  /** The starter of the lab with one file of its own. */
  function modulesWith(file: string, source: string): readonly ModuleText[] {
    const [starter] = readLab('s5-retry').variants;
    if (!starter) throw new Error('The lab has no starter.');
    const sources = sourcesOf('s5-retry', starter).filter((text) => text.file !== file);
    const result = compileLab([...sources, { file, source, origin: 'learner' }]);
    if (!result.ok) throw new Error(result.problems.map(({ message }) => message).join());
    return result.modules;
  }

  const reconciler = (body: string) =>
    `export async function reconciler(): Promise<void> { const kept: unknown[] = []; ${body} }`;

  test.each([
    ['a loop', 'for (;;) kept.length = 0;', ['KIT-HANG']],
    ['a regular expression', "/^(a+)+$/.test('a'.repeat(50) + '!');", ['KIT-TIME']],
    ['memory', 'for (;;) kept.push(new Array(10_000).fill(1));', ['KIT-MEMORY', 'KIT-TIME']],
  ])('%s: ends with a verdict, and the next run works', async (_, body, codes) => {
    const modules = modulesWith('reconcile.ts', reconciler(body));
    const run = (with_: readonly ModuleText[]) =>
      sandbox.run({ kind: 'grade', lab: 's5-retry', modules: with_, seeds: [1] }, {});
    const { verdict } = await run(modules);
    expect(verdict.kind === 'stopped' ? codes : []).toContain(
      verdict.kind === 'stopped' ? verdict.code : verdict.kind,
    );
    const next = await run(modulesWith('reconcile.ts', reconciler('kept.length = 0;')));
    expect(next.verdict.kind).toBe('failed');
  });
});
