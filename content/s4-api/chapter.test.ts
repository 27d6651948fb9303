import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { typecheckLab } from '#compiler/typecheck.ts';
import { costOf, type Shape } from '#explorables/waterfall/model.ts';

const chapter = readFileSync('content/s4-api/chapter.mdx', 'utf8');
const prose = chapter.replace(/^```[\s\S]*?^```$/gm, '');
const fences = (language: string): string[] =>
  [...chapter.matchAll(/^```(\w+)[^\n]*\n([\s\S]*?)^```$/gm)]
    .filter(([, name]) => name === language)
    .map(([, , source]) => source ?? '');
const declarations = {
  learnerLib: readFileSync('src/compiler/generated/learner-lib.d.ts', 'utf8'),
  world: readFileSync('src/compiler/nines-world.d.ts', 'utf8'),
};

describe('chapter 4: the figures of the prose', () => {
  const fifty = (shape: Shape) => costOf(shape, { items: 50, rttMs: 5 });
  const late = (shape: Shape): string =>
    `${Math.round(costOf(shape, { items: 12, rttMs: 5 }).lateChance * 100)} %`;

  test('fifty items, 5 ms: a hundred and fifty questions, three quarters of a second, 300 messages or four', () => {
    expect(fifty('sequential')).toMatchObject({ questions: 150, ms: 750, messages: 300 });
    expect(fifty('parallel')).toMatchObject({ ms: 5, messages: 300 });
    expect(fifty('batched')).toMatchObject({ ms: 5, messages: 4 });
    for (const words of [
      'hundred and fifty',
      'three quarters of a second',
      'three hundred messages a page',
      'where four would have done',
    ]) {
      expect(prose.replaceAll(/\s+/g, ' ')).toContain(words);
    }
  });

  test('late answers: 2 % of the pages that wait for two, 30 % of those that wait for thirty-six', () => {
    expect([late('batched'), late('parallel')]).toEqual(['2 %', '30 %']);
    expect(prose).toContain('slow in 2 % of the cases');
    expect(prose).toContain('thirty-six in 30 %');
  });
});

describe('chapter 4: the code of the prose', () => {
  test("TypeScript: every fence fits the declarations of 'nines'", () => {
    const files = fences('ts').map((source, index) => {
      return { file: `chapter-${index}.ts`, source, origin: 'learner' as const };
    });
    expect(files).not.toEqual([]);
    expect(typecheckLab(files, declarations).map(({ message }) => message)).toEqual([]);
  });

  const compiler = 'erlc';
  const hasErlang = spawnSync(compiler, ['-help']).error === undefined;
  test.runIf(hasErlang)('Erlang: every fence compiles without a warning', () => {
    const folder = mkdtempSync(join(tmpdir(), 'nines-erlang-'));
    try {
      for (const source of fences('erlang')) {
        const name = /-module\((\w+)\)/.exec(source)?.[1] ?? 'unnamed';
        writeFileSync(join(folder, `${name}.erl`), source);
        execFileSync(compiler, ['-Wall', '-Werror', `${name}.erl`], { cwd: folder });
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
