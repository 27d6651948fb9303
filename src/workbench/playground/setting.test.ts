import { describe, expect, test } from 'vitest';
import { compileLab } from '#compiler/compile.ts';
import { finish } from '#grader/mini-lab.ts';
import type { LabProgram } from '#grader/program.ts';
import type { Deed } from '#grader/walk.ts';
import { trace } from '#grader/walker.ts';
import type { Factory } from '#runtime/program.ts';
import { learnerConsole } from '#sandbox/learner-console.ts';
import { playFrom, playgroundFile, starter } from './setting.ts';

function programOf(source: string): LabProgram {
  const compiled = compileLab([{ file: playgroundFile, source, origin: 'learner' }]);
  if (!compiled.ok) throw new Error(compiled.problems.map(({ message }) => message).join('\n'));
  expect(compiled.warnings).toEqual([]);
  const files = compiled.modules.map(({ file, text, origin }) => ({
    file,
    origin,
    factory: new Function('console', `return ${text}`)(learnerConsole) as Factory,
  }));
  return { files, place: () => null };
}

/** What is printed in the first three seconds. */
function printed(deed?: Deed): string {
  const lines: string[] = [];
  const { subject } = playFrom(1, 3_000);
  const forks = deed === undefined ? [] : [{ step: 60, prefix: null, deed }];
  const output = ({ text }: { readonly text: string }): void => void lines.push(text);
  const end = finish(
    trace({ lab: null, program: programOf(starter), run: { subject, forks }, output }),
  );
  expect(end).toMatchObject({ kind: 'traced', end: { verdict: { kind: 'open' } } });
  return lines.join('; ');
}

describe('the playground as it is given', () => {
  test('left alone: the shops count', () => {
    expect(printed()).toMatch(/^shop-1 1; shop-2 1; shop-1 2; shop-2 2; shop-1 3; shop-2 3/);
  });

  test('a shop crashes: it is asked in vain, the other counts on', () => {
    expect(printed({ kind: 'crash', node: 'shop-1' })).toMatch(
      /shop-1 (nodedown|noconnection|timeout); shop-2 \d+/,
    );
  });
});
