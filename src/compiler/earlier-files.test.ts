import { describe, expect, test } from 'vitest';
import { withEarlierFiles, type EarlierLab } from './earlier-files.ts';
import type { SourceText } from './source-file.ts';

const learner = (file: string, source: string): SourceText => ({ file, source, origin: 'learner' });
const world = (file: string, source: string): SourceText => ({ file, source, origin: 'world' });

const earlier: readonly EarlierLab[] = [
  {
    lab: 's2-ring',
    files: [
      learner('ring.ts', "import { hash } from './hash.ts';\nexport const ring = hash;"),
      learner('router.ts', "import { call } from 'labs/s1-nodes/frontend.ts';"),
      world('hash.ts', 'export const hash = 1;'),
      world('unused.ts', 'export {};'),
    ],
  },
  { lab: 's1-nodes', files: [learner('frontend.ts', 'export const call = 1;')] },
  { lab: 'course', files: [world('decisions.ts', 'export type Retry = string;')] },
];

function namesFor(source: string, handedOn: readonly string[]): string[] {
  return withEarlierFiles([learner('a.ts', source)], earlier, handedOn).map(({ file }) => file);
}

describe('earlier files', () => {
  test('a file that is handed on comes with its neighbours, and nothing else comes', () => {
    expect(
      namesFor("import { ring } from 'labs/s2-ring/ring.ts';", ['labs/s2-ring/ring.ts']),
    ).toEqual(['a.ts', 'labs/s2-ring/ring.ts', 'labs/s2-ring/hash.ts']);
  });

  test('what an earlier file imports of a still earlier lab comes with it', () => {
    expect(namesFor('import "labs/s2-ring/router.ts";', ['labs/s2-ring/router.ts'])).toEqual([
      'a.ts',
      'labs/s2-ring/router.ts',
      'labs/s1-nodes/frontend.ts',
    ]);
  });

  test('what is not handed on stays out', () => {
    expect(namesFor("import { ring } from 'labs/s2-ring/ring.ts';", [])).toEqual(['a.ts']);
  });

  test('what all labs share may always be imported', () => {
    expect(namesFor("import type { Retry } from 'labs/course/decisions.ts';", [])).toEqual([
      'a.ts',
      'labs/course/decisions.ts',
    ]);
  });

  test('a lab that imports nothing stays as it is, and circles end', () => {
    const circle: EarlierLab = {
      lab: 's1-nodes',
      files: [learner('a.ts', "import './b.ts';"), learner('b.ts', "import './a.ts';")],
    };
    const own = [learner('x.ts', "import 'labs/s1-nodes/a.ts';")];
    expect(withEarlierFiles(own, [circle], ['labs/s1-nodes/a.ts']).map(({ file }) => file)).toEqual(
      ['x.ts', 'labs/s1-nodes/a.ts', 'labs/s1-nodes/b.ts'],
    );
    expect(withEarlierFiles([learner('x.ts', '')], [circle], []).length).toBe(1);
  });

  test('origins stay: a world file of an earlier lab is still no learner’s', () => {
    const files = withEarlierFiles([learner('a.ts', "import 'labs/s2-ring/ring.ts';")], earlier, [
      'labs/s2-ring/ring.ts',
    ]);
    expect(files.map(({ origin }) => origin)).toEqual(['learner', 'learner', 'world']);
  });
});
