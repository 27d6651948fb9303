import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { typecheckLab } from '#compiler/typecheck.ts';

const chapter = readFileSync('content/p-presence/chapter.mdx', 'utf8');
const prose = chapter.replace(/^```[\s\S]*?^```$/gm, '');
const fences = (language: string): string[] =>
  [...chapter.matchAll(/^```(\w+)[^\n]*\n([\s\S]*?)^```$/gm)]
    .filter(([, name]) => name === language)
    .map(([, , source]) => source ?? '');
const declarations = {
  learnerLib: readFileSync('src/compiler/generated/learner-lib.d.ts', 'utf8'),
  world: readFileSync('src/compiler/nines-world.d.ts', 'utf8'),
};
const lab = (folder: string, file: string) => {
  const source = readFileSync(`labs/p-presence/${folder}/${file}`, 'utf8');
  return { file, source, origin: 'world' as const };
};

describe('chapter P: the figures of the prose', () => {
  test('an idle process: 2.6 kB, and a hundred thousand of them 276 MB', () => {
    expect(prose).toContain('about 2.6 kB');
    expect(prose).toContain('276 MB');
    // 327 words are the documented size; the sum was measured, and has the tables of the machine in it.
    expect(327 * 8).toBe(2_616);
    expect((276e6 / 100_000 / 2_616).toFixed(2)).toBe('1.06');
    expect(prose).toContain('ten times as many need 26 GB');
    expect(Math.round((10_000_000 * 2_616) / 1e9)).toBe(26);
  });

  test('three levels of three restarts: sixty-four starts', () => {
    const startsOf = (levels: number): number => (levels === 0 ? 1 : 4 * startsOf(levels - 1));
    expect(startsOf(3)).toBe(64);
    expect(prose).toContain('sixty-four times');
  });
});

describe('chapter P: the code of the prose', () => {
  test('each comparison has TypeScript, Erlang and Elixir', () => {
    for (const [text] of chapter.matchAll(/<Compare[\s\S]*?<\/Compare>/g)) {
      const languages = [...text.matchAll(/^```(\w+)/gm)].map(([, name]) => name);
      expect(languages).toEqual(['ts', 'erlang', 'elixir']);
    }
  });

  test("TypeScript: every fence fits the declarations of 'nines' and the lab's files", () => {
    const tell = `import type { Pid } from 'nines';
      interface Job { friend: Pid; status: string; deadline: number }
      export declare function tell(job: Job): Promise<void>;`;
    const files = [
      lab('world', 'types.ts'),
      lab('world', 'store.ts'),
      lab('solution', 'fanout.ts'),
      lab('solution', 'session.ts'),
      { file: 'tell.ts', source: tell, origin: 'world' as const },
      ...fences('ts').map((source, index) => {
        return { file: `chapter-${index}.ts`, source, origin: 'learner' as const };
      }),
    ];
    expect(typecheckLab(files, declarations).map(({ message }) => message)).toEqual([]);
  });

  const hasErlang = spawnSync('erlc', ['-help']).error === undefined;
  test.runIf(hasErlang)('Erlang: every module compiles without a warning', () => {
    const folder = mkdtempSync(join(tmpdir(), 'nines-erlang-'));
    try {
      for (const source of fences('erlang')) {
        const name = /-module\((\w+)\)/.exec(source)?.[1] ?? 'unnamed';
        writeFileSync(join(folder, `${name}.erl`), source);
        execFileSync('erlc', ['-Wall', '-Werror', `${name}.erl`], { cwd: folder });
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
