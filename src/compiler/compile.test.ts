import { parse } from 'acorn';
import type { Token } from 'acorn';
import { transform } from 'sucrase';
import { describe, expect, test } from 'vitest';
import type { Case } from './cases.ts';
import { behaviours, own, refused } from './cases.ts';
import { compileLab } from './compile.ts';
import type { SourceText } from './compile.ts';
import { compileTexts, runLowered, runNatively, TestHooks } from './outcome.ts';

function learnerFiles(files: Case['files']): SourceText[] {
  return Object.entries(files).map(([file, source]) => ({ file, source, origin: 'learner' }));
}

function problemsOf(files: Case['files']): { code: string; line: number; remedy: string }[] {
  const result = compileLab(learnerFiles(files));
  if (result.ok) return [];
  return result.problems.map(({ code, place, remedy }) => ({ code, line: place.line, remedy }));
}

describe('behaviour: lowered as native', () => {
  test.each(behaviours)('$name', async ({ files }) => {
    const native = await runNatively(files);
    expect(runLowered(files)).toEqual(native);
  });
});

describe('behaviour: of its own', () => {
  test.each(own)('$name', ({ files, expected }) => {
    const [, printed = '[]', kind = '', value = ''] =
      /^(?:printed (.+) )?(returned|thrown) (.+)$/.exec(expected[0] ?? '') ?? [];
    expect(runLowered(files, new TestHooks(2_000))).toEqual({
      printed: JSON.parse(printed),
      [kind]: JSON.parse(value),
    });
  });
});

describe('refusal', () => {
  test.each(refused)('$name', ({ files, expected }) => {
    const problems = problemsOf(files);
    expect(problems.map(({ code, line }) => `${code} ${line}`)).toEqual(
      expected.map((line) => line.split(' ').slice(0, 2).join(' ')),
    );
    for (const [index, line] of expected.entries()) {
      expect(problems[index]?.remedy).toContain(line.split(' ').slice(2).join(' '));
    }
  });

  test('every message and every remedy is one sentence', () => {
    for (const { files } of refused) {
      const result = compileLab(learnerFiles(files));
      if (result.ok) throw new Error('not refused');
      for (const { message, remedy } of result.problems) {
        expect(message).toMatch(/^[^a-z].*[^.]\.$/s);
        expect(remedy).toMatch(/^[^a-z].*[^.]\.$/s);
      }
    }
  });
});

/** The names, texts and numbers of a module, each with its line; declarations of imports and exports left out. */
function marks(code: string): string[] {
  const found: string[] = [];
  const skip = new Set(['async', 'await', 'of', 'static', 'get', 'set', 'let']);
  const tokens: Token[] = [];
  parse(code, { ecmaVersion: 'latest', sourceType: 'module', onToken: tokens });
  for (const { type, start, end } of tokens) {
    const text = code.slice(start, end).replace(/^(['"])(.*)\1$/s, '$2');
    if (!['name', 'string', 'num', 'privateId'].includes(type.label) || skip.has(text)) continue;
    if (/import|eval/.test(text.replace(/\\u00(\w\w)/g, '_'))) continue;
    found.push(`${code.slice(0, start).split('\n').length}: ${text}`);
  }
  return found;
}

/** The same without the declarations that the module system replaces. */
function marksOfSource(source: string): string[] {
  const options = { transforms: ['typescript' as const], disableESTransforms: true };
  const { code } = transform(source, options);
  const program = parse(code, { ecmaVersion: 'latest', sourceType: 'module' });
  let kept = code;
  // An imported variable is read under the name that it has where it is exported.
  const imported = new Set<string>();
  for (const statement of program.body) {
    const { type, start, end } = statement;
    if (statement.type === 'ImportDeclaration') {
      for (const { local } of statement.specifiers) imported.add(local.name);
    }
    const isTie = type === 'ImportDeclaration' || type === 'ExportAllDeclaration';
    const isList = type === 'ExportNamedDeclaration' && /^export\s*\{/.test(code.slice(start, end));
    if (isTie || isList) {
      kept = kept.slice(0, start) + kept.slice(start, end).replace(/[^\n]/g, ' ') + kept.slice(end);
    }
  }
  return marks(kept).filter((mark) => !imported.has(mark.replace(/^\d+: /, '')));
}

describe('lines', () => {
  // A pattern that stands in a head over several lines moves into the body: there, and only there, lines may differ.
  const moving = /over several lines/;
  test.each([...behaviours, ...own].filter(({ name }) => !moving.test(name)))(
    '$name: everything stays on its line',
    ({ files }) => {
      for (const [file, text] of compileTexts(files)) {
        const source = files[file] ?? '';
        const lowered = marks(text);
        for (const mark of marksOfSource(source)) expect(lowered).toContain(mark);
        expect(text.split('\n').length).toBe(source.split('\n').length + 1);
      }
    },
  );

  test('a head over several lines: what follows it stays on its line', () => {
    const [text = ''] = compileTexts({
      'a.ts':
        'export async function main(xs: any[]) {\n  for await (const {\n    a,\n    b,\n  } of xs) {\n    console.log(a, b);\n  }\n  return "line 8";\n}\n',
    }).values();
    expect(text.split('\n')[5]).toContain('console.log(a, b)');
    expect(text.split('\n')[7]).toContain('line 8');
  });

  test('line breaks of Windows count once', () => {
    const files = { 'a.ts': 'const a = 1;\r\nconst b = 2;\r\nDate.now();\r\nconsole.log(a, b);' };
    expect(problemsOf(files)).toMatchObject([{ code: 'date', line: 3 }]);
  });
});
