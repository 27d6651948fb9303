/** The code of the chapters: it fits the declarations that learners have, and compiles. */
import { execFileSync, spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { SourceText } from '#compiler/source-file.ts';
import { typecheckLab } from '#compiler/typecheck.ts';

const declarations = {
  learnerLib: readFileSync('src/compiler/generated/learner-lib.d.ts', 'utf8'),
  world: readFileSync('src/compiler/nines-world.d.ts', 'utf8'),
};
/** What fences import and no page shows. */
const unshown: readonly SourceText[] = [
  {
    file: 'settle.ts',
    source: 'export async function settle(_key: string): Promise<void> {}',
    origin: 'world',
  },
  {
    file: 'tell.ts',
    source: 'export async function tell(_arg: object): Promise<void> {}',
    origin: 'world',
  },
];

const compiler = 'erlc';
const hasErlang = spawnSync(compiler, ['-help']).error === undefined;

describe.each(globSync('content/*/chapter.mdx'))('%s', (path) => {
  const chapter = readFileSync(path, 'utf8');
  const fences = (language: string): string[] =>
    [...chapter.matchAll(/^```(\w+)[^\n]*\n([\s\S]*?)^```$/gm)]
      .filter(([, name]) => name === language)
      .map(([, , source]) => source ?? '');

  test('each comparison has TypeScript, Erlang and Elixir', () => {
    const comparisons = [...chapter.matchAll(/<Compare[\s\S]*?<\/Compare>/g)].map(([text]) => text);
    expect(comparisons.length).toBeGreaterThan(0);
    for (const text of comparisons) {
      expect([...text.matchAll(/^```(\w+)/gm)].map(([, name]) => name)).toEqual([
        'ts',
        'erlang',
        'elixir',
      ]);
    }
  });

  test("TypeScript: every fence fits the declarations of 'nines' and the lab's files", () => {
    const lab = `labs/${basename(dirname(path))}`;
    const known = globSync([`${lab}/world/*.ts`, `${lab}/solution/*.ts`]).map(
      (file): SourceText => {
        const source = readFileSync(file, 'utf8');
        return { file: basename(file), source, origin: 'world' };
      },
    );
    const files = fences('ts').map((source, index): SourceText => {
      return { file: `chapter-${index}.ts`, source, origin: 'learner' };
    });
    expect(files).not.toEqual([]);
    const problems = typecheckLab([...unshown, ...known, ...files], declarations)
      .filter(({ place }) => place?.file.startsWith('chapter-') ?? true)
      .map(({ message, place }) => `${place?.file}: ${message}`);
    expect(problems).toEqual([]);
  });

  test.runIf(hasErlang)('Erlang: every fence compiles without a warning', () => {
    const folder = mkdtempSync(join(tmpdir(), 'nines-erlang-'));
    try {
      const files = fences('erlang').map((source, index) => {
        const name = /-module\((\w+)\)/.exec(source)?.[1];
        if (name === undefined) {
          // Single functions: a module around them makes them a file, and the terms of a configuration are left out.
          const head = `-module(part_${index}).\n-compile([export_all, nowarn_export_all]).\n`;
          writeFileSync(
            join(folder, `part_${index}.erl`),
            head + source.replace(/^\{.*?^.*\}\.$/gms, ''),
          );
          return `part_${index}.erl`;
        }
        writeFileSync(join(folder, `${name}.erl`), source);
        return `${name}.erl`;
      });
      execFileSync(compiler, ['-Wall', '-Werror', ...files], { cwd: folder });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
