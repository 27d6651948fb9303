import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { labIds, patched } from './prove.ts';

test.each(labIds())('%s has a test file that proves it', (id) => {
  const text = readFileSync(join(import.meta.dirname, `${id}.test.ts`), 'utf8');
  expect(text).toContain(`await proveLab('${id}');`);
});

const patch = `--- solution/x.ts
+++ x.ts
@@ -1,3 +1,3 @@
 one
-two
+deux
 three
`;

test('a wrong solution’s patch: applied to the file it covers, also where that has grown above', () => {
  expect(patched('x.ts.patch', 'one\ntwo\nthree\n', patch)).toBe('one\ndeux\nthree\n');
  expect(patched('x.ts.patch', 'zero\none\ntwo\nthree\n', patch)).toBe('zero\none\ndeux\nthree\n');
});

test.each([
  ['a file that says something else', 'one\nzwei\nthree\n'],
  ['no file', undefined],
])('a wrong solution’s patch for %s: refused with its name and what to do', (_what, source) => {
  expect(() => patched('labs/a/wrong/m/x.ts.patch', source, patch)).toThrow(
    /^labs\/a\/wrong\/m\/x\.ts\.patch does not fit .* git diff --no-index\.$/,
  );
});
