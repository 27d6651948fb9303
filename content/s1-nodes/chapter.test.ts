import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { typecheckLab } from '#compiler/typecheck.ts';
import { costOf, presets } from '#explorables/blast-radius/model.ts';
import { functions, hardware, useMax, useOf } from '#explorables/blast-radius/plan.ts';

const chapter = readFileSync('content/s1-nodes/chapter.mdx', 'utf8');
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
  const source = readFileSync(`labs/s1-nodes/${folder}/${file}`, 'utf8');
  return { file, source, origin: 'world' as const };
};

describe('chapter 1: the figures of the prose', () => {
  test('24 GB of connections: 75 % of one machine of two, 37.5 % of each of two of three', () => {
    const chat = functions.filter(({ name }) => name === 'chat.conn');
    const shareOf = (left: number): string => `${useOf(chat, 'mem', left).gb * 100} %`;
    expect([shareOf(1), shareOf(2)]).toEqual(['75 %', '37.5 %']);
    expect(hardware.mem.gb).toBe(32);
    for (const figure of ['75 %: too much', '24 of 64, 37.5 %', `${useMax * 100} % say`]) {
      expect(prose).toContain(figure);
    }
  });

  test('twelve thousand handshakes of 5 ms within three seconds: twenty cores', () => {
    expect((12_000 * 5) / 3_000).toBe(20);
    expect(prose).toContain('twenty cores, for three seconds');
  });

  test('a type for each function: 92 credits, which the notes tell', () => {
    const one = presets.find(({ id }) => id === 'each');
    expect(one && costOf(one.placement).credits).toBe(92);
    expect(readFileSync('content/s1-nodes/notes.mdx', 'utf8')).toContain('costs 92 of 84 credits');
  });
});

describe('chapter 1: the code of the prose', () => {
  test("TypeScript: every fence fits the declarations of 'nines' and the lab's files", () => {
    const files = [
      lab('world', 'types.ts'),
      lab('world', 'machines.ts'),
      lab('solution', 'nodes.ts'),
      ...fences('ts').map((source, index) => {
        return { file: `chapter-${index}.ts`, source, origin: 'learner' as const };
      }),
    ];
    expect(typecheckLab(files, declarations).map(({ message }) => message)).toEqual([]);
  });
});
