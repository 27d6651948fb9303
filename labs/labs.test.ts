import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { labIds } from './prove.ts';

test.each(labIds())('%s has a test file that proves it', (id) => {
  const text = readFileSync(join(import.meta.dirname, `${id}.test.ts`), 'utf8');
  expect(text).toContain(`await proveLab('${id}');`);
});
